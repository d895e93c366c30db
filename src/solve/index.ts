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
  CertificateOf,
  Edges,
  Group,
  HallSet,
  Infeasible,
  InfeasibleReason,
  Objective,
  Plan,
  Solution,
  SolveOptions,
  StableCertificate,
  TotalCertificate,
} from "./types.js";
