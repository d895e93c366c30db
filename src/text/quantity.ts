import { readAmount, type Amount } from "./quantity-amount.js";
import { readComparatorAfter, readComparatorBefore } from "./quantity-comparator.js";
import { inContext, isQuantity, readDegree, readScale, resolveComparator, sizeOf } from "./quantity-meaning.js";
import { LONGEST_BRACKET, readNameBefore, readNameBehind } from "./quantity-name.js";
import { foldCharacters, isDigit, readNumber } from "./quantity-number.js";
import type { Quantity } from "./quantity-shape.js";

export type { Comparator } from "./quantity-comparator.js";

export type { Quantity } from "./quantity-shape.js";

const HAN_NUMERAL = "一二两三四五六七八九十百千万";
const CANDIDATE = new RegExp(`\\d|[${HAN_NUMERAL}]`, "g");

/**
 * Finds the quantities of a text, Chinese or English, in the order of their places.
 *
 * A number counts if a unit follows it (or stands in front: HRC 60, pH 7, ¥300), or if a bound and a name stand before it (长径比≥20).
 * Years, dates, standards, models, list numbers, sizes of several sides (10×20 mm) and pairs (100/120) are no quantities. Any string
 * will do; raw text is better than NFKC, which folds 10³ into 103. O(length of the text).
 *
 * `parseQuantities("抗冲击韧性≥67%")[0]!.name` is `"抗冲击韧性"`.
 */
export function parseQuantities(text: string): Quantity[] {
  const folded = foldCharacters(text);
  const found: Quantity[] = [];
  let floor = 0;
  for (let at = nextCandidate(folded, 0); at < folded.length;) {
    const read = readQuantity(folded, at, floor);
    if (read.quantity !== undefined) {
      found.push(read.quantity);
      if (!isInBracket(folded, read.quantity, floor)) floor = read.end;
    }
    at = nextCandidate(folded, Math.max(read.end, at + 1));
  }
  return found;
}

/** Whether a quantity is what a bracket says about a name still to be used: 冲击功（-20℃）≥47J. */
function isInBracket(text: string, { start, end }: Quantity, floor: number): boolean {
  return text[end] === ")" && text.slice(Math.max(floor, end - LONGEST_BRACKET), start).includes("(");
}

function nextCandidate(text: string, from: number): number {
  CANDIDATE.lastIndex = from;
  return CANDIDATE.exec(text)?.index ?? text.length;
}

/** What stands at a place, and where to read on. */
interface Attempt {
  readonly quantity?: Quantity;
  readonly end: number;
}

function readQuantity(text: string, at: number, floor: number): Attempt {
  if (isPartOfCode(text, at)) return { end: skipCode(text, at) };
  const number = readNumber(text, at);
  if (number === undefined) return { end: skipCode(text, at) };
  const amount = readAmount(text, at, number, floor);
  const apart = skipComposite(text, amount.end);
  if (apart > amount.end) return { end: apart };
  const quantity = nameQuantity(text, amount, floor);
  return quantity === undefined ? { end: amount.unit === undefined ? skipCode(text, at) : amount.end } : { quantity, end: quantity.end };
}

/** Names whose number follows without a space: Ra0.8, Φ50. */
const ATTACHED = /(?:^|[^A-Za-z])(?:Ra|Rz|[φΦø]|HR[ABC]|HV|HB[WS]?|HS|[pP]H|Shore ?[AD]|[邵绍]氏?(?:硬度)? ?[AD]|RMB|CNY|USD|EUR)$/;

/** Models, standards, dates, ordinals, ratios: digits joined to letters, to strokes between digits, or to 第. */
function isPartOfCode(text: string, at: number): boolean {
  const before = text.charAt(at - 1);
  if (before === "第" || before === "#" || before === "×" || before === "_") return true;
  if (before === " ") return /(?:第|No\.|№|×) $/.test(text.slice(Math.max(0, at - 4), at));
  if (/[A-Za-zφΦøα-ω]/.test(before)) return isDigit(text.charAt(at)) && !ATTACHED.test(text.slice(Math.max(0, at - 8), at));
  const second = text.charAt(at - 2);
  if (before === "." || before === "/" || before === ":") return isDigit(second);
  return before === "-" && /[A-Za-z\d]/.test(second);
}

const CODE = /[A-Za-z0-9]+(?:[-./:,]{1,2}[A-Za-z0-9]+)*|./suy;
const DIGITS_APART = /\d+(?:\.\d+)?(?:\s?\/\s?\d+(?:\.\d+)?)*/y;
const HAN_RUN = new RegExp(`[${HAN_NUMERAL}零亿]+`, "y");

/** Behind a number that counts for nothing: behind the code, the date, the pair it belongs to. */
function skipCode(text: string, at: number): number {
  const [pattern, other] = isDigit(text.charAt(at)) ? [CODE, DIGITS_APART] : [HAN_RUN, HAN_RUN];
  pattern.lastIndex = other.lastIndex = at;
  const end = at + (pattern.exec(text)?.[0].length ?? 1);
  other.lastIndex = at;
  return Math.max(end, at + (other.exec(text)?.[0].length ?? 1));
}

const COMPOSITE = /(?:\s?[×xX*]\s?[φΦ]?\d+(?:\.\d+)?\s?[a-zμ]{0,2})+/y;

/** Behind the further sides of a size. */
function skipComposite(text: string, at: number): number {
  COMPOSITE.lastIndex = at;
  return at + (COMPOSITE.exec(text)?.[0].length ?? 0);
}

/** Finds bound, name and missing unit of an amount; `undefined` where it turns out to be no quantity. */
function nameQuantity(text: string, read: Amount, floor: number): Quantity | undefined {
  const near = readComparatorBefore(text, read.start, floor);
  const scale = read.unit === undefined ? readScale(text, near.start, floor) : undefined;
  // ≥HRC50 has its bound in front of the scale, HRC≥50 behind it; in front of a pH stands its name.
  const far = scale === undefined || near.boundStart < read.start ? undefined : readComparatorBefore(text, scale.start, floor);
  const before = far !== undefined && far.boundStart < scale!.start ? far : near;
  const front = readNameBefore(text, before === far ? far.start : (scale?.nameEnd ?? before.start), floor);
  const degree = read.unit === undefined && scale === undefined ? readDegree(text, read.end, front.name) : undefined;
  const amount: Amount =
    scale !== undefined
      ? { ...read, unit: scale.unit, unitText: scale.text }
      : degree !== undefined
        ? { ...read, unit: degree, unitText: "度", end: degree.end }
        : read;
  const after = readComparatorAfter(text, amount.end);
  const end = after?.end ?? amount.end;
  const name = front.name === "" && amount.unit !== undefined ? { ...front, ...readNameBehind(text, end) } : front;
  const comparator = resolveComparator(before, after?.comparator, amount, name);
  const measured = inContext(text, amount, name, comparator);
  if (measured === undefined || !isQuantity(text, measured, name, comparator)) return undefined;
  const wordingStart =
    scale?.start ?? (/^(?:between|from)\b/i.test(text.slice(before.start, before.start + 8)) ? before.start : before.boundStart);
  return {
    ...sizeOf(measured, comparator, before, name),
    name: name.name === "" && scale !== undefined ? scale.text : name.name,
    wording: text.slice(wordingStart, end).replace(/\s+/g, " "),
    start: name.name === "" || name.end !== undefined ? wordingStart : Math.min(name.start, wordingStart),
    end: name.end ?? end,
  };
}
