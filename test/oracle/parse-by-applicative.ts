/**
 * The oracle of src/model/parse.ts: every value is a reading of its own (`These`), and readings are put together by their applicative. From
 * unknown values to records and issues, with `fp-ts/These` a reading is
 * a value (clean), issues (refused) or both (kept, with something to say).
 */
import { getSemigroup, type NonEmptyArray } from "fp-ts/NonEmptyArray";
import * as These from "fp-ts/These";
import * as v from "valibot";
import { cleanText, isThin, MAX_TEXT_LENGTH, MAX_TITLE_LENGTH } from "./clean-by-patterns.js";
import { readIndustry } from "../../src/model/industry-code.js";
import { createIssue, describeValue, type Issue, type IssueCode, type IssueDetail, type IssueRecord } from "../../src/model/issue.js";
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
} from "../../src/model/record.js";
import type { IndustryTable, References, RegionTable } from "../../src/model/references.js";
import type { RegionResolution } from "../../src/model/region-resolve-code.js";
import { readRegionCode } from "../../src/model/region-code.js";

/** Longest id kept, in UTF-16 code units. */
const MAX_ID_LENGTH = 256;
/** Most entries kept in a list field: lists of people's making are short, longer ones are broken columns. */
const MAX_ITEMS = 64;
/** Longest vector kept. */
export const MAX_DIMENSIONS = 8_192;
/** What separates the entries of a list that came as one text. */
const LIST_SEPARATORS = /[;；,，、|\n\t]+/;

type Reading<A> = These.These<NonEmptyArray<Issue>, A>;
/** Where a value stands: its record and its path inside it. */
interface Place {
  readonly record: IssueRecord;
  readonly path: ReadonlyArray<string | number>;
  /** Where the organisation behind the record is, from its own place outwards: it settles names that several places share. */
  readonly around?: readonly string[];
}
type Reader<A> = (value: unknown, place: Place) => Reading<A | undefined>;
/** A reader for each field of a record; `undefined` from a reader leaves the field out. */
type Fields<A> = { readonly [K in keyof A]-?: Reader<A[K]> };

const applicative = These.getApplicative(getSemigroup<Issue>());
/** Readings as one reading of all their values, in their order; issues add up, and a refused one refuses all. */
function sequence<A>(readings: ReadonlyArray<Reading<A>>): Reading<A[]> {
  const values: A[] = [];
  const told: Issue[] = [];
  let refused = false;
  for (const reading of readings) {
    if (!These.isRight(reading)) told.push(...reading.left);
    if (These.isLeft(reading)) refused = true;
    else values.push(reading.right);
  }
  return refused ? These.left(told as unknown as NonEmptyArray<Issue>) : noting(told, values);
}

const issueAt = (place: Place, code: IssueCode, detail: IssueDetail = {}): Issue =>
  createIssue(code, { path: place.path, record: place.record, ...detail });
/** A kept value (`undefined` where it was left out) and what there is to say about it. */
const noting = <A>(issues: readonly Issue[], value: A): Reading<A> =>
  issues.length === 0 ? These.right(value) : These.both(issues as unknown as NonEmptyArray<Issue>, value);
const below = (place: Place, key: string | number): Place => ({ ...place, path: [...place.path, key] });

/** Reads one value by a schema; what does not fit is left out, under the code that the schema's complaint stands for. */
function bySchema<A>(schema: v.GenericSchema<unknown, A>, expected?: string): Reader<A> {
  return (value, place) => {
    const parsed = v.safeParse(schema, value, { abortEarly: true });
    if (parsed.success) return These.right(parsed.output);
    const complaint = parsed.issues[0];
    const code =
      complaint.type === "picklist" && typeof value === "string"
        ? "unknown-value"
        : complaint.kind === "validation"
          ? "out-of-range"
          : "wrong-type";
    return noting(
      [issueAt(place, code, { expected: expected ?? complaint.expected ?? schema.type, received: describeValue(value) })],
      undefined,
    );
  };
}

/** One of a few words. */
const oneOf = <const A extends readonly string[]>(words: A): Reader<A[number]> =>
  bySchema(v.picklist(words) as v.GenericSchema<unknown, A[number]>, words.join(" | "));

