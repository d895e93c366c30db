import type { SparseRows } from "../kernel/sparse-rows.js";
import { byRowSignal, type RowSignal } from "../score/pair-score.js";
import { refuseContent, section, type Sections, type SnapshotSide } from "./snapshot-layout.js";
import { readMeta, type SnapshotMeta } from "./snapshot-meta.js";
import { wrongCount, wrongRow, wrongStart, wrongValue } from "./snapshot-passes.js";
import { firstDescent, stringAt, type PackedStrings } from "./snapshot-strings.js";

/** Lists of numbers one after the other: list i is entries `start[i] … start[i + 1] − 1`. */
export interface PackedNumbers<A> {
  readonly start: Float64Array;
  readonly value: A;
}

export interface CheckedSide {
  readonly count: number;
  readonly ids: PackedStrings;
  /** JSON, read when a record is wanted. */
  readonly records: PackedStrings;
  readonly embedding: PackedNumbers<Float64Array>;
  readonly vector: PackedNumbers<Float32Array>;
  readonly rows: Readonly<Record<RowSignal, SparseRows>>;
}

/** A snapshot's arrays, known to fit each other: every index is in its range, everything that must ascend does. */
export interface CheckedSnapshot {
  readonly meta: SnapshotMeta;
  readonly documentFrequency: Uint32Array;
  /** JSON, one an organisation. */
  readonly organisations: PackedStrings;
  readonly terms: Readonly<Record<RowSignal, PackedStrings>>;
  readonly sides: Readonly<Record<SnapshotSide, CheckedSide>>;
}

/**
 * Checks everything that a reader of these arrays relies on, so that no file, however made, leads outside of them. O(entries).
 *
 * @throws ConfigError `snapshot-content` with the section that is wrong.
 */
export function checkSections(sections: Sections): CheckedSnapshot {
  const units = section(sections, "meta", "u16");
  const meta = readMeta(stringAt({ start: Float64Array.of(0, units.length), units }, 0));
  const terms = byRowSignal((signal) => checkTerms(sections, signal, meta.frozen[signal]));
  return {
    meta,
    documentFrequency: checkFrequencies(sections, meta),
    organisations: checkStrings(sections, "organisations"),
    terms,
    sides: { needs: checkSide(sections, "needs", terms), outcomes: checkSide(sections, "outcomes", terms) },
  };
}

function checkStrings(sections: Sections, name: string): PackedStrings {
  const strings = { start: section(sections, `${name}.start`, "f64"), units: section(sections, `${name}.units`, "u16") };
  checkStarts(strings.start, strings.units.length, name);
  return strings;
}

/** From 0 by whole steps, never down, to the end. */
function checkStarts(start: Float64Array | Uint32Array, end: number, name: string): void {
  if (start[0] !== 0 || start[start.length - 1] !== end) refuseContent(`${name}.start`, `${start[0]} … ${start[start.length - 1]}`);
  const wrong = wrongStart(start);
  if (wrong >= 0) refuseContent(`${name}.start`, String(start[wrong]));
}

/** Frozen terms ascend, and so do later ones; whether a later one repeats a frozen one is checked where they are decoded. */
function checkTerms(sections: Sections, signal: RowSignal, frozen: number): PackedStrings {
  const name = `terms.${signal}`;
  const terms = checkStrings(sections, name);
  const count = terms.start.length - 1;
  if (frozen > count) refuseContent("meta.frozen", String(frozen));
  checkAscending(terms, name, frozen);
  return terms;
}

/** @param free place before which the order may break; none where it is 0. */
function checkAscending(strings: PackedStrings, name: string, free = 0): void {
  const count = strings.start.length - 1;
  for (const [from, to] of [
    [0, free],
    [free, count],
  ] as const) {
    const wrong = firstDescent(strings, from, to);
    if (wrong >= 0) refuseContent(name, stringAt(strings, wrong).slice(0, 60));
  }
}

/** A frequency beyond the number of records would make a weight that is none. */
function checkFrequencies(sections: Sections, { frozen, documentCount }: SnapshotMeta): Uint32Array {
  const frequency = section(sections, "documentFrequency", "u32");
  if (frequency.length !== frozen.text) refuseContent("documentFrequency", String(frequency.length));
  const wrong = wrongCount(frequency, documentCount);
  if (wrong >= 0) refuseContent("documentFrequency", String(frequency[wrong]));
  return frequency;
}

function checkSide(sections: Sections, role: SnapshotSide, terms: Readonly<Record<RowSignal, PackedStrings>>): CheckedSide {
  const ids = checkStrings(sections, `${role}.ids`);
  const count = ids.start.length - 1;
  checkAscending(ids, `${role}.ids`);
  const records = checkStrings(sections, `${role}.records`);
  if (records.start.length !== count + 1) refuseContent(`${role}.records.start`, String(records.start.length));
  return {
    count,
    ids,
    records,
    embedding: checkNumbers(section(sections, `${role}.embedding.start`, "f64"), section(sections, `${role}.embedding.value`, "f64"), {
      name: `${role}.embedding`,
      count,
    }),
    vector: checkNumbers(section(sections, `${role}.vector.start`, "f64"), section(sections, `${role}.vector.value`, "f32"), {
      name: `${role}.vector`,
      count,
    }),
    rows: byRowSignal((signal) => checkRows(sections, `${role}.${signal}`, count, terms[signal].start.length - 1)),
  };
}

function checkNumbers<A extends Float64Array | Float32Array>(
  start: Float64Array,
  value: A,
  { name, count }: { readonly name: string; readonly count: number },
): PackedNumbers<A> {
  if (start.length !== count + 1) refuseContent(`${name}.start`, String(start.length));
  checkStarts(start, value.length, name);
  const wrong = wrongValue(value);
  if (wrong >= 0) refuseContent(`${name}.value`, String(value[wrong]));
  return { start, value };
}

/** Columns ascend within a row and are there; values are finite and not negative, as every signal's are. */
function checkRows(sections: Sections, name: string, rowCount: number, columnCount: number): SparseRows {
  const rowStart = section(sections, `${name}.start`, "u32");
  const column = section(sections, `${name}.column`, "u32");
  const value = section(sections, `${name}.value`, "f32");
  if (rowStart.length !== rowCount + 1) refuseContent(`${name}.start`, String(rowStart.length));
  if (column.length !== value.length) refuseContent(`${name}.column`, String(column.length));
  checkStarts(rowStart, column.length, name);
  const wrong = wrongRow(rowStart, column, value, columnCount);
  if (wrong >= 0) refuseContent(name, `row ${wrong}`);
  return { rowCount, columnCount, rowStart, column, value };
}
