/** A number found at a place of folded text. */
export interface NumberReading {
  readonly value: number;
  /** First place behind it. */
  readonly end: number;
  /** `more` where it is said to be a little more (330余万, 20多). */
  readonly open: "exact" | "more";
  /** 万, 亿, thousand, ×10⁶: the first of two numbers of a range may leave it to the second (3-5万). 1 where none stands. */
  readonly multiplier: number;
  readonly script: "digits" | "han";
  /** 0.01 and so on where 百分之, 千分之, 万分之 stands in front. */
  readonly share?: number;
}

/** Sixteen digits are no measurement but a serial number. */
const MOST_DIGITS = 15;

/** Full width, superscript, look-alike signs: one character for one, so that places stay places of the source. A superscript stays one. */
export function foldCharacters(text: string): string {
  return text.replace(FOLDED, (character) => {
    const code = character.charCodeAt(0);
    return FOLDS[character] ?? (code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : character);
  });
}

// The full-width comma stays: between numbers it separates, and ASCII's may group digits.
const FOLDED =
  /[\uFF01-\uFF0B\uFF0D-\uFF5E\u3000\u00A0\u2009\u202F\t\u2212\u2013\u2010\u2011\uFE63\u00B5\u2126\u212A\u212B\u2A7E\u2267\u2A7D\u2266\uFE65\uFE64\uFE6A\u301C\u223C\u2236\u02DA\u2715\u2A2F\u2716\uFE62]/g;
/** Pairs of a character and what it is folded to. */
const FOLDS: Readonly<Record<string, string>> = Object.fromEntries(
  "\u3000 |\u00A0 |\u2009 |\u202F |\t |\u2212-|\u2013-|\u2010-|\u2011-|\uFE63-|\u00B5μ|\u2126Ω|\u212AK|\u212BÅ|\u2A7E≥|\u2267≥|\u2A7D≤|\u2266≤|\uFE65>|\uFE64<|\uFE6A%|\u301C~|\u223C~|\u2236:|\u02DA°|\u2715×|\u2A2F×|\u2716×|\uFE62+"
    .split("|")
    .map((pair) => [pair.charAt(0), pair.charAt(1)]),
);

// Groups are bounded, so that no run of digits and commas is read twice over.
const DIGITS = /(?:\d{1,3}(?:,\d{3}){1,5}(?!\d|,\d)|[1-9]\d{0,2}(?: \d{3}){1,4}(?![\d,]| \d)|\d+)(?:\.\d+)?/y;
const RAISED_TEN =
  /(?:[eE]([+-]?\d{1,3})(?![\dA-Za-z])|\s?[×xX*·]\s?10(?:\^\s?\(?([+-]?\d{1,2})\)?|([+-]\d{1,2})(?!\d)|([⁺⁻]?[⁰¹²³⁴-⁹]{1,2})))/y;
const RAISED_ALONE = /(?:\^\s?\(?([+-]?\d{1,2})\)?|([⁺⁻]?[⁰¹²³⁴-⁹]{1,2}))/y;
const HAN_MULTIPLIER = /\s?([多余几]?)\s?([百千万亿]{1,3})?([多余]?)/y;
const ENGLISH_MULTIPLIER = /\s(hundred|thousand|million|billion|trillion)\b/y;
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const MULTIPLIERS: Readonly<Record<string, number>> = {
  百: 1e2,
  千: 1e3,
  万: 1e4,
  亿: 1e8,
  hundred: 1e2,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
};

/** Reads the number that starts at a place, without its sign. O(its length). */
export function readNumber(text: string, at: number): NumberReading | undefined {
  const share = readShare(text, at);
  const from = at + (share?.length ?? 0);
  const reading = isDigit(text.charAt(from)) ? readDigits(text, from) : readHanNumber(text, from);
  return reading && share ? { ...reading, share: share.factor } : reading;
}

function readShare(text: string, at: number): { readonly length: number; readonly factor: number } | undefined {
  const factor = { 百分之: 1e-2, 千分之: 1e-3, 万分之: 1e-4 }[text.slice(at, at + 3)];
  return factor === undefined ? undefined : { length: 3, factor };
}

export function isDigit(character: string): boolean {
  return character >= "0" && character <= "9";
}

