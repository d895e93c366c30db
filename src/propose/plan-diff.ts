import type { Corpus } from "../corpus/corpus.js";
import type { Language } from "../model/issue.js";
import { compareIds } from "../kernel/order.js";
import { pairsOfPlan } from "./choice-plan.js";
import { listedPairs } from "./choice-read.js";
import type { ChoiceRequest } from "./choice-request.js";
import type { Pair } from "./choices.js";
import { listedOrganisations, type OrganisationChoiceRequest, type OrganisationPair } from "./organisation-choice-request.js";
import type { OrganisationPlan, Plan } from "./plan-types.js";
import type { OrganisationLink } from "./proposal.js";

/** Why a pair stays, comes or goes. */
export type DiffReason =
  "locked" | "unchanged" | "fills-a-place" | "replaces" | "declined" | "forbidden" | "record-gone" | "not-a-candidate" | "gave-way";

export type DiffPair<P extends Pair | OrganisationPair = Pair> = P & {
  readonly reason: DiffReason;
  /** For `replaces`, the pairs gone that held its places; for `gave-way`, the new pairs that hold them now. In id order. */
  readonly others: readonly P[];
};

/** Two plans side by side: each pair, of records or of organisations, once, each list in id order. */
export interface PlanDiff<P extends Pair | OrganisationPair = Pair> {
  readonly kept: ReadonlyArray<DiffPair<P>>;
  readonly added: ReadonlyArray<DiffPair<P>>;
  readonly dropped: ReadonlyArray<DiffPair<P>>;
  /** Pairs added and dropped. */
  readonly changes: number;
}

/** What changed from the pairs of one plan to another plan, and why. O(pairs · pairs of a record). */
export function diffPlan(corpus: Corpus, before: readonly Pair[], after: Plan, request: ChoiceRequest): PlanDiff {
  const { needs, outcomes, edges } = after.certificate;
  return comparePlans(RECORD_ENDS, {
    before: listedPairs(before),
    now: pairsOfPlan(after),
    stays: [...listedPairs(request.locked), ...listedPairs(request.forced)],
    declined: listedPairs(request.declined),
    forbidden: listedPairs(request.forbidden),
    candidates: Array.from(edges.row, (row, e) => ({ need: needs[row]!, outcome: outcomes[edges.column[e]!]! })),
    isThere: ({ need, outcome }) => corpus.needs.indexOf.has(need) && corpus.outcomes.indexOf.has(outcome),
  });
}

/** The same for a plan that pairs organisations. One that no record names any more is gone as a record is. */
export function diffOrganisations(
  { needs, outcomes }: Corpus,
  before: readonly OrganisationPair[],
  after: OrganisationPlan,
  request: Pick<OrganisationChoiceRequest, "locked" | "declined">,
): PlanDiff<OrganisationPair> {
  const { enterprises, universities, edges } = after.certificate;
  const [asking, offering] = [needs, outcomes].map(({ records }) => new Set(records.map(({ organisation }) => organisation)));
  return comparePlans(ORGANISATION_ENDS, {
    before,
    now: linksOfPlan(after),
    stays: listedOrganisations(request.locked),
    declined: listedOrganisations(request.declined),
    forbidden: [],
    candidates: Array.from(edges.row, (row, e) => ({ enterprise: enterprises[row]!, university: universities[edges.column[e]!]! })),
    isThere: ({ enterprise, university }) => asking!.has(enterprise) && offering!.has(university),
  });
}

/** All pairs of organisations of a plan, in its order. */
export function linksOfPlan({ proposals }: Pick<OrganisationPlan, "proposals">): OrganisationLink[] {
  return proposals.flatMap(({ links }) => links ?? []);
}

/** The two ends of a pair, in the order that sorts. */
interface PairEnds<P> {
  readonly first: (pair: P) => string;
  readonly second: (pair: P) => string;
  readonly bare: (pair: P) => P;
}

const RECORD_ENDS: PairEnds<Pair> = {
  first: ({ need }) => need,
  second: ({ outcome }) => outcome,
  bare: ({ need, outcome }) => ({ need, outcome }),
};
const ORGANISATION_ENDS: PairEnds<OrganisationPair> = {
  first: ({ enterprise }) => enterprise,
  second: ({ university }) => university,
  bare: ({ enterprise, university }) => ({ enterprise, university }),
};

