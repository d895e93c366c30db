import { type SparseRows } from "../kernel/sparse-rows.js";
import { byCompared, byRowSignal, type RowSignal, type ScoredSide } from "../score/pair-score.js";
import type { Vocabularies } from "./corpus.js";

/** A record: the number of its source, and its index there. */
export type Place = readonly [source: number, index: number];

/** A side that records are taken from. */
export interface GatherSource {
  readonly side: ScoredSide;
  /** Where the columns of later terms move, from the first behind the frozen ones; `undefined` where none moves. */
  readonly newColumn: (signal: RowSignal) => Uint32Array | undefined;
}

/** Records of some sides, in the order given, as one side over new vocabularies. O(entries). */
export function gatherRecords(sources: readonly GatherSource[], places: readonly Place[], vocabularies: Vocabularies): ScoredSide {
  return {
    role: sources[0]!.side.role,
    count: places.length,
    rows: byRowSignal((signal) => gatherRows(sources, places, signal, vocabularies)),
    traits: byCompared((signal) => places.map(([source, r]) => sources[source]!.side.traits[signal][r])),
  };
}

/** One record as a side of its own, over the same columns. */
export function onlyRecord(side: ScoredSide, r: number): ScoredSide {
  const rowOf = ({ columnCount, rowStart, column, value }: SparseRows): SparseRows => {
    const from = rowStart[r]!;
    const to = rowStart[r + 1]!;
    return {
      rowCount: 1,
      columnCount,
      rowStart: Uint32Array.of(0, to - from),
      column: column.subarray(from, to),
      value: value.subarray(from, to),
    };
  };
  return {
    role: side.role,
    count: 1,
    rows: byRowSignal((signal) => rowOf(side.rows[signal])),
    traits: byCompared((signal) => [side.traits[signal][r]]),
  };
}

function gatherRows(sources: readonly GatherSource[], places: readonly Place[], signal: RowSignal, vocabularies: Vocabularies): SparseRows {
  const { frozenCount, later } = vocabularies[signal];
  const rowsOf = sources.map(({ side }) => side.rows[signal]);
  const mapOf = sources.map(({ newColumn }) => newColumn(signal));
  const rowStart = new Uint32Array(places.length + 1);
  places.forEach(([source, r], at) => {
    const { rowStart: start } = rowsOf[source]!;
    rowStart[at + 1] = rowStart[at]! + start[r + 1]! - start[r]!;
  });
  const column = new Uint32Array(rowStart[places.length]!);
  const value = new Float32Array(rowStart[places.length]!);
  for (let at = 0; at < places.length; at++) {
    const [source, r] = places[at]!;
    const rows = rowsOf[source]!;
    const map = mapOf[source];
    let to = rowStart[at]!;
    for (let e = rows.rowStart[r]!; e < rows.rowStart[r + 1]!; e++, to++) {
      const old = rows.column[e]!;
      column[to] = map === undefined || old < frozenCount ? old : map[old - frozenCount]!;
      value[to] = rows.value[e]!;
    }
  }
  return { rowCount: places.length, columnCount: frozenCount + later.length, rowStart, column, value };
}
