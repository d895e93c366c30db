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
  /** The largest share of records in which a single Han character may stand and still count, 0 to 1; 1 counts every one. */
  readonly commonShare: number;
}

/**
 * Chosen on three judged sets together (`npm run quality`), each at the flat of its optimum: a transfer platform's needs, English
 * abstracts, Chinese papers. k1 and b: Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009, §3.4, lie in
 * the range given there. Slope: Singhal, Buckley and Mitra, "Pivoted document length normalization", SIGIR 1996. `wholeWeight`: from 1.1 to 1.6
 * the metrics of ranking differ by no more than noise; of these 1.1 has the better outcome on top, and with it the better one-to-one plan.
 */
export const DEFAULT_TEXT_PARAMETERS: TextParameters = {
  k1: 2,
  b: 0.4,
  idfExponent: 0.8,
  slope: 0.6,
  titleWeight: 1,
  wholeWeight: 1.1,
  commonShare: 0.1,
};

/** In fewer records a share says little of how common a character is: none is left out. */
const COMMON_RECORDS = 100;
/** Frequencies whose inverses are kept while those of many terms are worked out. */
const KNOWN_FREQUENCIES = 1 << 12;
const HAN_CHARACTER = /^\p{Script=Han}$/u;

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

/** How often each distinct term of one text stands, terms in code unit order. */
export interface Frequencies {
  readonly frequency: ArrayLike<number>;
  /** Tokens in all. */
  readonly length: number;
}

/** The same with the terms. */
export interface TermBag extends Frequencies {
  readonly terms: readonly string[];
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

/** Turns bags into rows under frozen statistics. Keeps the inverse document frequencies it has computed. */
export class TextWeigher {
  private idfByTerm: Map<string, number> | undefined;
  private readonly unseenIdf: number;

  constructor(
    private readonly statistics: TextStatistics,
    readonly parameters: TextParameters,
  ) {
    this.unseenIdf = this.idfOf(0);
  }

  /** idf(df) = ln(1 + (N + 1) / (df + 1)) ^ idfExponent, rounded to `IDF_UNIT`. Above 0 for every df ≤ N. */
  private idfOf(documentFrequency: number): number {
    const raw = Math.log(1 + (this.statistics.documentCount + 1) / (documentFrequency + 1)) ** this.parameters.idfExponent;
    return Math.round(raw / IDF_UNIT) * IDF_UNIT;
  }

  /** The rounded inverse document frequencies of the statistics' own terms, in their order; 0 for those too common to count. */
  ownIdfs(): Float64Array {
    const { documentCount, documentFrequency, terms } = this.statistics;
    const most = documentCount < COMMON_RECORDS ? documentCount : this.parameters.commonShare * documentCount;
    const idf = new Float64Array(terms.length);
    // Most terms have one of few small frequencies, whose inverses are kept. None is 0.
    const byFrequency = new Float64Array(KNOWN_FREQUENCIES);
    for (let at = 0; at < idf.length; at++) {
      const frequency = documentFrequency[at]!;
      if (frequency > most && HAN_CHARACTER.test(terms[at]!)) continue;
      if (frequency < KNOWN_FREQUENCIES) {
        if (byFrequency[frequency] === 0) byFrequency[frequency] = this.idfOf(frequency);
        idf[at] = byFrequency[frequency]!;
      } else idf[at] = this.idfOf(frequency);
    }
    return idf;
  }

  /**
   * The rounded inverse document frequency of a term; a term unseen at fit has document frequency 0. It is 0 for a single Han character in more
   * than `commonShare` of the records: such a character (术, 用, 系) says nothing that the pairs around it do not say better.
   */
  idf(term: string): number {
    if (this.idfByTerm === undefined) {
      const own = this.ownIdfs();
      this.idfByTerm = new Map(this.statistics.terms.map((each, at) => [each, own[at]!]));
    }
    return this.idfByTerm.get(term) ?? this.unseenIdf;
  }

  /** `idf` of each of many terms; where they are the statistics' own terms, in their order, none has to be looked up. O(terms + fitted terms). */
  idfs(terms: readonly string[]): Float64Array {
    const own = this.ownIdfs();
    if (terms === this.statistics.terms) return own;
    const idf = new Float64Array(terms.length);
    for (let at = 0; at < terms.length; at++) idf[at] = terms[at] === this.statistics.terms[at] ? own[at]! : this.idf(terms[at]!);
    return idf;
  }

