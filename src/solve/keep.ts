import type { IssueList } from "./error.js";
import { isList, isObject, isWholeNumber } from "./shape.js";

/**
 * What each edge counts for: its score, plus the bonus where it is to be kept, as the nearest double.
 *
 * Adds issues: `type-invalid`, `keep-out-of-range`, `keep-bonus-invalid`. O(edges).
 *
 * @returns null where every edge counts for its score.
 */
export function readWorth(keep: unknown, score: ArrayLike<number>, at: { path: string; issues: IssueList }): Float64Array | null {
  const { path, issues } = at;
  if (keep === undefined) return null;
  if (!isObject(keep) || !isList(keep.edges)) {
    issues.add("type-invalid", path, { expected: "an object with edges and bonus", received: keep });
    return null;
  }
  const { edges, bonus } = keep;
  if (typeof bonus !== "number" || !Number.isFinite(bonus) || bonus < 0) {
    issues.add("keep-bonus-invalid", `${path}.bonus`, { expected: "a finite number ≥ 0", received: bonus });
    return null;
  }
  const worth = Float64Array.from(score);
  for (let at = 0; at < edges.length; at++) {
    const edge = edges[at];
    if (isWholeNumber(edge) && edge < worth.length) worth[edge] = score[edge]! + bonus;
    else issues.add("keep-out-of-range", `${path}.edges[${at}]`, { expected: `an edge index below ${worth.length}`, received: edge });
  }
  return worth;
}
