import { packRows, type SparseRow } from "../kernel/sparse-rows.js";
import type { Vocabulary } from "../kernel/vocabulary.js";
import type { Organisation } from "../model/record.js";
import { unitVector } from "../score/embedding.js";
import { industryTerms } from "../score/industry.js";
import type { ScoredSide } from "../score/pair-score.js";
import { regionTerms } from "../score/region.js";
import { rowWithColumns, unitRow, type TermRow } from "../score/weighted-row.js";
import type { Vocabularies } from "./corpus.js";

/** What both kinds of record have in common where signals are concerned. */
export interface SignalFields {
  readonly organisation?: string;
  readonly industries?: readonly string[];
  readonly region?: string;
  readonly embedding?: readonly number[];
}

/** A record's rows before their columns are known. */
export interface EncodedRecord {
  readonly text: TermRow;
  readonly industry: TermRow;
  readonly region: TermRow;
  readonly vector: Float32Array | undefined;
}

/** The industries and the region that count for a record: its own, otherwise its organisation's. */
export function effectiveFields(
  record: SignalFields,
  organisations: ReadonlyMap<string, Organisation>,
): Pick<SignalFields, "industries" | "region"> {
  const organisation = record.organisation === undefined ? undefined : organisations.get(record.organisation);
  const industries = record.industries ?? organisation?.industries;
  const region = record.region ?? organisation?.region;
  return { ...(industries === undefined ? {} : { industries }), ...(region === undefined ? {} : { region }) };
}

/** All rows of a record; the text row is made by the side's own rule. */
export function encodeRecord(record: SignalFields, text: TermRow, organisations: ReadonlyMap<string, Organisation>): EncodedRecord {
  const { industries, region } = effectiveFields(record, organisations);
  return {
    text,
    industry: unitRow(industryTerms(industries ?? [])),
    region: unitRow(region === undefined ? [] : regionTerms(region)),
    vector: record.embedding === undefined ? undefined : unitVector(record.embedding),
  };
}

/** Packs records, in the order given, into one side over the given columns. */
export function packSide(records: readonly EncodedRecord[], vocabularies: Vocabularies): ScoredSide {
  const pack = (rowOf: (record: EncodedRecord) => TermRow, vocabulary: Vocabulary) =>
    packRows(
      records.map((record): SparseRow => rowWithColumns(rowOf(record), vocabulary)),
      vocabulary.terms.length,
    );
  return {
    count: records.length,
    rows: {
      text: pack((record) => record.text, vocabularies.text),
      industry: pack((record) => record.industry, vocabularies.industry),
      region: pack((record) => record.region, vocabularies.region),
    },
    vectors: records.map((record) => record.vector),
  };
}
