import MiniSearch, { type Options } from "minisearch";
import type { Analyzer, Outcome } from "../../src/index.js";
import type { Contender } from "./task.js";
import { needText } from "./texts.js";

/** MiniSearch (BM25+ over fields, terms joined by OR): as it comes, or with the terms of an analyzer as its tokens. */
export function minisearch(outcomes: readonly Outcome[], analyzer?: Analyzer): Contender {
  const fields = ["title", "abstract", "keywords"];
  const tokens: Partial<Options> =
    analyzer === undefined ? {} : { tokenize: (text) => analyzer.analyze(text), processTerm: (term) => term };
  const index = new MiniSearch<{ id: string }>({ fields, ...tokens });
  index.addAll(outcomes.map(({ id, title, abstract = "", keywords = [] }) => ({ id, title, abstract, keywords: keywords.join(" ") })));
  return {
    scorePool(need, pool) {
      const scoreById = new Map(index.search(needText(need)).map(({ id, score }) => [id as string, score]));
      return pool.map(({ id }) => scoreById.get(id) ?? -Infinity);
    },
  };
}