function readDigits(text: string, at: number): NumberReading | undefined {
  const digits = match(DIGITS, text, at)![0];
  if (digits.length > MOST_DIGITS + 6 || digits.replace(/\D/g, "").length > MOST_DIGITS) return undefined;
  const mantissa = Number(digits.replace(/[, ]/g, ""));
  let end = at + digits.length;
  const raised = match(RAISED_TEN, text, end);
  if (raised !== null) {
    const exponent = readExponent(raised[1] ?? raised[2] ?? raised[3] ?? raised[4]!);
    return exact(mantissa * 10 ** exponent, end + raised[0].length, 10 ** exponent);
  }
  const alone = digits === "10" ? match(RAISED_ALONE, text, end) : null;
  if (alone !== null) {
    const power = 10 ** readExponent(alone[1] ?? alone[2]!);
    return withMultiplier(text, { ...exact(power, end + alone[0].length, power) });
  }
  const english = match(ENGLISH_MULTIPLIER, text, end);
  if (english !== null) {
    end += english[0].length;
    return exact(mantissa * MULTIPLIERS[english[1]!]!, end, MULTIPLIERS[english[1]!]!);
  }
  return withMultiplier(text, exact(mantissa, end, 1));
}

function withMultiplier(text: string, reading: NumberReading): NumberReading {
  const found = match(HAN_MULTIPLIER, text, reading.end)!;
  const [, before, powers, after] = found;
  if (before === "" && powers === undefined) return reading;
  const multiplier = [...(powers ?? "")].reduce((product, power) => product * MULTIPLIERS[power]!, 1);
  return {
    ...reading,
    value: reading.value * multiplier,
    multiplier: reading.multiplier * multiplier,
    end: reading.end + found[0].length,
    open: before === "" && after === "" ? "exact" : "more",
  };
}

function exact(value: number, end: number, multiplier: number): NumberReading {
  return { value, end, multiplier, open: "exact", script: "digits" };
}

function readExponent(written: string): number {
  return Number(
    written.replace(/[⁰¹²³⁴-⁹⁺⁻]/g, (raised) => (raised === "⁻" ? "-" : raised === "⁺" ? "+" : String(SUPERSCRIPTS.indexOf(raised)))),
  );
}

const HAN_NUMBER = /[零〇一二两三四五六七八九十百千万亿]+/y;
const HAN_DIGITS: Readonly<Record<string, number>> = { 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
const HAN_PLACES: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/** 三千, 十万, 两百五十, 百万. Digits in a row (二三, 一九) are an estimate or a year and not read. */
function readHanNumber(text: string, at: number): NumberReading | undefined {
  const run = match(HAN_NUMBER, text, at)?.[0];
  if (run === undefined || run.length > MOST_DIGITS) return undefined;
  const value = hanValue(run);
  if (value === undefined) return undefined;
  const end = at + run.length;
  const more = /[多余]/.test(text.charAt(end));
  // 几十多万, 十多万: the multiplier may follow.
  const powers = more ? match(/[万亿]/y, text, end + 1)?.[0] : undefined;
  const multiplier = powers === undefined ? 1 : MULTIPLIERS[powers]!;
  return {
    value: value * multiplier,
    end: end + (more ? 1 : 0) + (powers?.length ?? 0),
    open: more ? "more" : "exact",
    multiplier: 1,
    script: "han",
  };
}

function hanValue(run: string): number | undefined {
  let total = 0;
  let section = 0;
  let digit: number | undefined;
  for (const character of run) {
    if (Object.hasOwn(HAN_DIGITS, character)) {
      if (digit !== undefined && digit !== 0) return undefined;
      digit = HAN_DIGITS[character]!;
    } else if (Object.hasOwn(HAN_PLACES, character)) {
      section += (digit === undefined || digit === 0 ? 1 : digit) * HAN_PLACES[character]!;
      digit = undefined;
    } else {
      const power = MULTIPLIERS[character]!;
      const below = section + (digit ?? 0);
      total = power === 1e8 && total > 0 ? (total + below) * power : total + (below === 0 ? 1 : below) * power;
      section = 0;
      digit = undefined;
    }
  }
  return total + section + (digit ?? 0);
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
