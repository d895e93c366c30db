import { buildCorpus } from "alliance-match";
import { dataQuality } from "alliance-match/quality";
import { describe, expect, it } from "vitest";
import { fieldName, qualityRows } from "../../../examples/job/quality-rows.js";

const { corpus, issues } = buildCorpus({
  outcomes: [{ id: "o1", title: "余热回收" }],
  needs: [{ id: "n1", title: "余热" }],
  organisations: [{ id: "u1", name: "示例大学" }],
});
const report = dataQuality(corpus, issues, { outcomes: 1, needs: 1, organisations: 1 });

describe("the table of fields", () => {
  it("has a Chinese name for every field of every side", () => {
    const bare = report.flatMap(({ fields }) => fields.map(({ field }) => field)).filter((field) => fieldName(field, "zh") === field);
    expect(bare).toEqual([]);
  });

  it("names sides and fields in the reader's language, beside the library's own numbers", () => {
    const [, first] = qualityRows(report, "zh");
    expect(first!.slice(0, 2)).toEqual(["成果 · 标题", "1 (100 %)"]);
    expect(qualityRows(report, "en")[1]![0]).toBe("outcomes.title");
    expect(qualityRows(report, "zh").map((row) => row[0])).toContain("单位 · 名称");
  });
});
