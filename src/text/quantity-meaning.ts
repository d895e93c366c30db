import type { Amount } from "./quantity-amount.js";
import type { Comparator, ComparatorReading } from "./quantity-comparator.js";
import type { NameReading } from "./quantity-name.js";
import type { Quantity } from "./quantity-shape.js";
import { orderDimension, parseUnit, readUnit, roundSi, toSi, type UnitReading } from "./unit.js";

/** What "about" leaves open on either side. */
const ABOUT = 0.1;
/** Years of the calendar; 4 digits between them are a date, before 年 or alone. */
const CALENDAR = { first: 1900, last: 2099 } as const;
/** Nothing measured comes near it; it keeps sums of two and squares finite. */
const LARGEST_SIZE = 1e100;
/** Numbers of stainless steels (AISI): with L, N or H behind them they are a grade, 316L is no volume. */
const STEEL = /^(?:20[12]|30[1-59]|31[04679]|32[19]|347|409|4[1-4]0|904)[LNH]$/;
/** Below it a bare K is a kind (4K), not a temperature, unless the name speaks of one. */
const LEAST_BARE_KELVIN = 70;

/** A unit or scale that stands in front of its number. */
export interface Scale {
  readonly unit: UnitReading;
  readonly text: string;
  readonly start: number;
  /** Where the name in front of it ends; for pH the scale is part of the name. */
  readonly nameEnd: number;
}

const SCALES =
  /(?:(HR[ABC]|HV|HBW|HBS|HB|HS)|([pP]H ?(?:值|value)?)|(?:[邵绍]氏(?:硬度)? ?([AD])?|Shore ?([AD])|([邵绍][AD]))|(莫氏硬度|Mohs(?: hardness)?)|(¥|￥|RMB ?|CNY ?|人民币)|(US ?\$|\$|USD ?)|(€|EUR ?)|(£|GBP ?)|[（(]([^()（）]{1,12})[)）]|\/ ?([^\s/，。；:()]{1,8}))[\s:]*$/;

/** Reads the scale in front of a bound: HRC≥58, pH 6~9, ¥300, 抗拉强度(MPa)≥600, 抗拉强度/MPa ≥ 600. O(1). */
export function readScale(text: string, at: number, floor: number): Scale | undefined {
  const least = Math.max(floor, at - 20);
  const found = SCALES.exec(text.slice(least, at));
  if (found === null) return undefined;
  const [, hardness, acidity, shore, shoreEnglish, shoreShort, mohs, yuan, dollar, euro, pound, bracketed, stroked] = found;
  const start = least + found.index;
  if (hardness !== undefined && /[A-Za-z]$/.test(text.slice(0, start).slice(-1))) return undefined;
  const written = (hardness ?? acidity ?? mohs ?? found[0]).trim();
  const named = bracketed ?? stroked;
  const symbol =
    hardness ??
    (acidity && "pH") ??
    (mohs && "Mohs") ??
    (yuan && "CNY") ??
    (dollar && "USD") ??
    (euro && "EUR") ??
    (pound && "GBP") ??
    (named === undefined ? ((shore ?? shoreEnglish ?? shoreShort ?? "A").includes("D") ? "HD" : "HA") : named);
  const unit = scaleUnit(symbol, named !== undefined);
  return unit && { unit, text: named?.trim() ?? written, start, nameEnd: acidity === undefined ? start : start + written.length };
}

function scaleUnit(symbol: string, isWritten: boolean): UnitReading | undefined {
  if (!isWritten) return { dimension: symbol === "HBW" || symbol === "HBS" ? "HB" : symbol, factor: 1, zero: 0, end: 0, symbol };
  const unit = readUnit(symbol, 0);
  return unit?.end === symbol.length ? unit : undefined;
}

