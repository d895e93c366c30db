import { effectiveCutoffs } from "./blocking-pairs.js";
import { groupByEnd } from "./canonical.js";
import { deferAcceptance } from "./deferred-acceptance.js";
import { planTotals } from "./plan-totals.js";
import { readPreferences, type Preferences } from "./preference.js";
import { RankedHeaps } from "./ranked-heaps.js";
import type { Problem, ReadBounds } from "./problem.js";
import type { Plan } from "./plan-types.js";

/**
 * The stable plan that is best for every proposer at once: deferred acceptance.
 *
 * The model is student-project allocation: rows (students) and columns (projects) have maximums, disjoint groups of columns
 * (lecturers) have one more. A column, and its group, keep the best edges by `columnScore` that fit both. Proposing goes down
 * each list once, and what was refused is never asked again, so the result does not depend on who asks first. Edges are
 * acceptable whatever their score; forced edges take their places before and are never given up.
 *
 * Ties are broken before the start (see `Preferences`), so under ties the plan is weakly stable, and the best for the proposers
 * among the plans stable in that order. With one maximum above 1 on both sides stability is pairwise: no single pair would
 * leave, but a setwise stable plan need not exist.
 * O(edges · log(edges of a node)).
 *
 * @see D. Gale, L. Shapley, American Mathematical Monthly 69 (1962), theorems 1 and 2; D. Abraham, R. Irving, D. Manlove,
 *   Two algorithms for the student-project allocation problem, J. Discrete Algorithms 5 (2007), figures 1 and 4;
 *   T. Fleiner, A fixed-point approach to stable matchings, Math. Oper. Res. 28 (2003), theorem 5.2 (nested maximums).
 */
export function solveStable(problem: Problem): Plan<"stable"> {
  const isChosen = problem.forced.slice();
  if (problem.columnGroups.max.some((max) => max !== Infinity)) chooseInGroups(problem, isChosen);
  else chooseWithoutGroups(problem, isChosen);
  const totals = planTotals(problem, isChosen);
  return {
    status: "optimal",
    ...totals,
    bound: totals.total,
    certificate: { kind: "no-blocking-pair", scope: "candidates", proposer: problem.proposer, ...effectiveCutoffs(problem, isChosen) },
    reason: null,
  };
}

function chooseWithoutGroups(problem: Problem, isChosen: Uint8Array): void {
  const { row, column, score, columnScore, proposer } = problem;
  const rows = { end: row, places: placesLeft(problem.rows), key: score };
  const columns = { end: column, places: placesLeft(problem.columns), key: columnScore };
  const [asking, answering] = proposer === "rows" ? [rows, columns] : [columns, rows];
  deferAcceptance(isChosen, { ...asking, incidence: groupByEnd(asking.end, asking.places.length) }, answering);
}

function chooseInGroups(problem: Problem, isChosen: Uint8Array): void {
  const preferences = readPreferences(problem);
  const places = readPlaces(problem);
  const held = problem.proposer === "rows" ? proposeByRows(preferences, places) : proposeByColumns(preferences, places);
  for (let p = 0; p < held.length; p++) if (held[p] === 1) isChosen[preferences.edge[p]!] = 1;
}

/** Places left once the forced edges have theirs. A column without group is a group of its own, without limit. */
interface Places {
  readonly row: Float64Array;
  readonly column: Float64Array;
  readonly group: Float64Array;
  readonly groupOf: Int32Array;
}

function readPlaces(problem: Problem): Places {
  const { rows, columns, columnGroups } = problem;
  const group = [...columnGroups.max.map((max, g) => max - columnGroups.forced[g]!)];
  const groupOf = columnGroups.groupOf.map((g) => (g >= 0 ? g : group.push(Infinity) - 1));
  return {
    row: placesLeft(rows),
    column: placesLeft(columns),
    group: Float64Array.from(group),
    groupOf,
  };
}

function placesLeft({ max, forced }: ReadBounds): Float64Array {
  return max.map((most, index) => most - forced[index]!);
}

