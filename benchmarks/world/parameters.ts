import type { IndustryTruth } from "./industries.js";
import type { RegionTruth } from "./places.js";

/** What a pair's true fit may be made of. */
export const FITS = ["text", "industry", "region", "factors", "maturity"] as const;
export type Fit = (typeof FITS)[number];

/**
 * Everything that shapes a planted world. All odds and shares are from 0 to 1.
 *
 * Each field says where its default comes from: `transfer-dev` and `cranfield` are the judged sets that the project measures with; `assumed`
 * has no source, and no result should hang on it.
 */
export interface WorldParameters {
  readonly seed: number;
  /** Hidden topics that outcomes are about. Several share one industry. Assumed. */
  readonly topics: number;
  /** Odds that a need's topic is one that no outcome has. `transfer-dev`: 29 of 140 judged needs have no outcome of grade ≥ 2. */
  readonly unmet: number;
  /** Topics in a field: they share the field's words, and are a little alike in truth. Assumed. */
  readonly fieldTopics: number;
  /** Aspects of a topic: what exactly is to be solved. Two records of one aspect are made for each other. Assumed. */
  readonly aspects: number;
  /** Distinct classes of GB/T 4754 in use. Assumed. */
  readonly industries: number;
  /** Universities and enterprises each. Assumed. */
  readonly organisations: number;
  /** Odds that an organisation sits in Liaoning, the province of the policy; otherwise anywhere in China. Assumed. */
  readonly homeProvince: number;
  /** Distinct Han characters. About what is needed to read 99 % of running Chinese is 2,400; technical text repeats fewer. Assumed. */
  readonly syllables: number;
  readonly generalWords: number;
  readonly fieldWords: number;
  readonly topicWords: number;
  readonly aspectWords: number;
  /** Share of words that are English terms: 1 makes an English world. `transfer-dev`: about 6 in 100. */
  readonly englishShare: number;
  /** Mean words of a record's long text and of its title. Set so that records have about 85 distinct terms (DESIGN.md, "Numbers to beat"). */
  readonly textWords: number;
  readonly titleWords: number;
  /**
   * Shares of a record's words; the rest are general. These, the vocabularies and `topics` are set so that 270 needs × 4,500 outcomes are near
   * `transfer-dev`: median best text product .18 (there .22), 90th percentile .27 (.31), pairs without a common term 17 % (17 %).
   */
  readonly fieldShare: number;
  readonly topicShare: number;
  readonly aspectShare: number;
  /** Share of a subject's words that only needs, or only outcomes, use: enterprises and universities name things differently. Assumed. */
  readonly dialect: number;
  /** Odds that a clause ends in a set phrase (产业化, 关键技术 …), and that a need goes on about its enterprise. `transfer-dev`: most needs do. */
  readonly boilerplate: number;
  readonly background: number;
  /** Odds that a record works in its topic's own industry; otherwise in any: it shares words but not industry. Assumed. */
  readonly homeIndustry: number;
  /** Odds of a second industry, and again of a third. Assumed. */
  readonly moreIndustries: number;
  /** Odds that a record speaks in the words of another topic than its own: it shares words but no truth. Assumed. */
  readonly distractor: number;
  /** Odds that a record is an earlier one of its side entered again with some words changed. Assumed. */
  readonly nearDuplicate: number;
  /** Odds that a field is not given. `text` is a need's 5 of 272 on `transfer-dev`, and more for outcomes; the others are assumed. */
  readonly missing: Readonly<Record<"text" | "keywords" | "industry" | "region" | "factors" | "maturity", number>>;
  /** Odds that a given field is coarser than the truth: an industry's division only, a prefecture or province only. Assumed. */
  readonly coarse: { readonly industry: number; readonly region: number };
  /** Odds that a given field is wrong: an industry's last two digits, the whole industry, the whole place. Assumed. */
  readonly wrong: { readonly industryClass: number; readonly industry: number; readonly region: number };
  /** What a pair's utility is made of, adding up to 1: the weights that a tuner looks for. */
  readonly truth: Readonly<Record<Fit, number>>;
  /** How true closeness of industries and places falls from level to level. */
  readonly industryTruth: IndustryTruth;
  readonly regionTruth: RegionTruth;
  /** Where records have several industries: the closest pair counts, or the mean over the need's industries. */
  readonly severalIndustries: "best" | "mean";
  /**
   * Standard deviation of a judge's utility about the true one. Two judges then disagree on 17 % (region-heavy) to 31 % (text-heavy) of the
   * pairs in the judged pools; on `transfer-dev` it is 32 %.
   */
  readonly noise: number;
  /**
   * Share of all pairs graded at least 1, 2 and 3. `transfer-dev` has 22, 5.5 and 1.6 judged such outcomes a need among 4,571; its pools cannot
   * have found all, so three times as many are assumed.
   */
  readonly gradeOdds: readonly [number, number, number];
}

/** A world like the market that the library is for. */
export const DEFAULT_WORLD: WorldParameters = {
  seed: 2016,
  topics: 140,
  unmet: 0.2,
  fieldTopics: 4,
  aspects: 6,
  industries: 80,
  organisations: 300,
  homeProvince: 0.7,
  syllables: 1_500,
  generalWords: 6_000,
  fieldWords: 30,
  topicWords: 16,
  aspectWords: 6,
  englishShare: 0.06,
  textWords: 15,
  titleWords: 4,
  fieldShare: 0.1,
  topicShare: 0.4,
  aspectShare: 0.28,
  dialect: 0.2,
  boilerplate: 0.3,
  background: 0.6,
  homeIndustry: 0.8,
  moreIndustries: 0.2,
  distractor: 0.1,
  nearDuplicate: 0.02,
  missing: { text: 0.1, keywords: 0.5, industry: 0.3, region: 0.2, factors: 0.5, maturity: 0.6 },
  coarse: { industry: 0.2, region: 0.3 },
  wrong: { industryClass: 0.15, industry: 0.05, region: 0.03 },
  truth: { text: 0.5, industry: 0.3, region: 0.2, factors: 0, maturity: 0 },
  industryTruth: "mixed",
  regionTruth: "mixed",
  severalIndustries: "best",
  noise: 0.2,
  gradeOdds: [0.015, 0.004, 0.001],
};

/** Worlds whose true weights differ, so that a default can be judged by the one it suits least. */
export const NAMED_WORLDS = {
  "text-heavy": { truth: { text: 0.8, industry: 0.15, region: 0.05, factors: 0, maturity: 0 } },
  balanced: { truth: { text: 0.5, industry: 0.3, region: 0.2, factors: 0, maturity: 0 } },
  "industry-heavy": { truth: { text: 0.35, industry: 0.55, region: 0.1, factors: 0, maturity: 0 } },
  "region-heavy": { truth: { text: 0.4, industry: 0.15, region: 0.45, factors: 0, maturity: 0 } },
  "five-signals": { truth: { text: 0.45, industry: 0.2, region: 0.1, factors: 0.15, maturity: 0.1 } },
} as const satisfies Readonly<Record<string, Partial<WorldParameters>>>;
export type WorldName = keyof typeof NAMED_WORLDS;

export const WORLD_NAMES = Object.keys(NAMED_WORLDS) as readonly WorldName[];
