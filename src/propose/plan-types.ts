import type { MatchProgress } from "../join/match-all.js";
import type { Issue } from "../model/issue.js";
import type { Edges, Objective, Scope, Solution, SolveOptions } from "../solve/index.js";
import type { Level, Method, PlanObjective, Shape } from "./choices.js";
import type { ConsortiumCertificate } from "./consortium-types.js";
import type { CoveragePlanCertificate } from "./coverage-types.js";
import type { Proposal } from "./proposal.js";

/**
 * Why a record or an organisation is in no proposal: it has no text; nothing scores high enough; all that did is forbidden or its own organisation's; or its
 * candidates have no room left for it. Where organisations are paired, a record may name none, and an organisation may stand behind
 * no record. Under `coverage` a need may have fewer than two parts; under `consortium` it may be like no other (`no-cluster`), or it or
 * those it would go with may not keep the rules of size, place and sector.
 */
export type UnmatchedReason =
  "no-text" | "below-threshold" | "forbidden" | "capacity" | "no-organisation" | "no-record" | "no-parts" | "no-cluster" | "rules";

export interface Unmatched {
  readonly id: string;
  readonly reason: UnmatchedReason;
}

/**
 * What other code needs to check a plan by capacities without trusting this library's solver: the instance and the solution, as
 * `verifySolution(edges, options, solution)` of `alliance-match/solve` takes them. Row r is `needs[r]`, column c is `outcomes[c]`.
 */
export interface PlanCertificate {
  readonly kind: "records";
  /**
   * `candidates`: optimal among the edges given. `all pairs`: among all pairs that the request allows, of which the edges hold every one
   * that matters; `verifySolution` then takes `{ pairScore: openPairScore(corpus, request) }` too.
   */
  readonly scope: Scope;
  readonly needs: readonly string[];
  readonly outcomes: readonly string[];
  readonly edges: Edges;
  readonly options: SolveOptions<Objective>;
  readonly solution: Solution<Objective>;
  /** Only where organisations have capacities: group g of the rows is `enterprises[g]`, of the columns `universities[g]`. */
  readonly enterprises?: readonly string[];
  readonly universities?: readonly string[];
}

/** A record or an organisation, with its side. */
export interface SidedId {
  readonly side: "needs" | "outcomes" | "enterprises" | "universities";
  readonly id: string;
}

/** Why no plan keeps the minimums where organisations have capacities beside their records: those of `asking` ask for more than those of `limiting` let through. */
export interface QuotaConflict {
  readonly asking: readonly SidedId[];
  readonly limiting: readonly SidedId[];
  readonly demand: number;
  /** Less than `demand`. */
  readonly supply: number;
  /** Bounds whose change, by `shortfall` in sum, makes a plan possible. */
  readonly changes: ReadonlyArray<SidedId & { readonly bound: "min" | "max"; readonly from: number; readonly to: number }>;
}

/** Why no plan keeps the minimums, in the caller's ids. `D` and `S` are the two sides. */
export interface Infeasibility<D extends string = "needs", S extends string = "outcomes"> {
  /** Sets of both sides that together ask for more partners than their candidates can give. */
  readonly conflicts: ReadonlyArray<
    { readonly side: D | S; readonly demand: number; readonly supply: number } & Readonly<Record<D | S, readonly string[]>>
  >;
  /** Partners missing in all: the least sum by which bounds have to change. */
  readonly shortfall: number;
  /** Only where organisations have capacities beside their records; `conflicts` and `lowerMinimums` are then empty. */
  readonly quotas?: QuotaConflict;
  /** Minimums whose lowering by `shortfall` in sum makes a plan possible. */
  readonly lowerMinimums: ReadonlyArray<{ readonly side: D | S; readonly id: string; readonly from: number; readonly to: number }>;
}

/** What every plan has: a set of proposals solved together. */
export interface PlanBase<C, I> {
  readonly shape: Shape;
  readonly level: Level;
  readonly method: Method;
  readonly objective: PlanObjective;
  /**
   * `optimal`: no plan over the same candidates does better by the objective, as the certificate proves. `feasible`: keeps every
   * bound, and the certificate bounds how much better a plan can be. `infeasible`: see `infeasibility`.
   */
  readonly status: "optimal" | "feasible" | "infeasible";
  /** Best first. */
  readonly proposals: readonly Proposal[];
  /** Sum of the proposals' scores. */
  readonly total: number;
  /** Records without a partner, in id order. */
  readonly unmatched: { readonly needs: readonly Unmatched[]; readonly outcomes: readonly Unmatched[] };
  readonly certificate: C;
  /** `null` where a plan exists. */
  readonly infeasibility: I | null;
  /** What the plan had to pass over or take note of, such as an organisation that stands on both sides. */
  readonly issues: readonly Issue[];
}

/** A plan that pairs records. */
export type Plan = PlanBase<PlanCertificate, Infeasibility>;

/** How far a plan has come: the join by records (under `coverage` then that of the parts, under `consortium` of the needs with each other), then the solver as one step. Under `certify: "all pairs"` rounds of looking for missing pairs, by needs, come before the solver is done. */
export type ProposeProgress =
  | ({ readonly stage: "join" } & MatchProgress)
  | ({ readonly stage: "solve" } & MatchProgress)
  | ({ readonly stage: "prove"; readonly round: number } & MatchProgress);

/** What proves a plan that pairs organisations. */
export interface OrganisationCertificate {
  readonly kind: "organisations";
  readonly scope: "candidates";
  readonly enterprises: readonly string[];
  readonly universities: readonly string[];
  /** Row r is `enterprises[r]`, column c is `universities[c]`. */
  readonly edges: Edges;
  readonly options: SolveOptions<Objective>;
  readonly solution: Solution<Objective>;
}

/** Records and organisations that are left over, in id order. */
export interface UnmatchedSides {
  readonly needs: readonly Unmatched[];
  readonly outcomes: readonly Unmatched[];
  readonly enterprises: readonly Unmatched[];
  readonly universities: readonly Unmatched[];
}

/** A plan that pairs organisations. */
export interface OrganisationPlan extends PlanBase<OrganisationCertificate, Infeasibility<"enterprises", "universities">> {
  readonly unmatched: UnmatchedSides;
}

/** A plan by `method: "coverage"`: a proposal a need, with `coverage` in each. There are no minimums, so it is never infeasible. */
export interface CoverageAlliancePlan extends PlanBase<CoveragePlanCertificate, never> {
  readonly unmatched: UnmatchedSides;
}

/** A plan by `method: "consortium"`, with `consortium` in each proposal. It is never infeasible: a cluster that cannot keep the rules has none. */
export interface ConsortiumPlan extends PlanBase<ConsortiumCertificate, never> {
  readonly unmatched: UnmatchedSides;
}

/** Any plan; `certificate.kind` tells which. */
export type AlliancePlan = Plan | OrganisationPlan | CoverageAlliancePlan | ConsortiumPlan;
