import type {
  AlliancePlan,
  BySignal,
  Corpus,
  Infeasibility,
  Language,
  OrganisationPlan,
  Plan,
  Proposal,
  ProposeRequest,
  SignalId,
  UnmatchedReason,
} from "alliance-match";
import { explainAlliance, formatAlliance } from "alliance-match/choice";
import { formatConsortium, formatCoverage, verifyConsortia } from "alliance-match/alliances";
import { verifyCoverage, verifySolution } from "alliance-match/solve";
import type { Directory } from "./directory.js";
import { pairReason } from "./pair-reason.js";

/** A record or organisation as the document names it. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** A plan as a file: `schema/plan.v2.schema.json` is its contract; any change is a new version. */
export interface PlanDocument {
  readonly format: "alliance-match/plan";
  readonly version: 2;
  readonly language: Language;
  readonly shape: Plan["shape"];
  readonly level: Plan["level"];
  readonly method: Plan["method"];
  readonly objective: Plan["objective"];
  readonly status: Plan["status"];
  /** Optimal among which pairs, or which clusters of needs. */
  readonly scope: AlliancePlan["certificate"]["scope"];
  readonly total: number;
  readonly proposals: readonly ProposalDocument[];
  readonly unmatched: {
    readonly needs: readonly UnmatchedDocument[];
    readonly outcomes: readonly UnmatchedDocument[];
    /** Only where organisations are paired or grouped. */
    readonly enterprises?: readonly UnmatchedDocument[];
    readonly universities?: readonly UnmatchedDocument[];
  };
  readonly certificate: CertificateDocument | null;
  readonly infeasibility: Infeasibility | Infeasibility<"enterprises", "universities"> | null;
}

export interface ProposalDocument {
  readonly rank: number;
  readonly score: number;
  readonly universities: readonly Named[];
  readonly enterprises: readonly Named[];
  readonly outcomes: readonly Named[];
  readonly needs: readonly Named[];
  readonly pairs: readonly PairDocument[];
  /** Who brings what, in the document's language; only where more than a pair's reason is to be told: links, parts covered, a consortium. */
  readonly explanation?: string;
}

export interface PairDocument {
  readonly need: string;
  readonly outcome: string;
  readonly score: number;
  readonly signals: BySignal<number>;
  /** Signals whose neutral value stood in. */
  readonly unknown: readonly SignalId[];
  /** One line in the document's language. */
  readonly reason: string;
}

export interface UnmatchedDocument extends Named {
  readonly organisation: string;
  readonly reason: UnmatchedReason;
}

/** What proves a plan, and whether code that trusts nothing of the planner accepted it when the file was written. */
export type CertificateDocument = PricesDocument | ProofDocument;

/** The proof of a largest total of pairs of records: prices, in units, that no unchosen candidate beats. Prices of 0 are left out. */
export interface PricesDocument {
  readonly kind: "duals";
  readonly verified: boolean;
  readonly candidates: number;
  readonly unit: number;
  readonly rounding: number;
  /** No plan over these candidates has a larger total. */
  readonly bound: number;
  readonly needPrices: Readonly<Record<string, number>>;
  readonly outcomePrices: Readonly<Record<string, number>>;
}

/** Any other proof, by its kind: what it is made of is in the plan of the library. */
export interface ProofDocument {
  readonly kind: "no-blocking-pair" | "bottleneck" | "row-weights" | "organisation-duals" | "coverage" | "consortium";
  readonly verified: boolean;
  /** Pairs, parts or clusters that the plan was chosen from. */
  readonly candidates: number;
  /** Of what the plan is best at; `null` where the proof has none, as for stable plans. */
  readonly bound: number | null;
}

export interface DocumentContext {
  readonly corpus: Corpus;
  readonly directory: Directory;
  readonly language: Language;
  /** What the plan was made for; its rules are checked again. */
  readonly request: ProposeRequest;
}

