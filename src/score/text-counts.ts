import type { SparseRows } from "../kernel/sparse-rows.js";
import type { Need, Outcome } from "../model/record.js";
import type { Analyzer } from "../text/analyzer.js";
import { TermCounter, type NumberedBag } from "../text/term-counter.js";
import {
  lengthOf,
  meanOfPositive,
  needTexts,
  outcomeTexts,
  TEXT_GROUPS,
  TextWeigher,
  type Frequencies,
  type TextGroup,
  type TextParameters,
  type TextStatistics,
} from "./text.js";

/** The terms of one text by their places in a sorted list of terms, ascending. */
export interface PlacedBag extends Frequencies {
  readonly place: Uint32Array;
}

/** As `RecordBags`, by places: a need's title and whole text, an outcome's whole text. */
export interface PlacedBags {
  readonly title: PlacedBag | undefined;
  readonly whole: PlacedBag;
}

/** The texts of many records, counted in one pass: what `needBags` and `outcomeBags` give, without a string a term. */
export interface CountedTexts {
  /** Every term that some record has, in code unit order. */
  readonly terms: readonly string[];
  readonly needs: readonly PlacedBags[];
  readonly outcomes: readonly PlacedBags[];
}

/** Counts the terms of records. O(tokens + terms · log). */
export function countTexts(needs: readonly Need[], outcomes: readonly Outcome[], analyzer: Analyzer): CountedTexts {
  const counter = new TermCounter(analyzer);
  const numberedNeeds = needs.map((need) => {
    counter.clear();
    // The title is the first of a need's texts, so it is counted on the way.
    const [title, ...others] = needTexts(need);
    counter.add(title!);
    const ofTitle = counter.bag();
    for (const text of others) counter.add(text);
    return { title: ofTitle, whole: others.length === 0 ? ofTitle : counter.bag() };
  });
  const numberedOutcomes = outcomes.map((outcome) => {
    counter.clear();
    for (const text of outcomeTexts(outcome)) counter.add(text);
    return counter.bag();
  });
  const { terms, placeOf } = counter.sorted();
  return {
    terms,
    needs: numberedNeeds.map(({ title, whole }) => {
      const placed = placeBag(whole, placeOf);
      return { title: title === whole ? placed : placeBag(title, placeOf), whole: placed };
    }),
    outcomes: numberedOutcomes.map((whole) => ({ title: undefined, whole: placeBag(whole, placeOf) })),
  };
}

/** Room for a frequency beside a place in one exact number: a text has fewer tokens, and there are fewer terms than 2³¹. */
const FREQUENCY_RANGE = 2 ** 22;

function placeBag({ term, frequency, length }: NumberedBag, placeOf: Uint32Array): PlacedBag {
  const both = new Float64Array(term.length);
  for (let at = 0; at < term.length; at++) both[at] = placeOf[term[at]!]! * FREQUENCY_RANGE + Math.min(frequency[at]!, FREQUENCY_RANGE - 1);
  both.sort();
  const place = new Uint32Array(term.length);
  const sorted = new Uint32Array(term.length);
  for (let at = 0; at < term.length; at++) {
    place[at] = Math.floor(both[at]! / FREQUENCY_RANGE);
    sorted[at] = both[at]! % FREQUENCY_RANGE;
  }
  return { place, frequency: sorted, length };
}

/**
 * Counts document frequencies over both sides, and each group's mean length and mean norm.
 *
 * @param counted records in id order: means are added up in that order.
 */
export function fitText({ terms, needs, outcomes }: CountedTexts, parameters: TextParameters): TextStatistics {
  const documentFrequency = new Uint32Array(terms.length);
  let documentCount = 0;
  for (const side of [needs, outcomes]) {
    for (const { whole } of side) {
      if (whole.length > 0) documentCount++;
      for (const place of whole.place) documentFrequency[place]!++;
    }
  }
  const bagsByGroup: Record<TextGroup, readonly PlacedBag[]> = {
    needTitle: needs.map(({ title, whole }) => title ?? whole),
    needWhole: needs.map(({ whole }) => whole),
    outcomeWhole: outcomes.map(({ whole }) => whole),
  };
  const byGroup = <A>(of: (group: TextGroup) => A): Record<TextGroup, A> =>
    Object.fromEntries(TEXT_GROUPS.map((group) => [group, of(group)])) as Record<TextGroup, A>;
  const meanLength = byGroup((group) => meanOfPositive(bagsByGroup[group].map((bag) => bag.length)));
  const counted = { documentCount, terms, documentFrequency, groups: byGroup((group) => ({ meanLength: meanLength[group], meanNorm: 1 })) };
  const weigher = new TextWeigher(counted, parameters);
  const idf = weigher.ownIdfs();
  const normOf = (bag: PlacedBag, group: TextGroup): number => lengthOf(weigher.impacts(bag, gathered(idf, bag.place), group));
  const groups = byGroup((group) => ({
    meanLength: meanLength[group],
    meanNorm: meanOfPositive(bagsByGroup[group].map((bag) => normOf(bag, group))),
  }));
  return { ...counted, groups };
}

/** Where the columns of rows are found. */
export interface TextColumns {
  /** Inverse document frequency of each of the counted terms. */
  readonly idf: Float64Array;
  /** Column of each of the counted terms; `undefined` where each has its own place. */
  readonly columnOf: Uint32Array | undefined;
  readonly columnCount: number;
}

/** The text rows of one side: `needRow` or `outcomeRow` of each record, to the bit. O(terms · log terms of a row). */
export function textRows(bags: readonly PlacedBags[], weigher: TextWeigher, { idf, columnOf, columnCount }: TextColumns): SparseRows {
  const rowStart = new Uint32Array(bags.length + 1);
  bags.forEach(({ whole }, r) => (rowStart[r + 1] = rowStart[r]! + countOfPositive(idf, whole.place)));
  const column = new Uint32Array(rowStart[bags.length]!);
  const value = new Float32Array(column.length);
  bags.forEach(({ title, whole }, r) => {
    const own = gathered(idf, whole.place);
    const values =
      title === undefined
        ? weigher.outcomeValues(whole, own)
        : weigher.needValues(whole, own, { bag: title, placeInWhole: placesIn(whole.place, title.place) });
    const from = rowStart[r]!;
    // What is too common to count has no entry.
    let to = 0;
    for (let at = 0; at < own.length; at++) {
      if (own[at] === 0) continue;
      column[from + to] = columnOf === undefined ? whole.place[at]! : columnOf[whole.place[at]!]!;
      value[from + to++] = values[at]!;
    }
    if (columnOf !== undefined) sortByColumn(column.subarray(from, from + to), value.subarray(from, from + to));
  });
  return { rowCount: bags.length, columnCount, rowStart, column, value };
}

function countOfPositive(idf: Float64Array, places: Uint32Array): number {
  let count = 0;
  for (let at = 0; at < places.length; at++) if (idf[places[at]!]! > 0) count++;
  return count;
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

/** The numbers at some places. */
function gathered(numbers: ArrayLike<number>, places: Uint32Array): Float64Array {
  const found = new Float64Array(places.length);
  for (let at = 0; at < places.length; at++) found[at] = numbers[places[at]!]!;
  return found;
}

/** Where each of some places stands in a list that has them all. Both ascend. */
function placesIn(list: Uint32Array, places: Uint32Array): Uint32Array {
  const found = new Uint32Array(places.length);
  for (let at = 0, inList = 0; at < places.length; at++) {
    while (list[inList] !== places[at]) inList++;
    found[at] = inList;
  }
  return found;
}
