import { compareIds } from "../kernel/order.js";
import { CompensatedSum } from "../kernel/sum.js";
import type { Quantity } from "../text/quantity.js";
import { gradeQuantity } from "./specification-grade.js";
import { nameAgreement, profileName, type NameProfile } from "./specification-names.js";

/** One quantity asked for beside the one of the outcome that answers it best. */
export interface ComparedQuantity {
  readonly need: Quantity;
  readonly outcome: Quantity;
  /** From 0 to 1; 1 is met. */
  readonly grade: number;
  /** Of the two names, above 0 to 1. */
  readonly agreement: number;
}

/** What an outcome's quantities say about a need's. */
export interface SpecificationLikeness {
  /** The grades' mean, each weighted by how well the names agree: 1 where all that can be compared is met. */
  readonly value: number;
  /** In the order of the need's text. */
  readonly met: readonly ComparedQuantity[];
  /** Near misses keep a grade above 0. */
  readonly missed: readonly ComparedQuantity[];
  /** What the outcome says nothing about. */
  readonly unknown: readonly Quantity[];
}

/** Quantities made ready to compare: sorted, without repeats, names cut into terms. */
export interface Specification {
  readonly entries: readonly SpecificationEntry[];
  /** Entries by what must be equal for two to be compared. */
  readonly byKind: ReadonlyMap<string, readonly SpecificationEntry[]>;
}

interface SpecificationEntry {
  readonly quantity: Quantity;
  readonly name: NameProfile;
  readonly kind: string;
}

/** Makes one side's quantities ready, once for all its pairs. What repeats another (title and text) counts once. O(q log q). */
export function prepareSpecification(quantities: readonly Quantity[]): Specification {
  const seen = new Set<string>();
  const entries = [...quantities].sort(byPlace).flatMap((quantity): SpecificationEntry[] => {
    const { name, comparator, low, high } = quantity;
    const kind = kindOf(quantity);
    const same = `${name}\n${comparator}\n${low}\n${high}\n${kind}`;
    if (seen.has(same)) return [];
    seen.add(same);
    return [{ quantity, name: profileName(name), kind }];
  });
  const byKind = new Map<string, SpecificationEntry[]>();
  for (const entry of entries) {
    const group = byKind.get(entry.kind);
    if (group === undefined) byKind.set(entry.kind, [entry]);
    else group.push(entry);
  }
  return { entries, byKind };
}

/** Sizes compare with sizes, rises with rises; a temperature difference is no temperature. */
function kindOf({ dimension, change, difference }: Quantity): string {
  return `${dimension}|${change ?? ""}|${difference === true ? "difference" : ""}`;
}

/** The order of a text; equal places, such as those of two fields, in an order that input order does not change. */
function byPlace(a: Quantity, b: Quantity): number {
  return (
    a.start - b.start ||
    a.end - b.end ||
    compareIds(a.wording, b.wording) ||
    compareIds(a.name, b.name) ||
    compareIds(a.comparator, b.comparator) ||
    compareNumbers(a.low, b.low) ||
    compareNumbers(a.high, b.high) ||
    compareIds(kindOf(a), kindOf(b))
  );
}

function compareNumbers(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/**
 * Says by quantity what an outcome meets, misses and leaves unknown of what a need asks for.
 *
 * Two quantities are compared when their dimensions are equal and their names agree (see `nameAgreement`); each of the need's is compared
 * with the outcome's whose name agrees best, of equal ones with that which answers it best. Not symmetric: what is asked stays asked.
 *
 * @param need quantities of what is asked, never of background sections; or what `prepareSpecification` made of them.
 * @returns a value from 0 to 1 and what it comes from; `undefined` where nothing can be compared.
 * Order of either list never matters. O(need's · outcome's quantities of one dimension).
 *
 * `specificationLikeness(parseQuantities("抗拉强度≥600 MPa"), parseQuantities("tensile strength of 0.65 GPa"))!.value` is 1.
 */
export function specificationLikeness(
  need: readonly Quantity[] | Specification,
  outcome: readonly Quantity[] | Specification,
): SpecificationLikeness | undefined {
  const asked = prepared(need);
  const offered = prepared(outcome);
  const met: ComparedQuantity[] = [];
  const missed: ComparedQuantity[] = [];
  const unknown: Quantity[] = [];
  const graded = new CompensatedSum();
  const weights = new CompensatedSum();
  for (const entry of asked.entries) {
    const best = bestAnswer(entry, offered.byKind.get(entry.kind) ?? []);
    if (best === undefined) {
      unknown.push(entry.quantity);
      continue;
    }
    (best.grade === 1 ? met : missed).push(best);
    graded.add(best.agreement * best.grade);
    weights.add(best.agreement);
  }
  if (met.length + missed.length === 0) return undefined;
  return { value: Math.min(1, graded.value / weights.value), met, missed, unknown };
}

function prepared(side: readonly Quantity[] | Specification): Specification {
  return isPrepared(side) ? side : prepareSpecification(side);
}

function isPrepared(side: readonly Quantity[] | Specification): side is Specification {
  return !Array.isArray(side);
}

/** Offered entries come in the order of places, so the first of equals is one and the same whatever the input order. */
function bestAnswer({ quantity, name }: SpecificationEntry, offered: readonly SpecificationEntry[]): ComparedQuantity | undefined {
  let best: ComparedQuantity | undefined;
  for (const entry of offered) {
    const agreement = nameAgreement(name, entry.name);
    if (agreement === 0 || (best !== undefined && agreement < best.agreement)) continue;
    const grade = gradeQuantity(quantity, entry.quantity);
    if (best === undefined || agreement > best.agreement || grade > best.grade)
      best = { need: quantity, outcome: entry.quantity, grade, agreement };
  }
  return best;
}

const WORDS = {
  zh: {
    asked: " 要求 ",
    offered: "，成果 ",
    met: "：满足",
    near: "：接近",
    missed: "：未满足",
    unknown: "：成果未说明",
    unnamed: "（未命名）",
  },
  en: {
    asked: ": asked ",
    offered: ", offered ",
    met: ": met",
    near: ": nearly",
    missed: ": missed",
    unknown: ": not stated",
    unnamed: "(unnamed)",
  },
} as const;

/**
 * One line a director can read, in the words of the two texts: `抗冲击韧性 要求 ≥67%，成果 72%：满足`.
 *
 * @param compared an entry of `met` or `missed`, or a quantity of `unknown`.
 */
export function describeQuantity(compared: ComparedQuantity | Quantity, language: "zh" | "en"): string {
  const words = WORDS[language];
  if (!("grade" in compared)) return `${nameOf(compared, language)}${words.asked}${wordingOf(compared, language)}${words.unknown}`;
  const { need, outcome, grade } = compared;
  const verdict = grade === 1 ? words.met : grade > 0 ? words.near : words.missed;
  const other = need.name === outcome.name || outcome.name === "" ? "" : `${outcome.name} `;
  return `${nameOf(need, language)}${words.asked}${wordingOf(need, language)}${words.offered}${other}${wordingOf(outcome, language)}${verdict}`;
}

function nameOf({ name }: Quantity, language: "zh" | "en"): string {
  return name === "" ? WORDS[language].unnamed : name;
}

const CHANGES = { zh: { up: "提高 ", down: "降低 " }, en: { up: "up ", down: "down " } } as const;

function wordingOf({ wording, change }: Quantity, language: "zh" | "en"): string {
  return change === undefined ? wording : `${CHANGES[language][change]}${wording}`;
}