export function toPlanDocument(plan: AlliancePlan, context: DocumentContext): PlanDocument {
  const { corpus, directory, language } = context;
  const need = (id: string): Named => ({ id, name: directory.needTitle(id) });
  const outcome = (id: string): Named => ({ id, name: directory.outcomeTitle(id) });
  const organisation = (id: string): Named => ({ id, name: directory.organisationName(id) });
  return {
    format: "alliance-match/plan",
    version: 2,
    language,
    shape: plan.shape,
    level: plan.level,
    method: plan.method,
    objective: plan.objective,
    status: plan.status,
    scope: plan.certificate.scope,
    total: plan.total,
    proposals: plan.proposals.map((proposal) => ({
      rank: proposal.rank,
      score: proposal.score,
      universities: proposal.universities.map(organisation),
      // Taken from what the parties may see of the needs, not from the needs themselves.
      enterprises: distinct(proposal.needs.map((id) => directory.needOrganisation(id))).map(organisation),
      outcomes: proposal.outcomes.map(outcome),
      needs: proposal.needs.map(need),
      pairs: proposal.pairs.map((pair) => ({ ...pair, reason: pairReason(corpus, pair, { directory, language }) })),
      ...explanationOf(plan, proposal, context),
    })),
    unmatched: {
      needs: plan.unmatched.needs.map(({ id, reason }) => ({
        ...need(id),
        organisation: directory.organisationName(directory.needOrganisation(id)),
        reason,
      })),
      outcomes: plan.unmatched.outcomes.map(({ id, reason }) => ({
        ...outcome(id),
        organisation: directory.organisationName(directory.outcomeOrganisation(id)),
        reason,
      })),
      ...("enterprises" in plan.unmatched && {
        enterprises: plan.unmatched.enterprises.map(({ id, reason }) => ({ ...organisation(id), organisation: "", reason })),
        universities: plan.unmatched.universities.map(({ id, reason }) => ({ ...organisation(id), organisation: "", reason })),
      }),
    },
    certificate: certificateOf(plan, context),
    infeasibility: plan.infeasibility,
  };
}

/** What a pair's reason cannot say. A need that keeps anything for the authority alone is explained by its pairs alone, which leave it out. */
function explanationOf(plan: AlliancePlan, proposal: Proposal, { corpus, language }: DocumentContext): { readonly explanation?: string } {
  if (plan.certificate.kind === "records" || proposal.needs.some((id) => isGuarded(corpus, id))) return {};
  if (proposal.coverage !== undefined) return { explanation: formatCoverage(corpus, proposal, language) };
  if (proposal.consortium !== undefined) return { explanation: formatConsortium(corpus, proposal, language) };
  return { explanation: formatAlliance(explainAlliance(corpus, proposal), language) };
}

function isGuarded({ needs }: Corpus, id: string): boolean {
  return Object.values(needs.records[needs.indexOf.get(id)!]!.visibility ?? {}).includes("authority");
}

function certificateOf(plan: AlliancePlan, { corpus, request }: DocumentContext): CertificateDocument | null {
  const { certificate } = plan;
  switch (certificate.kind) {
    case "records":
      return pricesOrProof(certificate);
    case "organisations":
      return solutionProof(certificate, "organisation-duals");
    case "coverage": {
      const verified = certificate.instances.every(({ edges, options, plan: solved }) => verifyCoverage(edges, options, solved).valid);
      const candidates = certificate.instances.reduce((sum, { edges }) => sum + edges.row.length, 0);
      return { kind: "coverage", verified, candidates, bound: certificate.bound };
    }
    case "consortium": {
      const verified = verifyConsortia(corpus, request, { ...plan, certificate } as Parameters<typeof verifyConsortia>[2]).length === 0;
      return { kind: "consortium", verified, candidates: certificate.clusters.length, bound: certificate.bound };
    }
  }
}

function pricesOrProof(certificate: Plan["certificate"]): CertificateDocument | null {
  const { edges, options, solution, needs, outcomes } = certificate;
  if (solution.status === "infeasible" || solution.certificate.kind !== "duals") return solutionProof(certificate, "duals");
  const { unit, rounding, rowDual, columnDual } = solution.certificate;
  return {
    kind: "duals",
    verified: verifySolution(edges, options, solution).valid,
    candidates: edges.score.length,
    unit,
    rounding,
    bound: solution.bound,
    needPrices: pricesOf(needs, rowDual),
    outcomePrices: pricesOf(outcomes, columnDual),
  };
}

/** @param duals what a proof by prices is called here. */
function solutionProof(
  { edges, options, solution }: Plan["certificate"] | OrganisationPlan["certificate"],
  duals: "duals" | "organisation-duals",
): ProofDocument | null {
  if (solution.status === "infeasible") return null;
  const { kind } = solution.certificate;
  return {
    kind: kind === "duals" ? (duals as "organisation-duals") : kind,
    verified: verifySolution(edges, options, solution).valid,
    candidates: edges.score.length,
    bound: solution.bound,
  };
}

function pricesOf(ids: readonly string[], duals: Float64Array): Record<string, number> {
  return Object.fromEntries(ids.flatMap((id, at) => (duals[at] === 0 ? [] : [[id, duals[at]!] as const])));
}

function distinct(ids: ReadonlyArray<string | undefined>): string[] {
  return [...new Set(ids.filter((id) => id !== undefined))].sort();
}
