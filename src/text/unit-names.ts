import { SLOPPY_UNITS, UNIT_PREFIXES, unitLines, type UnitLine } from "./unit-table.js";

/** One spelling of one unit, with its prefix, found at a place. */
export interface Named {
  readonly line: UnitLine;
  readonly symbol: string;
  readonly prefixed: boolean;
  readonly factor: number;
  readonly end: number;
}

/** What makes a spelling run on. */
export const LETTER = /[A-Za-zμΩ]/;
const LETTERS = /[A-Za-zμ]{1,6}/y;

/** Reads the longest spelling that starts at a place and ends where a word ends. O(names with one first character). */
export function readSymbol(text: string, at: number, where: "above" | "under"): Named | undefined {
  const { byFirst, byName } = unitIndex();
  const first = byFirst.get(text.charAt(at));
  const name = first?.find((entry) => text.startsWith(entry.name, at) && fits(text, at + entry.name.length, entry, where));
  if (name !== undefined) return { ...name, end: at + name.name.length };
  LETTERS.lastIndex = at;
  const run = LETTERS.exec(text)?.[0].toLowerCase();
  const meant = run !== undefined && Object.hasOwn(SLOPPY_UNITS, run) ? byName.get(SLOPPY_UNITS[run]!) : undefined;
  return meant !== undefined && fits(text, at + run!.length, meant, where) ? { ...meant, end: at + run!.length } : undefined;
}

/** Whether a spelling ends where a word ends, and is allowed in this place. */
function fits(text: string, end: number, { line, name }: NamedUnit, where: "above" | "under"): boolean {
  const next = text.charAt(end);
  if (line.only === "under" && where === "above") return false;
  if (LETTER.test(name.at(-1)!) && (LETTER.test(next) || (/\d/.test(next) && !/^[23](?![\dA-Za-z])/.test(text.slice(end, end + 2)))))
    return false;
  return next === "" || !(line.notBefore?.includes(next) ?? false);
}

interface NamedUnit extends Omit<Named, "end"> {
  readonly name: string;
}

interface UnitIndex {
  readonly byName: ReadonlyMap<string, NamedUnit>;
  /** Longest name first. */
  readonly byFirst: ReadonlyMap<string, readonly NamedUnit[]>;
}

let index: UnitIndex | undefined;

/** Every spelling with every prefix it takes, made at the first question; it never changes. A name of the table wins over a prefixed one. */
function unitIndex(): UnitIndex {
  if (index !== undefined) return index;
  const byName = new Map<string, NamedUnit>();
  const lines = unitLines().map((line) => ({ line, symbols: line.names.split("|") }));
  for (const { line, symbols } of lines)
    for (const symbol of symbols) byName.set(symbol, { name: symbol, line, symbol, prefixed: false, factor: line.factor });
  for (const { line, symbols } of lines)
    for (const symbol of symbols)
      for (const { name, factor } of prefixedNames(line, symbol))
        if (!byName.has(name)) byName.set(name, { name, line, symbol, prefixed: true, factor: line.factor * factor });
  const byFirst = new Map<string, NamedUnit[]>();
  for (const unit of byName.values()) {
    const bucket = byFirst.get(unit.name.charAt(0));
    if (bucket === undefined) byFirst.set(unit.name.charAt(0), [unit]);
    else bucket.push(unit);
  }
  for (const bucket of byFirst.values()) bucket.sort((a, b) => b.name.length - a.name.length);
  index = { byName, byFirst };
  return index;
}

/** Letters go before letters, Han before Han, words before words. */
function prefixedNames(line: UnitLine, symbol: string): Array<{ readonly name: string; readonly factor: number }> {
  const allowed = line.prefixes ?? "";
  return UNIT_PREFIXES.flatMap(({ letters, han, word, factor }) => {
    const taken = [...letters].filter((letter) => allowed.includes(letter));
    if (taken.length === 0) return [];
    const prefixes = /^\p{Script=Han}/u.test(symbol) ? [han] : /^[a-z]{4,}$/.test(symbol) ? [word] : taken;
    return prefixes.map((prefix) => ({ name: prefix + symbol, factor }));
  });
}
