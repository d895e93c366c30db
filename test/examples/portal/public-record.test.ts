import { buildCorpus, explain } from "alliance-match";
import { describe, expect, it } from "vitest";
import { visibleExplanation } from "../../../examples/job/visible-explanation.js";
import { planGroups } from "../../../examples/portal/workers/group-plan.js";
import { PORTAL_CONFIG } from "../../../examples/portal/workers/portal-config.js";
import { publicRecord } from "../../../examples/portal/workers/public-record.js";

const need = {
  id: "n1",
  title: "隧道窑烟气余热回收",
  parts: [{ title: "余热回收热管" }, { title: "财务共享软件" }],
  organisation: "e1",
  region: "210304",
  industries: ["C311"],
};
const marketOf = (visibility: object) =>
  buildCorpus(
    {
      organisations: [
        { id: "e1", name: "示例窑业公司", kind: "enterprise" },
        { id: "u1", name: "示例大学", kind: "university" },
      ],
      outcomes: [{ id: "o1", title: "烟气余热回收热管装置", organisation: "u1", region: "110105" }],
      needs: [{ ...need, visibility }],
    },
    PORTAL_CONFIG,
  ).corpus;
const answers = { accepted: [], declined: [], minScore: 0.1 };

describe("what the page shows of a record", () => {
  it("has places and industries by name", () => {
    const corpus = marketOf({});
    expect(publicRecord(corpus, "needs", "n1")).toMatchObject({
      organisation: "示例窑业公司",
      region: "鞍山市立山区",
      industries: ["C311 黑色金属冶炼和压延加工业"],
    });
    expect(publicRecord(corpus, "outcomes", "o1")).toMatchObject({ region: "北京市朝阳区" });
    expect(publicRecord(corpus, "needs", "nobody")).toBeNull();
  });

  it("shows who covers which part of a need, and which nobody does", () => {
    const [group] = planGroups(marketOf({}), "coverage", answers).groups;
    expect(group!.needs).toEqual([{ id: "n1", title: need.title, organisation: "示例窑业公司" }]);
    expect(group!.members).toMatchObject([{ id: "u1", university: "示例大学", isLead: true }]);
    expect(group!.parts.map(({ title, by }) => [title, by])).toEqual([
      ["余热回收热管", ["示例大学"]],
      ["财务共享软件", []],
    ]);
  });

  it("shows nothing that a need keeps for narrower circles: neither its enterprise, nor its parts, nor evidence that quotes them", () => {
    const corpus = marketOf({ organisation: "authority", parts: "parties", title: "parties" });
    expect(publicRecord(corpus, "needs", "n1")).toMatchObject({ title: "", organisation: "", text: "" });
    const groups = planGroups(corpus, "coverage", answers);
    expect(groups.groups).toHaveLength(1);
    expect(JSON.stringify(groups)).not.toMatch(/示例窑业公司|财务共享|隧道窑/);
    const explanation = visibleExplanation(explain(corpus, "n1", "o1"), corpus.needs.records[0]!, "public");
    expect(explanation.signals.find(({ signal }) => signal === "text")!.groups).toEqual([]);
    expect(explanation.score).toBe(explain(corpus, "n1", "o1").score);
  });
});
