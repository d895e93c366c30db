import type { Corpus } from "../corpus/corpus.js";
import { sumOf } from "../kernel/sum.js";
import { solve, verifySolution, type Keep, type Objective } from "../solve/index.js";
import type { ChoiceIssue } from "./choice-issue.js";
import { gatherChoice, type ChoiceProblem } from "./choice-problem.js";
import { keyOf, listedPairs, readChoice } from "./choice-read.js";
import type { ChoiceRequest } from "./choice-request.js";
import type { Pair, PairIndex } from "./choices.js";
import { toPlan } from "./plan-pairs.js";
import { solvedOrRefused } from "./refused-scores.js";
import { namedQuotas } from "./record-quotas.js";
import type { Plan } from "./plan-types.js";
import { withConfidence } from "./proposal.js";
import { solveVerified } from "./solve-verified.js";
import { stabilityOf, type StabilityReport } from "./stability.js";

/** A plan for a choice, with what it passed over and who would rather leave it. */
export interface ChoicePlan {
  readonly plan: Plan;
  readonly issues: readonly ChoiceIssue[];
  readonly stability: StabilityReport;
}

/** A plan close to another one, beside the one that forgets it. */
export interface LeastChangePlan extends ChoicePlan {
  /** The plan of a solve that starts afresh under the same constraints. */
  readonly fresh: Plan;
}

/**
 * Plans one case: a request with weights, views of the two sides and constraints of its own.
 *
 * @returns the plan; issues of single constraints, which were passed over; the pairs that would rather leave the plan.
 * @throws ConfigError with all issues of the options, as `propose` and `reweigh`.
 * @example
 * import { planChoice } from "alliance-match/choice";
 *
 * const { corpus } = buildCorpus({ outcomes: [{ id: "o1", title: "高温余热回收装置" }], needs: [{ id: "n1", title: "窑炉余热回收" }] });
 * const pair = { need: "n1", outcome: "o1" };
 * planChoice(corpus, { shape: "one-to-one", declined: [pair] }).plan.proposals; // []
 */
export function planChoice(corpus: Corpus, request: ChoiceRequest): ChoicePlan {
  const problem = gatherChoice(readChoice(corpus, request));
  const plan = solvePlan(problem);
  return { plan, issues: problem.choice.issues, stability: stabilityOf(problem, plan) };
}

/**
 * Plans one case close to an earlier plan: keeps as many of its pairs as any plan can, then has the largest total.
 *
 * Never changes more pairs than the solve that starts afresh: where both change as many, that one is taken. Under `stable` and `fair`,
 * which say themselves what the plan is, it is the fresh one. Pairs of unknown records count as gone.
 *
 * @param previous the pairs to keep. @throws ConfigError as `planChoice`. Two solves.
 */
export function planLeastChange(corpus: Corpus, request: ChoiceRequest, previous: readonly Pair[]): LeastChangePlan {
  const choice = readChoice(corpus, request);
  const known = listedPairs(previous).flatMap(({ need, outcome }): PairIndex[] => {
    const [n, o] = [corpus.needs.indexOf.get(need), corpus.outcomes.indexOf.get(outcome)];
    return n === undefined || o === undefined ? [] : [{ need: n, outcome: o }];
  });
  const problem = gatherChoice(choice, known);
  const fresh = solvePlan(problem);
  const near = choice.request.objective === "total" && fresh.status !== "infeasible" ? solvePlan(problem, keepOf(problem, known)) : fresh;
  const plan = countChanges(previous, near) < countChanges(previous, fresh) ? near : fresh;
  return { plan, fresh, issues: choice.issues, stability: stabilityOf(problem, plan) };
}

/** Pairs that come or go. */
export function countChanges(before: readonly Pair[], plan: Plan): number {
  const old = new Set(listedPairs(before).map(({ need, outcome }) => JSON.stringify([need, outcome])));
  const now = pairsOfPlan(plan).map(({ need, outcome }) => JSON.stringify([need, outcome]));
  const kept = now.filter((key) => old.has(key)).length;
  return old.size + now.length - 2 * kept;
}

/** All pairs of a plan with their scores, in its order. */
export function pairsOfPlan(plan: Plan): Array<Pair & { readonly score: number }> {
  return plan.proposals.flatMap(({ pairs }) => pairs.map(({ need, outcome, score }) => ({ need, outcome, score })));
}

/**
 * What keeping pairs counts for: more than the totals of any two plans can differ, so keeping comes before the total. A plan's total lies
 * between the sums over the rows of the largest positive, and of the lowest negative, scores that fit into each.
 */
function keepOf({ candidates: { edges }, instance, options }: ChoiceProblem, kept: readonly PairIndex[]): Keep {
  const keys = new Set(kept.map(keyOf));
  const { max } = options.rows as { readonly max: readonly number[] };
  const ofRow = Array.from({ length: instance.rowCount }, (): number[] => []);
  edges.score.forEach((score, e) => ofRow[instance.row[e]!]!.push(Math.abs(score)));
  const spread = sumOf(ofRow.map((scores, row) => sumOf(scores.sort((a, b) => b - a).slice(0, max[row]))));
  const listed = Array.from(edges.need.keys()).filter((e) => keys.has(keyOf({ need: edges.need[e]!, outcome: edges.outcome[e]! })));
  return { edges: listed, bonus: 1 + 2 * spread };
}

function solvePlan({ choice, candidates, instance, options, rows, quotas }: ChoiceProblem, keep?: Keep): Plan {
  const asked = keep === undefined ? options : { ...options, keep };
  const method = { solve: solve<Objective>, verify: verifySolution };
  const solution = solvedOrRefused(() => solveVerified(method, instance, asked));
  const { joint } = choice.views;
  const plan = toPlan(joint, choice.request, candidates, {
    kind: "records",
    scope: "candidates",
    needs: rows.map((need) => joint.needs.ids[need]!),
    outcomes: joint.outcomes.ids,
    edges: instance,
    options: asked,
    solution,
    ...namedQuotas(quotas),
  });
  return withConfidence(plan, choice.calibration);
}