/** Numbers stand for texts in spreadsheets; every other type is a mistake. */
function readString(value: unknown, place: Place): Reading<string | undefined> {
  if (typeof value === "number" && Number.isFinite(value)) {
    return noting([issueAt(place, "number-as-text", { received: String(value) })], String(value));
  }
  return bySchema(v.string())(value, place);
}

const text =
  (maxLength: number): Reader<string> =>
  (value, place) =>
    chain(readString(value, place), (raw) => {
      const clean = cleanText(raw, maxLength);
      return noting(
        clean.codes.map((code) =>
          issueAt(place, code, {
            received: code === "oversized-field" ? String(raw.length) : describeValue(raw.trim()),
            expected: String(maxLength),
          }),
        ),
        clean.text,
      );
    });

/** An id is any text that is not empty: `test` and `NA` are names like others. */
const identifier: Reader<string> = (value, place) =>
  chain(readString(value, place), (raw) => {
    const { text: clean, codes } = cleanText(raw, MAX_ID_LENGTH);
    const id = codes.includes("placeholder-text") ? raw.trim() : clean;
    const told = codes.filter((code) => code !== "placeholder-text");
    return noting(
      told.map((code) => issueAt(place, code, { received: describeValue(raw.trim()), expected: String(MAX_ID_LENGTH) })),
      id,
    );
  });

/** Goes on with a read value, if there is one; issues of both steps are kept. */
function chain<A, B>(reading: Reading<A | undefined>, next: (value: A) => Reading<B | undefined>): Reading<B | undefined> {
  return These.getChain(getSemigroup<Issue>()).chain(reading, (value) => (value === undefined ? These.right(undefined) : next(value)));
}

/** A list; a single text is taken apart at its separators. Entries that cannot be read are left out, order is kept. */
const list =
  <A>(item: Reader<A>, keyOf: (item: A) => string): Reader<readonly A[]> =>
  (value, place) => {
    const issues: Issue[] = [];
    let items: readonly unknown[];
    if (typeof value === "string") {
      items = value.split(LIST_SEPARATORS).filter((entry) => entry.trim() !== "");
      if (items.length > 1) issues.push(issueAt(place, "text-as-list", { expected: String(items.length), received: describeValue(value) }));
    } else if (Array.isArray(value)) {
      items = value as readonly unknown[];
    } else {
      return noting([issueAt(place, "wrong-type", { expected: "array", received: describeValue(value) })], undefined);
    }
    if (items.length > MAX_ITEMS) {
      issues.push(issueAt(place, "too-many-items", { received: String(items.length), expected: String(MAX_ITEMS) }));
      items = items.slice(0, MAX_ITEMS);
    }
    // Array.from visits the holes of a sparse array, which map would leave as holes.
    const read = sequence(Array.from(items, (entry, at) => item(entry, below(place, at))));
    return chain(
      issues.length === 0
        ? read
        : applicative.ap(
            noting(issues, (found: Array<A | undefined>) => found),
            read,
          ),
      (found) => {
        const kept = new Map<string, A>();
        const repeats: Issue[] = [];
        found.forEach((entry, at) => {
          if (entry === undefined) return;
          if (kept.has(keyOf(entry))) repeats.push(issueAt(below(place, at), "duplicate-item", { received: keyOf(entry) }));
          else kept.set(keyOf(entry), entry);
        });
        return noting(repeats, kept.size === 0 ? undefined : [...kept.values()]);
      },
    );
  };

/** Without a table of industries: a code by its digits, anything else a free tag. */
const plainIndustry: Reader<string> = (value, place) =>
  chain(text(MAX_TITLE_LENGTH)(value, place), (raw) => {
    const entry = readIndustry(raw);
    if (entry.kind === "unknown-code") return noting([issueAt(place, "unknown-industry", { received: describeValue(raw) })], undefined);
    return These.right(entry.kind === "code" ? entry.code : entry.tag);
  });