/** The one bound of what stands before and behind a number. */
export function resolveComparator(before: ComparatorReading, after: Comparator | undefined, amount: Amount, name: NameReading): Comparator {
  if (amount.second !== undefined) return "range";
  const { comparator } = before;
  if (comparator === "±") return "±";
  if (comparator === ">=" || comparator === ">" || comparator === "<=" || comparator === "<") return comparator;
  if (after !== undefined) return after;
  if (comparator === "better") return amount.unit?.dimension === "1" && !DEVIATION.test(name.name) ? ">=" : "<=";
  if (comparator === "to" && name.change !== undefined) return name.change === "up" ? ">=" : "<=";
  if (comparator === "=" || comparator === "≈" || comparator === "up-to") return comparator;
  return amount.number.open === "more" ? ">=" : "=";
}

/** Of these less is better, even in per cent. */
const DEVIATION = /精度|误差|偏差|噪|粗糙|accuracy|precision|error|deviation|noise/i;

/** An amount whose unit is settled. */
export type Measured = Amount & { readonly unit: UnitReading };

const HEAT = /温|热|冷|熔点|沸点|凝点|冰点|闪点|temperature|heat|melting|boiling/i;
const TURN = /角|转|倾|旋|弯|坡|仰|俯|angle|rotation/i;
const POWER_USED = /电/;
const PER_TIME = /^每?(年|日|天|月|小时)(?=[产处加生消耗销用发供节收利减吞养出屠冷新需营])|\b(annual|annually|yearly|daily|hourly)\b/i;
const TIME_OF: Readonly<Record<string, string>> = { 年: "年", 日: "日", 天: "日", 月: "月", 小时: "小时", daily: "d", hourly: "h" };
const GOODS: ReadonlySet<string> = new Set(["kg", "m", "m2", "m3", "item", "CNY", "USD", "kg m2 s-2", "person", "cycle"]);

/**
 * Settles a unit that only its surroundings tell: 度, 周 of a cycle, and 年产5万吨, which is 5万吨/年.
 *
 * @returns `undefined` where no unit is known and none can be told.
 */
export function inContext(text: string, amount: Amount, name: NameReading, comparator: Comparator): Measured | undefined {
  const unit = amount.unit ?? bareUnit(text, amount, name, comparator);
  if (unit === undefined) return undefined;
  if (unit.symbol === "周" && /循环$/.test(name.name)) return measured(amount, { ...unit, dimension: "cycle", factor: 1 });
  const rate = GOODS.has(unit.dimension) ? PER_TIME.exec(name.name) : null;
  if (rate === null) return measured(amount, unit);
  const per = parseUnit(`kg/${TIME_OF[(rate[1] ?? rate[2]!).toLowerCase()] ?? "年"}`)!;
  return measured(amount, { ...unit, dimension: orderDimension(`${unit.dimension} s-1`), factor: unit.factor * per.factor });
}

function measured(amount: Amount, unit: UnitReading): Measured {
  return { ...amount, unit };
}

const DEGREE = /^ ?度(?![假量过数量程])/;

/** 度 by what it is said of: heat, angles, power used. */
export function readDegree(text: string, at: number, name: string): UnitReading | undefined {
  const behind = text.slice(at, at + 3);
  const symbol = !DEGREE.test(behind)
    ? undefined
    : HEAT.test(name)
      ? "℃"
      : TURN.test(name)
        ? "°"
        : POWER_USED.test(name)
          ? "kWh"
          : undefined;
  const unit = symbol === undefined ? undefined : readUnit(symbol, 0);
  return unit && { ...unit, end: at + behind.indexOf("度") + 1 };
}

function bareUnit(text: string, amount: Amount, name: NameReading, comparator: Comparator): UnitReading | undefined {
  const behind = text.slice(amount.end, amount.end + 4);
  // A bare number counts under a bound only, and where no word follows that might be its unit.
  const bounded = comparator === ">=" || comparator === ">" || comparator === "<=" || comparator === "<";
  if (!bounded || name.name === "" || amount.number.script === "han" || isCalendarYear(amount.first)) return undefined;
  if (
    !/^(?:$|[，。；、,;.!)）\]\n\r]|[的时且并和与]| +(?:$|[^A-Za-z\p{Script=Han}\d]|(?:and|or|with|for|at|in|on|under|when|while|to)\b)|以[上下内])/u.test(
      behind,
    )
  )
    return undefined;
  return { dimension: "number", factor: 1, zero: 0, end: amount.end, symbol: "" };
}

