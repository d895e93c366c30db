import { SIGNALS } from "alliance-match";
import { parquetWriteBuffer, type ColumnSource } from "hyparquet-writer";
import type { PairRow } from "./pair-rows.js";

/**
 * The pairs of a plan as a Parquet file, compressed by Snappy: the columns of `proposals.jsonl`, with a column a signal, `signal_text` and so
 * on, which is null where the signal is unknown. Columns and their types are the same whatever the plan holds.
 */
export function pairsParquet(pairs: readonly PairRow[]): Uint8Array {
  const texts = (name: keyof PairRow, nullable = false): ColumnSource => ({
    name,
    type: "STRING",
    nullable,
    data: pairs.map((pair) => pair[name]),
  });
  const columnData: ColumnSource[] = [
    { name: "proposal", type: "INT32", nullable: false, data: pairs.map(({ proposal }) => proposal) },
    { name: "proposalScore", type: "DOUBLE", nullable: false, data: pairs.map(({ proposalScore }) => proposalScore) },
    texts("need"),
    texts("needTitle"),
    texts("enterprise", true),
    texts("enterpriseName", true),
    texts("outcome"),
    texts("outcomeTitle"),
    texts("university", true),
    texts("universityName", true),
    { name: "score", type: "DOUBLE", nullable: false, data: pairs.map(({ score }) => score) },
    ...SIGNALS.map((signal): ColumnSource => ({
      name: `signal_${signal}`,
      type: "DOUBLE",
      data: pairs.map(({ signals, unknown }) => (unknown.includes(signal) ? null : signals[signal])),
    })),
    texts("reason"),
  ];
  return new Uint8Array(parquetWriteBuffer({ columnData, createdBy: "alliance-match" }));
}