/** With a table: codes, names and synonyms; what the table does not name stays a free tag. Numbers reach the table as numbers: they may have lost a zero. */
const industryOf =
  (table: IndustryTable): Reader<string> =>
  (value, place) =>
    chain(
      typeof value === "number" ? These.right(value) : text(MAX_TITLE_LENGTH)(value, place),
      (raw: string | number): Reading<string | undefined> => {
        const found = table.resolve(raw);
        const received = describeValue(raw);
        switch (found.kind) {
          case "code": {
            // Digits below the table's depth are taken on trust, as they are without a table; saying so for each would drown the rest.
            const mended = found.issues.filter((code) => code === "industry-code-repaired");
            return noting(
              mended.map((code) => issueAt(place, code, { received, expected: found.code })),
              found.code,
            );
          }
          case "tag":
            return These.right(found.tag);
          case "ambiguous":
            return noting([issueAt(place, "industry-ambiguous", { received, expected: found.candidates.join(", ") })], undefined);
          case "unknown":
            if (found.reason === "industry-unknown-name") return These.right(String(raw).normalize("NFKC").trim().toLowerCase());
            return noting(
              [issueAt(place, found.reason === "industry-letter-mismatch" ? found.reason : "unknown-industry", { received })],
              undefined,
            );
        }
      },
    );

/** Without a table of regions: a code by its digits. */
const plainRegion: Reader<string> = (value, place) =>
  chain(text(MAX_TITLE_LENGTH)(value, place), (raw) => {
    const code = readRegionCode(raw);
    return code === undefined ? noting([issueAt(place, "unknown-region", { received: describeValue(raw) })], undefined) : These.right(code);
  });

const AMBIGUITY_CODES = {
  "region-homonym": "region-ambiguous",
  "region-common-word": "region-common-word",
  "region-conflict": "region-conflict",
  "region-divided": "region-ambiguous",
} as const;

/** What a text names; where several places share the name, the one nearest around the organisation, if it is the only one there. */
function resolveAround(table: RegionTable, raw: string | number, around: readonly string[]): RegionResolution {
  const plain = table.resolve(raw);
  if (plain.kind !== "ambiguous") return plain;
  for (const within of around) {
    const found = table.resolve(raw, within);
    if (found.kind === "resolved") return found;
  }
  return plain;
}

/** With a table: codes, names, addresses. Of places that share a name the region that holds them all is certain, and is kept. */
const regionOf =
  (table: RegionTable): Reader<string> =>
  (value, place) =>
    chain(
      typeof value === "number" ? These.right(value) : text(MAX_TITLE_LENGTH)(value, place),
      (raw: string | number): Reading<string | undefined> => {
        const found = resolveAround(table, raw, place.around ?? []);
        const received = describeValue(raw);
        switch (found.kind) {
          case "resolved":
            return noting(
              found.issues.map((code) => issueAt(place, code, { received, expected: found.code })),
              found.code,
            );
          case "ambiguous": {
            // A word that may be no place at all has no region that is certain.
            const certain = found.reason === "region-common-word" ? undefined : found.within;
            if (certain !== undefined) return noting([issueAt(place, "region-coarsened", { received, expected: certain })], certain);
            return noting([issueAt(place, AMBIGUITY_CODES[found.reason], { received, expected: found.candidates.join(", ") })], undefined);
          }
          case "unknown": {
            if (found.within !== undefined)
              return noting([issueAt(place, "region-coarsened", { received, expected: found.within })], found.within);
            return noting([issueAt(place, found.reason === "region-abroad" ? found.reason : "unknown-region", { received })], undefined);
          }
        }
      },
    );

const maturity = bySchema(
  v.pipe(v.number(), v.integer(), v.minValue(MATURITY_RANGE.min), v.maxValue(MATURITY_RANGE.max)),
  `${MATURITY_RANGE.min}–${MATURITY_RANGE.max}`,
);
const itself = (item: string): string => item;

