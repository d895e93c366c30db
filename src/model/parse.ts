/**
 * From unknown values to records and issues. The one importer of the schema library; with `fp-ts/These` what is read of a record is
 * a value (clean), issues (refused) or both (kept, with something to say). Inside a record the readers add what they have to say to one list.
 */
import type { NonEmptyArray } from "fp-ts/NonEmptyArray";
import * as These from "fp-ts/These";
import * as v from "valibot";
import { cleanText, isThin, MAX_TEXT_LENGTH, MAX_TITLE_LENGTH } from "./clean-text.js";
import { readIndustry } from "./industry-code.js";
import { createIssue, describeValue, type Issue, type IssueCode, type IssueDetail, type IssueRecord } from "./issue.js";
import {
  FACTORS,
  FIRM_SIZES,
  MARKED_NEED_FIELDS,
  MATURITY_RANGE,
  ORGANISATION_KINDS,
  SECTORS,
  VISIBILITIES,
  type Need,
  type NeedPart,
  type Organisation,
  type Outcome,
} from "./record.js";
import type { IndustryTable, References, RegionTable } from "./references.js";
import type { RegionResolution } from "./region-resolve-code.js";
import { readRegionCode } from "./region-code.js";

/** Longest id kept, in UTF-16 code units. */
const MAX_ID_LENGTH = 256;
/** Most entries kept in a list field: lists of people's making are short, longer ones are broken columns. */
const MAX_ITEMS = 64;
/** Longest vector kept. */
export const MAX_DIMENSIONS = 8_192;
/** What separates the entries of a list that came as one text. */
const LIST_SEPARATORS = /[;；,，、|\n\t]+/;

/** A record on its way in: where its readers are, and what they have said so far. */
interface Notes {
  readonly record: IssueRecord;
  /** From the record inwards to the value that is being read. */
  readonly path: Array<string | number>;
  readonly issues: Issue[];
  /** Where the organisation behind the record is, from its own place outwards: it settles names that several places share. */
  readonly around: () => readonly string[];
}
/** Reads a value; `undefined` where it is left out. */
type Reader<A> = (value: unknown, notes: Notes) => A | undefined;
/** A reader for each field of a record. */
type Fields<A> = { readonly [K in keyof A]-?: Reader<A[K]> };

function note({ path, record, issues }: Notes, code: IssueCode, detail: IssueDetail = {}): void {
  issues.push(createIssue(code, { path: [...path], record, ...detail }));
}

/** Reads what stands under a key of the value that is being read. */
function readBelow<A>(notes: Notes, key: string | number, read: Reader<A>, value: unknown): A | undefined {
  notes.path.push(key);
  const found = read(value, notes);
  notes.path.pop();
  return found;
}

