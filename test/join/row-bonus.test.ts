import { describe, expect, it } from "vitest";
import { buildCorpus, defineConfig } from "../../src/index.js";
import type { BlockBonus } from "../../src/join/block-bonus.js";
import { NO_RANK } from "../../src/join/block-index.js";
import { TERM_FROM, TERM_RANK, TERM_REPEAT_TO, TERM_TO, TERM_WEIGHT } from "../../src/join/kernel.js";
import { RowBonus } from "../../src/join/row-bonus.js";

const LISTS = 5;
/** A block in which the one column of the probe has five lists, of values that fall. */
const block = {
  column: Uint32Array.of(0),
  listStart: Uint32Array.of(0, LISTS),
  value: Float32Array.from({ length: LISTS }, (_, list) => 1 - list / 8),
  postingStart: Uint32Array.from({ length: LISTS + 1 }, (_, list) => 100 + 3 * list),
} as unknown as BlockBonus;

function bonusOfProbe() {
  const records = ["C34", "C34"].map((industry, at) => ({ id: `r${at}`, title: "泵", industries: [industry] }));
  const { corpus } = buildCorpus(
    { needs: records.slice(0, 1), outcomes: records },
    defineConfig({ weights: { text: 0.5, industry: 0.5 } }),
  );
  const rows = corpus.needs.rows.industry;
  expect([...rows.column.subarray(rows.rowStart[0], rows.rowStart[1])]).toContain(0);
  const bonus = new RowBonus(corpus.model, "industry", corpus.needs, corpus.outcomes);
  bonus.load(0);
  return { bonus, perUnit: (0.5 * rows.value[0]!) / corpus.model.scale.industry };
}

describe("the lists of a row", () => {
  it("go behind the terms that are there, each with what it adds, and a record is on one of a column", () => {
    const { bonus, perUnit } = bonusOfProbe();
    expect(bonus.appendLists(block, 7, 2)).toBe(7 + LISTS);
    for (let list = 0; list < LISTS; list++) {
      expect([TERM_FROM[7 + list], TERM_TO[7 + list], TERM_REPEAT_TO[7 + list]]).toEqual([100 + 3 * list, 103 + 3 * list, 103 + 3 * list]);
      expect(TERM_RANK[7 + list]).toBe(NO_RANK);
      expect(TERM_WEIGHT[7 + list]).toBeCloseTo(2 * perUnit * block.value[list]!, 12);
    }
    expect(bonus.listedReach).toBe(TERM_WEIGHT[7]);
  });

  it("are left out where there is no room for all of them, to the last one that there is", () => {
    const { bonus } = bonusOfProbe();
    const room = TERM_FROM.length;
    expect(bonus.appendLists(block, room - LISTS, 1)).toBe(room);
    expect(bonus.appendLists(block, room - LISTS + 1, 1)).toBe(-1);
  });
});
