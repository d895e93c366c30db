import { createRandom, hashString, randomInteger } from "../../src/kernel/random.js";
import { MATURITY_RANGE } from "../../src/model/record.js";
import { fieldOf, type HiddenRecord, type Side } from "./hidden.js";
import { industryCloseness } from "./industries.js";
import { FITS, type Fit, type WorldParameters } from "./parameters.js";
import { regionCloseness } from "./places.js";

/** True closeness of what two records are about: one aspect, one topic, one field. Assumed. */
const ASPECT_FIT = 1;
const TOPIC_FIT = 0.6;
const FIELD_FIT = 0.2;
/** Random pairs from which the thresholds of the grades are read: the rarest grade still rests on about a hundred. */
const THRESHOLD_SAMPLE = 100_000;
/** Records of each side in that sample. */
const THRESHOLD_RECORDS = 2_000;

/** The hidden truth of pairs. */
export interface Truth {
  /** True closeness, 0 to 1 each. */
  readonly fits: (need: HiddenRecord, outcome: HiddenRecord) => Readonly<Record<Fit, number>>;
  /** The weighted sum of the fits: what a pair is worth. */
  readonly utility: (need: HiddenRecord, outcome: HiddenRecord) => number;
  /** The grade of a utility, 0 to 3. */
  readonly gradeOf: (utility: number) => number;
  /** How far a judge is off on a pair: mean 0, standard deviation `noise`. */
  readonly error: (need: number, outcome: number, judge: number) => number;
}

/** @param hidden the truth of single records, from which thresholds are sampled. */
export function createTruth(parameters: WorldParameters, hidden: (side: Side, index: number) => HiddenRecord): Truth {
  const { truth, industryTruth, regionTruth, severalIndustries, noise, seed } = parameters;
  const industryFit = (need: HiddenRecord, outcome: HiddenRecord): number => {
    const closest = need.industries.map((a) => Math.max(...outcome.industries.map((b) => industryCloseness(a, b, industryTruth))));
    return severalIndustries === "best" ? Math.max(...closest) : closest.reduce((sum, fit) => sum + fit, 0) / closest.length;
  };
  const fitOf: Readonly<Record<Fit, (need: HiddenRecord, outcome: HiddenRecord) => number>> = {
    text: (need, outcome) =>
      need.topic === outcome.topic
        ? need.aspect === outcome.aspect
          ? ASPECT_FIT
          : TOPIC_FIT
        : fieldOf(need.topic, parameters) === fieldOf(outcome.topic, parameters)
          ? FIELD_FIT
          : 0,
    industry: industryFit,
    region: (need, outcome) => regionCloseness(need.region, outcome.region, regionTruth),
    factors: (need, outcome) => need.factors.filter((factor) => outcome.factors.includes(factor)).length / need.factors.length,
    maturity: (need, outcome) => 1 - Math.max(0, need.maturity - outcome.maturity) / (MATURITY_RANGE.max - MATURITY_RANGE.min),
  };
  const counted = FITS.filter((fit) => truth[fit] > 0);
  const utility = (need: HiddenRecord, outcome: HiddenRecord): number =>
    counted.reduce((sum, fit) => sum + truth[fit] * fitOf[fit](need, outcome), 0);
  // Two uniform numbers make a triangle on (−1, 1) of standard deviation 1/√6.
  const error = (need: number, outcome: number, judge: number): number => {
    const random = createRandom(hashString(`${need}-${outcome}-${judge}`, seed));
    return noise * Math.sqrt(6) * (random() + random() - 1);
  };
  const thresholds = sampleThresholds(parameters, hidden, (need, outcome, n, o) => utility(need, outcome) + error(n, o, 0));
  return {
    fits: (need, outcome) => Object.fromEntries(FITS.map((fit) => [fit, fitOf[fit](need, outcome)])) as Record<Fit, number>,
    utility,
    error,
    gradeOf: (value) => thresholds.filter((from) => value >= from).length,
  };
}

function sampleThresholds(
  { seed, gradeOdds }: WorldParameters,
  hidden: (side: Side, index: number) => HiddenRecord,
  judged: (need: HiddenRecord, outcome: HiddenRecord, n: number, o: number) => number,
): readonly number[] {
  const random = createRandom(hashString("thresholds", seed));
  const sideOf = (side: Side): HiddenRecord[] => Array.from({ length: THRESHOLD_RECORDS }, (_, index) => hidden(side, index));
  const [needs, outcomes] = [sideOf("need"), sideOf("outcome")];
  const sample = Float64Array.from({ length: THRESHOLD_SAMPLE }, () => {
    const [n, o] = [randomInteger(random, THRESHOLD_RECORDS), randomInteger(random, THRESHOLD_RECORDS)];
    return judged(needs[n]!, outcomes[o]!, n, o);
  }).sort();
  return gradeOdds.map((odds) => sample[Math.floor((1 - odds) * THRESHOLD_SAMPLE)]!);
}
