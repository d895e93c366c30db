import * as Either from "fp-ts/Either";
import type { NonEmptyArray } from "fp-ts/NonEmptyArray";
import { pipe } from "fp-ts/function";
import { InvariantError } from "../kernel/invariant-error.js";
import type { Corpus, CorpusSide } from "../corpus/corpus.js";
import type { MatchProgress } from "../join/match-all.js";
import { mayMatch } from "../join/rank.js";
import { ConfigError, createIssue, type Issue } from "../model/issue.js";
import {
  SolveError,
  solveTotal,
  verifyTotal,
  type Edges,
  type InfeasibleReason,
  type Solution,
  type SolveOptions,
} from "../solve/index.js";
import { candidateSteps, type CandidateSet } from "./candidate-set.js";
import { toProposals, type Proposal } from "./proposal.js";
import { readRequest, type CheckedRequest, type Method, type ProposeRequest, type Shape } from "./request.js";

/**
 * Why a record is in no proposal: it has no text; nothing scores high enough; all that did is forbidden; or its candidates have
 * no room left for it.
 */
export type UnmatchedReason = "no-text" | "below-threshold" | "forbidden" | "capacity";

export interface Unmatched {
  readonly id: string;
  readonly reason: UnmatchedReason;
}

/**
 * What other code needs to check a plan without trusting this library's solver: the instance and the solution, as
 * `verifySolution(edges, options, solution)` of `alliance-match/solve` takes them. Row r is `needs[r]`, column c is `outcomes[c]`.
 */
export interface PlanCertificate {
  /** `candidates`: optimal among the edges given. */
  readonly scope: "candidates";
  readonly needs: readonly string[];
  readonly outcomes: readonly string[];
  readonly edges: Edges;
  readonly options: SolveOptions;
  readonly solution: Solution;
}

/** Why no plan keeps the minimums, in the caller's ids. */
export interface Infeasibility {
  /** Sets of records that together ask for more partners than their candidates can give. */
  readonly conflicts: ReadonlyArray<{
    readonly side: "needs" | "outcomes";
    readonly needs: readonly string[];
    readonly outcomes: readonly string[];
    readonly demand: number;
    readonly supply: number;
  }>;
  /** Partners missing in all: the least sum by which bounds have to change. */
  readonly shortfall: number;
  /** Minimums whose lowering by `shortfall` in sum makes a plan possible. */
  readonly lowerMinimums: ReadonlyArray<{
    readonly side: "needs" | "outcomes";
    readonly id: string;
    readonly from: number;
    readonly to: number;
  }>;
}

/** A set of proposals solved together. */
export interface Plan {
  readonly shape: Shape;
  readonly method: Method;
  /** `optimal`: no plan over the same candidates has a larger total, as the certificate proves. `infeasible`: see `infeasibility`. */
  readonly status: "optimal" | "infeasible";
  /** Best first. */
  readonly proposals: readonly Proposal[];
  /** Sum of the scores of all pairs. */
  readonly total: number;
  /** Records without a partner, in id order. */
  readonly unmatched: { readonly needs: readonly Unmatched[]; readonly outcomes: readonly Unmatched[] };
  readonly certificate: PlanCertificate;
  /** `null` where a plan exists. */
  readonly infeasibility: Infeasibility | null;
}

/** How far a plan has come: the join by records, then the solver as one step. */
export type ProposeProgress = ({ readonly stage: "join" } & MatchProgress) | ({ readonly stage: "solve" } & MatchProgress);

/**
 * Proposes alliances: the plan of largest total score among the best candidates of every record, within the capacities.
 *
 * @returns proposals ranked by score, records left over with the reason, and a certificate that `verifySolution` checks.
 * No feasible plan is a value with `status: "infeasible"`, never a throw.
 * @throws ConfigError with all issues of the request: `unknown-shape`, `unknown-option`, `option-wrong-type`, `option-out-of-range`,
 * `bounds-crossed`, `unknown-record`, `pair-contradiction`, `forced-exceeds-capacity`, `scores-out-of-range`.
 * @example
 * const { corpus } = buildCorpus({ outcomes: [{ id: "o1", title: "高温余热回收装置" }], needs: [{ id: "n1", title: "窑炉余热回收" }] });
 * propose(corpus, { shape: "one-to-one" }).proposals[0].needs; // ["n1"]
 */
