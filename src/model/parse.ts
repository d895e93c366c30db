/**
 * From unknown values to records and issues: which field of a record is read how. With `fp-ts/These` what is read of a record is
 * a value (clean), issues (refused) or both (kept, with something to say).
 */
import type { NonEmptyArray } from "fp-ts/NonEmptyArray";
import * as These from "fp-ts/These";
import { isThin, MAX_TEXT_LENGTH } from "./clean-text.js";
import { createIssue, describeValue, type Issue, type IssueRecord } from "./issue.js";
import { placeReaders, type PlaceReaders } from "./place-reader.js";
import {
  FACTORS,
  FIRM_SIZES,
  MARKED_NEED_FIELDS,
  ORGANISATION_KINDS,
  SECTORS,
  VISIBILITIES,
  type Need,
  type NeedPart,
  type Organisation,
  type Outcome,
} from "./record.js";
import type { References, RegionTable } from "./references.js";
import {
  embedding,
  identifier,
  isPlainObject,
  itself,
  line,
  list,
  maturity,
  note,
  noteBelow,
  oneOf,
  positiveNumber,
  readBelow,
  text,
  type Notes,
  type Reader,
} from "./value-reader.js";

export { MAX_DIMENSIONS } from "./value-reader.js";

/** A reader for each field of a record. */
type Fields<A> = { readonly [K in keyof A]-?: Reader<A[K]> };

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
  weight: positiveNumber,
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
  references: References = {},
  regionOfOrganisation: (id: string) => string | undefined = () => undefined,
): RecordParser {
  // Without tables all are one: V8 forgets what it compiled for functions that are gone, and would compile a new parser's for each market.
  return references.regions === undefined && references.industries === undefined ? PLAIN : makeParser(references, regionOfOrganisation);
}

function makeParser(references: References, regionOfOrganisation: (id: string) => string | undefined): RecordParser {
  const { regions } = references;
  const aroundOf = ({ organisation }: Record<string, unknown>): readonly string[] => {
    const region = typeof organisation === "string" ? regionOfOrganisation(organisation.trim()) : undefined;
    return region === undefined || regions === undefined ? [] : [...regions.chain(region)].reverse();
  };
  const readers = placeReaders(references);
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

const PLAIN = makeParser({}, () => undefined);

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
