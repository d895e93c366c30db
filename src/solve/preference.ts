import type { Problem } from "./problem.js";

/**
 * The edges that deferred acceptance may use, in the order of their rows' wishes, so that one number carries every tie rule.
 *
 * Position p: rows ascending; in a row, score descending, then column ascending. Columns and groups order by `columnKey`
 * descending, then position ascending: equal edges of two rows by row, those of one row as that row wishes.
 */
export interface Preferences {
  /** The problem's edge at each position: neither forced nor at an end without room. */
  readonly edge: Uint32Array;
  readonly row: Uint32Array;
  readonly column: Uint32Array;
  readonly rowKey: Float64Array;
  readonly columnKey: Float64Array;
  /** Positions of row r: rowStart[r] … rowStart[r + 1] − 1. */
  readonly rowStart: Uint32Array;
}

/** Segments up to this long are sorted by insertion; above, halves are merged. Insertion wins below about 20 to 40 on any machine. */
const INSERTION_LENGTH = 24;

/** O(edges · log(edges of a row)). */
export function readPreferences(problem: Problem): Preferences {
  const { row, column, score, columnScore, forced, rows, columns, rowCount } = problem;
  const edge = new Uint32Array(score.length);
  const rowStart = new Uint32Array(rowCount + 1);
  let count = 0;
  for (let e = 0; e < score.length; e++) {
    if (forced[e] === 1 || rows.max[row[e]!]! === 0 || columns.max[column[e]!]! === 0) continue;
    edge[count++] = e;
    rowStart[row[e]! + 1] = count;
  }
  for (let r = 0; r < rowCount; r++) rowStart[r + 1] = Math.max(rowStart[r + 1]!, rowStart[r]!);
  const used = edge.subarray(0, count);
  const scratch = new Uint32Array(count);
  for (let r = 0; r < rowCount; r++) sortByScore(used, score, { from: rowStart[r]!, to: rowStart[r + 1]!, scratch });
  const preferences = {
    edge: used,
    row: new Uint32Array(count),
    column: new Uint32Array(count),
    rowKey: new Float64Array(count),
    columnKey: new Float64Array(count),
    rowStart,
  };
  for (let p = 0; p < count; p++) {
    const e = used[p]!;
    preferences.row[p] = row[e]!;
    preferences.column[p] = column[e]!;
    preferences.rowKey[p] = score[e]!;
    preferences.columnKey[p] = columnScore[e]!;
  }
  return preferences;
}

/** A stable sort of edges[from … to − 1] by score, highest first. */
function sortByScore(edges: Uint32Array, score: Float64Array, part: { from: number; to: number; scratch: Uint32Array }): void {
  const { from, to, scratch } = part;
  if (to - from <= INSERTION_LENGTH) {
    for (let at = from + 1; at < to; at++) {
      const edge = edges[at]!;
      const key = score[edge]!;
      let place = at;
      while (place > from && score[edges[place - 1]!]! < key) {
        edges[place] = edges[place - 1]!;
        place--;
      }
      edges[place] = edge;
    }
    return;
  }
  const middle = (from + to) >> 1;
  sortByScore(edges, score, { from, to: middle, scratch });
  sortByScore(edges, score, { from: middle, to, scratch });
  scratch.set(edges.subarray(from, middle), from);
  let left = from;
  let right = middle;
  for (let at = from; left < middle; at++) {
    const takesRight = right < to && score[edges[right]!]! > score[scratch[left]!]!;
    edges[at] = takesRight ? edges[right++]! : scratch[left++]!;
  }
}
