import { compareIds } from "../kernel/order.js";
import { sumOf } from "../kernel/sum.js";
import { solve } from "../solve/index.js";
import type { Grades } from "./judgement.js";

/** A pair that a plan joins. */
export interface PlannedPair {
  readonly needId: string;
  readonly outcomeId: string;
}

/** What a plan is measured against. */
export interface PlanTruth {
  /** Grades of the judged pairs (`gradesByNeed`). */
  readonly grades: ReadonlyMap<string, Grades>;
  /** The lowest grade that counts as relevant. */
  readonly relevantFrom: number;
  /** Needs and outcomes of the market: those that a plan could have joined. */
  readonly needIds: readonly string[];
  readonly outcomeIds: readonly string[];
  /** Most partners of a need, and of an outcome, that a plan may give. Default 1. */
  readonly perNeed?: number;
  readonly perOutcome?: number;
}

/** A plan in numbers. What is not defined is `null`, and `reasons` says why. */
export interface PlanMeasures {
  readonly pairs: number;
  /** Pairs of the plan that somebody judged. The measures of grades rest on these. */
  readonly judgedPairs: number;
  /** Mean grade of the judged pairs. `null`: no pair is judged. */
  readonly meanGrade: number | null;
  /** Share of the judged pairs of grade ≥ relevantFrom. `null`: no pair is judged. */
  readonly shareRelevant: number | null;
  /** Share of all needs that the plan gives a partner. `null`: no needs. */
  readonly needCoverage: number | null;
  /** Gini coefficient of the outcomes' numbers of partners, over all outcomes. `null`: no outcomes, or no pairs. */
  readonly loadGini: number | null;
  /** Sum of the plan's grades ÷ the largest sum that any plan within the capacities has. `null`: no such plan gains anything. */
  readonly efficiency: number | null;
  readonly reasons: Readonly<Partial<Record<PlanMeasure, PlanReason>>>;
}

export type PlanMeasure = "meanGrade" | "shareRelevant" | "needCoverage" | "loadGini" | "efficiency";
/** Why a measure of a plan has no value. */
export type PlanReason = "no-pair-judged" | "no-needs" | "no-outcomes" | "no-pairs" | "nothing-to-gain";

/**
 * Measures a plan against judgements.
 *
 * Pairs nobody judged count for coverage and load, and gain nothing. `efficiency` is allocative efficiency as experimental economics has it:
 * what the market gained ÷ the most it could have gained; the most is found by an exact b-matching over the judged pairs, so it is at most 1
 * where the plan keeps the capacities.
 *
 * @param plan its pairs, in any order; a pair given twice counts once.
 * O(pairs + one b-matching over the judged pairs).
 * @see Gini: Sen, "On Economic Inequality", 1973, § 2.8. Efficiency: Gode and Sunder, "Allocative efficiency of markets with zero-intelligence
 * traders", J. Political Economy 101 (1993), p. 131.
 * @example
 * const grades = gradesByNeed([{ needId: "n1", outcomeId: "o1", grade: 1 }, { needId: "n1", outcomeId: "o2", grade: 2 }]);
 * const measures = measurePlan([{ needId: "n1", outcomeId: "o1" }], { grades, relevantFrom: 2, needIds: ["n1"], outcomeIds: ["o1", "o2"] });
 * measures.efficiency; // 0.5
 */
export function measurePlan(plan: readonly PlannedPair[], truth: PlanTruth): PlanMeasures {
  const pairs = distinctPairs(plan);
  const graded = pairs.flatMap(({ needId, outcomeId }) => truth.grades.get(needId)?.get(outcomeId) ?? []).sort((a, b) => a - b);
  const total = sumOf(graded);
  const best = bestTotal(truth);
  const needs = new Set(pairs.map(({ needId }) => needId));
  const reasons: Partial<Record<PlanMeasure, PlanReason>> = {};
  const unless = (reason: PlanReason, isMissing: boolean, measure: PlanMeasure, value: () => number): number | null => {
    if (!isMissing) return value();
    reasons[measure] = reason;
    return null;
  };
  const none = graded.length === 0;
  return {
    pairs: pairs.length,
    judgedPairs: graded.length,
    meanGrade: unless("no-pair-judged", none, "meanGrade", () => total / graded.length),
    shareRelevant: unless(
      "no-pair-judged",
      none,
      "shareRelevant",
      () => graded.filter((grade) => grade >= truth.relevantFrom).length / graded.length,
    ),
    needCoverage: unless(
      "no-needs",
      truth.needIds.length === 0,
      "needCoverage",
      () => truth.needIds.filter((id) => needs.has(id)).length / truth.needIds.length,
    ),
    loadGini: unless(truth.outcomeIds.length === 0 ? "no-outcomes" : "no-pairs", pairs.length === 0, "loadGini", () =>
      giniCoefficient(loadsOf(pairs, truth.outcomeIds)),
    ),
    efficiency: unless("nothing-to-gain", best === 0, "efficiency", () => total / best),
    reasons,
  };
}

function distinctPairs(plan: readonly PlannedPair[]): PlannedPair[] {
  return [...new Map(plan.map((pair) => [JSON.stringify([pair.needId, pair.outcomeId]), pair])).values()];
}

function loadsOf(pairs: readonly PlannedPair[], outcomeIds: readonly string[]): number[] {
  const loads = new Map<string, number>(outcomeIds.map((id) => [id, 0]));
  for (const { outcomeId } of pairs) loads.set(outcomeId, (loads.get(outcomeId) ?? 0) + 1);
  return [...loads.values()];
}

/**
 * The Gini coefficient of loads ≥ 0: Σ (2i − n − 1) · load_i / (n · Σ load), loads ascending. 0 where all are equal, near 1 where one has all.
 *
 * 0 where there is no load at all: all are equal.
 *
 * @example
 * giniCoefficient([0, 0, 0, 4]); // 0.75
 */
export function giniCoefficient(loads: readonly number[]): number {
  const ascending = [...loads].sort((a, b) => a - b);
  const total = sumOf(ascending);
  const n = ascending.length;
  return total === 0 ? 0 : sumOf(ascending.map((load, at) => (2 * (at + 1) - n - 1) * load)) / (n * total);
}

function bestTotal({ grades, perNeed = 1, perOutcome = 1 }: PlanTruth): number {
  const pairs = [...grades].flatMap(([needId, ofNeed]) =>
    [...ofNeed].flatMap(([outcomeId, grade]) => (grade > 0 ? [{ needId, outcomeId, grade }] : [])),
  );
  if (pairs.length === 0) return 0;
  const numberOf = (ids: readonly string[]): ReadonlyMap<string, number> =>
    new Map([...new Set(ids)].sort(compareIds).map((id, at) => [id, at]));
  const rows = numberOf(pairs.map(({ needId }) => needId));
  const columns = numberOf(pairs.map(({ outcomeId }) => outcomeId));
  const { edges } = solve(
    {
      rowCount: rows.size,
      columnCount: columns.size,
      row: pairs.map(({ needId }) => rows.get(needId)!),
      column: pairs.map(({ outcomeId }) => columns.get(outcomeId)!),
      score: pairs.map(({ grade }) => grade),
    },
    { rows: { min: 0, max: perNeed }, columns: { min: 0, max: perOutcome } },
  );
  return sumOf([...edges].map((edge) => pairs[edge]!.grade).sort((a, b) => a - b));
}
