import type { Factor, Need, Organisation, Outcome } from "../model/record.js";
import type { References } from "../model/references.js";
import { cooperationRow } from "../score/cooperation.js";
import { askedFactors, broughtFactors } from "../score/factors.js";
import { industryRow } from "../score/industry.js";
import { offeredMaturity, wantedMaturity } from "../score/maturity.js";
import type { RowSignal } from "../score/pair-score.js";
import { regionRow, type DistanceBands } from "../score/region.js";
import type { TermRow } from "../score/weighted-row.js";
import { industriesOf, regionOf } from "./inherited-fields.js";

/** The signals whose rows come from single fields; the text's row comes from all that a record says. */
export type FieldSignal = Exclude<RowSignal, "text">;

/** What the rows of fields depend on besides the record: who stands behind it, and what codes mean. */
export interface FieldSetting {
  readonly organisations: ReadonlyMap<string, Organisation>;
  readonly references: References;
  readonly distance: DistanceBands | undefined;
}

/** How a field becomes a row. Rows are made once a key: markets have many records, but few industries, places and sets of factors. */
export interface FieldRow<A> {
  /** Records of one side with one key have one row; `undefined` where the record says nothing. */
  readonly key: (record: A, setting: FieldSetting) => string | number | undefined;
  /** The row of a record that has a key. */
  readonly row: (record: A, setting: FieldSetting) => TermRow;
}

type Either = Outcome | Need;

const industry: FieldRow<Either> = {
  key: (record, { organisations }) => listKey(industriesOf(record, organisations)),
  row: (record, { organisations, references }) => industryRow(industriesOf(record, organisations) ?? [], references.industries),
};

const region = (role: "needs" | "outcomes"): FieldRow<Either> => ({
  key: (record, { organisations }) => regionOf(record, organisations),
  row: (record, { organisations, references, distance }) =>
    regionRow(regionOf(record, organisations), role, { table: references.regions, distance }),
});

const cooperation = (letter: "n" | "o"): FieldRow<Either> => ({
  key: ({ organisation }) => organisation,
  row: ({ organisation }, { organisations }) =>
    cooperationRow(organisation, organisation === undefined ? undefined : organisations.get(organisation), letter),
});

/** The row of a field that is a list. */
const ofList = <Field extends "factors" | "brings" | "seeks">(
  field: Field,
  make: (factors: readonly Factor[]) => TermRow,
): FieldRow<{ readonly [K in Field]?: readonly Factor[] }> => ({
  key: (record) => listKey(record[field]),
  row: (record) => make(record[field]!),
});

const maturity = (make: (level: number) => TermRow): FieldRow<Either> => ({
  key: (record) => record.maturity,
  row: (record) => make(record.maturity!),
});

export const NEED_ROWS: Readonly<Record<FieldSignal, FieldRow<Need>>> = {
  industry,
  region: region("needs"),
  factors: ofList("factors", askedFactors),
  reciprocity: ofList("brings", broughtFactors),
  maturity: maturity(wantedMaturity),
  cooperation: cooperation("n"),
};

export const OUTCOME_ROWS: Readonly<Record<FieldSignal, FieldRow<Outcome>>> = {
  industry,
  region: region("outcomes"),
  factors: ofList("factors", broughtFactors),
  reciprocity: ofList("seeks", askedFactors),
  maturity: maturity(offeredMaturity),
  cooperation: cooperation("o"),
};

/** One text a list: the entry where there is one, as most lists have, otherwise JSON, which begins otherwise. */
function listKey(entries: readonly string[] | undefined): string | undefined {
  return entries?.length === 1 ? `=${entries[0]!}` : entries && JSON.stringify(entries);
}
