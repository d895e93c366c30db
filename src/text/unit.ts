import { BASE_UNITS } from "./unit-table.js";
import { LETTER, readSymbol, type Named } from "./unit-names.js";

/** A unit as it stands in a text. SI value = number · `factor` + `zero`. */
export interface Unit {
  /** Exponents of base units in fixed order, such as `kg m-1 s-2`; `1` for a plain ratio. Equal strings are equal dimensions. */
  readonly dimension: string;
  readonly factor: number;
  /** SI value of 0 of this unit; not 0 only for ℃ and ℉ standing alone. */
  readonly zero: number;
}

/** A unit found at a place of a text. */
export interface UnitReading extends Unit {
  /** First place behind it. */
  readonly end: number;
  /** Spelling in the table of its first part, without prefix and power. */
  readonly symbol: string;
}

/** Digits to which SI values are rounded, so that 0.6 GPa and 600 MPa are one number; a source gives five at most. */
const KEPT_DIGITS = 12;
/** Parts of one compound unit; W·m⁻²·K⁻¹ has three. */
const MAX_PARTS = 6;

/**
 * Reads a whole text as one unit: `N/mm²`, `克/立方厘米`, `kg per cubic metre`.
 *
 * `parseUnit("N/mm²")!.dimension` is `"kg m-1 s-2"`.
 */
export function parseUnit(text: string): Unit | undefined {
  const reading = readUnit(text, 0);
  return reading?.end === text.length ? { dimension: reading.dimension, factor: reading.factor, zero: reading.zero } : undefined;
}

/** A number of a unit in SI. A `difference` leaves the unit's zero out: 5 ℃ warmer is 5 K. */
export function toSi(value: number, unit: Unit, kind: "point" | "difference" = "point"): number {
  return roundSi(value * unit.factor + (kind === "point" ? unit.zero : 0));
}

/** A value to the digits that are kept. */
export function roundSi(value: number): number {
  return Number(value.toPrecision(KEPT_DIGITS));
}

