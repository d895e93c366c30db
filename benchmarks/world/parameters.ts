/** Everything that shapes a planted world. All odds and shares are from 0 to 1. */
export interface WorldParameters {
  readonly seed: number;
  /** Hidden topics: fields of technology. Several share one industry. */
  readonly topics: number;
  /** Aspects of a topic: what exactly is to be solved. Two records of one aspect are made for each other. */
  readonly aspects: number;
  /** Distinct classes of GB/T 4754 in use. */
  readonly industries: number;
  /** Universities and enterprises each. */
  readonly organisations: number;
  /** Distinct Han characters. */
  readonly syllables: number;
  readonly generalWords: number;
  readonly topicWords: number;
  readonly aspectWords: number;
  /** Share of words that are English terms. */
  readonly englishShare: number;
  /** Mean words of a record's long text (abstract, description) and of its title. */
  readonly textWords: number;
  readonly titleWords: number;
  /** Share of a record's words that come from its topic and from its aspect; the rest are general. */
  readonly topicShare: number;
  readonly aspectShare: number;
  /** Odds that a record works in its topic's own industry; otherwise in any. */
  readonly homeIndustry: number;
  /** Odds that a record speaks in the words of another topic than its own: it shares words, but neither industry nor truth. */
  readonly distractor: number;
  /** Odds that a field is not given. */
  readonly missing: { readonly text: number; readonly keywords: number; readonly industry: number; readonly region: number };
  /** Odds that a given field is wrong. */
  readonly wrong: { readonly industry: number; readonly region: number };
  /** What a pair's true fit is made of, adding up to 1: the weights that a tuner has to find. */
  readonly truth: { readonly text: number; readonly industry: number; readonly region: number };
  /** Judges differ: a pair's fit is shifted by up to this much, either way. */
  readonly noise: number;
  /** True fits from which a pair is graded 1, 2 and 3. */
  readonly gradeFrom: readonly [number, number, number];
}

/**
 * The world of the benchmarks. Text lengths give about 85 distinct terms a record, as on the judged transfer platform; missing and wrong
 * fields and the truth's weights are first guesses, to be set from real exports by the tuner's issue.
 */
export const DEFAULT_WORLD: WorldParameters = {
  seed: 2016,
  topics: 240,
  aspects: 6,
  industries: 80,
  organisations: 300,
  syllables: 1_500,
  generalWords: 3_000,
  topicWords: 40,
  aspectWords: 10,
  englishShare: 0.06,
  textWords: 19,
  titleWords: 4,
  topicShare: 0.3,
  aspectShare: 0.2,
  homeIndustry: 0.8,
  distractor: 0.1,
  missing: { text: 0.15, keywords: 0.5, industry: 0.3, region: 0.2 },
  wrong: { industry: 0.05, region: 0.02 },
  truth: { text: 0.6, industry: 0.25, region: 0.15 },
  noise: 0.05,
  gradeFrom: [0.3, 0.5, 0.75],
};
