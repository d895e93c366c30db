/**
 * Strings one after the other in UTF-16 code units, exactly as the engine has them: string i is units `start[i] … start[i + 1] − 1`.
 * Starts are Float64, so that the texts of a market may be longer than 2³² units.
 */
export interface PackedStrings {
  readonly start: Float64Array;
  readonly units: Uint16Array;
}

/** Units that are turned into a string by one call: arguments go over the stack. */
const UNITS_AT_ONCE = 8_192;

export function packStrings(strings: readonly string[]): PackedStrings {
  const start = new Float64Array(strings.length + 1);
  strings.forEach((string, at) => (start[at + 1] = start[at]! + string.length));
  const units = new Uint16Array(start[strings.length]!);
  strings.forEach((string, at) => {
    const from = start[at]!;
    for (let unit = 0; unit < string.length; unit++) units[from + unit] = string.charCodeAt(unit);
  });
  return { start, units };
}

/** One string. */
export function stringAt({ start, units }: PackedStrings, at: number): string {
  return unitsToString(units, start[at]!, start[at + 1]!);
}

/** All strings. Many short ones are cut out of a long one, which is several times faster than making each on its own. */
export function unpackStrings({ start, units }: PackedStrings): string[] {
  const strings: string[] = [];
  const count = start.length - 1;
  for (let at = 0; at < count;) {
    const from = start[at]!;
    let next = at + 1;
    while (next < count && start[next + 1]! - from <= UNITS_AT_ONCE) next++;
    const text = unitsToString(units, from, start[next]!);
    for (; at < next; at++) strings.push(text.slice(start[at]! - from, start[at + 1]! - from));
  }
  return strings;
}

function unitsToString(units: Uint16Array, from: number, to: number): string {
  if (to - from <= UNITS_AT_ONCE) return fromUnits(units.subarray(from, to));
  let text = "";
  for (let at = from; at < to; at += UNITS_AT_ONCE) text += fromUnits(units.subarray(at, Math.min(to, at + UNITS_AT_ONCE)));
  return text;
}

function fromUnits(units: Uint16Array): string {
  return String.fromCharCode.apply(null, units as unknown as number[]);
}

/** The first of strings `from + 1 … to − 1` that does not come strictly after the one before it, by code unit; −1 where each does. */
export function firstDescent({ start, units }: PackedStrings, from: number, to: number): number {
  for (let first = from; first + 1 < to; first += PAIRS_AT_ONCE) {
    const found = descentAmong(start, units, first, Math.min(to - 1, first + PAIRS_AT_ONCE));
    if (found >= 0) return found;
  }
  return -1;
}

/** As many pairs of neighbours are compared by one call: what is called often is compiled as a whole after a few calls. */
const PAIRS_AT_ONCE = 4_096;

function descentAmong(start: Float64Array, units: Uint16Array, from: number, to: number): number {
  let a = start[from]!;
  let b = start[from + 1]!;
  for (let at = from; at < to; at++) {
    const end = start[at + 2]!;
    const shared = Math.min(b - a, end - b);
    let unit = 0;
    while (unit < shared && units[a + unit] === units[b + unit]) unit++;
    if (unit < shared ? units[a + unit]! > units[b + unit]! : b - a >= end - b) return at + 1;
    a = b;
    b = end;
  }
  return -1;
}