const embedding: Reader<readonly number[]> = (value, place) => {
  const numbers: readonly unknown[] | undefined = Array.isArray(value)
    ? value
    : ArrayBuffer.isView(value) && !(value instanceof DataView)
      ? Array.from(value as Float64Array)
      : undefined;
  const wrong = (received: string): Reading<undefined> =>
    noting([issueAt(place, "bad-vector", { expected: `1 to ${MAX_DIMENSIONS} finite numbers, not all zero`, received })], undefined);
  if (numbers === undefined) return wrong(describeValue(value));
  if (numbers.length === 0 || numbers.length > MAX_DIMENSIONS) return wrong(`length ${numbers.length}`);
  // Values beyond Float32 become infinite there, so the door is as narrow as the storage.
  const at = numbers.findIndex((entry) => typeof entry !== "number" || !Number.isFinite(Math.fround(entry)));
  if (at >= 0) return wrong(`${describeValue(numbers[at])} at ${at}`);
  if (numbers.every((entry) => Math.fround(entry as number) === 0)) return wrong("all zero");
  return These.right([...(numbers as readonly number[])]);
};

const visibility: Reader<NonNullable<Need["visibility"]>> = (value, place) => {
  // Marks that cannot be read must not open what somebody meant to close.
  if (!isPlainObject(value)) {
    const closed = Object.fromEntries(MARKED_NEED_FIELDS.map((field) => [field, "authority"] as const));
    return noting([issueAt(place, "wrong-type", { expected: "object", received: describeValue(value) })], closed);
  }
  const keys = Object.keys(value);
  const mark = oneOf(VISIBILITIES);
  const strangers = keys.filter((key) => !(MARKED_NEED_FIELDS as readonly string[]).includes(key));
  const known = keys.filter((key) => !strangers.includes(key));
  const issues = strangers.map((key) =>
    issueAt(below(place, key), "unknown-value", { received: key, expected: MARKED_NEED_FIELDS.join(", ") }),
  );
  const marks = sequence(
    known.map((key) =>
      These.getApplicative(getSemigroup<Issue>()).map(mark(value[key], below(place, key)), (read) => [key, read ?? "authority"] as const),
    ),
  );
  return applicative.ap(
    noting(issues, (found: ReadonlyArray<readonly [string, string]>) => Object.fromEntries(found) as NonNullable<Need["visibility"]>),
    marks,
  );
};

const PART_FIELDS: Fields<NeedPart> = {
  id: identifier,
  title: text(MAX_TITLE_LENGTH),
  description: text(MAX_TEXT_LENGTH),
  weight: bySchema(v.pipe(v.number(), v.finite(), v.gtValue(0)), "> 0"),
  factors: list(oneOf(FACTORS), itself),
};

/** A part without an id is counted (`1`, `2`, …); a part without any text is no part. */
const part: Reader<NeedPart> = (value, place) => {
  if (!isPlainObject(value))
    return noting([issueAt(place, "wrong-type", { expected: "object", received: describeValue(value) })], undefined);
  return chain(readFields(PART_FIELDS, value, place), (fields) => {
    if (fields.title === undefined && fields.description === undefined)
      return noting([issueAt(below(place, "title"), "empty-text")], undefined);
    return These.right({ ...fields, id: fields.id ?? String(Number(place.path.at(-1)) + 1), title: fields.title ?? "" });
  });
};

interface PlaceReaders {
  readonly industry: Reader<string>;
  readonly region: Reader<string>;
}

