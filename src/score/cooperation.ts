import { compareIds } from "../kernel/order.js";
import type { Organisation } from "../model/record.js";
import { EMPTY_ROW, plainRow, type TermRow } from "./weighted-row.js";

/** Each side's own word counts half, so that a cooperation that both name is 1. */
const HALF = Math.SQRT1_2;

/**
 * Past cooperation as a row: a record's organisation as its side knows it, and the partners that it names.
 *
 * The product of two records' rows is 1 where both organisations name each other, ½ where one does, 0 where neither. A record without an
 * organisation is unknown.
 *
 * @param id of the organisation. @param own the letter of the record's side; one id may stand on both.
 */
export function cooperationRow(id: string | undefined, organisation: Organisation | undefined, own: "n" | "o"): TermRow {
  if (id === undefined) return EMPTY_ROW;
  const other = own === "n" ? "o" : "n";
  const terms = new Set([`${own}:${id}`, ...(organisation?.partners ?? []).map((partner) => `${other}:${partner}`)]);
  return plainRow([...terms].sort(compareIds).map((term) => [term, HALF]));
}
