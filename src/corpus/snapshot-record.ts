import { describeValue } from "../model/issue.js";
import type { Organisation } from "../model/record.js";
import { refuseContent } from "./snapshot-layout.js";
import { EMBEDDING_MARK } from "./snapshot-save.js";

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === "string";
const isNumber: Check = (value) => typeof value === "number";
const isTexts: Check = (value) => Array.isArray(value) && value.every(isText);
const isMark: Check = (value) => value === EMBEDDING_MARK;
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isParts: Check = (value) => Array.isArray(value) && value.every((part) => isObject(part) && fits(part, PART_FIELDS));

const PART_FIELDS: Readonly<Record<string, Check>> = { id: isText, title: isText, description: isText, weight: isNumber, factors: isTexts };
/** What the fields of a record that the library reads have to be. */
const RECORD_FIELDS: Readonly<Record<string, Check>> = {
  id: isText,
  title: isText,
  abstract: isText,
  description: isText,
  keywords: isTexts,
  parts: isParts,
  organisation: isText,
  industries: isTexts,
  region: isText,
  factors: isTexts,
  brings: isTexts,
  seeks: isTexts,
  maturity: isNumber,
  embedding: isMark,
  visibility: isObject,
};
const ORGANISATION_FIELDS: Readonly<Record<string, Check>> = {
  id: isText,
  name: isText,
  kind: isText,
  region: isText,
  industries: isTexts,
  size: isText,
  sector: isText,
  partners: isTexts,
};

/** A record from its JSON, with its vector in place. @throws ConfigError `snapshot-content` where it is not the record of that id. */
export function readRecord<A>(json: string, id: string, embedding: Float64Array): A {
  const record = parse(json);
  const holds = fits(record, RECORD_FIELDS) && record["id"] === id && isText(record["title"]);
  if (!holds || ("embedding" in record && embedding.length === 0)) return refuseContent("records", describeValue(json));
  return ("embedding" in record ? { ...record, embedding: [...embedding] } : record) as A;
}

/** As `readRecord`, for an organisation. */
export function readOrganisation(json: string): Organisation {
  const record = parse(json);
  if (!fits(record, ORGANISATION_FIELDS) || !isText(record["id"]) || !isText(record["name"]))
    return refuseContent("organisations", describeValue(json));
  return record as unknown as Organisation;
}

function fits(record: Readonly<Record<string, unknown>>, fields: Readonly<Record<string, Check>>): boolean {
  return Object.entries(fields).every(([field, check]) => !Object.hasOwn(record, field) || check(record[field]));
}

function parse(json: string): Readonly<Record<string, unknown>> {
  try {
    const value = JSON.parse(json) as unknown;
    if (isObject(value)) return value;
  } catch {
    // Said below.
  }
  return refuseContent("records", describeValue(json));
}
