import { buildCorpus, InvariantError, type Corpus, type Need, type Organisation, type Outcome } from "../../src/index.js";
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

/** Some of a list, evenly spread, at most `limit`. */
export function spread<A>(values: readonly A[], limit: number): A[] {
  const size = Math.min(values.length, limit);
  return Array.from({ length: size }, (_, at) => values[Math.floor((at * values.length) / size)]!);
}

/** A figure for a report: four digits that count. */
export function shownFigure(value: number): string {
  return String(Number(value.toPrecision(4)));
}
