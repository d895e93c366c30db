import { defineConfig, InvariantError, matchSteps, type Corpus } from "../../src/index.js";
import { scoreModel } from "../../src/corpus/assemble.js";
import { indexBytes } from "../../src/join/block-index.js";
import type { JoinCounts } from "../../src/join/block-join.js";
import { blockIndexOf, termWeights } from "../../src/join/corpus-index.js";
import { topPartners } from "../../src/join/top-partners.js";
import { RowScanner } from "../../src/kernel/row-scanner.js";
import { rowAt } from "../../src/kernel/sparse-rows.js";
import type { CommandResult } from "../command.js";
import { circumstances, measure, type Timed, type Timing } from "../measure.js";
import { readCounts } from "../options.js";
import { createMinisearch, type MinisearchIndex } from "../quality/minisearch.js";
import { needText } from "../quality/texts.js";
import { checkJoin, checkNaive, oraclePartners } from "./join-check.js";
import { createNaiveJoin } from "./join-naive.js";
import { runScipyJoin } from "./join-scipy.js";
import { buildPlanted, plantMarket, spread } from "./planted.js";
import { measureWorkers, type WorkersTiming } from "./join-workers.js";

/** About a minute on two cores; the figures of the note: `--needs 10000 --outcomes 100000`. */
const DEFAULTS = { needs: 1_000, outcomes: 10_000, k: 10, rounds: 5 } as const;
/** Needs compared with the exhaustive order. */
const CHECKED_NEEDS = 200;
/** Needs that MiniSearch is asked a round, which takes it thousands of times as long, and the most outcomes that it is given. */
const MINISEARCH_NEEDS = 20;
const MINISEARCH_OUTCOMES = 20_000;
/** Needs that scipy is given. */
const SCIPY_NEEDS = 500;
/** Seed of the second corpus, and the part of the outcomes by which growth is measured. */
const SECOND_SEED = 2;
const SMALL_PART = 10;

/** How long does it take to find the k best outcomes of every need, by text alone and by all signals? */
export async function run(argv: readonly string[]): Promise<CommandResult> {
  const { needs, outcomes, k, rounds } = readCounts(argv, DEFAULTS);
  const corpus = buildPlanted(plantMarket({ needs, outcomes }));
  const text = byTextAlone(corpus);
  const second = byTextAlone(buildPlanted(plantMarket({ needs, outcomes }, { seed: SECOND_SEED })));
  const small = byTextAlone(buildPlanted(plantMarket({ needs, outcomes: Math.ceil(outcomes / SMALL_PART) })));
  const naive = createNaiveJoin(text, k);
  const checked = spread([...corpus.needs.ids.keys()], CHECKED_NEEDS);
  for (const each of [corpus, text]) {
    const oracle = new Map(checked.map((need) => [need, oraclePartners(each, need, k)]));
    checkJoin(each, oracle, k);
    if (each === text) checkNaive(naive(), oracle, k);
  }
  const joinOf = (each: Corpus): Timed => ({ run: () => joinNeeds(each, k), units: needs });
  const contenders = {
    text: joinOf(text),
    naive: { run: naive, units: needs },
    fused: joinOf(corpus),
    second: joinOf(second),
    small: joinOf(small),
  };
  const timings = measure<string>({ ...contenders, ...minisearchContender(corpus, k) }, { rounds });
  const scipy = runScipyJoin(text.needs.rows.text, text.outcomes.rows.text, { needCount: Math.min(needs, SCIPY_NEEDS), k });
  return report({
    corpus,
    text,
    sizes: { needs, outcomes, k },
    checkedNeeds: checked.length,
    timings: timings as Measured["timings"],
    scipyUs: scipy?.usPerNeed ?? null,
    workers: await measureWorkers(corpus, k),
  });
}

/** The same rows, scored by text alone. */
function byTextAlone(corpus: Corpus): Corpus {
  const config = defineConfig({ weights: { text: 1 } });
  return { ...corpus, config, model: scoreModel(config, corpus.statistics) };
}

