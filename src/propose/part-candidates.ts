import type { Corpus } from "../corpus/corpus.js";
import { reweigh } from "../corpus/reweigh.js";
import { blockIndexOf, termWeights } from "../join/corpus-index.js";
import type { MatchProgress } from "../join/match-all.js";
import { topPartners } from "../join/top-partners.js";
import { rowAt } from "../kernel/sparse-rows.js";
import { isPairKnown, pairScore, pairSignal } from "../score/pair-score.js";
import { isOwnPair, type CandidateSet } from "./candidate-set.js";
import { heldShare } from "./held-share.js";
import type { WeightedPart } from "./need-parts.js";
import type { CheckedRequest } from "./request.js";

/**
 * How much of `minScore` an outcome that fits a part has to reach with the whole need. Without it a need for steel models whose second part
 * is training finds any "training system"; with all of it an outcome that fits one part of five well is lost.
 */
const CONTEXT_SHARE = 0.5;

/** An outcome that covers at least one part of a need. */
export interface CoveringOutcome {
  readonly outcome: number;
  /** Of the pair of records as a whole. */
  readonly score: number;
  /** The text signal of each part, at most 1; 0 where it does not reach `minCover`, or the outcome holds too little of the part. */
  readonly cover: readonly number[];
  readonly isForced: boolean;
}

/** A need of several parts, with the outcomes that cover any of them, in id order. */
export interface PartedNeed {
  readonly need: number;
  readonly parts: readonly WeightedPart[];
  readonly outcomes: readonly CoveringOutcome[];
}

interface PartSetting {
  readonly corpus: Corpus;
  readonly request: CheckedRequest;
  readonly candidates: CandidateSet;
  /** Of each need in turn; empty for needs that are not divided. */
  readonly partsOf: ReadonlyArray<readonly WeightedPart[]>;
  readonly minCover: number;
  readonly minHeld: number;
}

/**
 * Finds who covers which part. For each part the `k` best outcomes are joined as if it were a need, by its own text and the need's industries,
 * region and factors, under the corpus's frozen statistics; beside these count the outcomes that the need as a whole found. An outcome
 * covers a part where the text of the part reaches `minCover` and the outcome holds at least `minHeld` of it, and the pair reaches `minScore`: with the
 * whole need's text, or with the part's and at least half of it with the whole need's; forced pairs cover by whatever they share. Outcomes that name no organisation belong to no university.
 *
 * O(a join of the parts), and O(parts) for each candidate pair.
 */
export function* partedNeeds({
  corpus,
  request,
  candidates,
  partsOf,
  minCover,
  minHeld,
}: PartSetting): Generator<MatchProgress, PartedNeed[], void> {
  const divided = partsOf.flatMap((parts, need) => (parts.length > 0 ? [need] : []));
  if (divided.length === 0) return [];
  const asked = corpusOfParts(corpus, divided, partsOf);
  const pairs = divided.map(() => new Map<number, number>());
  const placeOf = new Map(divided.map((need, place) => [need, place]));
  candidates.edges.need.forEach((need, e) => {
    const place = placeOf.get(need);
    if (place !== undefined) pairs[place]!.set(candidates.edges.outcome[e]!, candidates.edges.score[e]!);
  });
  const isForbidden = new Set(request.forbidden.map(({ need, outcome }) => `${need},${outcome}`));
  const joining = topPartners(
    {
      model: asked.model,
      from: asked.needs,
      to: asked.outcomes,
      index: blockIndexOf(asked, asked.outcomes),
      termWeight: termWeights(asked),
      k: request.k,
      minScore: request.minScore,
      withoutText: corpus.config.withoutText,
    },
    (part, outcome) => {
      const place = placeOfPart(asked, part);
      const need = divided[place]!;
      if (pairs[place]!.has(outcome) || isForbidden.has(`${need},${outcome}`) || isOwnPair(corpus, need, outcome)) return;
      pairs[place]!.set(outcome, pairScore(corpus.model, corpus.needs, need, corpus.outcomes, outcome));
    },
  );
  for (const done of joining) yield { done, total: asked.needs.count };
  const forced = new Set(request.forced.map(({ need, outcome }) => `${need},${outcome}`));
  const heldBy = (part: number, outcome: number): number =>
    heldShare(rowAt(asked.needs.rows.text, part), rowAt(asked.outcomes.rows.text, outcome).column);
  return divided.map((need, place): PartedNeed => {
    const parts = partsOf[need]!;
    const rows = parts.map((_, p) => asked.needs.indexOf.get(partId(place, p))!);
    const outcomes = [...pairs[place]!]
      .sort(([a], [b]) => a - b)
      .flatMap(([outcome, score]): CoveringOutcome[] => {
        const isForced = forced.has(`${need},${outcome}`);
        if (corpus.outcomes.records[outcome]!.organisation === undefined) return [];
        const cover = rows.map((row) => {
          // A part of no words is covered by nobody, whatever stands in for the unknown elsewhere.
          const isKnown = isPairKnown(asked.model, "text", asked.needs, row, asked.outcomes, outcome);
          const signal = isKnown ? pairSignal(asked.model, "text", asked.needs, row, asked.outcomes, outcome) : 0;
          if (isForced) return Math.min(1, signal);
          const isWorth =
            score >= request.minScore ||
            (score >= CONTEXT_SHARE * request.minScore &&
              pairScore(asked.model, asked.needs, row, asked.outcomes, outcome) >= request.minScore);
          const isCover = isWorth && signal >= minCover && heldBy(row, outcome) >= minHeld;
          return isCover ? Math.min(1, signal) : 0;
        });
        return isForced || cover.some((share) => share > 0) ? [{ outcome, score, cover, isForced }] : [];
      });
    return { need, parts, outcomes };
  });
}

/** The corpus with the parts in place of the needs. Outcomes keep their places: both are in id order. */
function corpusOfParts(corpus: Corpus, divided: readonly number[], partsOf: PartSetting["partsOf"]): Corpus {
  const needs = divided.flatMap((need, place) => {
    const { organisation, industries, region, factors, brings, maturity } = corpus.needs.records[need]!;
    const shared = Object.fromEntries(
      Object.entries({ organisation, industries, region, brings, maturity }).filter(([, value]) => value !== undefined),
    );
    return partsOf[need]!.map((part, p) => {
      const asked = part.factors.length > 0 ? part.factors : factors;
      return {
        ...shared,
        id: partId(place, p),
        title: part.title,
        ...(part.description === undefined ? {} : { description: part.description }),
        ...(asked === undefined ? {} : { factors: asked }),
      };
    });
  });
  const { corpus: asked } = corpus.update({ remove: { needs: corpus.needs.ids }, add: { needs } });
  // The caller's vectors and functions know the need, not its parts.
  const weights = { ...corpus.config.weights, embedding: 0, own: 0 };
  return reweigh(asked, Object.values(weights).some((weight) => weight > 0) ? weights : { text: 1 });
}

function partId(place: number, part: number): string {
  return `${place}.${part}`;
}

function placeOfPart(asked: Corpus, part: number): number {
  const id = asked.needs.ids[part]!;
  return Number(id.slice(0, id.indexOf(".")));
}
