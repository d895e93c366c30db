import { CompensatedSum } from "../kernel/sum.js";
import type { Problem } from "./problem.js";

/** The numbers by which a plan is told: its edges as the caller numbers them, its total, its smallest row. */
export function planTotals(problem: Problem, isChosen: Uint8Array): { edges: Uint32Array; total: number; minRow: number; value: number } {
  const { row, score, callerEdge, rowCount } = problem;
  const total = new CompensatedSum();
  let minRow = rowCount === 0 ? 0 : Infinity;
  let e = 0;
  for (let r = 0; r < rowCount; r++) {
    const rowTotal = new CompensatedSum();
    for (; e < score.length && row[e] === r; e++) {
      if (isChosen[e] === 0) continue;
      total.add(score[e]!);
      rowTotal.add(score[e]!);
    }
    minRow = Math.min(minRow, rowTotal.value);
  }
  return { edges: chosenEdges(callerEdge, isChosen), total: total.value, minRow, value: total.value };
}

function chosenEdges(callerEdge: Uint32Array, isChosen: Uint8Array): Uint32Array {
  const edges = new Uint32Array(callerEdge.length);
  let count = 0;
  for (let at = 0; at < isChosen.length; at++) if (isChosen[at] === 1) edges[count++] = callerEdge[at]!;
  return edges.slice(0, count).sort();
}