export function propose(corpus: Corpus, request: ProposeRequest): Plan {
  const steps = proposeSteps(corpus, request);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** As `propose`, in steps: yields progress, so that a caller can show it or stop. */
export function* proposeSteps(corpus: Corpus, request: ProposeRequest): Generator<ProposeProgress, Plan, void> {
  const checked = orThrow(checkRequest(corpus, request));
  const joining = candidateSteps(corpus, checked);
  let step = joining.next();
  for (; step.done !== true; step = joining.next()) yield { stage: "join", ...step.value };
  yield { stage: "solve", done: 0, total: 1 };
  const plan = orThrow(solveCandidates(corpus, checked, step.value));
  yield { stage: "solve", done: 1, total: 1 };
  return plan;
}

/** The request without gaps, or everything that is wrong with it. */
export function checkRequest(corpus: Corpus, request: ProposeRequest): Either.Either<NonEmptyArray<Issue>, CheckedRequest> {
  const read = readRequest(corpus, request);
  return read.issues.length === 0 ? Either.right(read.request) : Either.left(read.issues as NonEmptyArray<Issue>);
}

function orThrow<A>(result: Either.Either<NonEmptyArray<Issue>, A>): A {
  if (Either.isLeft(result)) throw new ConfigError(result.left);
  return result.right;
}

function solveCandidates(corpus: Corpus, request: CheckedRequest, candidates: CandidateSet): Either.Either<NonEmptyArray<Issue>, Plan> {
  const { edges } = candidates;
  const instance: Edges = {
    rowCount: edges.needCount,
    columnCount: edges.outcomeCount,
    row: edges.need,
    column: edges.outcome,
    score: edges.score,
  };
  const options: SolveOptions = { rows: request.perNeed, columns: request.perOutcome, objective: "total", forced: candidates.forced };
  return pipe(
    Either.tryCatch(() => solveTotal(instance, options), toIssues),
    Either.map((solution) => {
      const verdict = verifyTotal(instance, options, solution);
      if (!verdict.valid)
        throw new InvariantError(`the plan does not pass its own check: ${verdict.problems.map(({ code }) => code).join(", ")}`);
      return toPlan(corpus, request, candidates, {
        scope: "candidates",
        needs: corpus.needs.ids,
        outcomes: corpus.outcomes.ids,
        edges: instance,
        options,
        solution,
      });
    }),
  );
}

/** Only scores that do not fit into exact integers are the caller's; the rest was checked before. */
function toIssues(error: unknown): NonEmptyArray<Issue> {
  if (!(error instanceof SolveError)) throw error;
  return [createIssue("scores-out-of-range", { received: error.message })];
}

function toPlan(corpus: Corpus, request: CheckedRequest, candidates: CandidateSet, certificate: PlanCertificate): Plan {
  const { edges, barredNeeds, barredOutcomes } = candidates;
  const { solution } = certificate;
  const pairs = Array.from(solution.edges, (e) => ({ need: edges.need[e]!, outcome: edges.outcome[e]!, score: edges.score[e]! }));
  const matchedNeeds = new Set(pairs.map(({ need }) => need));
  const matchedOutcomes = new Set(pairs.map(({ outcome }) => outcome));
  return {
    shape: request.shape,
    method: request.method,
    status: solution.status === "infeasible" ? "infeasible" : "optimal",
    proposals: toProposals(corpus, request.shape, pairs),
    total: solution.total,
    unmatched: {
      needs: leftOver(corpus, corpus.needs, matchedNeeds, new Set(edges.need), barredNeeds),
      outcomes: leftOver(corpus, corpus.outcomes, matchedOutcomes, new Set(edges.outcome), barredOutcomes),
    },
    certificate,
    infeasibility: solution.status === "infeasible" ? toInfeasibility(corpus, solution.reason) : null,
  };
}

function leftOver(
  corpus: Corpus,
  side: CorpusSide<unknown>,
  matched: ReadonlySet<number>,
  withCandidates: ReadonlySet<number>,
  barred: ReadonlySet<number>,
): Unmatched[] {
  return side.ids.flatMap((id, r): Unmatched[] => {
    if (matched.has(r)) return [];
    if (withCandidates.has(r)) return [{ id, reason: "capacity" }];
    if (barred.has(r)) return [{ id, reason: "forbidden" }];
    return [{ id, reason: mayMatch(corpus, side, r) ? "below-threshold" : "no-text" }];
  });
}

function toInfeasibility(corpus: Corpus, reason: InfeasibleReason): Infeasibility {
  const sideOf = { rows: corpus.needs, columns: corpus.outcomes } as const;
  const nameOf = { rows: "needs", columns: "outcomes" } as const;
  return {
    conflicts: reason.hallSets.map(({ side, rows, columns, demand, supply }) => ({
      side: nameOf[side],
      needs: Array.from(rows, (r) => corpus.needs.ids[r]!),
      outcomes: Array.from(columns, (c) => corpus.outcomes.ids[c]!),
      demand,
      supply,
    })),
    shortfall: reason.shortfall,
    lowerMinimums: reason.lowerMinimums.map(({ side, index, from, to }) => ({
      side: nameOf[side],
      id: sideOf[side].ids[index]!,
      from,
      to,
    })),
  };
}
