import type { IssueList } from "./error.js";
import { isList, isObject, isWholeNumber } from "./shape.js";

/** Disjoint groups of one side. */
export interface ReadGroups {
  /** The group of each row or column, −1 for none. */
  readonly groupOf: Int32Array;
  /** Integers ≥ 0 or `Infinity`. */
  readonly max: Float64Array;
  /** How many forced edges each group has. */
  readonly forced: Float64Array;
}

/** Reads groups, or adds issues: `type-invalid`, `group-member-out-of-range`, `groups-not-disjoint`, `capacity-…`. O(members). */
export function readGroups(groups: unknown, count: number, at: { path: string; issues: IssueList }): ReadGroups {
  const { path, issues } = at;
  const groupOf = new Int32Array(count).fill(-1);
  if (!isList(groups)) {
    issues.add("type-invalid", path, { expected: "an array of groups", received: groups });
    return { groupOf, max: new Float64Array(0), forced: new Float64Array(0) };
  }
  const max = new Float64Array(groups.length).fill(Infinity);
  for (let g = 0; g < groups.length; g++) {
    const group = groups[g];
    if (!isObject(group) || !isList(group.members)) {
      issues.add("type-invalid", `${path}[${g}]`, { expected: "an object with members", received: group });
      continue;
    }
    const most = group.max ?? Infinity;
    if (most !== Infinity && !Number.isSafeInteger(most)) {
      issues.add("capacity-not-integer", `${path}[${g}].max`, { expected: "an integer ≥ 0, or Infinity", received: most });
    } else if ((most as number) < 0) {
      issues.add("capacity-negative", `${path}[${g}].max`, { expected: "an integer ≥ 0, or Infinity", received: most });
    } else max[g] = most as number;
    for (let m = 0; m < group.members.length; m++) {
      const member = group.members[m];
      const place = `${path}[${g}].members[${m}]`;
      if (!isWholeNumber(member) || member >= count) {
        issues.add("group-member-out-of-range", place, { expected: `an integer in [0, ${count})`, received: member });
      } else if (groupOf[member]! >= 0 && groupOf[member] !== g) {
        issues.add("groups-not-disjoint", place, { expected: `${member} in one group`, received: `also in group ${groupOf[member]!}` });
      } else groupOf[member] = g;
    }
  }
  return { groupOf, max, forced: new Float64Array(groups.length) };
}

/** Counts forced edges into `groups.forced`, and refuses more than a group may have (`forced-above-max`). O(edges + groups). */
export function countForcedInGroups(
  groups: ReadGroups,
  at: { end: ArrayLike<number>; isForced: Uint8Array; path: string; issues: IssueList },
): void {
  const { groupOf, max, forced } = groups;
  if (max.length === 0) return;
  for (let e = 0; e < at.isForced.length; e++) {
    const group = groupOf[at.end[e]!]!;
    if (at.isForced[e] === 1 && group >= 0) forced[group]!++;
  }
  forced.forEach((count, g) => {
    if (count > max[g]!)
      at.issues.add("forced-above-max", `${at.path}[${g}].max`, { expected: `at least the ${count} forced`, received: max[g] });
  });
}