  /**
   * What each term of a bag weighs: tf · (k1 + 1) / (tf + k1 · (1 − b + b · length / mean length)) · idf.
   *
   * @param idf of each term of the bag. @see Robertson and Zaragoza 2009, eq. 3.15, with idf on both sides of the product.
   */
  impacts(bag: Frequencies, idf: ArrayLike<number>, group: TextGroup): Float64Array {
    const discount = this.discount(bag.length, group);
    const impacts = new Float64Array(idf.length);
    for (let at = 0; at < idf.length; at++) impacts[at] = saturated(bag.frequency[at]!, this.parameters.k1, discount) * idf[at]!;
    return impacts;
  }

  /** What stands beside the frequency below the line: k1 · (1 − b + b · length / mean length). @param length tokens of the text. */
  discount(length: number, group: TextGroup): number {
    const { k1, b } = this.parameters;
    return k1 * (1 - b + (b * length) / this.statistics.groups[group].meanLength);
  }

  /** The pivoted length of impacts: (1 − slope) · mean norm + slope · own norm. */
  pivot(norm: number, group: TextGroup): number {
    const { slope } = this.parameters;
    return (1 - slope) * this.statistics.groups[group].meanNorm + slope * norm;
  }

  /** A value of a need's row: the weighted mean of the whole text's and the title's, 0 where the title has no such term. */
  withTitle(whole: number, title: number): number {
    const { titleWeight, wholeWeight } = this.parameters;
    return (titleWeight * title + wholeWeight * whole) / (titleWeight + wholeWeight);
  }

  /** Impacts divided by their pivoted length. */
  private pivotedImpacts(bag: Frequencies, idf: ArrayLike<number>, group: TextGroup): Float64Array {
    const impacts = this.impacts(bag, idf, group);
    const pivot = this.pivot(lengthOf(impacts), group);
    for (let at = 0; at < impacts.length; at++) impacts[at]! /= pivot;
    return impacts;
  }

  /**
   * The values of a need's row, term by term of its whole text: the weighted mean of its title's row and its whole text's row.
   *
   * @param idf of the terms of the whole text. @param placeInWhole where each term of the title stands among them; all of them do.
   */
  needValues(
    whole: Frequencies,
    idf: ArrayLike<number>,
    title?: { readonly bag: Frequencies; readonly placeInWhole: ArrayLike<number> },
  ): Float32Array {
    const wholeImpacts = this.pivotedImpacts(whole, idf, "needWhole");
    const titleImpacts = new Float64Array(wholeImpacts.length);
    if (title !== undefined) {
      const { bag, placeInWhole } = title;
      const titleIdf = Float64Array.from(placeInWhole, (place) => idf[place]!);
      this.pivotedImpacts(bag, titleIdf, "needTitle").forEach((impact, at) => (titleImpacts[placeInWhole[at]!] = impact));
    }
    return Float32Array.from(wholeImpacts, (impact, at) => this.withTitle(impact, titleImpacts[at]!));
  }

  /** The values of an outcome's row, term by term: its whole text's. */
  outcomeValues(whole: Frequencies, idf: ArrayLike<number>): Float32Array {
    return Float32Array.from(this.pivotedImpacts(whole, idf, "outcomeWhole"));
  }

  /** The row of one need. */
  needRow({ title, whole }: RecordBags): TermRow {
    const placeOf = new Map(whole.terms.map((term, place) => [term, place]));
    const ofTitle = title && { bag: title, placeInWhole: title.terms.map((term) => placeOf.get(term)!) };
    const idf = this.idfsOf(whole);
    return countingTerms(whole.terms, idf, this.needValues(whole, idf, ofTitle));
  }

  /** The row of one outcome. */
  outcomeRow({ whole }: RecordBags): TermRow {
    const idf = this.idfsOf(whole);
    return countingTerms(whole.terms, idf, this.outcomeValues(whole, idf));
  }

  private idfsOf({ terms }: TermBag): Float64Array {
    return Float64Array.from(terms, (term) => this.idf(term));
  }
}

/** How much a term counts that stands so often: frequency · (k1 + 1) / (frequency + discount). */
export function saturated(frequency: number, k1: number, discount: number): number {
  return (frequency * (k1 + 1)) / (frequency + discount);
}

/** A row without the terms whose inverse document frequency is 0. */
function countingTerms(terms: readonly string[], idf: Float64Array, value: Float32Array): TermRow {
  return { terms: terms.filter((_, at) => idf[at]! > 0), value: value.filter((_, at) => idf[at]! > 0) };
}

/** The Euclidean length. */
export function lengthOf(impacts: Float64Array): number {
  let squares = 0;
  for (const impact of impacts) squares += impact * impact;
  return Math.sqrt(squares);
}

/** The mean of the values above 0; 1 where there are none. */
export function meanOfPositive(values: Iterable<number>): number {
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
