export { solve } from "./solve.js";
export { verifySolution } from "./verify.js";
export type { SolutionProblem, SolutionProblemCode, Verdict } from "./verify.js";
export { SolveError } from "./error.js";
export { InvariantError } from "../kernel/invariant-error.js";
export type { SolveIssue, SolveIssueCode } from "./error.js";
export type {
  BoundChange,
  Bounds,
  Certificate,
  Edges,
  HallSet,
  Infeasible,
  InfeasibleReason,
  Objective,
  Plan,
  Solution,
  SolveOptions,
  TotalCertificate,
} from "./types.js";
