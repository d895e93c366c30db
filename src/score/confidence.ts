import { isotonicAt, type IsotonicBlock } from "../kernel/isotonic-blocks.js";
import type { Language } from "../model/issue.js";

/** How transfer staff grade a pair; a level's place in the list is its grade, 0 to 3. */
export const CONFIDENCE_LEVELS = ["none", "weak", "fairly-strong", "strong"] as const;
export type ConfidenceLevel = (typeof CONFIDENCE_LEVELS)[number];

/** The levels above `none`. */
export type GradedLevel = Exclude<ConfidenceLevel, "none">;

/**
 * What judged pairs say of a score, as plain data: made by `fitConfidence` of `alliance-match/evaluate`, kept as JSON, read by
 * `confidenceAt`. It holds for the configuration and statistics under which the judged pairs were scored.
 */
export interface ConfidenceCalibration {
  readonly kind: "confidence";
  readonly version: 1;
  /** The share of judged pairs graded at least so, as a function of the score that never falls. */
  readonly atLeast: Readonly<Record<GradedLevel, readonly IsotonicBlock[]>>;
  /** Pairs judged. */
  readonly pairs: number;
  /** Lowest and highest score judged; beyond them nothing was seen. `null` where nothing was judged. */
  readonly range: readonly [low: number, high: number] | null;
}

/** What judges said of pairs that scored like this one. */
export interface Confidence {
  /** The highest level that at least half of such pairs were given. */
  readonly level: ConfidenceLevel;
  /** Share of such pairs graded at least so, 0 to 1, never rising from weak to strong. */
  readonly atLeast: Readonly<Record<GradedLevel, number>>;
  /** Mean grade of such pairs, 0 to 3: the sum of the shares. */
  readonly meanGrade: number;
  /** Whether the score lies outside what was judged; the nearest judged score then answers. */
  readonly isBeyondJudged: boolean;
}

/** A level is given where at least so many of the judged pairs had it or better: the median grade. */
const MEDIAN = 0.5;

/** Whether plain data is a calibration, as it may come from a file. */
export function isCalibration(value: unknown): value is ConfidenceCalibration {
  const given = value as Partial<ConfidenceCalibration> | null | undefined;
  if (given?.kind !== "confidence" || given.version !== 1) return false;
  const areNumbers = (list: unknown): boolean => Array.isArray(list) && list.every(Number.isFinite);
  return CONFIDENCE_LEVELS.slice(1).every((level) => {
    const blocks: unknown = given.atLeast?.[level as GradedLevel];
    if (!Array.isArray(blocks)) return false;
    const isRead = (block: Partial<IsotonicBlock> | null): boolean => areNumbers([block?.from, block?.to, block?.value]);
    return given.range === null || (areNumbers([given.range?.[0], given.range?.[1]]) && blocks.length > 0 && blocks.every(isRead));
  });
}

/**
 * What judged pairs of such a score were given.
 *
 * @returns `null` where nothing was judged. It never falls as the score rises. O(log judged pairs).
 */
export function confidenceAt({ atLeast, range }: ConfidenceCalibration, score: number): Confidence | null {
  if (range === null) return null;
  const weak = isotonicAt(atLeast.weak, score)!;
  // The three functions are nested where they were fitted; rounding between the points must not part them.
  const fairly = Math.min(weak, isotonicAt(atLeast["fairly-strong"], score)!);
  const strong = Math.min(fairly, isotonicAt(atLeast.strong, score)!);
  const level = strong >= MEDIAN ? "strong" : fairly >= MEDIAN ? "fairly-strong" : weak >= MEDIAN ? "weak" : "none";
  return {
    level,
    atLeast: { weak, "fairly-strong": fairly, strong },
    meanGrade: weak + fairly + strong,
    isBeyondJudged: score < range[0] || score > range[1],
  };
}

const LEVEL_NAMES: Readonly<Record<ConfidenceLevel, Readonly<Record<Language, string>>>> = {
  strong: { zh: "强相关", en: "strong" },
  "fairly-strong": { zh: "较强相关", en: "fairly strong" },
  weak: { zh: "弱相关", en: "weak" },
  none: { zh: "无关", en: "none" },
};

/** A level as a reader sees it. */
export function confidenceName(level: ConfidenceLevel, language: Language): string {
  return LEVEL_NAMES[level][language];
}

/** One line: the level, and what it rests on. */
export function formatConfidence({ level, atLeast, isBeyondJudged }: Confidence, language: Language = "en"): string {
  const name = confidenceName(level, language);
  const percent = (share: number): string => `${Math.round(share * 100)}%`;
  const [fairly, weak] = [percent(atLeast["fairly-strong"]), percent(atLeast.weak)];
  if (language === "zh") {
    const beyond = isBeyondJudged ? "；此分超出人工评判的范围，仅供参考" : "";
    return `可信度：${name}（得分相近、经人工评判的组合中，${fairly} 为较强及以上，${weak} 为弱及以上${beyond}）`;
  }
  const beyond = isBeyondJudged ? "; no pair of such a score was judged, so take it with care" : "";
  return `confidence: ${name} (of judged pairs with such a score ${fairly} were fairly strong or better, ${weak} weak or better${beyond})`;
}
