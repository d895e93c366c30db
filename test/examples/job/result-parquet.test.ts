import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import type { PairRow } from "../../../examples/job/pair-rows.js";
import { pairsParquet } from "../../../examples/job/result-parquet.js";

const SIGNALS = { text: 0.5, industry: 0.25, region: 0, factors: 0, reciprocity: 0, maturity: 1 };
const PAIR: PairRow = {
  proposal: 1,
  proposalScore: 0.1 + 0.2,
  need: "n1",
  needTitle: "=需求",
  enterprise: null,
  enterpriseName: null,
  outcome: "o1",
  outcomeTitle: "成果，“一”\n二",
  university: "u1",
  universityName: "示例大学",
  score: 1e-300,
  signals: { ...SIGNALS, cooperation: 0, embedding: 0, specifications: 0, own: 0 },
  unknown: ["region"],
  reason: "都提到“余热”",
};

function read(bytes: Uint8Array): Promise<Record<string, unknown>[]> {
  const { buffer } = Uint8Array.from(bytes);
  return parquetReadObjects({ file: { byteLength: buffer.byteLength, slice: (from, to) => buffer.slice(from, to) } });
}

describe("pairsParquet", () => {
  it("gives every number and text back as it was, null where nothing is known", async () => {
    const { signals, unknown: _, ...rest } = PAIR;
    const [row, ...others] = await read(pairsParquet([PAIR]));
    expect(others).toEqual([]);
    expect(row).toMatchObject(rest);
    expect(row).toMatchObject({ signal_text: signals.text, signal_industry: signals.industry, signal_region: null, signal_maturity: 1 });
  });

  it("has the same columns of the same types for a plan of nothing, and for many pairs", async () => {
    const many = Array.from({ length: 2_500 }, (_, at) => ({ ...PAIR, need: `n${at}` }));
    const schemaOf = (bytes: Uint8Array): unknown => parquetMetadata(Uint8Array.from(bytes).buffer).schema.slice(1);
    expect(schemaOf(pairsParquet([]))).toEqual(schemaOf(pairsParquet([PAIR])));
    expect(schemaOf(pairsParquet(many))).toEqual(schemaOf(pairsParquet([PAIR])));
    expect(await read(pairsParquet([]))).toEqual([]);
    expect((await read(pairsParquet(many))).map(({ need }) => need)).toEqual(many.map(({ need }) => need));
  });

  it("gives the same bytes for the same pairs", () => {
    expect(Buffer.from(pairsParquet([PAIR, PAIR])).equals(Buffer.from(pairsParquet([PAIR, PAIR])))).toBe(true);
  });
});
