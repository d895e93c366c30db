import type { Corpus } from "../corpus/corpus.js";
import { compareIds } from "../kernel/order.js";
import { pairSignals, type RankedPartner } from "../join/rank.js";
import { confidenceAt, type Confidence, type ConfidenceCalibration } from "../score/confidence.js";
import type { Pair, Shape } from "./choices.js";
import type { ConsortiumDetail } from "./consortium-types.js";
import type { NeedCoverage } from "./coverage-types.js";

/** A pair of a proposal with its score and the signals that the score is the weighted sum of. */
export interface ProposedPair extends Pair, Pick<RankedPartner, "signals" | "unknown"> {
  readonly score: number;
  /** Only where the request brought a calibration that rests on judged pairs. */
  readonly confidence?: Confidence;
}

/** One suggested alliance. Ids are in code unit order; organisations that the records do not name are not there. */
export interface Proposal {
  /** Place in the plan, from 1. */
  readonly rank: number;
  /** Organisations behind the outcomes. */
  readonly universities: readonly string[];
  /** Organisations behind the needs. */
  readonly enterprises: readonly string[];
  readonly outcomes: readonly string[];
  readonly needs: readonly string[];
  /** Best first. */
  readonly pairs: readonly ProposedPair[];
  /**
   * What the proposal adds to the plan's total: the sum of the pairs' scores, or of the links' where organisations are put together.
   */
  readonly score: number;
  /** Only where organisations are put together: which of them, best first. */
  readonly links?: readonly OrganisationLink[];
  /** Only under `method: "coverage"`: who covers which part of the need. */
  readonly coverage?: NeedCoverage;
  /** Only under `method: "consortium"`: what its members share, who leads, what it is worth by which parts. */
  readonly consortium?: ConsortiumDetail;
}

/** A university and an enterprise of a proposal. */
export interface OrganisationLink {
  readonly enterprise: string;
  readonly university: string;
  /** Where organisations are paired, up to √2 times its best pair's: see `organisationScore`; in a larger alliance, its share of the score. */
  readonly score: number;
  /** The pairs that count, best first, with the share of the score that each brings; shares add up to the score. */
  readonly pairs: ReadonlyArray<Pair & { readonly score: number; readonly contribution: number }>;
}

/** A plan whose pairs say what judges gave such scores. */
export function withConfidence<P extends { readonly proposals: readonly Proposal[] }>(
  plan: P,
  calibration: ConfidenceCalibration | undefined,
): P {
  if (calibration === undefined || calibration.range === null) return plan;
  const graded = (pair: ProposedPair): ProposedPair => ({ ...pair, confidence: confidenceAt(calibration, pair.score)! });
  return { ...plan, proposals: plan.proposals.map((proposal) => ({ ...proposal, pairs: proposal.pairs.map(graded) })) };
}

/** A chosen pair by its indices. */
export interface ChosenPair {
  readonly need: number;
  readonly outcome: number;
  readonly score: number;
}

/**
 * Makes proposals of the pairs of a plan: grouped by outcome for one-to-many, by need for many-to-one, otherwise pair by pair.
 * A group is a star around one record; pairs of a many-to-many plan are never chained into components.
 *
 * @returns score descending, then the first pair's need id, then its outcome id.
 */
export function toProposals(corpus: Corpus, shape: Shape, pairs: readonly ChosenPair[]): Proposal[] {
  const groups = new Map<number, ChosenPair[]>();
  pairs.forEach((pair, at) => {
    const key = shape === "one-to-many" ? pair.outcome : shape === "many-to-one" ? pair.need : at;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [pair]);
    else group.push(pair);
  });
  return [...groups.values()]
    .map((group) => toProposal(corpus, group))
    .sort(
      (a, b) => b.score - a.score || compareIds(a.pairs[0]!.need, b.pairs[0]!.need) || compareIds(a.pairs[0]!.outcome, b.pairs[0]!.outcome),
    )
    .map((proposal, at) => ({ rank: at + 1, ...proposal }));
}

/** Whom and what a group of pairs joins; its score is the sum of theirs. */
export function toProposal(corpus: Corpus, group: readonly ChosenPair[]): Omit<Proposal, "rank"> {
  const { needs, outcomes } = corpus;
  const sorted = [...group].sort((a, b) => b.score - a.score || a.need - b.need || a.outcome - b.outcome);
  const namesOf = (organisations: ReadonlyArray<string | undefined>): string[] => distinct(organisations.filter((id) => id !== undefined));
  return {
    universities: namesOf(sorted.map(({ outcome }) => outcomes.records[outcome]!.organisation)),
    enterprises: namesOf(sorted.map(({ need }) => needs.records[need]!.organisation)),
    outcomes: distinct(sorted.map(({ outcome }) => outcomes.ids[outcome]!)),
    needs: distinct(sorted.map(({ need }) => needs.ids[need]!)),
    pairs: sorted.map(({ need, outcome, score }) => ({
      need: needs.ids[need]!,
      outcome: outcomes.ids[outcome]!,
      score,
      ...pairSignals(corpus, { side: needs, index: need }, outcomes, outcome),
    })),
    score: sorted.reduce((sum, { score }) => sum + score, 0),
  };
}

function distinct(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort(compareIds);
}
