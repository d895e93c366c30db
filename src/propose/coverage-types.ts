import type { Factor } from "../model/record.js";
import type { CoverageEdges, CoverageOptions, CoveragePlan } from "../solve/index.js";

/** What a request by `method: "coverage"` may set beside the rest. */
export interface CoverageRequest {
  /** Where a need's parts come from: as given, or else found as the numbered points of its asking sections (the default); or only as given. */
  readonly parts?: "found" | "given";
  /** Text signal from which an outcome covers a part, > 0; 1 is a very good match. Default 0.2. */
  readonly minCover?: number;
  /**
   * Share of a part's own text that an outcome has to hold to cover it, each term by the square of its weight, from 0 to 1: what keeps one
   * general word (系统, 检测) of a short title from covering a long part. 0 asks for nothing. Default 0.1.
   */
  readonly minHeld?: number;
  /** Share of the need that an alliance must lose without a member, from 0 to 1: who brings less is left out. Default 0.05. */
  readonly minGain?: number;
}

/** A part of a need and how it stands in an alliance. */
export interface PartCoverage {
  /** Unique within its need: as given, or the number of the point found. */
  readonly id: string;
  readonly title: string;
  /** Share of the need; those of a need add up to 1. */
  readonly weight: number;
  /** How well the best of the alliance's outcomes covers it, from 0 to 1. */
  readonly covered: number;
  /** Every outcome of a member that covers it, best first, then by id. `cover` is the text signal, at most 1. */
  readonly by: ReadonlyArray<{ readonly university: string; readonly outcome: string; readonly cover: number }>;
  /**
   * Why it is not covered: no candidate reaches `minCover` and `minScore`; or one that does has no place in the alliance (`taken`: a
   * capacity stands in the way). `null` where it is covered.
   */
  readonly missing: "nothing-fits" | "taken" | null;
}

/** One of the policy's factors that the need, or a part of it, asks for. */
export interface FactorCoverage {
  readonly factor: Factor;
  /** `not-stated`: no outcome of the alliance says that it brings it, and some say nothing of factors. */
  readonly status: "brought" | "missing" | "not-stated";
  /** Outcomes that bring it, in id order. */
  readonly by: readonly string[];
}

/** A university of an alliance by coverage. */
export interface CoverageMember {
  readonly university: string;
  /** Its outcomes that cover best what is covered, in id order. */
  readonly outcomes: readonly string[];
  /** What it adds to the coverage by those listed before it, > 0 unless it is forced; adds up to the alliance's coverage. */
  readonly contribution: number;
  /** What the alliance would lose without it, from 0 to `contribution`. */
  readonly loss: number;
  readonly isForced: boolean;
}

/**
 * How several universities cover the parts of one need. Titles of parts are the need's own words, from `parts` or `description`: who may not
 * read these fields (`visibility`) may not read them.
 */
export interface NeedCoverage {
  readonly need: string;
  /** Σ weight · covered, from 0 to 1: the proposal's score. */
  readonly coverage: number;
  /** The first of `members`: who covers most of the need alone, ties by id. */
  readonly lead: string;
  /** The lead, then each time who adds most to those before, ties by id. */
  readonly members: readonly CoverageMember[];
  /** In the need's order. */
  readonly parts: readonly PartCoverage[];
  /** In the policy's order; empty where the need names none. */
  readonly factors: readonly FactorCoverage[];
}

/** One instance of the cover problem: needs that share a scarce university are chosen for together, others stand alone. */
export interface CoverageInstance {
  /** Row r is `needs[r]`, column c is `universities[c]`. */
  readonly needs: readonly string[];
  readonly universities: readonly string[];
  /** A part stands there as steps: step i is worth weight · (cover i − cover i−1), and is covered by who reaches cover i. */
  readonly edges: CoverageEdges;
  readonly options: CoverageOptions;
  /** As `verifyCoverage(edges, options, plan)` of `alliance-match/solve` takes it. */
  readonly plan: CoveragePlan;
}

/** What proves a plan by coverage. */
export interface CoveragePlanCertificate {
  readonly kind: "coverage";
  /** Optimal or bounded among the outcomes that the join found for the parts and the needs. */
  readonly scope: "candidates";
  /** By their first need. */
  readonly instances: readonly CoverageInstance[];
  /** No plan covers more: Σ of the instances' bounds. */
  readonly bound: number;
  /** The least ratio to the best that greedy choice promises in any instance; `null` where `isRelaxed`. */
  readonly guarantee: number | null;
  /**
   * Whether `perOutcome`, `perEnterprise` or `minGain` took something from the solution of the instances, which know only `perNeed` and
   * `perUniversity`. The bound holds all the same.
   */
  readonly isRelaxed: boolean;
}
