import { readNumber, type NumberReading } from "./quantity-number.js";
import { readUnit, type UnitReading } from "./unit.js";

/** A number or two with their unit, before bound and name are known. Numbers are in the unit, not in SI. */
export interface Amount {
  readonly first: number;
  readonly second?: number;
  /** In the unit. */
  readonly tolerance?: number;
  readonly unit?: UnitReading;
  readonly unitText: string;
  readonly number: NumberReading;
  /** Where the number with its sign starts. */
  readonly start: number;
  readonly end: number;
}

const MINUS = /(?:-|零下|负|minus ?)$/;
const TOLERANCE = /\s?(?:±|\+\/-|\+-)\s?(?=\d)/y;
const RANGE = /\s?(?:~|--?|——?|─|―|至|到|(?<= )to|(?<= )and)\s?(-|\+|零下|负)?[φΦø]?(?=\d|百分之)/y;

/** Reads a number with its tolerance, its other end and its unit. O(1). */
export function readAmount(text: string, at: number, number: NumberReading, floor: number): Amount {
  const sign = signBefore(text, at, floor);
  const first = (sign === "" ? 1 : -1) * number.value;
  const start = at - sign.length;
  const bracket = text[start - 1] === "(";
  const unit = number.share === undefined ? unitAt(text, number.end) : shareUnit(number);
  const single: Amount = {
    first,
    number,
    start,
    end: unit?.end ?? number.end,
    unitText: unitTextOf(text, number, unit),
    ...(unit && { unit }),
  };
  const whole =
    withTolerance(text, single, bracket) ?? withRange(text, single, bracket, start) ?? closeBracket(text, single, bracket) ?? single;
  return bracket && text.slice(start, whole.end).includes(")") ? { ...whole, start: start - 1 } : whole;
}

/** A minus of its own: not the dash of 甲-40 between letters, and not the stroke of a range. */
function signBefore(text: string, at: number, floor: number): string {
  const sign = MINUS.exec(text.slice(Math.max(floor, at - 6), at))?.[0] ?? "";
  return sign === "负" && /[正欠肩抱]$/.test(text.slice(0, at - 1).slice(-1)) ? "" : sign;
}

function unitTextOf(text: string, number: NumberReading, unit: UnitReading | undefined): string {
  return unit === undefined ? "" : text.slice(number.end, unit.end).trim();
}

function unitAt(text: string, at: number): UnitReading | undefined {
  const unit = readUnit(text, text[at] === " " ? at + 1 : at);
  return unit !== undefined && isLevel(text, unit) ? undefined : unit;
}

function shareUnit(number: NumberReading): UnitReading {
  return { dimension: "1", factor: number.share!, zero: 0, end: number.end, symbol: "百分之" };
}

/** 3A级, 304N不锈钢, 4K电视: a letter that belongs to a kind, not a unit. */
function isLevel(text: string, unit: UnitReading): boolean {
  return (
    /^[A-Za-z]$/.test(unit.symbol) &&
    text[unit.end - 1] === unit.symbol &&
    (unit.symbol === "K" ? /[型级电视超高]/ : unit.symbol === "d" ? /打/ : /[型级类号系钢不版制代式座轨]/).test(text.charAt(unit.end))
  );
}

function withTolerance(text: string, amount: Amount, bracket: boolean): Amount | undefined {
  const joint = matchAt(TOLERANCE, text, amount.end);
  if (joint === undefined) return undefined;
  const number = readNumber(text, amount.end + joint[0].length);
  if (number === undefined) return undefined;
  const own = unitAt(text, number.end) ?? (bracket && text[number.end] === ")" ? unitAt(text, number.end + 1) : undefined);
  const unit = amount.unit ?? own;
  if (unit === undefined) return undefined;
  const end = own?.end ?? number.end;
  const unitText = amount.unit === undefined ? text.slice(number.end, end).replace(/^[)\s]+/, "") : amount.unitText;
  // Per cent of something that is not per cent is a share of it: 600 MPa ± 5 %.
  if (own?.dimension === "1" && unit.dimension !== "1")
    return { ...amount, tolerance: Math.abs(amount.first) * number.value * own.factor, unit, unitText, end };
  if (own !== undefined && own.dimension !== unit.dimension) return undefined;
  return { ...amount, tolerance: (number.value * (own ?? unit).factor) / unit.factor, unit, unitText, end };
}

function withRange(text: string, amount: Amount, bracket: boolean, start: number): Amount | undefined {
  const joint = matchAt(RANGE, text, amount.end);
  if (joint === undefined) return undefined;
  if (joint[0].includes("and") && !/between ?$/i.test(text.slice(Math.max(0, start - 8), start))) return undefined;
  const number = readNumber(text, amount.end + joint[0].length);
  if (number === undefined) return undefined;
  const own =
    (number.share === undefined ? unitAt(text, number.end) : shareUnit(number)) ??
    (bracket && text[number.end] === ")" ? unitAt(text, number.end + 1) : undefined);
  if (own === undefined && amount.unit !== undefined) return undefined;
  if (own !== undefined && amount.unit !== undefined && own.dimension !== amount.unit.dimension) return undefined;
  const second = (joint[1] === "-" || joint[1] === "零下" || joint[1] === "负" ? -1 : 1) * number.value;
  // 3-5万: the multiplier is said once for both.
  const shared =
    amount.number.multiplier === 1 && amount.unit === undefined && amount.first < second / number.multiplier ? number.multiplier : 1;
  const unit = own ?? amount.unit;
  const first = amount.unit === undefined || unit === undefined ? amount.first * shared : convert(amount.first, amount.unit, unit);
  if (joint[0].includes("-") && first >= second) return undefined;
  const end = own?.end ?? number.end;
  const unitText = own === undefined ? "" : text.slice(number.end, end).replace(/^[)\s]+/, "");
  return { first, second, number, start, end, unitText, ...(unit && { unit }) };
}

function convert(value: number, from: UnitReading, to: UnitReading): number {
  return from.factor === to.factor && from.zero === to.zero ? value : (value * from.factor + from.zero - to.zero) / to.factor;
}

/** (120)℃ */
function closeBracket(text: string, amount: Amount, bracket: boolean): Amount | undefined {
  if (!bracket || amount.unit !== undefined || text[amount.end] !== ")") return undefined;
  const unit = unitAt(text, amount.end + 1);
  // "(1) 抗拉强度": a list number, unless the unit follows at once and is one of letters.
  if (unit === undefined || !/[℃°%A-Z]/.test(text.charAt(amount.end + 1))) return undefined;
  return { ...amount, unit, unitText: text.slice(amount.end + 1, unit.end), end: unit.end };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}
