import { defineConfig, matchSteps, type Corpus } from "../../src/index.js";
import { scoreModel } from "../../src/corpus/assemble.js";
import { BONUS_SIGNALS } from "../../src/join/block-bonus.js";
import { indexParts, type IndexPart } from "../../src/join/block-index.js";
import type { JoinCounts } from "../../src/join/join-sides.js";
import { blockIndexOf, termWeights } from "../../src/join/corpus-index.js";
import { distinctRows } from "../../src/join/distinct-rows.js";
import { topPartners } from "../../src/join/top-partners.js";
import type { ScoredSide } from "../../src/score/pair-score.js";
import type { CommandResult } from "../command.js";
import { circumstances, measure, type Timed, type Timing } from "../measure.js";
import { readCounts, takeList } from "../options.js";
import { tell } from "../progress.js";
import type { ResultRow } from "../results.js";
import { checkJoin, checkNaive, oraclePartners } from "./join-check.js";
import { createNaiveJoin } from "./join-naive.js";
import { measurePeers, PEER_NAMES, type PeerName, type PeerTiming } from "./join-peers.js";
import { runScipyJoin } from "./join-scipy.js";
import { buildPlanted, plantMarket, shownFigure, spread, type PlantedMarket } from "./planted.js";
import { measureWorkers, type WorkersTiming } from "./join-workers.js";
import { growMarket, readRealTexts } from "./real-text.js";

/** About a minute on two cores; the figures of the note: `--needs 10000 --outcomes 100000`. With as many outcomes as a province has, `--needs 10000 --outcomes 450000 --rounds 1`, up to twenty minutes, and NODE_OPTIONS=--max-old-space-size=12000. */
const DEFAULTS = { needs: 1_000, outcomes: 10_000, k: 10, rounds: 5 } as const;
/** The longer list that is timed beside `k`. */
const LONG_K = 50;
/** Needs compared with the exhaustive order. */
const CHECKED_NEEDS = 200;
/** Needs that the naive loop is given at most: what it takes for one does not depend on how many there are. */
const NAIVE_NEEDS = 10_000;
/** Needs that scipy is given, and the most that our join is given beside a peer. */
const SCIPY_NEEDS = 500;
const PEER_NEEDS = 1_000;
const PEER_ROUNDS = 3;
const WORKERS_ROUNDS = 3;
/** From so many outcomes on figures have a section of their own in `RESULTS.md`: the largest markets hold 450,000. */
const PROVINCE_OUTCOMES = 400_000;
/** Seed of the second corpus, and the part of a side by which growth is measured. */
const SECOND_SEED = 2;
const SMALL_PART = 10;

type Sizes = Readonly<Record<"needs" | "outcomes", number>>;

/**
 * How long does it take to find the k best outcomes of every need, by text alone and by all signals?
 *
 * `--text DIR|FILE`, which may stand several times, takes real texts instead of the planted world's.
 */
export async function run(argv: readonly string[]): Promise<CommandResult> {
  const { values: texts, rest } = takeList(argv, "--text");
  const { needs, outcomes, k, rounds } = readCounts(rest, DEFAULTS);
  const real = texts.length === 0 ? undefined : readRealTexts(texts);
  const marketOf = (sizes: Sizes, seed?: number): PlantedMarket =>
    real === undefined ? plantMarket(sizes, seed === undefined ? {} : { seed }) : growMarket(real, sizes, seed);
  const textCorpus = (sizes: Sizes, seed?: number): Corpus => byTextAlone(buildPlanted(marketOf(sizes, seed)));
  tell(`a market of ${needs} needs and ${outcomes} outcomes, and its corpus`);
  const corpus = buildPlanted(marketOf({ needs, outcomes }));
  tell("one thread and two");
  // First, while the process holds one market, as a user's does: what V8 looks through when it collects garbage, it looks through on the processors that threads want.
  const workers = await measureWorkers(corpus, k, Math.min(rounds, WORKERS_ROUNDS));
  const text = byTextAlone(corpus);
  const asked = spread([...corpus.needs.ids.keys()], NAIVE_NEEDS);
  const naive = createNaiveJoin(text, k, asked);
  const naiveLong = createNaiveJoin(text, LONG_K, asked);
  tell("the exhaustive order, and the join held against it");
  const checked = spread(asked, CHECKED_NEEDS);
  for (const each of [corpus, text]) {
    // A shorter list is the head of a longer one.
    const longest = new Map(checked.map((need) => [need, oraclePartners(each, need, Math.max(k, LONG_K))]));
    for (const length of new Set([k, LONG_K])) {
      const oracle = new Map([...longest].map(([need, partners]) => [need, partners.slice(0, length)]));
      checkJoin(each, oracle, length);
      if (each === text) checkNaive((length === k ? naive : naiveLong)(), oracle, length);
    }
  }
  const joinOf = (each: Corpus, length = k): Timed => ({ run: () => joinNeeds(each, length), units: each.needs.count });
  tell("three more corpora");
  const contenders: Readonly<Record<Contender, Timed>> = {
    text: joinOf(text),
    naive: { run: naive, units: asked.length },
    textLong: joinOf(text, LONG_K),
    naiveLong: { run: naiveLong, units: asked.length },
    fused: joinOf(corpus),
    second: joinOf(textCorpus({ needs, outcomes }, SECOND_SEED)),
    fewOutcomes: joinOf(textCorpus({ needs, outcomes: Math.ceil(outcomes / SMALL_PART) })),
    fewNeeds: joinOf(textCorpus({ needs: Math.ceil(needs / SMALL_PART), outcomes })),
  };
  tell(`the join and the naive loop, ${rounds} rounds after one to warm up`);
  const timings = measure<Contender>(contenders, { rounds });
  tell("peers");
  const peerNeeds = Math.min(needs, PEER_NEEDS);
  const peers = measurePeers({
    outcomes,
    k,
    rounds: Math.min(rounds, PEER_ROUNDS),
    corpusOf: (size) => textCorpus({ needs: peerNeeds, outcomes: size }),
    join: (each) => joinOf(each),
  });
  const scipy = runScipyJoin(text.needs.rows.text, text.outcomes.rows.text, { needCount: Math.min(needs, SCIPY_NEEDS), k });
  return report({
    corpus,
    text,
    isReal: real !== undefined,
    source: real === undefined ? "the planted world" : "real texts, their sentences dealt anew to size",
    sizes: { needs, outcomes, k },
    checkedNeeds: checked.length,
    timings,
    peers,
    scipyUs: scipy?.usPerNeed ?? null,
    workers,
  });
}

