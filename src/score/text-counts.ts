import { PlaceCounter } from "../kernel/place-counter.js";
import type { SparseRows } from "../kernel/sparse-rows.js";
import type { Need, Outcome } from "../model/record.js";
import type { Analyzer } from "../text/analyzer.js";
import { TermNumberer } from "../text/term-numberer.js";
import { CountedRowsBuilder, MANY, type CountedRows } from "./counted-rows.js";
import {
  meanOfPositive,
  needTexts,
  outcomeTexts,
  saturated,
  TEXT_GROUPS,
  TextWeigher,
  type TextGroup,
  type TextParameters,
  type TextStatistics,
} from "./text.js";

/** The texts of many records, counted in one pass: what `needBags` and `outcomeBags` give, without a string a term. */
export interface CountedTexts {
  /** Every term that some record has, in code unit order. */
  readonly terms: readonly string[];
  readonly needs: CountedSide;
  readonly outcomes: CountedSide;
}

/** The texts of one side, by places in the terms: whole texts and, for needs, titles. */
export interface CountedSide {
  readonly titles: CountedRows | undefined;
  readonly whole: CountedRows;
}

/** Counts the terms of records. O(tokens + terms · log). */
export function countTexts(needs: readonly Need[], outcomes: readonly Outcome[], analyzer: Analyzer): CountedTexts {
  const numberer = new TermNumberer(analyzer);
  const ofTitles = new CountedRowsBuilder();
  const ofNeeds = new CountedRowsBuilder();
  const ofOutcomes = new CountedRowsBuilder();
  for (const need of needs) {
    numberer.clear();
    // The title is the first of a need's texts, so it is counted on the way.
    const [title, ...others] = needTexts(need);
    numberer.add(title!);
    ofTitles.push(numberer.numbers());
    for (const text of others) numberer.add(text);
    ofNeeds.push(numberer.numbers());
  }
  for (const outcome of outcomes) {
    numberer.clear();
    for (const text of outcomeTexts(outcome)) numberer.add(text);
    ofOutcomes.push(numberer.numbers());
  }
  const { terms, placeOf } = numberer.sorted();
  const counter = new PlaceCounter(terms.length);
  const placed = (rows: CountedRowsBuilder): CountedRows => rows.placed(placeOf, counter);
  return {
    terms,
    needs: { titles: placed(ofTitles), whole: placed(ofNeeds) },
    outcomes: { titles: undefined, whole: placed(ofOutcomes) },
  };
}

/**
 * Counts document frequencies over both sides, and each group's mean length and mean norm.
 *
 * @param counted records in id order: means are added up in that order.
 */
export function fitText({ terms, needs, outcomes }: CountedTexts, parameters: TextParameters): TextStatistics {
  const documentFrequency = new Uint32Array(terms.length);
  let documentCount = 0;
  for (const { whole } of [needs, outcomes]) {
    for (const length of whole.lengths) if (length > 0) documentCount++;
    for (let place = 0; place < terms.length; place++) documentFrequency[place]! += whole.documentFrequency[place]!;
  }
  const rowsByGroup: Record<TextGroup, CountedRows> = {
    needTitle: needs.titles ?? needs.whole,
    needWhole: needs.whole,
    outcomeWhole: outcomes.whole,
  };
  const byGroup = <A>(of: (group: TextGroup) => A): Record<TextGroup, A> =>
    Object.fromEntries(TEXT_GROUPS.map((group) => [group, of(group)])) as Record<TextGroup, A>;
  const meanLength = byGroup((group) => meanOfPositive(rowsByGroup[group].lengths));
  const counted = { documentCount, terms, documentFrequency, groups: byGroup((group) => ({ meanLength: meanLength[group], meanNorm: 1 })) };
  const weigher = new TextWeigher(counted, parameters);
  const idf = weigher.ownIdfs();
  const meanNorm = byGroup((group) => meanOfPositive(normsOf(rowsByGroup[group], { weigher, idf, group })));
  const groups = byGroup((group) => ({ meanLength: meanLength[group], meanNorm: meanNorm[group] }));
  return { ...counted, groups };
}

/** What turns frequencies into impacts. */
interface Weighing {
  readonly weigher: TextWeigher;
  /** Inverse document frequency of each place. */
  readonly idf: Float64Array;
  readonly group: TextGroup;
}

function normsOf(rows: CountedRows, weighing: Weighing): Float64Array {
  const norms = new Float64Array(rows.size.length);
  const impacts = new Float64Array(longest(rows));
  for (let r = 0; r < norms.length; r++) norms[r] = writeImpacts(rows, r, weighing, impacts);
  return norms;
}

