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

/** Whether string `at` comes strictly before string `at + 1`, by code unit. */
export function ascendsAt({ start, units }: PackedStrings, at: number): boolean {
  const [a, b, end] = [start[at]!, start[at + 1]!, start[at + 2]!];
  const shared = Math.min(b - a, end - b);
  for (let unit = 0; unit < shared; unit++) {
    if (units[a + unit] !== units[b + unit]) return units[a + unit]! < units[b + unit]!;
  }
  return b - a < end - b;
}
