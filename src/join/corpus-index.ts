import type { Corpus } from "../corpus/corpus.js";
import type { ScoredSide } from "../score/pair-score.js";
import type { BlockIndex, TermWeights } from "./block-index.js";
import { buildBlockIndex } from "./build-block-index.js";

/** Sides never change, so an index serves as long as its side lives: joins with other weights or k need no new one. */
const indexBySide = new WeakMap<ScoredSide, BlockIndex>();
const weightsByTerms = new WeakMap<readonly string[], TermWeights>();

/** The join's index of a side, built when it is first wanted. */
export function blockIndexOf(corpus: Corpus, side: ScoredSide): BlockIndex {
  let index = indexBySide.get(side);
  if (index === undefined) {
    index = buildBlockIndex(side, termWeights(corpus));
    indexBySide.set(side, index);
  }
  return index;
}

/**
 * The inverse document frequency of each column of the text rows: what entries of one column have in common. In Float32 where that is exact, as it
 * is below 16, since they are whole steps of 2⁻²⁰; only exponents above 1 give larger ones.
 */
export function termWeights({ vocabularies, weigher }: Corpus): TermWeights {
  const { terms } = vocabularies.text;
  let weights = weightsByTerms.get(terms);
  if (weights === undefined) {
    const exact = weigher.idfs(terms);
    const rounded = new Float32Array(exact.length);
    let isExact = true;
    for (let at = 0; at < exact.length; at++) {
      exact[at] = Math.max(exact[at]!, LEAST_WEIGHT);
      rounded[at] = exact[at]!;
      if (rounded[at] !== exact[at]) isExact = false;
    }
    weights = isExact ? rounded : exact;
    weightsByTerms.set(terms, weights);
  }
  return weights;
}

/** The step to which inverse document frequencies are rounded: weights must be above 0. */
const LEAST_WEIGHT = 2 ** -20;
