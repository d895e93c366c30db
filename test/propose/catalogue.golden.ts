import { describe, expect, it } from "vitest";
import { buildCorpus, propose, rankOutcomes } from "../../src/index.js";
import { intendedPairs, readCatalogue } from "../support/catalogue.js";

const { corpus } = buildCorpus(readCatalogue());
const intended = intendedPairs();
const plan = propose(corpus, { shape: "one-to-one" });

describe("the example catalogue", () => {
  it("lists its intended pairs", () => {
    expect(intended.size).toBe(182);
  });

  it("one-to-one above the default threshold proposes what its authors meant, two pairs in 147 excepted", () => {
    const pairs = plan.proposals.flatMap(({ pairs }) => pairs.map(({ need, outcome }) => `${need} ${outcome}`));
    expect(pairs).toHaveLength(147);
    expect(pairs.filter((pair) => intended.has(pair))).toHaveLength(145);
  });

  it("leaves the needs that nothing fits unmatched", () => {
    const unmatched = new Set(plan.unmatched.needs.map(({ id }) => id));
    expect(["n016", "n017", "n018", "n019", "n020"].filter((id) => !unmatched.has(id))).toEqual([]);
  });

  it.each([
    ["n001", "o001", "the same flaw on the same mill, from a university of the same city"],
    ["n049", "o017", "hydrocracking of the same wax oil; industry alike to the group"],
    ["n104", "o124", "rice on saline land; the need's own county"],
    ["n098", "o175", "English on both sides: magnets out of rotors"],
    ["n085", "o077", "no industry in common, so text alone has to find it"],
    ["n042", "o161", "electronic warehouse receipts: finance, not logistics"],
    ["n905", "o075", "full-width letters and digits must not hide it"],
    ["n904", "o142", "markup must not hide it"],
  ])("%s finds %s first: %s", (need, outcome) => {
    expect(rankOutcomes(corpus, need, { k: 1 })[0]!.id).toBe(outcome);
  });
});
