import type { Corpus } from "../corpus/corpus.js";
import type { Language } from "../model/issue.js";
import { countChanges, pairsOfPlan } from "./choice-plan.js";
import { listedPairs } from "./choice-read.js";
import type { ChoiceRequest } from "./choice-request.js";
import type { Pair } from "./choices.js";
import type { Plan } from "./plan-types.js";

/** Why a pair stays, comes or goes. */
export type DiffReason =
  "locked" | "unchanged" | "fills-a-place" | "replaces" | "declined" | "forbidden" | "record-gone" | "not-a-candidate" | "gave-way";

export interface DiffPair extends Pair {
  readonly reason: DiffReason;
  /** For `replaces`, the pairs gone that held its places; for `gave-way`, the new pairs that hold them now. In id order. */
  readonly others: readonly Pair[];
}

/** Two plans side by side: each pair once, each list in id order. */
export interface PlanDiff {
  readonly kept: readonly DiffPair[];
  readonly added: readonly DiffPair[];
  readonly dropped: readonly DiffPair[];
  /** Pairs added and dropped. */
  readonly changes: number;
}

/** What changed from the pairs of one plan to another plan, and why. O(pairs · pairs of a record). */
export function diffPlan(corpus: Corpus, before: readonly Pair[], after: Plan, request: ChoiceRequest): PlanDiff {
  const now = pairsOfPlan(after);
  const was = listedPairs(before);
  const [old, current] = [keysOf(was), keysOf(now)];
  const stays = keysOf([...listedPairs(request.locked), ...listedPairs(request.forced)]);
  const [declined, forbidden] = [keysOf(listedPairs(request.declined)), keysOf(listedPairs(request.forbidden))];
  const { needs, outcomes, edges } = after.certificate;
  const candidates = new Set(Array.from(edges.row, (row, e) => keyOf({ need: needs[row]!, outcome: outcomes[edges.column[e]!]! })));
  const addedPairs = sorted(now.filter((pair) => !old.has(keyOf(pair))));
  const droppedPairs = sorted(was.filter((pair) => !current.has(keyOf(pair))));
  const touching = (pair: Pair, others: readonly Pair[]): Pair[] =>
    others.filter(({ need, outcome }) => need === pair.need || outcome === pair.outcome);
  const whyDropped = (pair: Pair): DiffReason => {
    const key = keyOf(pair);
    if (declined.has(key)) return "declined";
    if (forbidden.has(key)) return "forbidden";
    if (!corpus.needs.indexOf.has(pair.need) || !corpus.outcomes.indexOf.has(pair.outcome)) return "record-gone";
    return candidates.has(key) ? "gave-way" : "not-a-candidate";
  };
  return {
    kept: sorted(now.filter((pair) => old.has(keyOf(pair)))).map((pair) => ({
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
    changes: countChanges(before, after),
  };
}

function keyOf({ need, outcome }: Pair): string {
  return JSON.stringify([need, outcome]);
}

function keysOf(pairs: readonly Pair[]): ReadonlySet<string> {
  return new Set(pairs.map(keyOf));
}

function sorted(pairs: readonly Pair[]): Pair[] {
  return pairs
    .map(({ need, outcome }) => ({ need, outcome }))
    .sort((a, b) => (a.need < b.need ? -1 : a.need > b.need ? 1 : a.outcome < b.outcome ? -1 : a.outcome > b.outcome ? 1 : 0));
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
export function formatDiff({ kept, added, dropped }: PlanDiff, language: Language = "en"): string {
  const zh = language === "zh";
  const name = ({ need, outcome }: Pair): string => `${need} – ${outcome}`;
  const line = (mark: string, pair: DiffPair): string => {
    const others = pair.others.map(name).join(zh ? "、" : ", ");
    return `  ${mark} ${name(pair)}${zh ? "：" : ": "}${REASONS[pair.reason][language]}${others === "" ? "" : ` ${others}`}`;
  };
  const head = zh
    ? `保留 ${kept.length} 对，新增 ${added.length} 对，撤下 ${dropped.length} 对`
    : `${kept.length} kept, ${added.length} new, ${dropped.length} dropped`;
  return [head, ...dropped.map((pair) => line("−", pair)), ...added.map((pair) => line("+", pair))].join("\n");
}
