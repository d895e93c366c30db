import { createRandom, hashString, randomInteger } from "../kernel/random.js";
import { CompensatedSum, sumOf } from "../kernel/sum.js";
import { TopK } from "../kernel/top-k.js";
import { packRows, rowAt, type SparseRows } from "../kernel/sparse-rows.js";
import { RowScanner } from "../kernel/row-scanner.js";
import type { ComparedSignal, Comparisons } from "../score/comparison.js";
import { isKnown, type RowSignal, type ScoredSide } from "../score/pair-score.js";
import type { BySignal } from "../score/signal.js";
import type { TextParameters, TextStatistics } from "../score/text.js";

/**
 * Everything about a corpus that its scores depend on besides the two records of a pair. Fitted once, then frozen: a record added
 * later, a part of the corpus and a rebuild with the same statistics all give the same numbers to the last bit.
 */
export interface CorpusStatistics {
  /** Which analyzer cut the terms. */
  readonly analyzerId: string;
  /** What the text rows were made with. */
  readonly textParameters: TextParameters;
  readonly text: TextStatistics;
  /** Terms of the other rows at fit, in code unit order; those of text rows are with the text's own numbers. */
  readonly rowTerms: Readonly<Record<RowSignal, readonly string[]>>;
  /** κ: the raw text product that counts as 1. */
  readonly textScale: number;
  /** The mean of each signal over pairs that are known on both sides; 0 where there are none. */
  readonly neutral: BySignal<number>;
}

/** κ is this quantile of the needs' best raw text products: 1 means “as alike as a very good match gets here”. */
const TEXT_SCALE_QUANTILE = 0.9;
/** Needs looked at for κ; the quantile of a thousand lies within two percentage points of the whole, 95 times in 100. */
const TEXT_SCALE_SAMPLE = 1_024;
/** Pairs looked at for the neutral value of a compared signal, whose mean has no closed form. */
const COMPARED_PAIR_SAMPLE = 4_096;
const COMPARED_SEED = 20_161;

/**
 * κ of a corpus: over the needs that share a term with any outcome, the 90th percentile (nearest rank) of the best product.
 *
 * Large sides are sampled by a hash of the need's id, so that input order does not matter. 1 where no need has a partner.
 */
export function fitTextScale(needIds: readonly string[], needs: SparseRows, outcomes: SparseRows): number {
  const sample = sampleByHash(needIds, TEXT_SCALE_SAMPLE);
  // The sample is inverted and the outcomes pass by: each product is added up in the order of columns either way, and the sums of a sample fit the cache.
  const scanner = new RowScanner(
    packRows(
      sample.map((need) => rowAt(needs, need)),
      needs.columnCount,
    ),
  );
  const products = new Float64Array(sample.length);
  const best = new Float64Array(sample.length);
  for (let outcome = 0; outcome < outcomes.rowCount; outcome++) {
    scanner.products(outcomes, products, outcomes.rowStart[outcome], outcomes.rowStart[outcome + 1]);
    for (let at = 0; at < best.length; at++) if (products[at]! > best[at]!) best[at] = products[at]!;
  }
  const bests = best.filter((product) => product > 0).sort();
  if (bests.length === 0) return 1;
  return bests[Math.ceil(TEXT_SCALE_QUANTILE * bests.length) - 1]!;
}

/** Indices of the ids with the smallest hashes, ascending; all of them where there are no more than `limit`. */
export function sampleByHash(ids: readonly string[], limit: number): number[] {
  if (ids.length <= limit) return ids.map((_, index) => index);
  const smallest = new TopK(limit);
  ids.forEach((id, index) => smallest.offer(-hashString(id), index));
  const indices = new Int32Array(limit);
  smallest.drain(new Float64Array(limit), indices);
  return [...indices].sort((a, b) => a - b);
}

/**
 * The mean product over all pairs of known rows. A product is linear in both rows, so the mean over pairs is the product of the
 * two mean rows: exact, and O(entries) instead of O(pairs).
 */
export function meanProduct(a: SparseRows, b: SparseRows): number {
  const ofA = columnSums(a);
  const ofB = columnSums(b);
  if (ofA.known === 0 || ofB.known === 0) return 0;
  const sum = new CompensatedSum();
  for (let column = 0; column < ofA.sums.length; column++)
    if (ofA.sums[column] !== 0) sum.add((ofA.sums[column]! / ofA.known) * (ofB.sums[column]! / ofB.known));
  return sum.value;
}

/** The sum of each column, and how many rows are not empty. */
function columnSums({ rowCount, columnCount, rowStart, column, value }: SparseRows): {
  readonly sums: Float64Array;
  readonly known: number;
} {
  const sums = new Float64Array(columnCount);
  let known = 0;
  for (let r = 0; r < rowCount; r++) if (rowStart[r + 1]! > rowStart[r]!) known++;
  for (let e = 0; e < rowStart[rowCount]!; e++) sums[column[e]!]! += value[e]!;
  return { sums, known };
}

/** The mean of a compared signal over random pairs that it can compare, drawn with a fixed seed from records in id order; 0 where there are none. */
export function meanComparison(signal: ComparedSignal, comparisons: Comparisons, needs: ScoredSide, outcomes: ScoredSide): number {
  const needRows = knownRows(needs, signal);
  const outcomeRows = knownRows(outcomes, signal);
  if (needRows.length === 0 || outcomeRows.length === 0) return 0;
  const random = createRandom(COMPARED_SEED);
  const values: number[] = [];
  for (let drawn = 0; drawn < COMPARED_PAIR_SAMPLE; drawn++) {
    const need = needs.traits[signal][needRows[randomInteger(random, needRows.length)]!];
    const outcome = outcomes.traits[signal][outcomeRows[randomInteger(random, outcomeRows.length)]!];
    const value = comparisons[signal].compare(need, outcome);
    if (value !== undefined) values.push(value);
  }
  return values.length === 0 ? 0 : sumOf(values) / values.length;
}

function knownRows(side: ScoredSide, signal: ComparedSignal): number[] {
  const rows: number[] = [];
  for (let r = 0; r < side.count; r++) if (isKnown(side, signal, r)) rows.push(r);
  return rows;
}