/** Reads the longest unit that starts at a place. O(longest spelling), whatever follows. */
export function readUnit(text: string, at: number): UnitReading | undefined {
  const first = readPart(text, at, "above");
  if (first === undefined) return undefined;
  const exponents = new Map<string, number>();
  let factor = addPart(exponents, first, 1);
  let end = first.end;
  let under = false;
  let parts = 1;
  for (; parts < MAX_PARTS; parts++) {
    const joint = readJoint(text, end);
    if (joint === undefined) break;
    const next = joint.kind === "per" ? readUnder(text, joint.end) : readProduct(text, joint, under);
    if (next === undefined) {
      // A stroke before something unknown (mg/包装) makes another unit of the whole; before a digit (230V/110V) it does not.
      if (joint.kind === "per" && !/^[\s\d≥≤<>~(（±-]|^$/.test(text.charAt(joint.end))) return undefined;
      break;
    }
    if (joint.kind === "per") under = true;
    for (const part of next.parts) factor *= addPart(exponents, part, under ? -1 : 1) * (under ? next.divisor : 1);
    end = next.end;
  }
  // A sign the source could not write (kg?m/s) stood for a product.
  if (/[?\uFFFD]/.test(text.charAt(end)) && LETTER.test(text.charAt(end + 1))) return undefined;
  if (parts === 1 && first.line.only !== undefined && !first.prefixed) return undefined;
  const alone = parts === 1 && first.power === 1;
  return {
    dimension: writeDimension(exponents),
    factor: roundSi(factor),
    zero: alone ? (first.line.zero ?? 0) : 0,
    end,
    symbol: first.symbol,
  };
}

/** A dimension written in any order, in the fixed one: `CNY s-1` is `s-1 CNY`. */
export function orderDimension(dimension: string): string {
  const exponents = new Map<string, number>();
  addDimension(exponents, dimension, 1);
  return writeDimension(exponents);
}

interface Part extends Named {
  readonly power: number;
}

interface Parts {
  readonly parts: readonly Part[];
  readonly divisor: number;
  readonly end: number;
}

interface Joint {
  readonly kind: "times" | "space" | "per";
  readonly end: number;
}

function addPart(exponents: Map<string, number>, part: Part, sign: 1 | -1): number {
  addDimension(exponents, part.line.dimension, part.power * sign);
  return part.factor ** (part.power * sign);
}

function addDimension(exponents: Map<string, number>, dimension: string, power: number): void {
  if (dimension === "1") return;
  for (const base of dimension.split(" ")) {
    const [, name, exponent] = /^(\D+?)(-?\d+)?$/.exec(base)!;
    exponents.set(name!, (exponents.get(name!) ?? 0) + Number(exponent ?? 1) * power);
  }
}

function writeDimension(exponents: ReadonlyMap<string, number>): string {
  const bases = BASE_UNITS.flatMap((base) => {
    const exponent = exponents.get(base) ?? 0;
    return exponent === 0 ? [] : [exponent === 1 ? base : `${base}${exponent}`];
  });
  return bases.length === 0 ? "1" : bases.join(" ");
}

const JOINT = /\s?(?:(\/|每|per\s)|([·•∙⋅⋅*.-](?=[A-Za-zμΩ°℃千兆米克小安秒开摄时])))\s?| (?=[A-Za-zμ]{1,3}(?:\^?-[123]|⁻[¹²³]))/y;

function readJoint(text: string, at: number): Joint | undefined {
  JOINT.lastIndex = at;
  const match = JOINT.exec(text);
  if (match === null) return undefined;
  const kind = match[1] !== undefined ? "per" : match[2] !== undefined ? "times" : "space";
  return { kind, end: at + match[0].length };
}

/** What stands behind a stroke: one unit, a product in brackets, or so many of one (L/100km). */
function readUnder(text: string, at: number): Parts | undefined {
  if (text[at] === "(" || text[at] === "（") {
    const parts: Part[] = [];
    for (let end = at + 1; parts.length < MAX_PARTS;) {
      const part = readPart(text, end, "under");
      if (part === undefined) return undefined;
      parts.push(part);
      if (text[part.end] === ")" || text[part.end] === "）") return { parts, divisor: 1, end: part.end + 1 };
      const joint = readJoint(text, part.end);
      if (joint === undefined || joint.kind === "per") return undefined;
      end = joint.end;
    }
    return undefined;
  }
  const hundreds = /^1000?\s?(?=km|公里|千米|g|克|m[lL]|毫升|kg|公斤|千克)/.exec(text.slice(at, at + 8))?.[0] ?? "";
  const part = readPart(text, at + hundreds.length, "under");
  return part && { parts: [part], divisor: hundreds === "" ? 1 : 1 / Number(hundreds), end: part.end };
}

/** A further factor. Behind a stroke it belongs under it too: W/m·K is W/(m·K). */
function readProduct(text: string, joint: Joint, under: boolean): Parts | undefined {
  const part = readPart(text, joint.end, under ? "under" : "above");
  if (part === undefined || (joint.kind === "space" && part.power >= 0)) return undefined;
  return { parts: [part], divisor: 1, end: part.end };
}

const SQUARE_OR_CUBE = /(?:(平方|square |sq\.? ?)|(立方|标准立方|标立方|cubic ))/y;
const RAISED = /\^?([²³]|[⁻][¹²³]|[-−][1-3](?![\dA-Za-z.])|[23](?![\dA-Za-z]))/y;
const RAISED_DIGITS: Readonly<Record<string, string>> = { "¹": "1", "²": "2", "³": "3", "⁻": "-", "−": "-" };

/** One unit with its prefix and its power. */
function readPart(text: string, at: number, where: "above" | "under"): Part | undefined {
  SQUARE_OR_CUBE.lastIndex = at;
  const raised = SQUARE_OR_CUBE.exec(text);
  if (raised !== null) {
    const named = readSymbol(text, at + raised[0].length, where);
    if (named?.line.dimension === "m") return { ...named, power: raised[1] === undefined ? 3 : 2 };
  }
  const part = readSymbol(text, at, where);
  if (part === undefined) return undefined;
  RAISED.lastIndex = part.end;
  const power = RAISED.exec(text);
  // Behind Han a plain digit is another number: 2017年2月.
  const isPlain = power !== null && /^[-\d−]/.test(power[0]) && !LETTER.test(text[part.end - 1]!);
  if (power === null || isPlain || part.line.zero !== undefined) return { ...part, power: 1 };
  const end = part.end + power[0].length;
  // In "5m-3米" the 3 is another number, not a power.
  if (/[-−]/.test(power[0]) && readSymbol(text, end, "above") !== undefined) return { ...part, power: 1 };
  return { ...part, power: Number(power[1]!.replace(/[¹²³⁻−]/g, (raise) => RAISED_DIGITS[raise]!)), end };
}