type Contender = "text" | "naive" | "textLong" | "naiveLong" | "fused" | "second" | "fewOutcomes" | "fewNeeds";

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

interface Measured {
  readonly corpus: Corpus;
  readonly text: Corpus;
  readonly source: string;
  readonly isReal: boolean;
  readonly sizes: Sizes & { readonly k: number };
  readonly checkedNeeds: number;
  readonly timings: Readonly<Record<Contender, Timing>>;
  readonly peers: Readonly<Record<PeerName, PeerTiming>>;
  readonly scipyUs: number | null;
  readonly workers: WorkersTiming;
}

function report(measured: Measured): CommandResult {
  const { source, isReal, sizes, checkedNeeds, workers } = measured;
  const { needs, outcomes, k } = sizes;
  const figures = figuresOf(measured);
  const rows = rowsOf(figures, measured);
  const where = circumstances();
  const section = isReal ? "join of real texts" : outcomes >= PROVINCE_OUTCOMES ? "join of a province" : undefined;
  return {
    lines: [
      `join: the ${k} best of ${outcomes} outcomes for ${needs} needs of ${source}; equal to the exhaustive order on ${checkedNeeds} needs, for k = ${k} and ${LONG_K}, by text alone and by all signals`,
      ...rows.map(
        ({ figure, value }) => `${figure.padEnd(72)}${typeof value === "number" ? shownFigure(value) : String(value ?? "not measured")}`,
      ),
      `medians of CPU time, of workers on the wall clock, interleaved; load ${workers.load.map(rounded).join(" → ")}; ${where.machine}, node ${where.node}, commit ${where.commit}, ${where.date}`,
    ],
    ...(section === undefined ? {} : { section }),
    json: { question: "join", ...sizes, exact: true, checkedNeeds, source, ...figures, ...where },
    rows,
  };
}

function figuresOf({ corpus, text, sizes, timings, peers, scipyUs, workers }: Measured) {
  const { needs, outcomes, k } = sizes;
  const { text: ours, naive, textLong, naiveLong, fused, second, fewOutcomes, fewNeeds } = timings;
  const work = countWork(text, k);
  const index = blockIndexOf(corpus, corpus.outcomes);
  // All that the needs' join reads of outcomes and of terms while it runs.
  const parts = { ...indexParts(index), otherRows: distinctRowBytes(corpus.outcomes), weights: termWeights(corpus).byteLength };
  const bytesByPart = Object.fromEntries(JOIN_PARTS.map((part) => [part, rounded(parts[part] / outcomes)])) as Record<JoinPart, number>;
  const exponent = (large: number, small: number): number => rounded(Math.log(large / small) / Math.log(SMALL_PART));
  return {
    usPerNeed: rounded(ours.medianUs),
    usPerNeedIqr: rounded(ours.iqrUs),
    naiveUsPerNeed: rounded(naive.medianUs),
    naiveRatio: rounded(naive.medianUs / ours.medianUs),
    longUsPerNeed: rounded(textLong.medianUs),
    longNaiveRatio: rounded(naiveLong.medianUs / textLong.medianUs),
    secondCorpus: rounded(ours.medianUs / second.medianUs),
    fusedOverText: rounded(fused.medianUs / ours.medianUs),
    ...(Object.fromEntries(PEER_NAMES.map((name) => [`${name}Ratio`, rounded(peers[name].ratio)])) as Record<`${PeerName}Ratio`, number>),
    scipyRatio: scipyUs === null ? null : rounded(scipyUs / ours.medianUs),
    workersSpeedup: rounded(workers.speedup),
    bytesPerOutcome: rounded(JOIN_PARTS.reduce((sum, part) => sum + parts[part], 0) / outcomes),
    bytesByPart,
    sideRowBytesPerOutcome: rounded(sideRowBytes(corpus.outcomes) / outcomes),
    exponent: exponent(ours.medianUs, fewOutcomes.medianUs),
    exponentInNeeds: exponent(ours.medianUs * needs, fewNeeds.medianUs * Math.ceil(needs / SMALL_PART)),
    termsPerOutcome: rounded(corpus.outcomes.rows.text.column.length / outcomes),
    postingsTouched: rounded(work.postings / needs),
    candidates: rounded(work.candidates / needs),
    rescored: rounded(work.rescored / needs),
  };
}

