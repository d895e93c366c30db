/**
 * Readers of single values: from anything to a text, a list, a number, a vector, or to nothing and an issue. The one importer of the schema
 * library. Inside a record the readers add what they have to say to one list.
 */
import * as v from "valibot";
import { cleanText, MAX_TITLE_LENGTH } from "./clean-text.js";
import { createIssue, describeValue, type Issue, type IssueCode, type IssueDetail, type IssueRecord } from "./issue.js";
import { MATURITY_RANGE } from "./record.js";

/** Longest id kept, in UTF-16 code units. */
const MAX_ID_LENGTH = 256;
/** Most entries kept in a list field: lists of people's making are short, longer ones are broken columns. */
const MAX_ITEMS = 64;
/** Longest vector kept. */
export const MAX_DIMENSIONS = 8_192;
/** What separates the entries of a list that came as one text. */
const LIST_SEPARATORS = /[;；,，、|\n\t]+/;

/** A record on its way in: where its readers are, and what they have said so far. */
export interface Notes {
  readonly record: IssueRecord;
  /** From the record inwards to the value that is being read. */
  readonly path: Array<string | number>;
  readonly issues: Issue[];
  /** Where the organisation behind the record is, from its own place outwards: it settles names that several places share. */
  readonly around: () => readonly string[];
}
/** Reads a value; `undefined` where it is left out. */
export type Reader<A> = (value: unknown, notes: Notes) => A | undefined;

export function note({ path, record, issues }: Notes, code: IssueCode, detail: IssueDetail = {}): void {
  issues.push(createIssue(code, { path: [...path], record, ...detail }));
}

/** Reads what stands under a key of the value that is being read. */
export function readBelow<A>(notes: Notes, key: string | number, read: Reader<A>, value: unknown): A | undefined {
  notes.path.push(key);
  const found = read(value, notes);
  notes.path.pop();
  return found;
}

export function noteBelow(notes: Notes, key: string | number, code: IssueCode, detail: IssueDetail = {}): void {
  readBelow(notes, key, () => note(notes, code, detail), undefined);
}

/** Reads one value by a schema; what does not fit is left out, under the code that the schema's complaint stands for. */
function bySchema<A>(schema: v.GenericSchema<unknown, A>, expected?: string): Reader<A> {
  return (value, notes) => {
    const parsed = v.safeParse(schema, value, { abortEarly: true });
    if (parsed.success) return parsed.output;
    const complaint = parsed.issues[0];
    const code =
      complaint.type === "picklist" && typeof value === "string"
        ? "unknown-value"
        : complaint.kind === "validation"
          ? "out-of-range"
          : "wrong-type";
    note(notes, code, { expected: expected ?? complaint.expected ?? schema.type, received: describeValue(value) });
    return undefined;
  };
}

/** One of a few words. */
export function oneOf<const A extends readonly string[]>(words: A): Reader<A[number]> {
  const explain = bySchema(v.picklist(words) as v.GenericSchema<unknown, A[number]>, words.join(" | "));
  return (value, notes) => (words.includes(value as string) ? (value as A[number]) : explain(value, notes));
}

const explainString = bySchema(v.string());

/** Numbers stand for texts in spreadsheets; every other type is a mistake. */
const readString: Reader<string> = (value, notes) => {
  if (typeof value === "string") return value;
  if (typeof value !== "number" || !Number.isFinite(value)) return explainString(value, notes);
  note(notes, "number-as-text", { received: String(value) });
  return String(value);
};

export const text =
  (maxLength: number): Reader<string> =>
  (value, notes) => {
    const raw = readString(value, notes);
    if (raw === undefined) return undefined;
    const clean = cleanText(raw, maxLength);
    for (const code of clean.codes)
      note(notes, code, {
        received: code === "oversized-field" ? String(raw.length) : describeValue(raw.trim()),
        expected: String(maxLength),
      });
    return clean.text;
  };
export const line = text(MAX_TITLE_LENGTH);

/** An id is any text that is not empty: `test` and `NA` are names like others. */
export const identifier: Reader<string> = (value, notes) => {
  const raw = readString(value, notes);
  if (raw === undefined) return undefined;
  const { text: clean, codes } = cleanText(raw, MAX_ID_LENGTH);
  for (const code of codes)
    if (code !== "placeholder-text") note(notes, code, { received: describeValue(raw.trim()), expected: String(MAX_ID_LENGTH) });
  return codes.includes("placeholder-text") ? raw.trim() : clean;
};

/** A list; a single text is taken apart at its separators. Entries that cannot be read are left out, order is kept. */
export const list =
  <A>(item: Reader<A>, keyOf: (item: A) => string): Reader<readonly A[]> =>
  (value, notes) => {
    let items: readonly unknown[];
    if (typeof value === "string") {
      items = value.split(LIST_SEPARATORS).filter((entry) => entry.trim() !== "");
      if (items.length > 1) note(notes, "text-as-list", { expected: String(items.length), received: describeValue(value) });
    } else if (Array.isArray(value)) {
      items = value as readonly unknown[];
    } else {
      note(notes, "wrong-type", { expected: "array", received: describeValue(value) });
      return undefined;
    }
    if (items.length > MAX_ITEMS) {
      note(notes, "too-many-items", { received: String(items.length), expected: String(MAX_ITEMS) });
      items = items.slice(0, MAX_ITEMS);
    }
    // By index, since the holes of a sparse array are entries that cannot be read; made as long as it gets, since records keep it.
    const found = new Array<A | undefined>(items.length);
    for (let at = 0; at < items.length; at++) found[at] = readBelow(notes, at, item, items[at]);
    let kept = 0;
    for (let at = 0; at < found.length; at++) {
      const entry = found[at];
      if (entry === undefined) continue;
      const key = keyOf(entry);
      let same = 0;
      while (same < kept && keyOf(found[same]!) !== key) same++;
      if (same < kept) noteBelow(notes, at, "duplicate-item", { received: key });
      else found[kept++] = entry;
    }
    if (kept < found.length) found.length = kept;
    return kept === 0 ? undefined : (found as A[]);
  };

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export const maturity = bySchema(
  v.pipe(v.number(), v.integer(), v.minValue(MATURITY_RANGE.min), v.maxValue(MATURITY_RANGE.max)),
  `${MATURITY_RANGE.min}–${MATURITY_RANGE.max}`,
);
export const itself = (item: string): string => item;

/** A number above 0. */
export const positiveNumber = bySchema(v.pipe(v.number(), v.finite(), v.gtValue(0)), "> 0");

export const embedding: Reader<readonly number[]> = (value, notes) => {
  const numbers: readonly unknown[] | undefined = Array.isArray(value)
    ? value
    : ArrayBuffer.isView(value) && !(value instanceof DataView)
      ? Array.from(value as Float64Array)
      : undefined;
  const wrong = (received: string): undefined =>
    void note(notes, "bad-vector", { expected: `1 to ${MAX_DIMENSIONS} finite numbers, not all zero`, received });
  if (numbers === undefined) return wrong(describeValue(value));
  if (numbers.length === 0 || numbers.length > MAX_DIMENSIONS) return wrong(`length ${numbers.length}`);
  // Values beyond Float32 become infinite there, so the door is as narrow as the storage.
  const at = numbers.findIndex((entry) => typeof entry !== "number" || !Number.isFinite(Math.fround(entry)));
  if (at >= 0) return wrong(`${describeValue(numbers[at])} at ${at}`);
  if (numbers.every((entry) => Math.fround(entry as number) === 0)) return wrong("all zero");
  return [...(numbers as readonly number[])];
};
