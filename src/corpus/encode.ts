import { packRows, type SparseRow, type SparseRows } from "../kernel/sparse-rows.js";
import type { Vocabulary } from "../kernel/vocabulary.js";
import type { Need, Organisation, Outcome } from "../model/record.js";
import type { References } from "../model/references.js";
import type { Comparisons } from "../score/comparison.js";
import { cooperationRow } from "../score/cooperation.js";
import { askedFactors, broughtFactors } from "../score/factors.js";
import { industryRow } from "../score/industry.js";
import { offeredMaturity, wantedMaturity } from "../score/maturity.js";
import { byCompared, byRowSignal, type CompareTraits, type RowSignal, type ScoredSide, type SideRole } from "../score/pair-score.js";
import { regionRow, type DistanceBands } from "../score/region.js";
import { EMPTY_ROW, rowWithColumns, type TermRow } from "../score/weighted-row.js";
import type { Config } from "./config.js";
import type { Vocabularies } from "./corpus.js";

/** The signals whose rows come from single fields; the text's row comes from all that a record says. */
export type FieldSignal = Exclude<RowSignal, "text">;

/** What a record's fields give, before columns are known. */
export interface EncodedFields {
  readonly rows: Readonly<Record<FieldSignal, TermRow>>;
  readonly traits: CompareTraits;
}

/** The same with the row of its text. */
export interface EncodedRecord extends EncodedFields {
  readonly text: TermRow;
}

/** The industries and the region that count for a record: its own, otherwise its organisation's. */
export function effectiveFields(
  record: Outcome | Need,
  organisations: ReadonlyMap<string, Organisation>,
): Pick<Outcome, "industries" | "region"> {
  const organisation = record.organisation === undefined ? undefined : organisations.get(record.organisation);
  const industries = record.industries ?? organisation?.industries;
  const region = record.region ?? organisation?.region;
  return { ...(industries === undefined ? {} : { industries }), ...(region === undefined ? {} : { region }) };
}

/** What a record's rows depend on besides the record: who stands behind it, and what codes mean. */
export interface EncodeSetting {
  readonly organisations: ReadonlyMap<string, Organisation>;
  readonly references: References;
  readonly comparisons: Comparisons;
  readonly distance: DistanceBands | undefined;
  /** Rows of industries and of places made under this setting: markets have few of each, and many records. */
  readonly rowByIndustries: Map<string, TermRow>;
  readonly rowByPlace: Map<string, TermRow>;
}

/** The setting of a corpus with this configuration and these organisations. */
export function encodeSetting(
  { references, comparisons, distance }: Config,
  organisations: ReadonlyMap<string, Organisation>,
): EncodeSetting {
  return { organisations, references, comparisons, distance, rowByIndustries: new Map(), rowByPlace: new Map() };
}

/** What the fields of a need give. */
export function encodeNeed(need: Need, setting: EncodeSetting): EncodedFields {
  return {
    rows: {
      ...encodePlace(need, setting, "needs"),
      factors: need.factors === undefined ? EMPTY_ROW : askedFactors(need.factors),
      reciprocity: need.brings === undefined ? EMPTY_ROW : broughtFactors(need.brings),
      maturity: need.maturity === undefined ? EMPTY_ROW : wantedMaturity(need.maturity),
      cooperation: encodeCooperation(need, setting, "n"),
    },
    traits: byCompared((signal) => setting.comparisons[signal].ofNeed(need)),
  };
}

/** What the fields of an outcome give. */
export function encodeOutcome(outcome: Outcome, setting: EncodeSetting): EncodedFields {
  return {
    rows: {
      ...encodePlace(outcome, setting, "outcomes"),
      factors: outcome.factors === undefined ? EMPTY_ROW : broughtFactors(outcome.factors),
      reciprocity: outcome.seeks === undefined ? EMPTY_ROW : askedFactors(outcome.seeks),
      maturity: outcome.maturity === undefined ? EMPTY_ROW : offeredMaturity(outcome.maturity),
      cooperation: encodeCooperation(outcome, setting, "o"),
    },
    traits: byCompared((signal) => setting.comparisons[signal].ofOutcome(outcome)),
  };
}

function encodePlace(record: Outcome | Need, setting: EncodeSetting, role: SideRole): Record<"industry" | "region", TermRow> {
  const { references, distance, rowByIndustries, rowByPlace } = setting;
  const { industries = [], region } = effectiveFields(record, setting.organisations);
  return {
    industry: remembered(rowByIndustries, JSON.stringify(industries), () => industryRow(industries, references.industries)),
    region: remembered(rowByPlace, `${role} ${region ?? ""}`, () => regionRow(region, role, { table: references.regions, distance })),
  };
}

function remembered(rows: Map<string, TermRow>, key: string, make: () => TermRow): TermRow {
  let row = rows.get(key);
  if (row === undefined) rows.set(key, (row = make()));
  return row;
}

function encodeCooperation({ organisation }: Outcome | Need, { organisations }: EncodeSetting, side: "n" | "o"): TermRow {
  return cooperationRow(organisation, organisation === undefined ? undefined : organisations.get(organisation), side);
}

/** Packs records, in the order given, into one side over the given columns. */
export function packSide(role: SideRole, records: readonly EncodedRecord[], vocabularies: Vocabularies): ScoredSide {
  return packFields(role, records, {
    vocabularies,
    text: packTerms(
      records.map(({ text }) => text),
      vocabularies.text,
    ),
  });
}

/** The same for records whose text rows are packed already. */
export function packFields(
  role: SideRole,
  records: readonly EncodedFields[],
  { vocabularies, text }: { readonly vocabularies: Vocabularies; readonly text: SparseRows },
): ScoredSide {
  return {
    role,
    count: records.length,
    rows: byRowSignal((signal) =>
      signal === "text"
        ? text
        : packTerms(
            records.map(({ rows }) => rows[signal]),
            vocabularies[signal],
          ),
    ),
    traits: byCompared((signal) => records.map((record) => record.traits[signal])),
  };
}

function packTerms(rows: readonly TermRow[], vocabulary: Vocabulary): SparseRows {
  // Many records share a row, such as the empty one or their place's.
  const packed = new Map<TermRow, SparseRow>();
  const withColumns = (row: TermRow): SparseRow => {
    let known = packed.get(row);
    if (known === undefined) packed.set(row, (known = rowWithColumns(row, vocabulary)));
    return known;
  };
  return packRows(rows.map(withColumns), vocabulary.frozenCount + vocabulary.later.length);
}
