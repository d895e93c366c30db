import { packRows, type SparseRow, type SparseRows } from "../kernel/sparse-rows.js";
import type { Vocabulary } from "../kernel/vocabulary.js";
import type { Need, Outcome } from "../model/record.js";
import type { Comparison, Comparisons } from "../score/comparison.js";
import { byCompared, byRowSignal, type ScoredSide, type SideRole } from "../score/pair-score.js";
import { EMPTY_ROW, rowWithColumns, type TermRow } from "../score/weighted-row.js";
import type { Vocabularies } from "./corpus.js";
import { NEED_ROWS, OUTCOME_ROWS, type FieldRow, type FieldSetting, type FieldSignal } from "./field-rows.js";

/** One record's rows and traits, before columns are known. */
export interface EncodedRecord {
  readonly fields: EncodedSide;
  readonly text: TermRow;
}

/** What the fields of one side's records give, before columns are known. */
export interface EncodedSide {
  readonly rows: Readonly<Record<FieldSignal, SharedRows>>;
  readonly traits: ScoredSide["traits"];
}

/** Rows that many records share. */
export interface SharedRows {
  readonly distinct: readonly TermRow[];
  /** Of each record, which of them it has. */
  readonly numberOf: Uint32Array;
}

/** What a record's rows and traits depend on besides the record. */
export interface EncodeSetting extends FieldSetting {
  readonly comparisons: Comparisons;
}

/** What some needs give, but for their texts. */
export function encodeNeeds(needs: readonly Need[], setting: EncodeSetting): EncodedSide {
  return encodeFields(needs, NEED_ROWS, setting, needTrait);
}

/** What some outcomes give, but for their texts. */
export function encodeOutcomes(outcomes: readonly Outcome[], setting: EncodeSetting): EncodedSide {
  return encodeFields(outcomes, OUTCOME_ROWS, setting, outcomeTrait);
}

const needTrait = (comparison: Comparison, need: Need): unknown => comparison.ofNeed(need);
const outcomeTrait = (comparison: Comparison, outcome: Outcome): unknown => comparison.ofOutcome(outcome);

function encodeFields<A>(
  records: readonly A[],
  fields: Readonly<Record<FieldSignal, FieldRow<A>>>,
  setting: EncodeSetting,
  traitBy: (comparison: Comparison, record: A) => unknown,
): EncodedSide {
  const rows = Object.entries(fields).map(([signal, field]) => [signal, shareRows(field, records, setting)]);
  return {
    rows: Object.fromEntries(rows) as EncodedSide["rows"],
    traits: byCompared((signal) => traitsOf(records, setting.comparisons[signal], traitBy)),
  };
}

function traitsOf<A>(records: readonly A[], comparison: Comparison, traitBy: (comparison: Comparison, record: A) => unknown): unknown[] {
  const traits: unknown[] = [];
  for (const record of records) traits.push(traitBy(comparison, record));
  return traits;
}

function shareRows<A>({ key, row }: FieldRow<A>, records: readonly A[], setting: FieldSetting): SharedRows {
  const distinct = [EMPTY_ROW];
  const numberByKey = new Map<string | number | undefined, number>([[undefined, 0]]);
  const numberOf = new Uint32Array(records.length);
  for (let r = 0; r < numberOf.length; r++) {
    const own = key(records[r]!, setting);
    let number = numberByKey.get(own);
    if (number === undefined) {
      number = distinct.push(row(records[r]!, setting)) - 1;
      numberByKey.set(own, number);
    }
    numberOf[r] = number;
  }
  return { distinct, numberOf };
}

/** Packs one record into a side of its own over the given columns. */
export function packSide(role: SideRole, { fields, text }: EncodedRecord, vocabularies: Vocabularies): ScoredSide {
  return packFields(role, fields, { vocabularies, text: packShared({ distinct: [text], numberOf: Uint32Array.of(0) }, vocabularies.text) });
}

/** Packs records, in the order given, into one side over the given columns. @param text their rows of text, packed already. */
export function packFields(
  role: SideRole,
  { rows, traits }: EncodedSide,
  { vocabularies, text }: { readonly vocabularies: Vocabularies; readonly text: SparseRows },
): ScoredSide {
  const packed = byRowSignal((signal) => (signal === "text" ? text : packShared(rows[signal], vocabularies[signal])));
  return { role, count: text.rowCount, rows: packed, traits };
}

function packShared({ distinct, numberOf }: SharedRows, vocabulary: Vocabulary): SparseRows {
  const rows: SparseRow[] = [];
  for (const row of distinct) rows.push(rowWithColumns(row, vocabulary));
  return packRows(rows, vocabulary.frozenCount + vocabulary.later.length, numberOf);
}
