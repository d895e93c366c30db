import MiniSearch, { type Options } from "minisearch";
import type { Analyzer, Outcome } from "../../src/index.js";
import type { Contender } from "./task.js";
import { needText } from "./texts.js";

/** An index whose hits carry an outcome's id and its score. */
export interface MinisearchIndex {
  readonly search: (text: string) => ReadonlyArray<{ readonly id: unknown; readonly score: number }>;
}

/** MiniSearch over titles, abstracts and keywords: as it comes, or with the terms of an analyzer as its tokens. */
export function createMinisearch(outcomes: readonly Outcome[], analyzer?: Pick<Analyzer, "analyze">): MinisearchIndex {
  const tokens: Partial<Options> =
    analyzer === undefined ? {} : { tokenize: (text) => analyzer.analyze(text), processTerm: (term) => term };
  const index = new MiniSearch({ fields: ["title", "abstract", "keywords"], ...tokens });
  index.addAll(outcomes.map(({ id, title, abstract = "", keywords = [] }) => ({ id, title, abstract, keywords: keywords.join(" ") })));
  return index;
}

/** MiniSearch as it ranks: BM25+ over fields, terms joined by OR. */
export function minisearch(outcomes: readonly Outcome[], analyzer?: Analyzer): Contender {
  const index = createMinisearch(outcomes, analyzer);
  return {
    scorePool(need, pool) {
      const scoreById = new Map(index.search(needText(need)).map(({ id, score }) => [id, score]));
      return pool.map(({ id }) => scoreById.get(id) ?? -Infinity);
    },
  };
}
