import type { IssueList } from "./error.js";
import { isList, isObject, isWholeNumber } from "./shape.js";

/**
 * Nested groups of the rows (or columns): any two are disjoint or one holds the other, so they are a forest over the members.
 *
 * Groups are numbered by size descending, then by smallest member, maximum and minimum, so the numbering depends on the groups as a
 * set, and a group comes after those that hold it.
 */
export interface GroupTree {
  /** The smallest group of each row (or column), −1 for none. */
  readonly groupOf: Int32Array;
  /** The next larger group of each group, −1 for none. */
  readonly parent: Int32Array;
  readonly min: Float64Array;
  /** Integers ≥ 0 or `Infinity`. */
  readonly max: Float64Array;
  /** How the caller numbers each group. */
  readonly callerGroup: Uint32Array;
}

interface ReadGroup {
  readonly index: number;
  readonly members: readonly number[];
  readonly min: number;
  readonly max: number;
}

/** No groups. */
export function emptyTree(count: number): GroupTree {
  const none = new Float64Array(0);
  return { groupOf: new Int32Array(count).fill(-1), parent: new Int32Array(0), min: none, max: none, callerGroup: new Uint32Array(0) };
}

/**
 * Reads nested groups, or adds issues: `type-invalid`, `group-member-out-of-range`, `groups-not-nested`, `capacity-not-integer`,
 * `capacity-negative`, `min-above-max`. O(members + groups · log groups).
 */
export function readGroupTree(given: unknown, count: number, at: { path: string; issues: IssueList }): GroupTree {
  const { path, issues } = at;
  if (!isList(given)) {
    issues.add("type-invalid", path, { expected: "an array of groups", received: given });
    return emptyTree(count);
  }
  const groups = Array.from(given, (group, index) => readGroup(group, count, { index, path: `${path}[${index}]`, issues }));
  if (groups.length === 0) return emptyTree(count);
  const first = (group: ReadGroup) => group.members[0] ?? count;
  groups.sort(
    (a, b) =>
      b.members.length - a.members.length ||
      first(a) - first(b) ||
      (a.max === b.max ? 0 : a.max - b.max) ||
      a.min - b.min ||
      a.index - b.index,
  );
  const groupOf = new Int32Array(count).fill(-1);
  const parent = groups.map((group, g) => {
    const above = groupOf[first(group)] ?? -1;
    for (const member of group.members) {
      if (groupOf[member] !== above) {
        const other = Math.max(above, groupOf[member]!);
        issues.add("groups-not-nested", `${path}[${group.index}]`, {
          expected: `all members in group ${groups[other]!.index}, or none`,
          received: `${groupOf[member] === other ? "" : "not "}${member}`,
        });
        break;
      }
    }
    for (const member of group.members) groupOf[member] = g;
    return above;
  });
  return {
    groupOf,
    parent: Int32Array.from(parent),
    min: Float64Array.from(groups, (group) => group.min),
    max: Float64Array.from(groups, (group) => group.max),
    callerGroup: Uint32Array.from(groups, (group) => group.index),
  };
}

function readGroup(group: unknown, count: number, at: { index: number; path: string; issues: IssueList }): ReadGroup {
  const { index, path, issues } = at;
  if (!isObject(group) || !isList(group.members)) {
    issues.add("type-invalid", path, { expected: "an object with members", received: group });
    return { index, members: [], min: 0, max: Infinity };
  }
  const max = readQuota(group.max ?? Infinity, "an integer ≥ 0, or Infinity", { path: `${path}.max`, issues });
  const min = readQuota(group.min ?? 0, "an integer ≥ 0", { path: `${path}.min`, issues });
  if (min > max) issues.add("min-above-max", `${path}.min`, { expected: `at most the maximum, ${max}`, received: min });
  const members = new Set<number>();
  for (let m = 0; m < group.members.length; m++) {
    const member = group.members[m];
    if (isWholeNumber(member) && member < count) members.add(member);
    else issues.add("group-member-out-of-range", `${path}.members[${m}]`, { expected: `an integer in [0, ${count})`, received: member });
  }
  return { index, members: [...members].sort((a, b) => a - b), min, max };
}

/** The number, or 0 where it is none, which the issue added keeps from being used. */
function readQuota(value: unknown, expected: string, at: { path: string; issues: IssueList }): number {
  if (value === Infinity && expected.endsWith("Infinity")) return Infinity;
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  const code = typeof value === "number" && value < 0 && Number.isSafeInteger(value) ? "capacity-negative" : "capacity-not-integer";
  at.issues.add(code, at.path, { expected, received: value });
  return 0;
}

/** How many marked edges end in each group. O(edges · depth). */
export function countInGroups(tree: GroupTree, end: ArrayLike<number>, isMarked: Uint8Array): Float64Array {
  const count = new Float64Array(tree.parent.length);
  if (count.length === 0) return count;
  for (let e = 0; e < isMarked.length; e++) if (isMarked[e] === 1 && tree.groupOf[end[e]!]! >= 0) count[tree.groupOf[end[e]!]!]!++;
  // A group comes after those that hold it.
  for (let g = count.length - 1; g >= 0; g--) if (tree.parent[g]! >= 0) count[tree.parent[g]!]! += count[g]!;
  return count;
}

/** Refuses groups with more forced edges than they may have (`forced-above-max`). */
export function checkForcedInTree(
  tree: GroupTree,
  at: { end: ArrayLike<number>; isForced: Uint8Array; path: string; issues: IssueList },
): void {
  countInGroups(tree, at.end, at.isForced).forEach((count, g) => {
    if (count > tree.max[g]!) {
      const path = `${at.path}[${tree.callerGroup[g]!}].max`;
      at.issues.add("forced-above-max", path, { expected: `at least the ${count} forced`, received: tree.max[g] });
    }
  });
}