const PEER_TITLES: Readonly<Record<PeerName, string>> = {
  minisearch: "MiniSearch",
  flexsearch: "flexsearch",
  wink: "wink-bm25-text-search",
  natural: "natural's TF-IDF",
  mlDistance: "ml-distance, cosine of whole vectors",
};
const REACHES: Partial<Record<PeerName, string>> = { minisearch: "≥ 1,000 at 10,000" };

type JoinPart = IndexPart | "otherRows" | "weights";

const PART_TITLES: Readonly<Record<JoinPart, string>> = {
  lists: "postings and repeats, and lists of other signals",
  rows: "text rows, packed",
  places: "places: record, gain, rows of other signals, heads",
  weights: "the weight of each term, for both sides",
  ranks: "the rank of each term",
  blockTerms: "which terms a block has",
  bounds: "bounds of runs",
  otherRows: "distinct rows of other signals",
};
const JOIN_PARTS = Object.keys(PART_TITLES) as readonly JoinPart[];

function rowsOf(figures: ReturnType<typeof figuresOf>, { sizes, peers }: Measured): ResultRow[] {
  const { k } = sizes;
  return [
    { figure: `text alone, k = ${k}: µs of CPU a need`, value: figures.usPerNeed },
    { figure: "interquartile range of it", value: figures.usPerNeedIqr },
    { figure: `naive loop ÷ ours, text alone, k = ${k}`, value: figures.naiveRatio, reach: "≥ 4" },
    { figure: `naive loop ÷ ours, text alone, k = ${LONG_K}`, value: figures.longNaiveRatio, reach: "≥ 3" },
    { figure: "first corpus ÷ a second in the same process", value: figures.secondCorpus, reach: "≥ 0.95" },
    { figure: "all signals ÷ text alone", value: figures.fusedOverText, reach: "≤ 1.6" },
    ...PEER_NAMES.map((name): ResultRow => {
      const reach = REACHES[name];
      const figure = `${PEER_TITLES[name]} ÷ ours, ${peers[name].outcomes} outcomes`;
      return { figure, value: figures[`${name}Ratio`], ...(reach === undefined ? {} : { reach }) };
    }),
    { figure: "scipy's CSR product ÷ ours", value: figures.scipyRatio, reach: "≥ 15" },
    { figure: "one worker ÷ two, both sides, all signals", value: figures.workersSpeedup, reach: "≥ 1.8" },
    { figure: "bytes an outcome: all that the join reads of outcomes and terms", value: figures.bytesPerOutcome, reach: "≤ 500" },
    ...JOIN_PARTS.map((part): ResultRow => ({ figure: `of which ${PART_TITLES[part]}`, value: figures.bytesByPart[part] })),
    { figure: "bytes an outcome beside them: rows for explanations and updates", value: figures.sideRowBytesPerOutcome },
    { figure: "exponent of time a need in outcomes, a tenth → all", value: figures.exponent, reach: "≤ 0.85" },
    { figure: "exponent of time in needs, a tenth → all", value: figures.exponentInNeeds },
    { figure: "terms an outcome", value: figures.termsPerOutcome },
    { figure: "postings touched a need", value: figures.postingsTouched },
    { figure: "candidates judged a need", value: figures.candidates },
    { figure: "survivors rescored a need", value: figures.rescored },
  ];
}

/** Bytes of the distinct rows of the signals that a join adds to text. */
function distinctRowBytes(side: ScoredSide): number {
  return BONUS_SIGNALS.reduce((sum, signal) => {
    const { record } = distinctRows(side.rows[signal]);
    const { rowStart } = side.rows[signal];
    // Column and value of each entry, and where each row begins.
    return record.reduce((bytes, r) => bytes + 4 + 8 * (rowStart[r + 1]! - rowStart[r]!), sum);
  }, 0);
}

/** Bytes of the rows of a side: all that is kept of its records but for themselves. */
function sideRowBytes({ rows }: ScoredSide): number {
  return Object.values(rows).reduce(
    (sum, { column, value, rowStart }) => sum + column.byteLength + value.byteLength + rowStart.byteLength,
    0,
  );
}

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
