import { packRows, type SparseRow } from "../kernel/sparse-rows.js";
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

/** A record's rows before their columns are known. */
export interface EncodedRecord {
  readonly rows: Readonly<Record<RowSignal, TermRow>>;
  readonly traits: CompareTraits;
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
}

/** The setting of a corpus with this configuration and these organisations. */
export function encodeSetting(
  { references, comparisons, distance }: Config,
  organisations: ReadonlyMap<string, Organisation>,
): EncodeSetting {
  return { organisations, references, comparisons, distance };
}

/** All rows of a need; its text row comes from the corpus's weigher. */
export function encodeNeed(need: Need, text: TermRow, setting: EncodeSetting): EncodedRecord {
  return {
    rows: {
      text,
      ...encodePlace(need, setting, "needs"),
      factors: need.factors === undefined ? EMPTY_ROW : askedFactors(need.factors),
      reciprocity: need.brings === undefined ? EMPTY_ROW : broughtFactors(need.brings),
      maturity: need.maturity === undefined ? EMPTY_ROW : wantedMaturity(need.maturity),
      cooperation: encodeCooperation(need, setting, "n"),
    },
    traits: byCompared((signal) => setting.comparisons[signal].ofNeed(need)),
  };
}

/** All rows of an outcome; its text row comes from the corpus's weigher. */
export function encodeOutcome(outcome: Outcome, text: TermRow, setting: EncodeSetting): EncodedRecord {
  return {
    rows: {
      text,
      ...encodePlace(outcome, setting, "outcomes"),
      factors: outcome.factors === undefined ? EMPTY_ROW : broughtFactors(outcome.factors),
      reciprocity: outcome.seeks === undefined ? EMPTY_ROW : askedFactors(outcome.seeks),
      maturity: outcome.maturity === undefined ? EMPTY_ROW : offeredMaturity(outcome.maturity),
      cooperation: encodeCooperation(outcome, setting, "o"),
    },
    traits: byCompared((signal) => setting.comparisons[signal].ofOutcome(outcome)),
  };
}

function encodePlace(
  record: Outcome | Need,
  { organisations, references, distance }: EncodeSetting,
  role: SideRole,
): Record<"industry" | "region", TermRow> {
  const { industries, region } = effectiveFields(record, organisations);
  return {
    industry: industryRow(industries ?? [], references.industries),
    region: regionRow(region, role, { table: references.regions, distance }),
  };
}

function encodeCooperation({ organisation }: Outcome | Need, { organisations }: EncodeSetting, side: "n" | "o"): TermRow {
  return cooperationRow(organisation, organisation === undefined ? undefined : organisations.get(organisation), side);
}

/** Packs records, in the order given, into one side over the given columns. */
export function packSide(role: SideRole, records: readonly EncodedRecord[], vocabularies: Vocabularies): ScoredSide {
  return {
    role,
    count: records.length,
    rows: byRowSignal((signal) => {
      const vocabulary = vocabularies[signal];
      return packRows(
        records.map((record): SparseRow => rowWithColumns(record.rows[signal], vocabulary)),
        vocabulary.terms.length,
      );
    }),
    traits: byCompared((signal) => records.map((record) => record.traits[signal])),
  };
}
