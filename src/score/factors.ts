import { FACTORS, type Factor } from "../model/record.js";
import { plainRow, type TermRow } from "./weighted-row.js";

/**
 * The five factors as rows, so that the product is the share of what one side asks that the other brings, from 0 to 1.
 *
 * The asking side's entries are 1 / (factors asked), the bringing side's are 1. Who asks nothing, or says nothing of what it brings,
 * is unknown. Two signals use them: `factors` (the need asks, the outcome brings) and `reciprocity` (the outcome's owner asks, such as
 * funding for a trial, and the need's owner brings).
 */
export function askedFactors(factors: readonly Factor[]): TermRow {
  return plainRow(inOrder(factors).map((factor) => [factor, 1 / factors.length]));
}

/** The bringing side's row. */
export function broughtFactors(factors: readonly Factor[]): TermRow {
  return plainRow(inOrder(factors).map((factor) => [factor, 1]));
}

function inOrder(factors: readonly Factor[]): Factor[] {
  return FACTORS.filter((factor) => factors.includes(factor)).sort();
}