function noteBelow(notes: Notes, key: string | number, code: IssueCode, detail: IssueDetail = {}): void {
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
function oneOf<const A extends readonly string[]>(words: A): Reader<A[number]> {
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

const text =
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
const line = text(MAX_TITLE_LENGTH);

/** An id is any text that is not empty: `test` and `NA` are names like others. */
const identifier: Reader<string> = (value, notes) => {
  const raw = readString(value, notes);
  if (raw === undefined) return undefined;
  const { text: clean, codes } = cleanText(raw, MAX_ID_LENGTH);
  for (const code of codes)
    if (code !== "placeholder-text") note(notes, code, { received: describeValue(raw.trim()), expected: String(MAX_ID_LENGTH) });
  return codes.includes("placeholder-text") ? raw.trim() : clean;
};

/** A list; a single text is taken apart at its separators. Entries that cannot be read are left out, order is kept. */
const list =
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
    // By index, since the holes of a sparse array are entries that cannot be read.
    const found: Array<A | undefined> = [];
    for (let at = 0; at < items.length; at++) found.push(readBelow(notes, at, item, items[at]));
    const kept: A[] = [];
    const keys: string[] = [];
    found.forEach((entry, at) => {
      if (entry === undefined) return;
      const key = keyOf(entry);
      if (keys.includes(key)) return noteBelow(notes, at, "duplicate-item", { received: key });
      keys.push(key);
      kept.push(entry);
    });
    return kept.length === 0 ? undefined : kept;
  };

/** Answers kept: markets name few industries and places, many times. */
const MAX_REMEMBERED = 4_096;

/** The same function of a text, which remembers its first answers. */
function remembering<A>(answer: (text: string) => A): (text: string) => A {
  const known = new Map<string, A>();
  return (given) => {
    let found = known.get(given);
    if (found === undefined) {
      found = answer(given);
      if (known.size < MAX_REMEMBERED) known.set(given, found);
    }
    return found;
  };
}

/** Without a table of industries: a code by its digits, anything else a free tag. */
const plainIndustry = (): Reader<string> => {
  const read = remembering(readIndustry);
  return (value, notes) => {
    const raw = line(value, notes);
    if (raw === undefined) return undefined;
    const entry = read(raw);
    if (entry.kind !== "unknown-code") return entry.kind === "code" ? entry.code : entry.tag;
    note(notes, "unknown-industry", { received: describeValue(raw) });
    return undefined;
  };
};

/** With a table: codes, names and synonyms; what the table does not name stays a free tag. Numbers reach the table as numbers: they may have lost a zero. */
const industryOf = (table: IndustryTable): Reader<string> => {
  const resolve = remembering((text) => table.resolve(text));
  return (value, notes) => {
    const raw = typeof value === "number" ? value : line(value, notes);
    if (raw === undefined) return undefined;
    const found = typeof raw === "number" ? table.resolve(raw) : resolve(raw);
    const received = describeValue(raw);
    switch (found.kind) {
      case "code":
        // Digits below the table's depth are taken on trust, as they are without a table; saying so for each would drown the rest.
        for (const code of found.issues) if (code === "industry-code-repaired") note(notes, code, { received, expected: found.code });
        return found.code;
      case "tag":
        return found.tag;
      case "ambiguous":
        note(notes, "industry-ambiguous", { received, expected: found.candidates.join(", ") });
        return undefined;
      case "unknown":
        if (found.reason === "industry-unknown-name") return String(raw).normalize("NFKC").trim().toLowerCase();
        note(notes, found.reason === "industry-letter-mismatch" ? found.reason : "unknown-industry", { received });
        return undefined;
    }
  };
};

/** Without a table of regions: a code by its digits. */
const plainRegion: Reader<string> = (value, notes) => {
  const raw = line(value, notes);
  if (raw === undefined) return undefined;
  const code = readRegionCode(raw);
  if (code === undefined) note(notes, "unknown-region", { received: describeValue(raw) });
  return code;
};

const AMBIGUITY_CODES = {
  "region-homonym": "region-ambiguous",
  "region-common-word": "region-common-word",
  "region-conflict": "region-conflict",
  "region-divided": "region-ambiguous",
} as const;

/** With a table: codes, names, addresses. Of places that share a name the region that holds them all is certain, and is kept. */
const regionOf = (table: RegionTable): Reader<string> => {
  const resolve = remembering((text) => table.resolve(text));
  /** What a text names; where several places share the name, the one nearest around the organisation, if it is the only one there. */
  const resolveAround = (raw: string | number, notes: Notes): RegionResolution => {
    const plain = typeof raw === "number" ? table.resolve(raw) : resolve(raw);
    if (plain.kind !== "ambiguous") return plain;
    for (const within of notes.around()) {
      const found = table.resolve(raw, within);
      if (found.kind === "resolved") return found;
    }
    return plain;
  };
  return (value, notes) => {
    const raw = typeof value === "number" ? value : line(value, notes);
    if (raw === undefined) return undefined;
    const found = resolveAround(raw, notes);
    const received = describeValue(raw);
    switch (found.kind) {
      case "resolved":
        for (const code of found.issues) note(notes, code, { received, expected: found.code });
        return found.code;
      case "ambiguous": {
        // A word that may be no place at all has no region that is certain.
        const certain = found.reason === "region-common-word" ? undefined : found.within;
        if (certain === undefined) note(notes, AMBIGUITY_CODES[found.reason], { received, expected: found.candidates.join(", ") });
        else note(notes, "region-coarsened", { received, expected: certain });
        return certain;
      }
      case "unknown":
        if (found.within !== undefined) note(notes, "region-coarsened", { received, expected: found.within });
        else note(notes, found.reason === "region-abroad" ? found.reason : "unknown-region", { received });
        return found.within;
    }
  };
};

const maturity = bySchema(
  v.pipe(v.number(), v.integer(), v.minValue(MATURITY_RANGE.min), v.maxValue(MATURITY_RANGE.max)),
  `${MATURITY_RANGE.min}–${MATURITY_RANGE.max}`,
);
const itself = (item: string): string => item;

const embedding: Reader<readonly number[]> = (value, notes) => {
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

const visibilityMark = oneOf(VISIBILITIES);

const visibility: Reader<NonNullable<Need["visibility"]>> = (value, notes) => {
  // Marks that cannot be read must not open what somebody meant to close.
  if (!isPlainObject(value)) {
    note(notes, "wrong-type", { expected: "object", received: describeValue(value) });
    return Object.fromEntries(MARKED_NEED_FIELDS.map((field) => [field, "authority"] as const));
  }
  const keys = Object.keys(value);
  const strangers = keys.filter((key) => !(MARKED_NEED_FIELDS as readonly string[]).includes(key));
  for (const key of strangers) noteBelow(notes, key, "unknown-value", { received: key, expected: MARKED_NEED_FIELDS.join(", ") });
  return Object.fromEntries(
    keys
      .filter((key) => !strangers.includes(key))
      .map((key) => [key, readBelow(notes, key, visibilityMark, value[key]) ?? "authority"] as const),
  );
};

const PART_FIELDS: Fields<NeedPart> = {
  id: identifier,
  title: line,
  description: text(MAX_TEXT_LENGTH),
  weight: bySchema(v.pipe(v.number(), v.finite(), v.gtValue(0)), "> 0"),
  factors: list(oneOf(FACTORS), itself),
};

/** A part without an id is counted (`1`, `2`, …); a part without any text is no part. */
const part: Reader<NeedPart> = (value, notes) => {
  if (!isPlainObject(value)) {
    note(notes, "wrong-type", { expected: "object", received: describeValue(value) });
    return undefined;
  }
  const fields = readFields(PART_FIELDS, value, notes);
  if (fields.title === undefined && fields.description === undefined) {
    noteBelow(notes, "title", "empty-text");
    return undefined;
  }
  return { ...fields, id: fields.id ?? String(Number(notes.path.at(-1)) + 1), title: fields.title ?? "" };
};

interface PlaceReaders {
  readonly industry: Reader<string>;
  readonly region: Reader<string>;
}

const outcomeFields = ({ industry, region }: PlaceReaders): Fields<Outcome> => ({
  id: identifier,
  title: line,
  abstract: text(MAX_TEXT_LENGTH),
  keywords: list(line, itself),
  organisation: identifier,
  industries: list(industry, itself),
  region,
  factors: list(oneOf(FACTORS), itself),
  seeks: list(oneOf(FACTORS), itself),
  maturity,
  embedding,
});

const needFields = ({ industry, region }: PlaceReaders): Fields<Need> => ({
  id: identifier,
  title: line,
  description: text(MAX_TEXT_LENGTH),
  parts: list(part, (item) => item.id),
  organisation: identifier,
  industries: list(industry, itself),
  region,
  factors: list(oneOf(FACTORS), itself),
  brings: list(oneOf(FACTORS), itself),
  maturity,
  embedding,
  visibility,
});

const organisationFields = ({ industry, region }: PlaceReaders): Fields<Organisation> => ({
  id: identifier,
  name: line,
  kind: oneOf(ORGANISATION_KINDS),
  region,
  industries: list(industry, itself),
  size: oneOf(FIRM_SIZES),
  sector: oneOf(SECTORS),
  partners: list(identifier, itself),
});

/** Keys that reach an object's prototype; they never name a field. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads the known fields of an object; absent and null fields stay absent, strangers are noted. */
function readFields<A extends object>(fields: Fields<A>, value: Record<string, unknown>, notes: Notes): Partial<A> {
  for (const key of Object.keys(value))
    if (!Object.hasOwn(fields, key))
      noteBelow(notes, key, FORBIDDEN_KEYS.has(key) ? "forbidden-key" : "unknown-field", { received: describeValue(key) });
  const read: Partial<A> = {};
  for (const key of Object.keys(fields) as Array<keyof A & string>) {
    const raw = Object.hasOwn(value, key) ? value[key] : undefined;
    if (raw === undefined || raw === null) continue;
    const found = readBelow(notes, key, fields[key], raw);
    if (found !== undefined) read[key] = found;
  }
  return read;
}

/** One record read: what could be kept of it, or nothing, and every issue met. */
export interface ParsedRecord<A> {
  readonly record: A | undefined;
  readonly issues: readonly Issue[];
}

function parseRecord<A extends { readonly id: string }>(
  kind: IssueRecord["kind"],
  fields: Fields<A>,
  input: unknown,
  index: number,
  aroundOf: (input: Record<string, unknown>) => readonly string[],
  finish: (fields: Partial<A> & { readonly id: string }, notes: Notes) => A,
): ParsedRecord<A> {
  let reading: These.These<NonEmptyArray<Issue>, A>;
  try {
    reading = readRecord(kind, fields, input, index, aroundOf, finish);
  } catch {
    // Getters, proxies and revoked proxies may throw whatever they like; such a record cannot be read.
    reading = These.left([createIssue("record-not-object", { record: { kind, index }, received: "an object that cannot be read" })]);
  }
  return These.fold<NonEmptyArray<Issue>, A, ParsedRecord<A>>(
    (issues) => ({ record: undefined, issues }),
    (record) => ({ record, issues: [] }),
    (issues, record) => ({ record, issues }),
  )(reading);
}

function readRecord<A extends { readonly id: string }>(
  kind: IssueRecord["kind"],
  fields: Fields<A>,
  input: unknown,
  index: number,
  aroundOf: (input: Record<string, unknown>) => readonly string[],
  finish: (fields: Partial<A> & { readonly id: string }, notes: Notes) => A,
): These.These<NonEmptyArray<Issue>, A> {
  const isObject = isPlainObject(input);
  const id = isObject ? input["id"] : undefined;
  const record = typeof id === "string" || typeof id === "number" ? { kind, index, id: describeValue(id) } : { kind, index };
  const notes: Notes = { record, path: [], issues: [], around: () => (isObject ? aroundOf(input) : []) };
  const told = notes.issues as unknown as NonEmptyArray<Issue>;
  if (!isObject) {
    note(notes, "record-not-object", { received: describeValue(input) });
    return These.left(told);
  }
  const read = readFields(fields, input, notes);
  if (read.id === undefined) {
    noteBelow(notes, "id", "missing-id");
    return These.left(told);
  }
  const kept = finish(read as Partial<A> & { readonly id: string }, notes);
  return notes.issues.length === 0 ? These.right(kept) : These.both(told, kept);
}

/** A title that is absent is noted; what text there is, but too little to match on, as well. @param rest the other texts. */
function finishTexts<A extends { readonly title?: string }>(
  record: A,
  rest: () => ReadonlyArray<string | undefined>,
  notes: Notes,
): A & { readonly title: string } {
  const { title } = record;
  if (title === undefined) noteBelow(notes, "title", "missing-field");
  // What follows makes no text thinner.
  if (title === undefined || isThin(title)) {
    const whole = [title, ...rest()].filter((piece) => piece !== undefined).join(" ");
    if (whole !== "" && isThin(whole)) noteBelow(notes, "title", "thin-text", { received: describeValue(whole) });
  }
  return title === undefined ? { ...record, title: "" } : (record as A & { readonly title: string });
}

/** Reads records under given tables. */
export interface RecordParser {
  /** @param index place in the caller's input, from 0, for the issues to name. */
  readonly outcome: (input: unknown, index: number) => ParsedRecord<Outcome>;
  readonly need: (input: unknown, index: number) => ParsedRecord<Need>;
  readonly organisation: (input: unknown, index: number) => ParsedRecord<Organisation>;
}

/**
 * Makes a parser; make one for a whole market.
 *
 * @param regionOfOrganisation the region of the organisation behind a record, where it is known: it settles names that several places share.
 */
export function createParser(
  { regions, industries }: References = {},
  regionOfOrganisation: (id: string) => string | undefined = () => undefined,
): RecordParser {
  const aroundOf = ({ organisation }: Record<string, unknown>): readonly string[] => {
    const region = typeof organisation === "string" ? regionOfOrganisation(organisation.trim()) : undefined;
    return region === undefined || regions === undefined ? [] : [...regions.chain(region)].reverse();
  };
  const readers: PlaceReaders = {
    industry: industries === undefined ? plainIndustry() : industryOf(industries),
    region: regions === undefined ? plainRegion : regionOf(regions),
  };
  const ofOutcome = outcomeFields(readers);
  const ofNeed = needFields(readers);
  const ofOrganisation = organisationFields(readers);
  return {
    outcome: (input, index) =>
      parseRecord("outcome", ofOutcome, input, index, aroundOf, (read, notes) =>
        finishTexts(read, () => [read.abstract, ...(read.keywords ?? [])], notes),
      ),
    need: (input, index) =>
      parseRecord("need", ofNeed, input, index, aroundOf, (read, notes) =>
        finishTexts(read, () => [read.description, ...(read.parts ?? []).flatMap((piece) => [piece.title, piece.description])], notes),
      ),
    organisation: (input, index) =>
      parseRecord(
        "organisation",
        ofOrganisation,
        input,
        index,
        () => [],
        (read, notes) => finishOrganisation(read, notes, regions),
      ),
  };
}

/** A missing name is noted and the id stands in; a missing region is read from the name where the name leaves no doubt. */
function finishOrganisation(
  read: Partial<Organisation> & { readonly id: string },
  notes: Notes,
  regions: RegionTable | undefined,
): Organisation {
  const { name } = read;
  if (name === undefined) {
    noteBelow(notes, "name", "missing-field");
    return { ...read, name: read.id };
  }
  const found = read.region === undefined && regions !== undefined ? regions.resolve(name) : undefined;
  if (found?.kind !== "resolved") return { ...read, name };
  noteBelow(notes, "region", "region-from-name", { received: describeValue(name), expected: found.code });
  return { ...read, name, region: found.code };
}

const PLAIN = createParser();

/**
 * Reads one outcome from anything, without tables of regions and industries. Never throws; the input is not changed.
 *
 * @param index place in the caller's input, from 0, for the issues to name.
 */
export function parseOutcome(input: unknown, index = 0): ParsedRecord<Outcome> {
  return PLAIN.outcome(input, index);
}

/** Reads one need from anything. As `parseOutcome`. */
export function parseNeed(input: unknown, index = 0): ParsedRecord<Need> {
  return PLAIN.need(input, index);
}

/** Reads one organisation from anything. As `parseOutcome`. A missing name is noted and the id stands in. */
export function parseOrganisation(input: unknown, index = 0): ParsedRecord<Organisation> {
  return PLAIN.organisation(input, index);
}
