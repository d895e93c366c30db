import { regionsOfChina } from "../../../src/data/regions-cn.js";
import { createVocabulary } from "../../../src/kernel/vocabulary.js";
import { packRows } from "../../../src/kernel/sparse-rows.js";
import { rowWithColumns, type TermRow } from "../../../src/score/weighted-row.js";
import type { Side } from "../../world.js";
import { multiplyRows, type PairMatrix, type Setting } from "./setting.js";

/** How much of two equal codes' likeness each level carries. */
export type Shares = readonly number[];

/** How several industries become one row. All are linear: the signal stays a product of rows. */
export const JOINS = {
  "cosine of the union (current)": "each ancestor once, the row divided by its length where that is above 1",
  "cosine of the sum": "ancestors counted as often as codes share them, the row brought to length 1",
  "mean over pairs": "the mean of the codes' own rows of length 1, left as it is",
  "mean of the need's best":
    "the need's row is the mean of its codes' rows, the outcome's is its union, unscaled: each code of the need counts its best partner",
} as const;
export type Join = keyof typeof JOINS;

/**
 * How a row is scaled: to length 1, so that two equal codes are 1 however vague; or never lengthened, so that a vague code keeps the shares of
 * its levels and no more: two records that name only the same province are as alike as two places in it.
 */
export type Scaling = "length 1" | "never lengthened";

/** Industry products under other level shares and another way to join several codes. */
export function industryProducts(setting: Setting, shares: Shares, join: Join, scaling: Scaling = "never lengthened"): PairMatrix {
  const rowOf = (side: Side, { industries = [] }: { readonly industries?: readonly string[] }): TermRow =>
    termRow(joinCodes(side, industries, shares, join, scaling));
  return rowProducts(
    setting.corpus.needs.records.map((need) => rowOf("need", need)),
    setting.corpus.outcomes.records.map((outcome) => rowOf("outcome", outcome)),
  );
}

/** Region products under other shares: three levels, then what the zones of a place carry together. */
export function regionProducts({ corpus }: Setting, shares: Shares, scaling: Scaling = "never lengthened"): PairMatrix {
  const rowOf = (record: { readonly region?: string; readonly organisation?: string }): TermRow => {
    const region = record.region ?? corpus.organisations.get(record.organisation ?? "")?.region;
    return termRow(
      region === undefined ? new Map<string, number>() : scaled(regionTerms(region, shares), scaling, fullLength(region, shares)),
    );
  };
  return rowProducts(corpus.needs.records.map(rowOf), corpus.outcomes.records.map(rowOf));
}

const ZONE_LEVEL = 3;

/** Squared length of the row of a place told to the county. */
function fullLength(code: string, shares: Shares): number {
  const levels = shares.slice(0, ZONE_LEVEL).reduce((sum, share) => sum + share, 0);
  return levels + (regionsOfChina.zones(code).length === 0 ? 0 : (shares[ZONE_LEVEL] ?? 0));
}

function regionTerms(code: string, shares: Shares): Map<string, number> {
  const levels = weighLevels(
    regionsOfChina.chain(code).map((ancestor, level) => `${level}:${ancestor}`),
    shares,
  );
  const zones = regionsOfChina.zones(code);
  for (const zone of zones) levels.set(`z:${zone}`, Math.sqrt((shares[ZONE_LEVEL] ?? 0) / zones.length));
  return levels;
}

function joinCodes(side: Side, codes: readonly string[], shares: Shares, join: Join, scaling: Scaling): Map<string, number> {
  const rows = codes.map((code) => weighLevels(industryLevels(code), shares));
  switch (join) {
    case "cosine of the union (current)":
      return scaled(unionOf(rows), scaling, 1);
    case "cosine of the sum":
      return unit(sumOfRows(rows, 1));
    case "mean over pairs":
      return sumOfRows(rows.map(unit), 1 / rows.length);
    case "mean of the need's best":
      return side === "outcome" ? unionOf(rows) : sumOfRows(rows.map(overSquare), 1 / rows.length);
  }
}

/** A code and what holds it, the widest first: letter, two, three, four digits. */
function industryLevels(code: string): string[] {
  return [1, 3, 4, 5].filter((length) => length <= code.length).map((length) => code.slice(0, length));
}

function weighLevels(levels: readonly string[], shares: Shares): Map<string, number> {
  return new Map(levels.map((level, at) => [level, Math.sqrt(shares[at] ?? 0)]));
}

function unionOf(rows: ReadonlyArray<ReadonlyMap<string, number>>): Map<string, number> {
  return new Map(rows.flatMap((row) => [...row]));
}

function sumOfRows(rows: ReadonlyArray<ReadonlyMap<string, number>>, factor: number): Map<string, number> {
  const sum = new Map<string, number>();
  for (const row of rows) for (const [term, value] of row) sum.set(term, (sum.get(term) ?? 0) + factor * value);
  return sum;
}

/** @param full squared length of a row of full depth. */
function scaled(row: ReadonlyMap<string, number>, scaling: Scaling, full: number): Map<string, number> {
  if (scaling === "length 1") return unit(row);
  const length = Math.sqrt(Math.max(full, squares(row)));
  return new Map([...row].map(([term, value]) => [term, value / length]));
}

function unit(row: ReadonlyMap<string, number>): Map<string, number> {
  const length = Math.sqrt(squares(row));
  return new Map([...row].map(([term, value]) => [term, length === 0 ? 0 : value / length]));
}

/** Divided by its squared length, so that the product with an equal unscaled row is 1. */
function overSquare(row: ReadonlyMap<string, number>): Map<string, number> {
  return new Map([...row].map(([term, value]) => [term, value / squares(row)]));
}

function squares(row: ReadonlyMap<string, number>): number {
  return [...row.values()].reduce((sum, value) => sum + value * value, 0);
}

function termRow(row: ReadonlyMap<string, number>): TermRow {
  const entries = [...row].sort(([a], [b]) => (a < b ? -1 : 1));
  return { terms: entries.map(([term]) => term), value: Float32Array.from(entries, ([, value]) => value) };
}

/** The product of every need's row with every outcome's. */
export function rowProducts(needs: readonly TermRow[], outcomes: readonly TermRow[]): PairMatrix {
  const vocabulary = createVocabulary([...new Set([...needs, ...outcomes].flatMap(({ terms }) => terms))].sort(), []);
  const pack = (rows: readonly TermRow[]) =>
    packRows(
      rows.map((row) => rowWithColumns(row, vocabulary)),
      vocabulary.terms.length,
    );
  return multiplyRows(pack(needs), pack(outcomes));
}
