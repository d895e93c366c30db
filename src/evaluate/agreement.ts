import { sumOf } from "../kernel/sum.js";
import type { Judgement } from "./judgement.js";
import { settleJudgements } from "./settled-judgements.js";

/**
 * How far apart two grades are: `"nominal"`, alike or not; `"ordinal"`, by how many judgements lie between; `"interval"`, by their difference.
 */
export type GradeScale = "nominal" | "ordinal" | "interval";

/** How far judges agree. */
export interface Agreement {
  /** Krippendorff's α: 1 for full agreement, 0 for that of chance, below 0 for less. `null` where it is not defined. */
  readonly alpha: number | null;
  /** Why α is `null`: no pair was graded by two judges, or all their grades are one, so that chance agrees too. */
  readonly reason: "no-pair-twice" | "one-grade" | null;
  readonly judges: number;
  /** Pairs that two judges or more graded; the others say nothing of agreement. */
  readonly pairs: number;
  /** Judgements of those pairs. */
  readonly judgements: number;
}

/**
 * Krippendorff's α over pairs of need and outcome: 1 − observed ÷ expected disagreement. Any number of judges; not every judge need grade every pair.
 *
 * Only judgements with a judge count, each judge once a pair (`settleJudgements`); choices do not.
 *
 * @param scale `"ordinal"` by default: grades are steps of unknown width.
 * @returns α does not depend on the order of judgements, of judges or of pairs. O(judgements + grades² · pairs), grades being the different ones.
 * @see Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011, part C (incomplete data) and the differences of each scale; limits
 * that he proposes: .800 to rely on, .667 for tentative conclusions (Content Analysis, 2004, § 11.4.2).
 * @example
 * const pair = { needId: "n", outcomeId: "o" };
 * agreement([{ ...pair, grade: 2, judge: "甲" }, { ...pair, grade: 2, judge: "乙" }]).reason; // "one-grade"
 */
export function agreement(judgements: Iterable<Judgement>, scale: GradeScale = "ordinal"): Agreement {
  const named = settleJudgements(judgements).judgements.filter(({ judge, source }) => judge !== undefined && source === undefined);
  const byPair = new Map<string, number[]>();
  for (const { needId, outcomeId, grade } of named) {
    const key = JSON.stringify([needId, outcomeId]);
    byPair.set(key, [...(byPair.get(key) ?? []), grade]);
  }
  const units = [...byPair.values()].filter((grades) => grades.length > 1);
  const counts = {
    judges: new Set(named.map(({ judge }) => judge)).size,
    pairs: units.length,
    judgements: sumOf(units.map((u) => u.length)),
  };
  if (units.length === 0) return { alpha: null, reason: "no-pair-twice", ...counts };
  const grades = [...new Set(units.flat())].sort((a, b) => a - b);
  if (grades.length === 1) return { alpha: null, reason: "one-grade", ...counts };
  return { alpha: alphaOf(units, { grades, scale, n: counts.judgements }), reason: null, ...counts };
}

interface AlphaParts {
  /** The different grades, ascending. */
  readonly grades: readonly number[];
  readonly scale: GradeScale;
  /** Grades in all units. */
  readonly n: number;
}

/** Letters as in the source: n_c grades of value c, o_ck coincidences of c and k, δ²_ck their squared difference. */
function alphaOf(units: ReadonlyArray<readonly number[]>, { grades, scale, n }: AlphaParts): number {
  const at = new Map(grades.map((grade, index) => [grade, index]));
  const counted = units.map((unit) => {
    const m = new Array<number>(grades.length).fill(0);
    for (const grade of unit) m[at.get(grade)!]!++;
    return { m, size: unit.length };
  });
  const n_c = grades.map((_, c) => counted.reduce((sum, { m }) => sum + m[c]!, 0));
  const observed: number[] = [];
  const expected: number[] = [];
  for (let c = 0; c < grades.length; c++) {
    for (let k = c + 1; k < grades.length; k++) {
      const delta = squaredDifference(grades, n_c, { c, k, scale });
      // Sorted sums: units come in the order of judgements, which must not show.
      const o_ck = sumOf(counted.map(({ m, size }) => (m[c]! * m[k]!) / (size - 1)).sort((a, b) => a - b));
      observed.push(o_ck * delta);
      expected.push(n_c[c]! * n_c[k]! * delta);
    }
  }
  return 1 - ((n - 1) * sumOf(observed)) / sumOf(expected);
}

function squaredDifference(
  grades: readonly number[],
  n_c: readonly number[],
  { c, k, scale }: { readonly c: number; readonly k: number; readonly scale: GradeScale },
): number {
  switch (scale) {
    case "nominal":
      return 1;
    case "ordinal":
      return (sumOf(n_c.slice(c, k + 1)) - (n_c[c]! + n_c[k]!) / 2) ** 2;
    case "interval":
      return (grades[c]! - grades[k]!) ** 2;
  }
}
