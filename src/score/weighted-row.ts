import { compareIds } from "../kernel/order.js";
import type { SparseRow } from "../kernel/sparse-rows.js";
import { columnLookup, type Vocabulary } from "../kernel/vocabulary.js";

/** A term and its weight in a row. */
export type WeightedTerm = readonly [term: string, weight: number];

/** A row before its columns are known: terms in the vocabulary's order, values of the finished row. */
export interface TermRow {
  readonly terms: readonly string[];
  readonly value: Float32Array;
}

/** The row of a record that says nothing. */
export const EMPTY_ROW: TermRow = { terms: [], value: new Float32Array(0) };

/**
 * Terms shortened to a length, never lengthened: a row that says all there is to say has length 1, one that says less is shorter. No
 * product of two such rows exceeds 1, but for the rounding to Float32 (1e-7).
 *
 * @param full length of a row that says all; a row that is longer still is divided by its own.
 */
export function shortenedRow(weighted: readonly WeightedTerm[], full: number): TermRow {
  let squares = 0;
  for (const [, weight] of weighted) squares += weight * weight;
  return dividedRow(weighted, Math.max(full, Math.sqrt(squares)));
}

/** Terms with their weights divided by a number > 0. */
export function dividedRow(weighted: readonly WeightedTerm[], divisor: number): TermRow {
  return plainRow([...weighted].sort(compareTerms), divisor);
}

function compareTerms([a]: WeightedTerm, [b]: WeightedTerm): number {
  return compareIds(a, b);
}

/**
 * Terms with their weights as they are, unless a divisor is given, for signals whose products are bounded by their making.
 *
 * @param weighted in code unit order.
 */
export function plainRow(weighted: readonly WeightedTerm[], divisor = 1): TermRow {
  const terms: string[] = [];
  const value = new Float32Array(weighted.length);
  for (const [term, weight] of weighted) value[terms.push(term) - 1] = weight / divisor;
  return { terms, value };
}

/**
 * A row with columns. Terms that the vocabulary does not hold can meet no row of a side, but they still make the record a known one:
 * they get columns of their own behind the vocabulary's.
 */
export function rowWithColumns({ terms, value }: TermRow, vocabulary: Vocabulary): SparseRow {
  let nextColumn = vocabulary.frozenCount + vocabulary.later.length;
  const columnOf = columnLookup(vocabulary);
  const column = new Uint32Array(terms.length);
  let ascends = true;
  for (let at = 0; at < column.length; at++) {
    column[at] = columnOf(terms[at]!) ?? nextColumn++;
    if (at > 0 && column[at]! <= column[at - 1]!) ascends = false;
  }
  // Terms are in code unit order, so columns ascend unless some are later ones.
  if (ascends) return { column, value };
  const order = Uint32Array.from(column.keys()).sort((a, b) => column[a]! - column[b]!);
  return { column: column.slice().sort(), value: Float32Array.from(order, (at) => value[at]!) };
}
