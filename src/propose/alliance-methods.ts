import type { Corpus } from "../corpus/corpus.js";
import type { Issue } from "../model/issue.js";
import type { Edges, Objective, Solution, SolveOptions, Verdict } from "../solve/index.js";
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
}

/**
 * What `propose` can do beyond pairing records for the largest total, each from `alliance-match/alliances`: a caller brings, and
 * loads, what a request asks for.
 */
export interface AllianceMethods {
  /** For `objective: "stable"`. */
  readonly stable?: ObjectiveMethod<"stable">;
  /** For `objective: "fair"`. */
  readonly fair?: ObjectiveMethod<"fair">;
  /** For `level: "organisations"`. */
  readonly organisations?: PlanMethod;
  /** For `method: "coverage"`. */
  readonly coverage?: PlanMethod;
  /** For `method: "consortium"`. */
  readonly consortium?: PlanMethod;
}
