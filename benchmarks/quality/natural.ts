import TfIdf from "natural/lib/natural/tfidf/tfidf.js";
import type { Analyzer, Outcome } from "../../src/index.js";
import type { Contender } from "./task.js";
import { needText, outcomeText } from "./texts.js";

/** natural's TF-IDF: as it comes (its word tokenizer drops Chinese), or with the terms of an analyzer. */
export function naturalTfIdf(outcomes: readonly Outcome[], analyzer?: Analyzer): Contender {
  const cut = (text: string): string | string[] => (analyzer === undefined ? text : analyzer.analyze(text));
  const index = new TfIdf();
  const placeOf = new Map<string, number>();
  for (const [place, outcome] of outcomes.entries()) {
    placeOf.set(outcome.id, place);
    index.addDocument(cut(outcomeText(outcome)));
  }
  return {
    scorePool(need, pool) {
      const query = cut(needText(need));
      return pool.map(({ id }) => index.tfidf(query, placeOf.get(id)!));
    },
  };
}
