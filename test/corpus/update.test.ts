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
});
