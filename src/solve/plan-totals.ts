import { CompensatedSum } from "../kernel/sum.js";
import type { Problem } from "./problem.js";

/** The numbers by which a plan is told: its edges as the caller numbers them, its total, its smallest row. */
export function planTotals(problem: Problem, isChosen: Uint8Array): PlanTotals {
  return totalsOf(problem, chosenPlaces(isChosen));
}

export interface PlanTotals {
  readonly edges: Uint32Array;
  readonly total: number;
  readonly minRow: number;
  readonly value: number;
}

/** The same for the places of the chosen edges, ascending. O(rows + places). */
export function totalsOf(problem: Problem, places: Uint32Array): PlanTotals {
  const { row, score, callerEdge, rowCount } = problem;
  const total = new CompensatedSum();
  let minRow = rowCount === 0 ? 0 : Infinity;
  let at = 0;
  for (let r = 0; r < rowCount; r++) {
    const rowTotal = new CompensatedSum();
    for (; at < places.length && row[places[at]!] === r; at++) {
      total.add(score[places[at]!]!);
      rowTotal.add(score[places[at]!]!);
    }
    minRow = Math.min(minRow, rowTotal.value);
  }
  return { edges: places.map((place) => callerEdge[place]!).sort(), total: total.value, minRow, value: total.value };
}

/** The places of the ones among marks of 0 and 1, ascending. */
export function chosenPlaces(isChosen: Uint8Array): Uint32Array {
  let count = 0;
  for (let at = 0; at < isChosen.length; at++) count += isChosen[at]!;
  const places = new Uint32Array(count);
  // Most are 0, so four are looked at as one number.
  const isAligned = isChosen.byteOffset % 4 === 0;
  const fours = isAligned ? new Uint32Array(isChosen.buffer, isChosen.byteOffset, isChosen.length >> 2) : new Uint32Array(0);
  let next = 0;
  for (let word = 0; word < fours.length; word++) {
    if (fours[word] === 0) continue;
    for (let at = 4 * word; at < 4 * word + 4; at++) if (isChosen[at] === 1) places[next++] = at;
  }
  for (let at = 4 * fours.length; at < isChosen.length; at++) if (isChosen[at] === 1) places[next++] = at;
  return places;
}