/** Writes the impacts of a row's entries, as `TextWeigher.impacts` gives them. @returns their Euclidean length. */
function writeImpacts(rows: CountedRows, r: number, { weigher, idf, group }: Weighing, impacts: Float64Array): number {
  const { place, frequency, large } = rows.chunks[rows.chunkOf[r]!]!;
  const { k1 } = weigher.parameters;
  const discount = weigher.discount(rows.lengths[r]!, group);
  // Nine terms of ten stand once.
  const once = saturated(1, k1, discount);
  const from = rows.start[r]!;
  const size = rows.size[r]!;
  let squares = 0;
  for (let at = 0; at < size; at++) {
    const times = frequency[from + at]!;
    const impact = (times === 1 ? once : saturated(times < MANY ? times : large.get(from + at)!, k1, discount)) * idf[place[from + at]!]!;
    impacts[at] = impact;
    squares += impact * impact;
  }
  return Math.sqrt(squares);
}

/** The same, divided by their pivoted length. */
function writePivoted(rows: CountedRows, r: number, weighing: Weighing, impacts: Float64Array): void {
  const pivot = weighing.weigher.pivot(writeImpacts(rows, r, weighing, impacts), weighing.group);
  const size = rows.size[r]!;
  for (let at = 0; at < size; at++) impacts[at]! /= pivot;
}

/** Entries of the longest row. */
function longest({ size }: CountedRows): number {
  let most = 0;
  for (let r = 0; r < size.length; r++) most = Math.max(most, size[r]!);
  return most;
}

/** Where the columns of rows are found. */
export interface TextColumns {
  /** Inverse document frequency of each of the counted terms. */
  readonly idf: Float64Array;
  /** Column of each of the counted terms; `undefined` where each has its own place. */
  readonly columnOf: Uint32Array | undefined;
  readonly columnCount: number;
}

/** The text rows of one side: `needRow` or `outcomeRow` of each record, to the bit. O(entries), and a sort of a row whose columns do not ascend. */
export function textRows({ titles, whole }: CountedSide, weigher: TextWeigher, { idf, columnOf, columnCount }: TextColumns): SparseRows {
  const rowCount = whole.lengths.length;
  const rowStart = new Uint32Array(rowCount + 1);
  // Counted first: arrays that are too long, or are cut, cost more in collected garbage.
  let entryCount = 0;
  for (let place = 0; place < idf.length; place++) if (idf[place]! > 0) entryCount += whole.documentFrequency[place]!;
  const column = new Uint32Array(entryCount);
  const value = new Float32Array(entryCount);
  const values = new Float64Array(longest(whole));
  const titleValues = new Float64Array(titles === undefined ? 0 : longest(titles));
  for (let r = 0; r < rowCount; r++) {
    writePivoted(whole, r, { weigher, idf, group: titles === undefined ? "outcomeWhole" : "needWhole" }, values);
    if (titles !== undefined) {
      writePivoted(titles, r, { weigher, idf, group: "needTitle" }, titleValues);
      addTitle(whole, titles, r, weigher, values, titleValues);
    }
    const places = whole.chunks[whole.chunkOf[r]!]!.place;
    const from = whole.start[r]!;
    const size = whole.size[r]!;
    let to = rowStart[r]!;
    for (let at = 0; at < size; at++) {
      const place = places[from + at]!;
      // What is too common to count has no entry.
      if (idf[place] === 0) continue;
      column[to] = columnOf === undefined ? place : columnOf[place]!;
      value[to++] = values[at]!;
    }
    if (columnOf !== undefined) sortByColumn(column.subarray(rowStart[r], to), value.subarray(rowStart[r], to));
    rowStart[r + 1] = to;
  }
  return { rowCount, columnCount, rowStart, column, value };
}

/** Takes the title of a need into the values of its whole text, which has all of its terms. */
function addTitle(
  whole: CountedRows,
  titles: CountedRows,
  r: number,
  weigher: TextWeigher,
  values: Float64Array,
  titleValues: Float64Array,
): void {
  const places = whole.chunks[whole.chunkOf[r]!]!.place;
  const placesOfTitle = titles.chunks[titles.chunkOf[r]!]!.place;
  const from = whole.start[r]!;
  const ofTitle = titles.start[r]!;
  const size = whole.size[r]!;
  const titleSize = titles.size[r]!;
  for (let at = 0, next = 0; at < size; at++) {
    const isInTitle = next < titleSize && placesOfTitle[ofTitle + next] === places[from + at];
    values[at] = weigher.withTitle(values[at]!, isInTitle ? titleValues[next++]! : 0);
  }
}

/** Terms are in code unit order; columns ascend with them, but for the later ones, which stand behind all frozen ones. */
function sortByColumn(columns: Uint32Array, values: Float32Array): void {
  if (columns.every((here, at) => at === 0 || columns[at - 1]! < here)) return;
  const order = Uint32Array.from(columns.keys()).sort((a, b) => columns[a]! - columns[b]!);
  const [ownColumns, ownValues] = [columns.slice(), values.slice()];
  order.forEach((from, to) => {
    columns[to] = ownColumns[from]!;
    values[to] = ownValues[from]!;
  });
}