interface ComparedPlans<P> {
  readonly before: readonly P[];
  readonly now: readonly P[];
  readonly stays: readonly P[];
  readonly declined: readonly P[];
  readonly forbidden: readonly P[];
  readonly candidates: readonly P[];
  /** Whether both ends are in the market. */
  readonly isThere: (pair: P) => boolean;
}

function comparePlans<P extends Pair | OrganisationPair>(ends: PairEnds<P>, { isThere, ...given }: ComparedPlans<P>): PlanDiff<P> {
  const keyOf = (pair: P): string => JSON.stringify([ends.first(pair), ends.second(pair)]);
  const keysOf = (pairs: readonly P[]): ReadonlySet<string> => new Set(pairs.map(keyOf));
  const [old, current] = [keysOf(given.before), keysOf(given.now)];
  const [stays, declined, forbidden] = [keysOf(given.stays), keysOf(given.declined), keysOf(given.forbidden)];
  const candidates = keysOf(given.candidates);
  const sorted = (pairs: readonly P[]): P[] =>
    pairs.map(ends.bare).sort((a, b) => compareIds(ends.first(a), ends.first(b)) || compareIds(ends.second(a), ends.second(b)));
  const addedPairs = sorted(given.now.filter((pair) => !old.has(keyOf(pair))));
  const droppedPairs = sorted(given.before.filter((pair) => !current.has(keyOf(pair))));
  const touching = (pair: P, others: readonly P[]): P[] =>
    others.filter((other) => ends.first(other) === ends.first(pair) || ends.second(other) === ends.second(pair));
  const whyDropped = (pair: P): DiffReason => {
    const key = keyOf(pair);
    if (declined.has(key)) return "declined";
    if (forbidden.has(key)) return "forbidden";
    if (!isThere(pair)) return "record-gone";
    return candidates.has(key) ? "gave-way" : "not-a-candidate";
  };
  return {
    kept: sorted(given.now.filter((pair) => old.has(keyOf(pair)))).map((pair) => ({
      ...pair,
      reason: stays.has(keyOf(pair)) ? "locked" : "unchanged",
      others: [],
    })),
    added: addedPairs.map((pair) => {
      const others = touching(pair, droppedPairs);
      return { ...pair, reason: stays.has(keyOf(pair)) ? "locked" : others.length > 0 ? "replaces" : "fills-a-place", others };
    }),
    dropped: droppedPairs.map((pair) => {
      const reason = whyDropped(pair);
      return { ...pair, reason, others: reason === "gave-way" ? touching(pair, addedPairs) : [] };
    }),
    changes: addedPairs.length + droppedPairs.length,
  };
}

const REASONS: Readonly<Record<DiffReason, Readonly<Record<Language, string>>>> = {
  locked: { zh: "已约定或指定保留", en: "agreed on or asked for" },
  unchanged: { zh: "维持不变", en: "as before" },
  "fills-a-place": { zh: "补上空出的名额", en: "takes a free place" },
  replaces: { zh: "接替", en: "takes the place of" },
  declined: { zh: "一方谢绝", en: "a side declined" },
  forbidden: { zh: "被禁止", en: "forbidden" },
  "record-gone": { zh: "记录已不在库中", en: "a record is gone" },
  "not-a-candidate": { zh: "不再达到最低得分，或没有名额", en: "no longer reaches the least score, or has no place" },
  "gave-way": { zh: "让位于", en: "gave way to" },
};

/** The changes as text: one line to sum up, then dropped and added pairs with their reasons. */
export function formatDiff(diff: PlanDiff | PlanDiff<OrganisationPair>, language: Language = "en"): string {
  // Both kinds have lists of the same shape; only the names of the ends differ.
  const { kept, added, dropped } = diff as PlanDiff;
  const zh = language === "zh";
  const name = (pair: Pair | OrganisationPair): string =>
    "need" in pair ? `${pair.need} – ${pair.outcome}` : `${pair.enterprise} – ${pair.university}`;
  const line = (mark: string, pair: DiffPair): string => {
    const others = pair.others.map(name).join(zh ? "、" : ", ");
    return `  ${mark} ${name(pair)}${zh ? "：" : ": "}${REASONS[pair.reason][language]}${others === "" ? "" : ` ${others}`}`;
  };
  const head = zh
    ? `保留 ${kept.length} 对，新增 ${added.length} 对，撤下 ${dropped.length} 对`
    : `${kept.length} kept, ${added.length} new, ${dropped.length} dropped`;
  return [head, ...dropped.map((pair) => line("−", pair)), ...added.map((pair) => line("+", pair))].join("\n");
}
