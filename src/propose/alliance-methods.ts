import type { Corpus } from "../corpus/corpus.js";
import type { Issue } from "../model/issue.js";
import type { Edges, Objective, Scope, Solution, SolveOptions, Verdict } from "../solve/index.js";
import type { CandidateSet } from "./candidate-set.js";
import type { AlliancePlan, ProposeProgress } from "./plan-types.js";
import type { CheckedRequest, ProposeRequest } from "./request.js";

/** How plans by an objective are solved, and checked by other code. */
export interface ObjectiveMethod<O extends Objective = Objective> {
  solve(edges: Edges, options: SolveOptions<O>): Solution<O>;
  verify(edges: Edges, options: SolveOptions<O>, solution: Solution<O>): Verdict;
}

/** A way to make plans other than by pairing records. */
export interface PlanMethod {
  /** Everything that is wrong with the request's own options. */
  check(corpus: Corpus, request: ProposeRequest): Issue[];
  steps(setting: PlanSetting): Generator<ProposeProgress, AlliancePlan, void>;
}

export interface PlanSetting {
  readonly corpus: Corpus;
  /** As the caller gave it, checked. */
  readonly given: ProposeRequest;
  readonly request: CheckedRequest;
  readonly objective: ObjectiveMethod;
  /** Only where the request asks for a proof over all pairs. */
  readonly proof?: ProofMethod | undefined;
}

/** A way to prove plans over all pairs, beginning with the candidates. */
export interface ProofMethod {
  steps(setting: ProofSetting): Generator<ProposeProgress, ProvedPairs, void>;
}

export interface ProofSetting {
  readonly corpus: Corpus;
  readonly request: CheckedRequest;
  readonly candidates: CandidateSet;
  /** The candidates as the solver takes them; row r is need r, column c is outcome c. */
  readonly instance: Edges;
  readonly options: SolveOptions<Objective>;
}

/** A solution over the candidates and what was missing among them. */
export interface ProvedPairs {
  readonly candidates: CandidateSet;
  readonly solution: Solution;
  readonly scope: Scope;
  /** How often missing pairs were looked for. */
  readonly rounds: number;
}

/**
 * What `propose` can do beyond pairing records for the largest total, each from `alliance-match/alliances`: a caller brings, and
 * loads, what a request asks for.
 */
export interface AllianceMethods {
  /** For `perEnterprise` or `perUniversity` where records are paired for the largest total. */
  readonly quotas?: ObjectiveMethod<"total">;
  /** For `objective: "stable"`. */
  readonly stable?: ObjectiveMethod<"stable">;
  /** For `objective: "fair"`. */
  readonly fair?: ObjectiveMethod<"fair">;
  /** For `certify: "all pairs"`. */
  readonly allPairs?: ProofMethod;
  /** For `level: "organisations"`. */
  readonly organisations?: PlanMethod;
  /** For `method: "coverage"`. */
  readonly coverage?: PlanMethod;
  /** For `method: "consortium"`. */
  readonly consortium?: PlanMethod;
}