const outcomeFields = ({ industry, region }: PlaceReaders): Fields<Outcome> => ({
  id: identifier,
  title: text(MAX_TITLE_LENGTH),
  abstract: text(MAX_TEXT_LENGTH),
  keywords: list(text(MAX_TITLE_LENGTH), itself),
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
  title: text(MAX_TITLE_LENGTH),
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
  name: text(MAX_TITLE_LENGTH),
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
function readFields<A extends object>(fields: Fields<A>, value: Record<string, unknown>, place: Place): Reading<Partial<A>> {
  const strangers = Object.keys(value).filter((key) => !Object.hasOwn(fields, key));
  const issues = strangers.map((key) =>
    issueAt(below(place, key), FORBIDDEN_KEYS.has(key) ? "forbidden-key" : "unknown-field", { received: describeValue(key) }),
  );
  const readings: Array<Reading<readonly [string, unknown]>> = [];
  for (const key of Object.keys(fields) as Array<keyof A & string>) {
    const raw = Object.hasOwn(value, key) ? value[key] : undefined;
    if (raw === undefined || raw === null) continue;
    readings.push(applicative.map(fields[key](raw, below(place, key)), (read) => [key, read] as const));
  }
  const build = (entries: ReadonlyArray<readonly [string, unknown]>): Partial<A> =>
    Object.fromEntries(entries.filter(([, read]) => read !== undefined)) as Partial<A>;
  return applicative.ap(noting(issues, build), sequence(readings));
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
  finish: (fields: Partial<A> & { readonly id: string }, place: Place) => Reading<A>,
): ParsedRecord<A> {
  let reading: Reading<A | undefined>;
  try {
    reading = readRecord(kind, fields, input, index, aroundOf, finish);
  } catch {
    // Getters, proxies and revoked proxies may throw whatever they like; such a record cannot be read.
    reading = These.left([createIssue("record-not-object", { record: { kind, index }, received: "an object that cannot be read" })]);
  }
  return These.fold<NonEmptyArray<Issue>, A | undefined, ParsedRecord<A>>(
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
  finish: (fields: Partial<A> & { readonly id: string }, place: Place) => Reading<A>,
): Reading<A | undefined> {
  const given =
    isPlainObject(input) && (typeof input["id"] === "string" || typeof input["id"] === "number") ? { id: describeValue(input["id"]) } : {};
  const place: Place = { record: { kind, index, ...given }, path: [] };
  if (!isPlainObject(input)) return These.left([issueAt(place, "record-not-object", { received: describeValue(input) })]);
  return chain(readFields(fields, input, { ...place, around: aroundOf(input) }), (read) =>
    read.id === undefined
      ? These.left([issueAt(below(place, "id"), "missing-id")])
      : finish(read as Partial<A> & { readonly id: string }, place),
  );
}

/** A title that is absent is noted; what text there is, but too little to match on, as well. */
function finishTexts<A extends { readonly title?: string }>(
  record: A,
  rest: ReadonlyArray<string | undefined>,
  place: Place,
): Reading<A & { readonly title: string }> {
  const issues: Issue[] = [];
  if (record.title === undefined) issues.push(issueAt(below(place, "title"), "missing-field"));
  const whole = [record.title, ...rest].filter((piece) => piece !== undefined).join(" ");
  if (whole !== "" && isThin(whole)) issues.push(issueAt(below(place, "title"), "thin-text", { received: describeValue(whole) }));
  return noting(issues, { ...record, title: record.title ?? "" });
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
    industry: industries === undefined ? plainIndustry : industryOf(industries),
    region: regions === undefined ? plainRegion : regionOf(regions),
  };
  const ofOutcome = outcomeFields(readers);
  const ofNeed = needFields(readers);
  const ofOrganisation = organisationFields(readers);
  return {
    outcome: (input, index) =>
      parseRecord("outcome", ofOutcome, input, index, aroundOf, (read, place) =>
        finishTexts(read, [read.abstract, ...(read.keywords ?? [])], place),
      ),
    need: (input, index) =>
      parseRecord("need", ofNeed, input, index, aroundOf, (read, place) =>
        finishTexts(read, [read.description, ...(read.parts ?? []).flatMap((piece) => [piece.title, piece.description])], place),
      ),
    organisation: (input, index) =>
      parseRecord(
        "organisation",
        ofOrganisation,
        input,
        index,
        () => [],
        (read, place) => finishOrganisation(read, place, regions),
      ),
  };
}

/** A missing name is noted and the id stands in; a missing region is read from the name where the name leaves no doubt. */
function finishOrganisation(
  read: Partial<Organisation> & { readonly id: string },
  place: Place,
  regions: RegionTable | undefined,
): Reading<Organisation> {
  const { name } = read;
  if (name === undefined) return noting([issueAt(below(place, "name"), "missing-field")], { ...read, name: read.id });
  const found = read.region === undefined && regions !== undefined ? regions.resolve(name) : undefined;
  if (found?.kind !== "resolved") return These.right({ ...read, name });
  const issue = issueAt(below(place, "region"), "region-from-name", { received: describeValue(name), expected: found.code });
  return noting([issue], { ...read, name, region: found.code });
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
