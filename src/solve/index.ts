export { solve, solveSteps, type SolveProgress } from "./solve.js";
export { allPairsRounds, solveAllPairs } from "./all-pairs.js";
export type { AllPairsLimits, AllPairsSolution, MissingEdges } from "./all-pairs.js";
export type { PairPrices } from "./pair-prices.js";
export type { PairCheck } from "./verify-all-pairs.js";
export { solveTotal, verifyTotal } from "./largest-total.js";
export { verifySolution } from "./verify.js";
export { alternates, exchangeLoss, whyNot } from "./alternates.js";
export type { Alternate, Block, ExchangeLoss, WhyNot } from "./alternates.js";
export { solveCoverage } from "./coverage.js";
export { verifyCoverage } from "./verify-coverage.js";
export type { CoverageCertificate, CoverageEdges, CoverageGuarantee, CoverageOptions, CoveragePlan } from "./coverage-types.js";
export { priceReport } from "./price-report.js";
export type { PlanPrice, PriceReport, PriceRequest } from "./price-report.js";
export type { SolutionProblem, SolutionProblemCode, Verdict } from "./verdict.js";
export { SolveError } from "./error.js";
export { InvariantError } from "../kernel/invariant-error.js";
export type { SolveIssue, SolveIssueCode } from "./error.js";
export type { BoundChange, BoundedNode, HallSet, Infeasible, InfeasibleReason, QuotaChange, QuotaReason } from "./infeasible-types.js";
export type {
  BottleneckCertificate,
  Certificate,
  CertificateOf,
  CountingProof,
  Plan,
  RowWeightCertificate,
  Solution,
  StableCertificate,
  TotalCertificate,
} from "./plan-types.js";
export type { Bounds, Edges, Group, Keep, Objective, Scope, SolveOptions } from "./types.js";
