import { compareIds } from "../kernel/order.js";
import { CompensatedSum } from "../kernel/sum.js";
import type { Need, Outcome } from "../model/record.js";
import type { Analyzer } from "../text/analyzer.js";
import type { TermRow } from "./weighted-row.js";

/** The numbers that shape text rows. Changing one needs a refit; changing a signal's weight does not. */
export interface TextParameters {
  /** Saturation of repeated terms, ≥ 0; 0 counts a term once however often it stands. */
  readonly k1: number;
  /** How much a long text's repeats are discounted, 0 to 1. */
  readonly b: number;
  /** Exponent of inverse document frequency, ≥ 0; 0 makes all terms alike. */
  readonly idfExponent: number;
  /** How far a row is divided by its own length (1, cosine) or by the side's mean length (0). */
  readonly slope: number;
  /** Weight of a need's title row; the whole text counts `wholeWeight`. */
  readonly titleWeight: number;
  readonly wholeWeight: number;
}

/**
 * Chosen on three judged sets together (`npm run quality`), each at the flat of its optimum: a transfer platform's needs, English
 * abstracts, Chinese papers. k1 and b: Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009, §3.4, lie in
 * the range given there. Slope: Singhal, Buckley and Mitra, "Pivoted document length normalization", SIGIR 1996.
 */
export const DEFAULT_TEXT_PARAMETERS: TextParameters = { k1: 2, b: 0.4, idfExponent: 0.8, slope: 0.6, titleWeight: 1, wholeWeight: 1.6 };

/** Inverse document frequencies are rounded to this unit: engines whose logarithm differs in the last bit still agree. */
const IDF_UNIT = 2 ** -20;

/** The groups of fields that are weighed as rows of their own. */
export const TEXT_GROUPS = ["needTitle", "needWhole", "outcomeWhole"] as const;
export type TextGroup = (typeof TEXT_GROUPS)[number];

/** Frozen: what a text row needs to know of the whole corpus. */
export interface TextStatistics {
  /** Records of both sides that have any term. */
  readonly documentCount: number;
  /** In code unit order. */
  readonly terms: readonly string[];
  /** Records of both sides that hold each term of `terms`. A term that is not there has document frequency 0. */
  readonly documentFrequency: Uint32Array;
  /** Mean number of tokens, and mean Euclidean length of impact rows, over the records whose group is not empty; 1 where all are. */
  readonly groups: Readonly<Record<TextGroup, { readonly meanLength: number; readonly meanNorm: number }>>;
}

/** The terms of one text: distinct, in code unit order, with how often each stands. */
export interface TermBag {
  readonly terms: readonly string[];
  readonly frequency: readonly number[];
  /** Tokens in all. */
  readonly length: number;
}

/** Bags of one record. An outcome has no title bag: judged sets show no gain from one. */
export interface RecordBags {
  readonly title: TermBag | undefined;
  readonly whole: TermBag;
}

/** The texts of a need: title, then description, then its parts in their order. */
export function needTexts(need: Need): string[] {
  return [need.title, need.description, ...(need.parts ?? []).flatMap((part) => [part.title, part.description])].filter(
    (text) => text !== undefined,
  );
}

/** The texts of an outcome: title, abstract, keywords. */
export function outcomeTexts(outcome: Outcome): string[] {
  return [outcome.title, outcome.abstract, ...(outcome.keywords ?? [])].filter((text) => text !== undefined);
}

/** The terms of a need. Its texts are cut one by one, so that no term reaches from one into the next. */
export function needBags(need: Need, analyzer: Analyzer): RecordBags {
  return { title: bagOf(analyzer.analyze(need.title)), whole: bagOf(needTexts(need).flatMap((text) => analyzer.analyze(text))) };
}

/** The terms of an outcome, cut as a need's are. */
export function outcomeBags(outcome: Outcome, analyzer: Analyzer): RecordBags {
  return { title: undefined, whole: bagOf(outcomeTexts(outcome).flatMap((text) => analyzer.analyze(text))) };
}

function bagOf(tokens: readonly string[]): TermBag {
  const frequency = new Map<string, number>();
  for (const token of tokens) frequency.set(token, (frequency.get(token) ?? 0) + 1);
  const terms = [...frequency.keys()].sort(compareIds);
  return { terms, frequency: terms.map((term) => frequency.get(term)!), length: tokens.length };
}

/**
 * Counts document frequencies over both sides, and each group's mean length and mean norm.
 *
 * @param needs, outcomes in id order: means are added up in that order.
 */
