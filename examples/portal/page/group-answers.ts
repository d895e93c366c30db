import type { Pair } from "alliance-match";
import type { GroupAnswers, ShownGroup, ShownGroups } from "../workers/messages.js";

/** What was answered to alliances of several: plain data, changed by making it anew. */

export const NO_ANSWERS: GroupAnswers = { accepted: [], declined: [] };

export function hasAnswers({ accepted, declined }: GroupAnswers): boolean {
  return accepted.length > 0 || declined.length > 0;
}

/** Which alliances of a plan stayed, came and went; one is the same where its needs and its universities are. */
export interface GroupDiff {
  readonly kept: number;
  readonly added: number;
  readonly dropped: number;
}

/** Whether an alliance was accepted as it stands: every pair of it. */
export function isAccepted({ pairs }: ShownGroup, { accepted }: GroupAnswers): boolean {
  return pairs.length > 0 && pairs.every((pair) => accepted.some((each) => isSamePair(each, pair)));
}

/** Whether a university was declined, or declined, for a need of an alliance. */
export function isDeclined({ needs }: ShownGroup, university: string, { declined }: GroupAnswers): boolean {
  return declined.some((each) => each.university === university && isOf(needs, each.need));
}

/** Accepts an alliance: the next solve keeps its pairs. What was declined of it before is forgotten. */
export function acceptGroup(group: ShownGroup, { accepted, declined }: GroupAnswers): GroupAnswers {
  const universities = group.members.map(({ id }) => id);
  return {
    accepted: [...withoutPairs(accepted, group.pairs), ...group.pairs.map(({ need, outcome }) => ({ need, outcome }))],
    declined: declined.filter(({ need, university }) => !(isOf(group.needs, need) && universities.includes(university))),
  };
}

export function withdrawGroup(group: ShownGroup, answers: GroupAnswers): GroupAnswers {
  return { ...answers, accepted: withoutPairs(answers.accepted, group.pairs) };
}

/** One university stays out of an alliance: no later solve puts it to these needs. The alliance is then no longer accepted. */
export function declineMember(group: ShownGroup, university: string, answers: GroupAnswers): GroupAnswers {
  if (isDeclined(group, university, answers)) return answers;
  return {
    accepted: withoutPairs(answers.accepted, group.pairs),
    declined: [...answers.declined, ...group.needs.map(({ id }) => ({ need: id, university }))],
  };
}

/** Lets a university back in. */
export function allowMember({ needs }: ShownGroup, university: string, answers: GroupAnswers): GroupAnswers {
  return { ...answers, declined: answers.declined.filter((each) => !(each.university === university && isOf(needs, each.need))) };
}

export function diffGroups(before: ShownGroups | null, after: ShownGroups): GroupDiff {
  const keyOf = ({ needs, members }: ShownGroup): string => JSON.stringify([needs.map(({ id }) => id), members.map(({ id }) => id).sort()]);
  const old = new Set(before?.method === after.method ? before.groups.map(keyOf) : []);
  const kept = after.groups.filter((group) => old.has(keyOf(group))).length;
  return { kept, added: after.groups.length - kept, dropped: old.size - kept };
}

function isOf(needs: ShownGroup["needs"], need: string): boolean {
  return needs.some(({ id }) => id === need);
}

function withoutPairs(pairs: readonly Pair[], taken: readonly Pair[]): Pair[] {
  return pairs.filter((pair) => !taken.some((each) => isSamePair(each, pair)));
}

function isSamePair(a: Pair, b: Pair): boolean {
  return a.need === b.need && a.outcome === b.outcome;
}