/** The need side of the join, by its public door: `matchSteps` does the needs first and is left when they are done. */
function joinNeeds(corpus: Corpus, k: number): void {
  for (const { done } of matchSteps(corpus, { k })) if (done >= corpus.needs.count) return;
}

/** The work that the need side takes. */
function countWork(corpus: Corpus, k: number): JoinCounts {
  const { model, needs: from, outcomes: to, config } = corpus;
  const index = blockIndexOf(corpus, to);
  const request = { model, from, to, index, termWeight: termWeights(corpus), k, minScore: -Infinity, withoutText: config.withoutText };
  const steps = topPartners(request, () => undefined);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** MiniSearch among the contenders, or nothing where it would not survive. */
function minisearchContender(corpus: Corpus, k: number): Readonly<Record<string, Timed>> {
  if (corpus.outcomes.count > MINISEARCH_OUTCOMES) return {};
  const index = createMinisearch(corpus.outcomes.records, corpus.analyzer);
  const asked = spread([...corpus.needs.ids.keys()], MINISEARCH_NEEDS);
  checkMinisearch(corpus, index, asked);
  const search = (): void => asked.forEach((need) => index.search(needText(corpus.needs.records[need]!)).slice(0, k));
  return { minisearch: { run: search, units: asked.length } };
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

interface Measured {
  readonly corpus: Corpus;
  readonly text: Corpus;
  readonly sizes: Readonly<Record<"needs" | "outcomes" | "k", number>>;
  readonly checkedNeeds: number;
  readonly timings: Readonly<Record<"text" | "naive" | "fused" | "second" | "small", Timing>> & { readonly minisearch?: Timing };
  readonly scipyUs: number | null;
  readonly workers: WorkersTiming;
}

function report({ corpus, text, sizes, checkedNeeds, timings, scipyUs, workers }: Measured): CommandResult {
  const { needs, outcomes, k } = sizes;
  const { text: ours, naive, fused, second, small, minisearch } = timings;
  const rows = corpus.outcomes.rows.text;
  const work = countWork(text, k);
  const where = circumstances();
  const ratioOf = (us: number | null | undefined): number | null => (us === null || us === undefined ? null : rounded(us / ours.medianUs));
  const figures = {
    exact: true,
    checkedNeeds,
    usPerNeed: rounded(ours.medianUs),
    usPerNeedIqr: rounded(ours.iqrUs),
    naiveUsPerNeed: rounded(naive.medianUs),
    naiveRatio: ratioOf(naive.medianUs),
    secondCorpus: rounded(ours.medianUs / second.medianUs),
    fusedOverText: ratioOf(fused.medianUs),
    minisearchRatio: ratioOf(minisearch?.medianUs),
    scipyRatio: ratioOf(scipyUs),
    workersSpeedup: rounded(workers.speedup),
    workersLoad: workers.load.map(rounded).join(" → "),
    exponent: rounded(Math.log(ours.medianUs / small.medianUs) / Math.log(SMALL_PART)),
    bytesPerOutcome: rounded(indexBytes(blockIndexOf(corpus, corpus.outcomes)) / outcomes),
    rowBytesPerOutcome: rounded((rows.column.byteLength + rows.value.byteLength + rows.rowStart.byteLength) / outcomes),
    termsPerOutcome: rounded(rows.column.length / outcomes),
    postingsTouched: rounded(work.postings / needs),
    candidates: rounded(work.candidates / needs),
    rescored: rounded(work.rescored / needs),
  };
  const line = (name: string, value: number | string | null): string => `${name.padEnd(40)}${value ?? "not measured"}`;
  return {
    lines: [
      `join: the ${k} best of ${outcomes} outcomes for ${needs} needs; equal to the exhaustive order on ${checkedNeeds} needs, by text alone and by all signals`,
      ...Object.entries(figures).map(([name, value]) => line(name, typeof value === "boolean" ? String(value) : value)),
      `medians of CPU time, of workers on the wall clock, interleaved; ${where.machine}, node ${where.node}, commit ${where.commit}, ${where.date}`,
    ],
    json: { question: "join", ...sizes, ...figures, ...where },
  };
}

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