function isCalendarYear(value: number): boolean {
  return Number.isInteger(value) && value >= CALENDAR.first && value <= CALENDAR.last;
}

/** Whether a number with a unit really is one: no date, no model, no word that begins with a numeral. */
export function isQuantity(
  text: string,
  { unit, number, first, second, start, unitText }: Measured,
  name: NameReading,
  comparator: Comparator,
): boolean {
  if (!isMeasurable(first, unit.factor) || !isMeasurable(second ?? 0, unit.factor)) return false;
  const isYear = unit.dimension === "s" && unitText.startsWith("年");
  if (isYear && number.multiplier === 1 && isCalendarYear(second ?? first)) return false;
  if (comparator === "=" && STEEL.test(text.slice(start, number.end) + unitText)) return false;
  if (unitText === "K" && comparator === "=" && !HEAT.test(name.name) && first < LEAST_BARE_KELVIN && Number.isInteger(first)) return false;
  if (number.script === "han" && number.share === undefined) return isHanQuantity(text, start, number.end, unit, unitText);
  return true;
}

function isMeasurable(value: number, factor: number): boolean {
  return Math.abs(value * factor) <= LARGEST_SIZE && Math.abs(value) <= LARGEST_SIZE;
}

const LONE_NUMERAL_DIMENSIONS: ReadonlySet<string> = new Set(["s", "kg", "m", "m2", "m3", "times", "1"]);

/** 三个月, 十万吨, but not 一次, 二次元, 三元, 千瓦级: a lone numeral is too often part of a word. */
function isHanQuantity(text: string, start: number, numberEnd: number, unit: UnitReading, unitText: string): boolean {
  const numeral = text.slice(start, numberEnd).replace(/[多余]$/, "");
  if (/[第某之每统唯同万零〇数几上.]$/.test(text.slice(Math.max(0, start - 1), start)) || numeral === "") return false;
  if (numeral.length > 1) return !/^[百千万亿]{2,}$/.test(numeral) || unit.dimension !== "item";
  if (/[百千万亿]/.test(numeral) || !LONE_NUMERAL_DIMENSIONS.has(unit.dimension) || /[A-Za-z]/.test(unitText)) return false;
  return numeral !== "一" || unitText.length > 1 || unitText === "倍" || unitText === "吨";
}

const DIFFERENCE = /温差|温升|温降|温漂|波动|精度|误差|偏差|均匀性|temperature (?:rise|difference|drop)|accuracy|deviation|uniformity/i;

/** Value and interval in SI. */
export function sizeOf(
  amount: Measured,
  comparator: Comparator,
  before: ComparatorReading,
  name: NameReading,
): Pick<Quantity, "comparator" | "value" | "low" | "high" | "dimension" | "change" | "difference"> {
  const { unit, first, second, tolerance } = amount;
  const change = before.comparator === "to" ? undefined : name.change;
  const difference = unit.dimension === "K" && (comparator === "±" || change !== undefined || DIFFERENCE.test(name.name));
  const si = (value: number): number => toSi(value, unit, difference ? "difference" : "point");
  const [low, high] = ends(first, second, tolerance ?? (comparator === "≈" ? Math.abs(first) * ABOUT : 0), comparator);
  const ordered = [si(low), si(high)].sort((a, b) => a - b) as [number, number];
  const value = second === undefined ? si(first) : roundSi((ordered[0] + ordered[1]) / 2);
  return {
    comparator,
    value,
    low: ordered[0],
    high: ordered[1],
    dimension: unit.dimension,
    ...(change && { change }),
    ...(difference && { difference: true as const }),
  };
}

function ends(first: number, second: number | undefined, spread: number, comparator: Comparator): readonly [number, number] {
  switch (comparator) {
    case "range":
      return [first, second ?? first];
    case ">=":
    case ">":
      return [first, Infinity];
    case "<=":
    case "<":
    case "up-to":
      return [-Infinity, first];
    case "±":
      return [-Math.abs(first), Math.abs(first)];
    case "=":
    case "≈":
      return [first - spread, first + spread];
  }
}
