import type { CoveringOutcome, PartedNeed } from "./part-candidates.js";

/** An outcome's share of what its university adds. */
export interface OutcomeGain {
  readonly outcome: number;
  readonly score: number;
  readonly contribution: number;
}

/** A university in the order in which it joins. */
export interface EvaluatedMember {
  readonly university: number;
  readonly contribution: number;
  readonly loss: number;
  readonly isForced: boolean;
  /** Those that cover best what is covered; their contributions add up to the member's. */
  readonly outcomes: readonly OutcomeGain[];
}

/** A need as its alliance covers it. */
export interface EvaluatedCover {
  /** Σ weight · best cover. */
  readonly coverage: number;
  readonly members: readonly EvaluatedMember[];
  /** The best cover of each part. */
  readonly covered: readonly number[];
}

/** The outcomes of one university for a need. */
interface Offer {
  readonly university: number;
  readonly outcomes: readonly CoveringOutcome[];
  readonly cover: readonly number[];
  readonly isForced: boolean;
}

interface EvaluationSetting {
  /** University of each outcome. */
  readonly ofOutcome: Int32Array;
  /** What an alliance has to lose by a member's leaving, as a share of the need: who brings less is left out. */
  readonly minGain: number;
}

/**
 * What an alliance of these universities covers of a need, and what each adds.
 *
 * Members that the others make needless are left out first, the least first; then the lead is who covers most alone, and each next one who
 * adds most to those before. So contributions are above 0 and add up to the coverage; a forced member alone may add nothing.
 *
 * @param universities chosen; ties go to the smaller index.
 */
export function evaluateCover(
  need: PartedNeed,
  universities: readonly number[],
  { ofOutcome, minGain }: EvaluationSetting,
): EvaluatedCover {
  const weights = need.parts.map(({ weight }) => weight);
  const offers = withoutNeedless(
    [...universities].sort((a, b) => a - b).map((university) => offerOf(need, university, ofOutcome)),
    { weights, minGain },
  );
  const covered = weights.map(() => 0);
  const members: EvaluatedMember[] = [];
  const left = [...offers];
  while (left.length > 0) {
    let best = 0;
    const gains = left.map(({ cover }) => gainOf(cover, covered, weights));
    gains.forEach((gain, at) => {
      if (gain > gains[best]!) best = at;
    });
    const [offer] = left.splice(best, 1);
    const outcomes = outcomeGains(offer!, covered, weights);
    members.push({
      university: offer!.university,
      contribution: gains[best]!,
      loss: lossOf(offer!, offers, weights),
      isForced: offer!.isForced,
      outcomes,
    });
    offer!.cover.forEach((share, p) => (covered[p] = Math.max(covered[p]!, share)));
  }
  return { coverage: members.reduce((sum, { contribution }) => sum + contribution, 0), members, covered };
}

function offerOf({ outcomes, parts }: PartedNeed, university: number, ofOutcome: Int32Array): Offer {
  const own = outcomes.filter(({ outcome }) => ofOutcome[outcome] === university);
  return { university, outcomes: own, cover: bestCover(own, parts.length), isForced: own.some(({ isForced }) => isForced) };
}

/** The best cover of each part among outcomes. */
export function bestCover(outcomes: readonly CoveringOutcome[], partCount: number): number[] {
  return Array.from({ length: partCount }, (_, p) => outcomes.reduce((most, { cover }) => Math.max(most, cover[p]!), 0));
}

function gainOf(cover: readonly number[], covered: readonly number[], weights: readonly number[]): number {
  return weights.reduce((sum, weight, p) => sum + weight * Math.max(0, cover[p]! - covered[p]!), 0);
}

function lossOf(offer: Offer, offers: readonly Offer[], weights: readonly number[]): number {
  const others = offers.filter((other) => other !== offer);
  return gainOf(
    offer.cover,
    weights.map((_, p) => others.reduce((most, { cover }) => Math.max(most, cover[p]!), 0)),
    weights,
  );
}

function withoutNeedless(
  given: readonly Offer[],
  { weights, minGain }: { readonly weights: readonly number[]; readonly minGain: number },
): Offer[] {
  const offers = [...given];
  for (;;) {
    const needless = offers
      .map((offer) => ({ offer, loss: lossOf(offer, offers, weights) }))
      .filter(({ offer, loss }) => !offer.isForced && !(loss > 0 && loss >= minGain))
      .sort((a, b) => a.loss - b.loss || b.offer.university - a.offer.university);
    if (needless.length === 0) return offers;
    offers.splice(offers.indexOf(needless[0]!.offer), 1);
  }
}

/** Which outcomes bring the gain: of each part the best one, ties by index. A member that gains nothing shows the best it has. */
function outcomeGains({ outcomes, cover }: Offer, covered: readonly number[], weights: readonly number[]): OutcomeGain[] {
  const gains = new Map<CoveringOutcome, number>();
  weights.forEach((weight, p) => {
    const gain = weight * Math.max(0, cover[p]! - covered[p]!);
    if (!(gain > 0)) return;
    const best = outcomes.find((outcome) => outcome.cover[p] === cover[p])!;
    gains.set(best, (gains.get(best) ?? 0) + gain);
  });
  // A pair that is forced stands in every plan, whatever it adds.
  for (const outcome of outcomes) if (outcome.isForced && !gains.has(outcome)) gains.set(outcome, 0);
  return [...gains]
    .map(([{ outcome, score }, contribution]) => ({ outcome, score, contribution }))
    .sort((a, b) => b.contribution - a.contribution || a.outcome - b.outcome);
}