export function fitText(needs: readonly RecordBags[], outcomes: readonly RecordBags[], parameters: TextParameters): TextStatistics {
  const frequency = new Map<string, number>();
  let documentCount = 0;
  for (const { whole } of [...needs, ...outcomes]) {
    if (whole.length > 0) documentCount++;
    for (const term of whole.terms) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  }
  const terms = [...frequency.keys()].sort(compareIds);
  const bagsByGroup: Record<TextGroup, readonly TermBag[]> = {
    needTitle: needs.map(({ title, whole }) => title ?? whole),
    needWhole: needs.map(({ whole }) => whole),
    outcomeWhole: outcomes.map(({ whole }) => whole),
  };
  const meanLengths = Object.fromEntries(
    TEXT_GROUPS.map((group) => [group, { meanLength: meanOfPositive(bagsByGroup[group].map((bag) => bag.length)), meanNorm: 1 }]),
  ) as unknown as TextStatistics["groups"];
  const counted: TextStatistics = {
    documentCount,
    terms,
    documentFrequency: Uint32Array.from(terms, (term) => frequency.get(term)!),
    groups: meanLengths,
  };
  const weigher = new TextWeigher(counted, parameters);
  const groups = Object.fromEntries(
    TEXT_GROUPS.map((group) => {
      const norms = bagsByGroup[group].map((bag) => lengthOf(weigher.impacts(bag, group)));
      return [group, { meanLength: meanLengths[group].meanLength, meanNorm: meanOfPositive(norms) }];
    }),
  ) as unknown as TextStatistics["groups"];
  return { ...counted, groups };
}

/** Turns bags into rows under frozen statistics. Keeps the inverse document frequencies it has computed. */
export class TextWeigher {
  private readonly idfByTerm = new Map<string, number>();
  private readonly unseenIdf: number;

  constructor(
    private readonly statistics: TextStatistics,
    private readonly parameters: TextParameters,
  ) {
    statistics.terms.forEach((term, at) => this.idfByTerm.set(term, this.idfOf(statistics.documentFrequency[at]!)));
    this.unseenIdf = this.idfOf(0);
  }

  /** idf(df) = ln(1 + (N + 1) / (df + 1)) ^ idfExponent, rounded to `IDF_UNIT`. Above 0 for every df ≤ N. */
  private idfOf(documentFrequency: number): number {
    const raw = Math.log(1 + (this.statistics.documentCount + 1) / (documentFrequency + 1)) ** this.parameters.idfExponent;
    return Math.round(raw / IDF_UNIT) * IDF_UNIT;
  }

  /** The rounded inverse document frequency of a term; a term unseen at fit has document frequency 0. */
  idf(term: string): number {
    return this.idfByTerm.get(term) ?? this.unseenIdf;
  }

  /**
   * What each term of a bag weighs: tf · (k1 + 1) / (tf + k1 · (1 − b + b · length / mean length)) · idf.
   *
   * @see Robertson and Zaragoza 2009, eq. 3.15, with idf on both sides of the product.
   */
  impacts(bag: TermBag, group: TextGroup): Float64Array {
    const { k1, b } = this.parameters;
    const discount = k1 * (1 - b + (b * bag.length) / this.statistics.groups[group].meanLength);
    return Float64Array.from(bag.terms, (term, at) => ((bag.frequency[at]! * (k1 + 1)) / (bag.frequency[at]! + discount)) * this.idf(term));
  }

  /** Impacts divided by their pivoted length (1 − slope) · mean norm + slope · own norm. */
  private pivotedImpacts(bag: TermBag, group: TextGroup): Float64Array {
    const { slope } = this.parameters;
    const impacts = this.impacts(bag, group);
    const pivot = (1 - slope) * this.statistics.groups[group].meanNorm + slope * lengthOf(impacts);
    return impacts.map((impact) => impact / pivot);
  }

  /** The row of a need: the weighted mean of its title's row and its whole text's row. */
  needRow({ title, whole }: RecordBags): TermRow {
    const { titleWeight, wholeWeight } = this.parameters;
    const wholeImpacts = this.pivotedImpacts(whole, "needWhole");
    const titleImpacts = new Map<string, number>();
    if (title !== undefined) {
      const impacts = this.pivotedImpacts(title, "needTitle");
      title.terms.forEach((term, at) => titleImpacts.set(term, impacts[at]!));
    }
    // Every term of the title is a term of the whole text, so its terms are all there are.
    const value = Float32Array.from(
      whole.terms,
      (term, at) => (titleWeight * (titleImpacts.get(term) ?? 0) + wholeWeight * wholeImpacts[at]!) / (titleWeight + wholeWeight),
    );
    return { terms: whole.terms, value };
  }

  /** The row of an outcome: its whole text's. */
  outcomeRow({ whole }: RecordBags): TermRow {
    return { terms: whole.terms, value: Float32Array.from(this.pivotedImpacts(whole, "outcomeWhole")) };
  }
}

function lengthOf(impacts: Float64Array): number {
  let squares = 0;
  for (const impact of impacts) squares += impact * impact;
  return Math.sqrt(squares);
}

/** The mean of the values above 0; 1 where there are none. */
export function meanOfPositive(values: readonly number[]): number {
  const sum = new CompensatedSum();
  let count = 0;
  for (const value of values) {
    if (value > 0) {
      sum.add(value);
      count++;
    }
  }
  return count === 0 ? 1 : sum.value / count;
}
