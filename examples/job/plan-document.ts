import type { BySignal, Corpus, Infeasibility, Language, Plan, SignalId, UnmatchedReason } from "alliance-match";
import { verifySolution } from "alliance-match/solve";
import type { Directory } from "./directory.js";
import { pairReason } from "./pair-reason.js";

/** A record or organisation as the document names it. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** A plan as a file: `schema/plan.v1.schema.json` is its contract; any change is a new version. */
export interface PlanDocument {
  readonly format: "alliance-match/plan";
  readonly version: 1;
  readonly language: Language;
  readonly shape: Plan["shape"];
  readonly method: Plan["method"];
  readonly status: Plan["status"];
  /** Optimal among which pairs. */
  readonly scope: "candidates";
  readonly total: number;
  readonly proposals: readonly ProposalDocument[];
  readonly unmatched: { readonly needs: readonly UnmatchedDocument[]; readonly outcomes: readonly UnmatchedDocument[] };
  readonly certificate: CertificateDocument | null;
  readonly infeasibility: Infeasibility | null;
}

export interface ProposalDocument {
  readonly rank: number;
  readonly score: number;
  readonly universities: readonly Named[];
  readonly enterprises: readonly Named[];
  readonly outcomes: readonly Named[];
  readonly needs: readonly Named[];
  readonly pairs: readonly PairDocument[];
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

/** The proof of optimality: prices, in units, that no unchosen candidate beats. Prices of 0 are left out. */
export interface CertificateDocument {
  readonly kind: "duals";
  /** Whether the independent verifier accepted it when the file was written. */
  readonly verified: boolean;
  readonly candidates: number;
  readonly unit: number;
  readonly rounding: number;
  /** No plan over these candidates has a larger total. */
  readonly bound: number;
  readonly needPrices: Readonly<Record<string, number>>;
  readonly outcomePrices: Readonly<Record<string, number>>;
}

export interface DocumentContext {
  readonly corpus: Corpus;
  readonly directory: Directory;
  readonly language: Language;
}

export function toPlanDocument(plan: Plan, context: DocumentContext): PlanDocument {
  const { corpus, directory, language } = context;
  const need = (id: string): Named => ({ id, name: directory.needTitle(id) });
  const outcome = (id: string): Named => ({ id, name: directory.outcomeTitle(id) });
  const organisation = (id: string): Named => ({ id, name: directory.organisationName(id) });
  return {
    format: "alliance-match/plan",
    version: 1,
    language,
    shape: plan.shape,
    method: plan.method,
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
    },
    certificate: certificateOf(plan),
    infeasibility: plan.infeasibility,
  };
}

function certificateOf({ certificate }: Plan): CertificateDocument | null {
  const { edges, options, solution, needs, outcomes } = certificate;
  if (solution.status === "infeasible" || solution.certificate.kind !== "duals") return null;
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

function pricesOf(ids: readonly string[], duals: Float64Array): Record<string, number> {
  return Object.fromEntries(ids.flatMap((id, at) => (duals[at] === 0 ? [] : [[id, duals[at]!] as const])));
}

function distinct(ids: ReadonlyArray<string | undefined>): string[] {
  return [...new Set(ids.filter((id) => id !== undefined))].sort();
}
