import { chosenPlaces } from "./plan-totals.js";
import type { Problem, ReadBounds } from "./problem.js";

/** What an edge has to beat to get a place at an end: −∞ where there is room, +∞ where only forced edges are. */
interface Cutoffs {
  readonly row: Float64Array;
  readonly column: Float64Array;
  readonly group: Float64Array;
}

/**
 * The edges that both ends would rather have than what the plan gives them, in the problem's order.
 *
 * An edge blocks where it is not chosen, and its row has room or would give up an edge of lower `score`, and its column would
 * take it: column and group have room; or the column is full and would give up an edge of lower `columnScore`; or only the
 * group is full and would give up one of lower `columnScore`, or one of the same row that is no better for the group and worse
 * for the row. Forced edges are never given up. Equal scores never block (weak stability).
 * O(edges), and O(edges of the row) more for an edge whose group is full.
 *
 * @see D. Abraham, R. Irving, D. Manlove, J. Discrete Algorithms 5 (2007), § 2 (blocking pairs of student-project allocation).
 */
export function findBlockingEdges(problem: Problem, isChosen: Uint8Array): Uint32Array {
  const { row, column, score, columnScore, columnGroups } = problem;
  const cutoffs = cutoffsOf(problem, isChosen);
  const rowStart = new Uint32Array(problem.rowCount + 1);
  for (const r of row) rowStart[r + 1]!++;
  for (let r = 0; r < problem.rowCount; r++) rowStart[r + 1]! += rowStart[r]!;
  const movesInGroup = (e: number) => {
    const group = columnGroups.groupOf[column[e]!]!;
    for (let other = rowStart[row[e]!]!; other < rowStart[row[e]! + 1]!; other++) {
      if (isChosen[other] === 0 || problem.forced[other] === 1 || columnGroups.groupOf[column[other]!] !== group) continue;
      if (score[other]! < score[e]! && columnScore[other]! <= columnScore[e]!) return true;
    }
    return false;
  };
  const blocks = (e: number) => {
    if (isChosen[e] === 1 || !(score[e]! > cutoffs.row[row[e]!]!)) return false;
    const own = cutoffs.column[column[e]!]!;
    if (own !== -Infinity) return columnScore[e]! > own;
    const group = columnGroups.groupOf[column[e]!]!;
    return group < 0 || columnScore[e]! > cutoffs.group[group]! || movesInGroup(e);
  };
  return Uint32Array.from(row.keys()).filter(blocks);
}

/** The cutoffs as certificates state them: a column with room in a full group has that of its group. O(edges). */
export function effectiveCutoffs(problem: Problem, isChosen: Uint8Array): { rowCutoff: Float64Array; columnCutoff: Float64Array } {
  const { row, column, group } = cutoffsOf(problem, isChosen);
  const { groupOf } = problem.columnGroups;
  const columnCutoff = column.map((own, c) => (own === -Infinity && groupOf[c]! >= 0 ? group[groupOf[c]!]! : own));
  return { rowCutoff: row, columnCutoff };
}

function cutoffsOf(problem: Problem, isChosen: Uint8Array): Cutoffs {
  const { rows, columns, columnGroups } = problem;
  const plan = { chosen: chosenPlaces(isChosen), forced: problem.forced };
  const groups: Pick<ReadBounds, "max" | "forced"> = columnGroups;
  return {
    row: lowestChosen(problem.row, problem.score, { ...plan, bounds: rows }),
    column: lowestChosen(problem.column, problem.columnScore, { ...plan, bounds: columns }),
    group: lowestChosen(problem.column, problem.columnScore, { ...plan, bounds: groups, groupOf: columnGroups.groupOf }),
  };
}

function lowestChosen(
  end: Uint32Array,
  score: Float64Array,
  at: { chosen: Uint32Array; forced: Uint8Array; bounds: Pick<ReadBounds, "max" | "forced">; groupOf?: Int32Array },
): Float64Array {
  const { max } = at.bounds;
  const lowest = new Float64Array(max.length).fill(Infinity);
  const degree = new Float64Array(max.length);
  for (const e of at.chosen) {
    const node = at.groupOf === undefined ? end[e]! : at.groupOf[end[e]!]!;
    if (node < 0) continue;
    degree[node]!++;
    if (at.forced[e] === 0 && score[e]! < lowest[node]!) lowest[node] = score[e]!;
  }
  return lowest.map((value, node) => (degree[node]! < max[node]! ? -Infinity : value));
}
