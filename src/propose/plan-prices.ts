import type { Corpus } from "../corpus/corpus.js";
import { CompensatedSum } from "../kernel/sum.js";
import type { Language } from "../model/issue.js";
import { pairsOfPlan, planChoice, type ChoicePlan } from "./choice-plan.js";
import type { ChoiceRequest } from "./choice-request.js";
import { OBJECTIVES, type PlanObjective } from "./choices.js";

/** What one plan gives, and what it costs beside the others. */
export interface ChoicePrice {
  readonly pairs: number;
  readonly total: number;
  /** `total` ÷ that of the plan of largest total; 1 where that is 0. */
  readonly totalShare: number;
  /** The smallest sum of scores of a need that has a candidate; 0 where one of them goes without. */
  readonly leastNeed: number;
  /** Needs that have a candidate and go without. */
  readonly needsWithout: number;
  /** Pairs that would rather have each other. */
  readonly blockingPairs: number;
  readonly plan: ChoicePlan;
}

/** The same request by each objective. `null` where there is no such plan: none keeps the constraints, or stability cannot promise a minimum. */
export type ChoicePrices = Readonly<Record<PlanObjective, ChoicePrice | null>>;

/**
 * Plans one request for the largest total, for stability and for fairness, and sets the prices side by side.
 *
 * @param request its `objective` is left aside. @throws ConfigError as `planChoice`. Three plans.
 * @example
 * import { planPrices } from "alliance-match/choice";
 *
 * const { corpus } = buildCorpus({ outcomes: [{ id: "o1", title: "高温余热回收装置" }], needs: [{ id: "n1", title: "窑炉余热回收" }] });
 * planPrices(corpus, { shape: "one-to-one" }).stable?.totalShare; // 1
 */
export function planPrices(corpus: Corpus, request: ChoiceRequest): ChoicePrices {
  const best = planChoice(corpus, { ...request, objective: "total" });
  const priced = (objective: PlanObjective): ChoicePrice | null => {
    if (!canServe(objective, best)) return null;
    const plan = objective === "total" ? best : planChoice(corpus, { ...request, objective });
    return plan.plan.status === "infeasible" ? null : priceOf(plan, best.plan.total);
  };
  const [total, stable, fair] = OBJECTIVES.map(priced) as [ChoicePrice | null, ChoicePrice | null, ChoicePrice | null];
  return { total, stable, fair };
}

/** Stable plans keep no minimum and capacities of universities only, fair ones no capacity of organisations. */
function canServe(objective: PlanObjective, { plan }: ChoicePlan): boolean {
  const { rows, columns } = plan.certificate.options;
  const [byEnterprise, byUniversity] = [rows?.groups ?? [], columns?.groups ?? []];
  if (objective === "fair") return byEnterprise.length === 0 && byUniversity.length === 0;
  if (objective === "total") return true;
  const isAsked = [rows?.min, columns?.min].some((min) => Array.from(typeof min === "number" ? [min] : (min ?? [])).some((own) => own > 0));
  return !isAsked && byEnterprise.length === 0 && byUniversity.every(({ min = 0 }) => min === 0);
}

function priceOf(made: ChoicePlan, best: number): ChoicePrice {
  const { plan, stability } = made;
  const { edges, needs } = plan.certificate;
  const sums = new Map(Array.from(edges.row, (row) => [needs[row]!, new CompensatedSum()]));
  const pairs = pairsOfPlan(plan);
  for (const { need, score } of pairs) sums.get(need)!.add(score);
  const matched = new Set(pairs.map(({ need }) => need));
  return {
    pairs: pairs.length,
    total: plan.total,
    totalShare: best === 0 ? 1 : plan.total / best,
    leastNeed: sums.size === 0 ? 0 : [...sums.values()].reduce((least, sum) => Math.min(least, sum.value), Infinity),
    needsWithout: [...sums.keys()].filter((need) => !matched.has(need)).length,
    blockingPairs: stability.blocking.length,
    plan: made,
  };
}

const NAMES: Readonly<Record<PlanObjective, Readonly<Record<Language, string>>>> = {
  total: { zh: "总分最大", en: "largest total" },
  stable: { zh: "双向稳定", en: "stable" },
  fair: { zh: "公平优先", en: "fair" },
};

/** A line an objective. */
export function formatPrices(prices: ChoicePrices, language: Language = "en"): string {
  const zh = language === "zh";
  return OBJECTIVES.map((objective) => {
    const price = prices[objective];
    const name = NAMES[objective][language];
    if (price === null) return zh ? `${name}：没有这样的方案` : `${name}: no such plan`;
    const { pairs, total, totalShare, leastNeed, needsWithout, blockingPairs } = price;
    const [sum, share, least] = [total.toFixed(3), `${(totalShare * 100).toFixed(1)}%`, leastNeed.toFixed(3)];
    return zh
      ? `${name}：${pairs} 对，总分 ${sum}（为最大总分的 ${share}），最低一方 ${least}，有候选而落空 ${needsWithout} 项，宁愿另结 ${blockingPairs} 对`
      : `${name}: ${pairs} pairs, total ${sum} (${share} of the largest), least need ${least}, ${needsWithout} needs with candidates go without, ${blockingPairs} pairs would rather leave`;
  }).join("\n");
}
