import { buildCorpus, InvariantError, matchSteps, type Corpus } from "../../src/index.js";
import { RowScanner } from "../../src/kernel/row-scanner.js";
import { rowAt } from "../../src/kernel/sparse-rows.js";
import type { CommandResult } from "../command.js";
import { circumstances, measure, type Timing } from "../measure.js";
import { readCounts } from "../options.js";
import { createMinisearch, type MinisearchIndex } from "../quality/minisearch.js";
import { needText } from "../quality/texts.js";
import { createWorld } from "../world.js";
import { checkJoin, checkNaive, oraclePartners } from "./join-check.js";
import { createNaiveJoin } from "./join-naive.js";

/** About a minute on two cores. */
const DEFAULTS = { needs: 1_000, outcomes: 10_000, k: 10 } as const;
/** Needs compared with the exhaustive order. */
const CHECKED_NEEDS = 200;
/** Needs that MiniSearch is asked a round: it takes a thousand times as long as the join. */
const MINISEARCH_NEEDS = 20;

/** How long does it take to find the k best outcomes of every need? */
export function run(argv: readonly string[]): CommandResult {
  const { needs, outcomes, k } = readCounts(argv, DEFAULTS);
  const world = createWorld();
  const input = { outcomes: [...world.outcomes(outcomes)], needs: [...world.needs(needs)], organisations: [...world.organisations()] };
  const { corpus } = buildCorpus(input);
  const naive = createNaiveJoin(corpus, k);
  const minisearch = createMinisearch(corpus.outcomes.records, corpus.analyzer);
  const asked = spread(corpus.needs.count, MINISEARCH_NEEDS);

  const checked = spread(corpus.needs.count, CHECKED_NEEDS);
  const oracle = new Map(checked.map((need) => [need, oraclePartners(corpus, need, k)]));
  checkJoin(corpus, oracle, k);
  checkNaive(naive(), oracle, k);
  checkMinisearch(corpus, minisearch, asked);

  const timings = measure({
    ours: { run: () => joinNeeds(corpus, k), units: needs },
    naive: { run: naive, units: needs },
    minisearch: {
      run: () => asked.forEach((need) => minisearch.search(needText(corpus.needs.records[need]!)).slice(0, k)),
      units: asked.length,
    },
  });
  return report(corpus, { needs, outcomes, k }, checked.length, timings);
}

/** The need side of the join, by its public door: `matchSteps` does the needs first and is left when they are done. */
function joinNeeds(corpus: Corpus, k: number): void {
  for (const { done } of matchSteps(corpus, { k })) if (done >= corpus.needs.count) return;
}

/** Some numbers below `count`, evenly spread, at most `limit`. */
function spread(count: number, limit: number): number[] {
  const size = Math.min(count, limit);
  return Array.from({ length: size }, (_, at) => Math.floor((at * count) / size));
}

/** MiniSearch, on our tokens, must hit just the outcomes that share a term with the need. */
function checkMinisearch({ needs, outcomes }: Corpus, index: MinisearchIndex, asked: readonly number[]): void {
  const scanner = new RowScanner(outcomes.rows.text);
  const products = new Float64Array(outcomes.count);
  for (const need of asked) {
    scanner.products(rowAt(needs.rows.text, need), products);
    const sharing = products.reduce((count, product) => (product > 0 ? count + 1 : count), 0);
    const hits = index.search(needText(needs.records[need]!)).length;
    if (hits !== sharing)
      throw new InvariantError(`MiniSearch hits ${hits} outcomes for need ${needs.ids[need]}; ${sharing} share a term with it`);
  }
}

function report(
  corpus: Corpus,
  sizes: Readonly<Record<keyof typeof DEFAULTS, number>>,
  checkedNeeds: number,
  timings: Readonly<Record<"ours" | "naive" | "minisearch", Timing>>,
): CommandResult {
  const { ours, naive, minisearch } = timings;
  const where = circumstances();
  const termsPerOutcome = rounded(corpus.outcomes.rows.text.column.length / corpus.outcomes.count);
  const line = (name: string, timing: Timing): string =>
    `${name.padEnd(24)}${timing.medianUs.toFixed(1).padStart(12)} µs a need  ± ${timing.iqrUs.toFixed(1)}  ÷ ours ${timing.ratio.toFixed(2)}`;
  return {
    lines: [
      `join: the ${sizes.k} best of ${sizes.outcomes} outcomes for ${sizes.needs} needs, ${termsPerOutcome} terms an outcome; equal to the exhaustive order on ${checkedNeeds} needs`,
      line("alliance-match", ours),
      line("naive Float32 scan", naive),
      line("MiniSearch, our tokens", minisearch),
      `median and interquartile range of CPU time; ${where.machine}, node ${where.node}, commit ${where.commit}, ${where.date}`,
    ],
    json: {
      question: "join",
      ...sizes,
      exact: true,
      checkedNeeds,
      termsPerOutcome,
      usPerNeed: rounded(ours.medianUs),
      usPerNeedIqr: rounded(ours.iqrUs),
      naiveUsPerNeed: rounded(naive.medianUs),
      naiveRatio: rounded(naive.ratio),
      minisearchUsPerNeed: rounded(minisearch.medianUs),
      minisearchRatio: rounded(minisearch.ratio),
      ...where,
    },
  };
}

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
