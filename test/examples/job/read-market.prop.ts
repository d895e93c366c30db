import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDelimited } from "../../../examples/io/delimited.js";
import type { RecordFile } from "../../../examples/io/record-file.js";
import { configForChina } from "../../../examples/job/china.js";
import { buildMarket } from "../../../examples/job/read-market.js";

/** Lines as exports have them, and as they should not be: short ids so that some repeat, cells of all lengths, quotes anywhere. */
const cell = fc.oneof(fc.constantFrom("", "o1", "o2", "余热回收", '"', '"甲', "=1+1", "未提供", "a,b"), fc.string({ maxLength: 4 }));
const line = fc.array(cell, { minLength: 0, maxLength: 4 }).map((cells) => cells.join(","));

describe("buildMarket", () => {
  it("keeps or rejects every row that was read, whatever stands in it", () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (body) => {
        const text = `id,title,region\n${body.join("\n")}`;
        const reading = readDelimited(text, { kind: "outcome", file: "o.csv", delimiter: "," });
        const file: RecordFile = { kind: "outcome", file: "o.csv", ...reading };
        const { counts, rejected, corpus, files } = buildMarket([file], configForChina(), "en");
        expect(files).toMatchObject([{ rowCount: reading.rows.length + reading.rejected.length }]);
        expect(Object.keys(files[0]!)).not.toContain("rows");
        expect(counts.outcome.read).toBe(reading.rows.length + reading.rejected.length);
        expect(counts.outcome.kept).toBe(corpus.outcomes.ids.length);
        expect(counts.outcome.kept + rejected.length).toBe(counts.outcome.read);
        expect(rejected.every(({ codes, row }) => codes.length > 0 && row !== "")).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});