/** Rows ask down their lists; a column takes all, and gives up its worst where it or its group has too many. */
function proposeByRows(preferences: Preferences, places: Places): Uint8Array {
  const { row, column, columnKey, rowStart } = preferences;
  const { group, groupOf } = places;
  const held = new Uint8Array(row.length);
  const columnHeaps = new RankedHeaps(startsOf(column, places.column.length), columnKey, "worst");
  const groupHeaps = new RankedHeaps(startsOf(column, group.length, groupOf), columnKey, "worst");
  const groupSize = new Float64Array(group.length);
  const next = rowStart.slice(0, -1);
  const room = places.row.slice();
  for (let first = 0; first < room.length; first++) {
    let r = first;
    while (r >= 0) {
      if (room[r]! === 0 || next[r]! === rowStart[r + 1]!) {
        // The first row may have more places to fill after those it displaced have found theirs.
        r = r !== first && room[first]! > 0 && next[first]! < rowStart[first + 1]! ? first : -1;
        continue;
      }
      const p = next[r]!++;
      const c = column[p]!;
      const g = groupOf[c]!;
      room[r]!--;
      held[p] = 1;
      columnHeaps.push(c, p);
      groupSize[g]!++;
      if (group[g]! !== Infinity) groupHeaps.push(g, p);
      let refused = -1;
      if (columnHeaps.size[c]! > places.column[c]!) refused = columnHeaps.pop(c);
      else if (groupSize[g]! > group[g]!) {
        // What a column gave up on its own is still in its group's heap.
        while (held[groupHeaps.top(g)] === 0) groupHeaps.pop(g);
        refused = groupHeaps.pop(g);
        // The worst of a group is the worst of its own column.
        columnHeaps.pop(column[refused]!);
      }
      if (refused < 0) continue;
      held[refused] = 0;
      groupSize[g]!--;
      room[row[refused]!]!++;
      r = row[refused]!;
    }
  }
  return held;
}

/** Columns ask down their lists, those of a full group wait their turn, the best next edge first; rows keep their best. */
function proposeByColumns(preferences: Preferences, places: Places): Uint8Array {
  const { row, column, rowKey, columnKey, rowStart } = preferences;
  const { groupOf } = places;
  const columnCount = places.column.length;
  const held = new Uint8Array(row.length);
  const lists = new RankedHeaps(startsOf(column, columnCount), columnKey, "best");
  for (let p = 0; p < column.length; p++) lists.append(column[p]!, p);
  for (let c = 0; c < columnCount; c++) lists.heapify(c);
  const kept = new RankedHeaps(rowStart, rowKey, "worst");
  const columnRoom = places.column.slice();
  const groupRoom = places.group.slice();
  // The next edge of each column that has room, by group: a column waits at most once.
  const all = Uint32Array.from({ length: columnCount }, (_, c) => c);
  const waiting = new RankedHeaps(startsOf(all, groupRoom.length, groupOf), columnKey, "best");
  const isWaiting = new Uint8Array(columnCount);
  const wait = (c: number) => {
    if (isWaiting[c] === 1 || columnRoom[c]! === 0 || lists.size[c]! === 0) return;
    isWaiting[c] = 1;
    waiting.push(groupOf[c]!, lists.top(c));
  };
  for (let c = 0; c < columnCount; c++) wait(c);
  const active: number[] = Array.from({ length: groupRoom.length }, (_, g) => g);
  for (let g = active.pop(); g !== undefined; g = active.pop()) {
    while (groupRoom[g]! > 0 && waiting.size[g]! > 0) {
      const p = waiting.pop(g);
      const c = column[p]!;
      isWaiting[c] = 0;
      lists.pop(c);
      const r = row[p]!;
      kept.push(r, p);
      held[p] = 1;
      columnRoom[c]!--;
      groupRoom[g]!--;
      if (kept.size[r]! > places.row[r]!) {
        const refused = kept.pop(r);
        const loser = column[refused]!;
        held[refused] = 0;
        columnRoom[loser]!++;
        groupRoom[groupOf[loser]!]!++;
        wait(loser);
        if (groupOf[loser] !== g) active.push(groupOf[loser]!);
      }
      wait(c);
    }
  }
  return held;
}

/** Where the edges of each node begin, if grouped by node; a node may stand for the group it is in. */
function startsOf(node: Uint32Array, count: number, groupOf?: Int32Array): Uint32Array {
  const start = new Uint32Array(count + 1);
  for (const index of node) start[(groupOf === undefined ? index : groupOf[index]!) + 1]!++;
  for (let at = 0; at < count; at++) start[at + 1]! += start[at]!;
  return start;
}
