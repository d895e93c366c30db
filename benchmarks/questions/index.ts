import { blockIndexOf } from "../../src/join/corpus-index.js";
import { parseMarket } from "../../src/model/market.js";
import { countTexts } from "../../src/score/text-counts.js";
import { createAnalyzer } from "../../src/text/analyzer.js";
import { InvariantError, type Corpus } from "../../src/index.js";
import type { CommandResult } from "../command.js";
import { circumstances, measure } from "../measure.js";
import { readCounts } from "../options.js";
import { createMinisearch } from "../quality/minisearch.js";
import { needText, outcomeText } from "../quality/texts.js";
import { buildPlanted, countedTerms, plantMarket, sharingOutcomes, shownFigure, spread, type PlantedMarket } from "./planted.js";

const DEFAULTS = { outcomes: 10_000, rounds: 3 } as const;
const CHECKED_NEEDS = 20;
const SMALL_PART = 10;

/** How long does it take from records to an index that answers, beside MiniSearch on the same terms, and how does it grow? */
export async function run(argv: readonly string[]): Promise<CommandResult> {
  const { outcomes, rounds } = readCounts(argv, DEFAULTS);
  const market = lengthened(plantMarket({ outcomes, needs: CHECKED_NEEDS }));
  const small = { ...market, outcomes: market.outcomes.slice(0, Math.ceil(outcomes / SMALL_PART)) };
  const corpus = build(market);
  checkPeer(corpus, market);
  const clean = parseMarket(market).market;
  const { ours, minisearch, tenth, read, counted, corpora } = measure(
    {
      ours: { run: () => void build(market), units: outcomes },
      minisearch: { run: () => void createMinisearch(market.outcomes, countedTerms(corpus)), units: outcomes },
      tenth: { run: () => void build(small), units: small.outcomes.length },
      read: { run: () => void parseMarket(market), units: outcomes },
      counted: { run: () => void countTexts(clean.needs, clean.outcomes, createAnalyzer()), units: outcomes },
      corpora: { run: () => void buildPlanted(market), units: outcomes },
    },
    { rounds },
  );
  const characters = market.outcomes.reduce((sum, outcome) => sum + outcomeText(outcome).length, 0);
  const figures = {
    charactersPerRecord: characters / outcomes,
    usPerRecord: ours.medianUs,
    usPerRecordIqr: ours.iqrUs,
    charactersPerUs: characters / outcomes / ours.medianUs,
    minisearchUsPerRecord: minisearch.medianUs,
    minisearchRatio: minisearch.ratio,
    usReading: read.medianUs,
    usCounting: counted.medianUs,
    usWeighing: corpora.medianUs - read.medianUs - counted.medianUs,
    usIndexing: ours.medianUs - corpora.medianUs,
    exponent: 1 + Math.log(ours.medianUs / tenth.medianUs) / Math.log(outcomes / small.outcomes.length),
  };
  const where = circumstances();
  const rows = [
    { figure: "characters a record", value: figures.charactersPerRecord },
    { figure: "µs of CPU a record, from records to the join's index", value: figures.usPerRecord },
    { figure: "interquartile range of it", value: figures.usPerRecordIqr },
    { figure: "of which reading records", value: figures.usReading },
    { figure: "of which counting the terms of texts", value: figures.usCounting },
    { figure: "of which statistics and rows, by difference", value: figures.usWeighing },
    { figure: "of which the join's index, by difference", value: figures.usIndexing },
    { figure: "MiniSearch ÷ ours, on the same terms", value: figures.minisearchRatio, reach: "≥ 20" },
    { figure: `exponent of time in outcomes, ${small.outcomes.length} → ${outcomes}`, value: figures.exponent },
  ];
  return {
    lines: [
      `index: ${outcomes} outcomes from records to an index that answers; MiniSearch checked to hit the same outcomes for ${CHECKED_NEEDS} needs`,
      ...rows.map(({ figure, value }) => `${figure.padEnd(60)}${shownFigure(value)}`),
      `medians of CPU time, interleaved; ${where.machine}, node ${where.node}, commit ${where.commit}, ${where.date}`,
    ],
    json: { question: "index", outcomes, ...figures, ...where },
    rows,
  };
}

/** Planted outcomes have about 65 characters, real ones about 200: each gets the texts of the two after it behind its own. */
function lengthened(market: PlantedMarket): PlantedMarket {
  const textAt = (at: number): string => outcomeText(market.outcomes[at % market.outcomes.length]!);
  const outcomes = market.outcomes.map((outcome, at) => ({
    ...outcome,
    abstract: [outcome.abstract ?? "", textAt(at + 1), textAt(at + 2)].join("。"),
  }));
  return { ...market, outcomes };
}

/** Everything that has to be there before the first join can run. */
function build(market: PlantedMarket): Corpus {
  const corpus = buildPlanted(market);
  blockIndexOf(corpus, corpus.outcomes);
  return corpus;
}

/** MiniSearch, on our terms, must hit just the outcomes that share a term with a need: then both have indexed the same. */
function checkPeer(corpus: Corpus, market: PlantedMarket): void {
  const index = createMinisearch(market.outcomes, countedTerms(corpus));
  for (const need of spread([...corpus.needs.ids.keys()], CHECKED_NEEDS)) {
    const sharing = sharingOutcomes(corpus, need);
    const hits = index.search(needText(corpus.needs.records[need]!)).length;
    if (hits !== sharing)
      throw new InvariantError(`MiniSearch hits ${hits} outcomes for need ${corpus.needs.ids[need]}; ${sharing} share a term`);
  }
}
