import { buildCorpus, InvariantError, type Corpus, type Need, type Organisation, type Outcome } from "../../src/index.js";
import { RowScanner } from "../../src/kernel/row-scanner.js";
import { rowAt } from "../../src/kernel/sparse-rows.js";
import { createWorld } from "../world.js";

/** A market of the planted world, as records. */
export interface PlantedMarket {
  readonly outcomes: readonly Outcome[];
  readonly needs: readonly Need[];
  readonly organisations: readonly Organisation[];
}

export function plantMarket(
  { needs, outcomes }: Record<"needs" | "outcomes", number>,
  changes: Parameters<typeof createWorld>[0] = {},
): PlantedMarket {
  const world = createWorld(changes);
  return { outcomes: [...world.outcomes(outcomes)], needs: [...world.needs(needs)], organisations: [...world.organisations()] };
}

/** Its corpus. @throws InvariantError where a record was refused: all of them are clean. */
export function buildPlanted(market: PlantedMarket, options: Parameters<typeof buildCorpus>[2] = {}): Corpus {
  const { corpus } = buildCorpus(market, undefined, options);
  if (corpus.needs.count !== market.needs.length || corpus.outcomes.count !== market.outcomes.length)
    throw new InvariantError("records of the planted world were refused");
  return corpus;
}

/** The corpus's own analyzer, less what is too common to count: what peers are given, so that they index just the entries of our rows. */
export function countedTerms({ analyzer, weigher }: Corpus): Pick<Corpus["analyzer"], "analyze"> {
  return { analyze: (text) => analyzer.analyze(text).filter((term) => weigher.idf(term) > 0) };
}

/** Outcomes that share a term with a need: those that a search by the need's terms must hit. */
export function sharingOutcomes({ needs, outcomes }: Corpus, need: number): number {
  const products = new Float64Array(outcomes.count);
  new RowScanner(outcomes.rows.text).products(rowAt(needs.rows.text, need), products);
  return products.reduce((count, product) => (product > 0 ? count + 1 : count), 0);
}

/** Some of a list, evenly spread, at most `limit`. */
export function spread<A>(values: readonly A[], limit: number): A[] {
  const size = Math.min(values.length, limit);
  return Array.from({ length: size }, (_, at) => values[Math.floor((at * values.length) / size)]!);
}

/** A figure for a report: four digits that count. */
export function shownFigure(value: number): string {
  return String(Number(value.toPrecision(4)));
}
