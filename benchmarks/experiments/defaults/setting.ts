import { industriesOfChina } from "../../../src/data/industries-cn.js";
import { regionsOfChina } from "../../../src/data/regions-cn.js";
import { buildCorpus, defineConfig, type Corpus } from "../../../src/index.js";
import { RowScanner } from "../../../src/kernel/row-scanner.js";
import { rowAt, type SparseRows } from "../../../src/kernel/sparse-rows.js";
import { createWorld, type HiddenRecord, type World, type WorldParameters } from "../../world.js";

/** The worlds by what their truth weighs; their records are the same, so they differ in grades alone. */
export const TRUTHS = ["text-heavy", "balanced", "industry-heavy", "region-heavy"] as const;
export type TruthName = (typeof TRUTHS)[number];

/** States of a market: how large it is, and how well its records are kept. */
export const CONDITIONS = {
  usual: { outcomes: 4_000, changes: {} },
  dirty: {
    outcomes: 4_000,
    changes: {
      missing: { text: 0.3, keywords: 0.7, industry: 0.5, region: 0.4, factors: 0.5, maturity: 0.6 },
      coarse: { industry: 0.4, region: 0.5 },
      wrong: { industryClass: 0.25, industry: 0.1, region: 0.06 },
      distractor: 0.2,
    },
  },
  "titles only": {
    outcomes: 4_000,
    changes: { missing: { text: 1, keywords: 1, industry: 0.3, region: 0.2, factors: 0.5, maturity: 0.6 } },
  },
  English: { outcomes: 4_000, changes: { englishShare: 1, background: 0 } },
  small: { outcomes: 600, changes: {} },
  large: { outcomes: 8_000, changes: {} },
} as const satisfies Readonly<Record<string, { readonly outcomes: number; readonly changes: Partial<WorldParameters> }>>;
export type ConditionName = keyof typeof CONDITIONS;
export const CONDITION_NAMES = Object.keys(CONDITIONS) as readonly ConditionName[];

/** The library as it comes, with its tables of places and industries. */
export const CHINA = defineConfig({ regions: regionsOfChina, industries: industriesOfChina });

/** Products of every need with every outcome: entry need · outcomes + outcome. NaN where either side says nothing. */
export type PairMatrix = Float32Array;

/** One planted market with everything an experiment looks at. */
export interface Setting {
  readonly condition: ConditionName;
  readonly seed: number;
  readonly needCount: number;
  readonly outcomeCount: number;
  readonly corpus: Corpus;
  readonly world: World;
  readonly needs: readonly HiddenRecord[];
  readonly outcomes: readonly HiddenRecord[];
  /** Raw text products, not yet divided by κ. */
  readonly text: PairMatrix;
  readonly industry: PairMatrix;
  readonly region: PairMatrix;
  readonly grades: Readonly<Record<TruthName, Uint8Array>>;
}

/** Plants a market and scores and grades every pair of it. */
export function plantSetting(condition: ConditionName, seed: number, needCount: number, more: Partial<WorldParameters> = {}): Setting {
  const { outcomes: outcomeCount } = CONDITIONS[condition];
  const changes = { ...CONDITIONS[condition].changes, ...more };
  const world = createWorld({ ...changes, seed }, "balanced");
  const { corpus } = buildCorpus(
    { needs: [...world.needs(needCount)], outcomes: [...world.outcomes(outcomeCount)], organisations: [...world.organisations()] },
    CHINA,
  );
  const needs = Array.from({ length: needCount }, (_, index) => world.hidden("need", index));
  const outcomes = Array.from({ length: outcomeCount }, (_, index) => world.hidden("outcome", index));
  const matrix = (signal: "text" | "industry" | "region"): PairMatrix =>
    multiplyRows(corpus.needs.rows[signal], corpus.outcomes.rows[signal]);
  return {
    condition,
    seed,
    needCount,
    outcomeCount,
    corpus,
    world,
    needs,
    outcomes,
    text: matrix("text"),
    industry: matrix("industry"),
    region: matrix("region"),
    grades: gradeTruths(world, needs, outcomes, changes),
  };
}

/** All products of two sides of rows; NaN where a row is empty. */
export function multiplyRows(needs: SparseRows, outcomes: SparseRows): PairMatrix {
  const width = outcomes.rowCount;
  const products = new Float32Array(needs.rowCount * width);
  const scanner = new RowScanner(outcomes);
  const line = new Float64Array(width);
  for (let need = 0; need < needs.rowCount; need++) {
    const row = rowAt(needs, need);
    scanner.products(row, line);
    for (let outcome = 0; outcome < width; outcome++) {
      const isKnown = row.column.length > 0 && outcomes.rowStart[outcome + 1]! > outcomes.rowStart[outcome]!;
      products[need * width + outcome] = isKnown ? line[outcome]! : NaN;
    }
  }
  return products;
}

/** Grades under each truth from one pass over the fits: worlds of one seed share fits and judges' errors. */
function gradeTruths(
  world: World,
  needs: readonly HiddenRecord[],
  outcomes: readonly HiddenRecord[],
  changes: Partial<WorldParameters>,
): Record<TruthName, Uint8Array> {
  const { seed } = world.parameters;
  const worlds = TRUTHS.map((name) => createWorld({ ...changes, seed }, name));
  const grades = TRUTHS.map(() => new Uint8Array(needs.length * outcomes.length));
  needs.forEach((need, n) => {
    outcomes.forEach((outcome, o) => {
      const fits = world.truth.fits(need, outcome);
      const error = world.truth.error(n, o, 0);
      for (let t = 0; t < worlds.length; t++) {
        const { truth } = worlds[t]!.parameters;
        const utility = truth.text * fits.text + truth.industry * fits.industry + truth.region * fits.region;
        grades[t]![n * outcomes.length + o] = worlds[t]!.truth.gradeOf(utility + error);
      }
    });
  });
  return Object.fromEntries(TRUTHS.map((name, t) => [name, grades[t]!])) as Record<TruthName, Uint8Array>;
}

/** Grades of a world that differs from the setting's in its truth only. */
export function regrade({ world, needs, outcomes }: Setting, changes: Partial<WorldParameters>): Uint8Array {
  const { truth } = createWorld({ ...world.parameters, ...changes });
  const grades = new Uint8Array(needs.length * outcomes.length);
  needs.forEach((need, n) => {
    outcomes.forEach((outcome, o) => {
      grades[n * outcomes.length + o] = truth.gradeOf(truth.utility(need, outcome) + truth.error(n, o, 0));
    });
  });
  return grades;
}
