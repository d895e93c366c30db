import { describe, expect, it, vi } from "vitest";
import { buildCorpus } from "../../src/corpus/build.js";
import { rankNeeds, rankOutcomes } from "../../src/join/rank.js";
import { TextWeigher } from "../../src/score/text.js";

describe("an update of a corpus", () => {
  it("goes through none of the fitted terms again, nor does ranking what came: both take what a few records take, however large the corpus", () => {
    const records = (prefix: string) => Array.from({ length: 40 }, (_, at) => ({ id: `${prefix}${at}`, title: `余热回收 装置${at}` }));
    const { corpus } = buildCorpus({ outcomes: records("o"), needs: records("n") });
    const bring = (to: typeof corpus, id: string) =>
      to.update({ add: { outcomes: [{ id: `new ${id}`, title: "余热发电" }], needs: [{ id: `asked ${id}`, title: "余热发电" }] } }).corpus;
    // What is made once, by the first of them, is made now.
    const before = bring(corpus, "1");
    rankOutcomes(before, "asked 1");
    rankNeeds(before, "new 1");
    const throughAll = vi.spyOn(TextWeigher.prototype, "ownIdfs");
    const updated = bring(before, "2");
    expect(
      rankOutcomes(updated, "asked 2")
        .map(({ id }) => id)
        .slice(0, 2),
    ).toEqual(["new 1", "new 2"]);
    expect(
      rankNeeds(updated, "new 2")
        .map(({ id }) => id)
        .slice(0, 2),
    ).toEqual(["asked 1", "asked 2"]);
    expect(throughAll).not.toHaveBeenCalled();
    throughAll.mockRestore();
  });

  const { corpus } = buildCorpus({
    outcomes: [{ id: "o1", title: "高温余热回收装置", organisation: "u1" }],
    needs: [{ id: "n1", title: "窑炉余热回收" }],
    organisations: [{ id: "u1", name: "示例大学", kind: "university", region: "2101" }],
  });
  const told = (update: Parameters<typeof corpus.update>[0]) => corpus.update(update).issues.map(({ code, path }) => [code, ...path]);

  it("tells which sides are empty after it, not what it adds nothing to", () => {
    expect(told({})).toEqual([]);
    expect(told({ remove: { needs: ["n1"] } })).toEqual([["empty-side", "needs"]]);
  });

  it("takes a record that is removed and added again off once", () => {
    expect(told({ remove: { needs: ["n1"] }, add: { needs: [{ id: "n1", title: "窑炉余热回收" }] } })).toEqual([]);
  });

  it("tells once of each record or organisation to be removed that is not there", () => {
    expect(told({ remove: { outcomes: ["x", "x"], organisations: ["x"] } })).toEqual([
      ["nothing-to-remove", "remove", "organisations"],
      ["nothing-to-remove", "remove", "outcomes"],
    ]);
  });

  it("tells of what it adds that its organisation is unknown by those that stay, and not where none does", () => {
    const update = { add: { outcomes: [{ id: "o2", title: "余热发电", organisation: "u1" }] }, remove: { organisations: ["u1"] } };
    expect(told({ add: update.add })).toEqual([]);
    expect(told(update)).toEqual([]);
    const more = corpus.update({ add: { organisations: [{ id: "u2", name: "大连理工大学", kind: "university" }] } }).corpus;
    expect(more.update(update).issues.map(({ code }) => code)).toEqual(["unknown-organisation"]);
  });
});
