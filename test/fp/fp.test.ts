import { isLeft, isRight } from "fp-ts/Either";
import { describe, expect, it } from "vitest";
import * as plain from "../../src/index.js";
import * as fp from "../../src/fp.js";
import { saveSnapshot } from "../../src/snapshot.js";

const market = { outcomes: [{ id: "o1", title: "烟气余热回收" }], needs: [{ id: "n1", title: "窑炉余热回收" }] };

function right<A>(result: fp.Result<A>): A {
  if (isLeft(result)) throw new Error(result.left.map(({ message }) => message).join());
  return result.right;
}

function leftCodes(result: fp.Result<unknown>): string[] {
  return isLeft(result) ? result.left.map(({ code }) => code) : [];
}

describe("door 2", () => {
  const { corpus } = right(fp.buildCorpus(market));

  it("answers as door 1 does, in a Right", () => {
    expect(right(fp.defineConfig())).toEqual(plain.defineConfig());
    expect(right(fp.rankOutcomes(corpus, "n1"))).toEqual(plain.rankOutcomes(corpus, "n1"));
    expect(right(fp.rankNeeds(corpus, "o1"))).toEqual(plain.rankNeeds(corpus, "o1"));
    expect(right(fp.matchAll(corpus))).toEqual(plain.matchAll(corpus));
    expect(right(fp.propose(corpus, { shape: "one-to-one" }))).toEqual(plain.propose(corpus, { shape: "one-to-one" }));
    expect(right(fp.explain(corpus, "n1", "o1"))).toEqual(plain.explain(corpus, "n1", "o1"));
    expect(plain.matchAll(right(fp.openSnapshot(saveSnapshot(corpus))))).toEqual(plain.matchAll(corpus));
  });

  it("gives a Left with every issue where door 1 throws", () => {
    expect(leftCodes(fp.defineConfig({ weights: { text: -1, region: NaN }, textScale: 0 })).sort()).toEqual([
      "option-out-of-range",
      "weight-invalid",
      "weight-invalid",
    ]);
    expect(leftCodes(fp.rankOutcomes(corpus, "nobody"))).toEqual(["unknown-record"]);
    expect(leftCodes(fp.rankNeeds(corpus, "o1", { k: 0 }))).toEqual(["option-out-of-range"]);
    expect(leftCodes(fp.matchAll(corpus, { k: 0.5 }))).toEqual(["option-out-of-range"]);
    expect(leftCodes(fp.propose(corpus, { shape: "none" as "one-to-one" }))).toEqual(["unknown-shape"]);
    expect(leftCodes(fp.openSnapshot(new ArrayBuffer(8)))).toEqual(["snapshot-format"]);
    expect(leftCodes(fp.explain(corpus, "n1", "nothing"))).toEqual(["unknown-record"]);
  });

  it("keeps dirty records as issues beside the corpus, and refuses them under strict", () => {
    const dirty = { ...market, needs: [...market.needs, { title: "no id" }] };
    expect(isRight(fp.buildCorpus(dirty))).toBe(true);
    expect(leftCodes(fp.buildCorpus(dirty, undefined, { strict: true }))).toEqual(["missing-id"]);
  });

  it("an infeasible plan is a Right with its status", () => {
    const plan = right(
      fp.propose(right(fp.buildCorpus({ ...market, needs: [...market.needs, { id: "n2", title: "岫玉" }] })).corpus, {
        shape: "one-to-one",
        perNeed: { min: 1 },
      }),
    );
    expect(plan.status).toBe("infeasible");
  });

  it("does not swallow what is no issue", () => {
    const broken = null as unknown as plain.Corpus;
    expect(() => fp.rankOutcomes(broken, "n1")).toThrow(TypeError);
  });
});
