import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawRegion, prefectureOf } from "../../benchmarks/world/places.js";
import { regionTreeOfChina, regionsOfChina } from "../../src/data/regions-cn.js";
import { buildCorpus, defineConfig } from "../../src/index.js";
import { createRandom } from "../../src/kernel/random.js";
import { pairSignal } from "../../src/score/pair-score.js";

const CHINA = defineConfig({ regions: regionsOfChina });
/** Codes of every depth. */
const CODES = regionTreeOfChina.regions.map(({ code }) => code);
const ALONE = defineConfig();

/** The region signal between every two of some places, by their places in the list. */
function regionSignals(places: readonly string[], config: typeof CHINA): (a: number, b: number) => number {
  const records = places.map((region, at) => ({ id: String(at), title: "place", region }));
  const { needs, outcomes, model } = buildCorpus({ needs: records, outcomes: records }, config).corpus;
  return (a, b) => pairSignal(model, "region", needs, needs.indexOf.get(String(a))!, outcomes, outcomes.indexOf.get(String(b))!);
}

/** Levels of the tree that two counties share: 0 none, 1 province, 2 prefecture, 3 county. */
function sharedLevels(a: string, b: string): number {
  if (a === b) return 3;
  if (prefectureOf(a) === prefectureOf(b)) return 2;
  return a.slice(0, 2) === b.slice(0, 2) ? 1 : 0;
}

const county = fc.integer().map((seed) => drawRegion(createRandom(seed), 0.6));
const code = fc.constantFrom(...CODES);
/** Rows are rounded to Float32. */
const ROUNDING = 1e-6;

describe.each([
  ["with the table of China", CHINA],
  ["by the digits of codes alone", ALONE],
])("the region signal %s", (_, config) => {
  it("is the same from both sides, to the last bit", () => {
    fc.assert(
      fc.property(fc.uniqueArray(code, { minLength: 2, maxLength: 8 }), (places) => {
        const signal = regionSignals(places, config);
        for (let a = 0; a < places.length; a++) for (let b = 0; b < a; b++) expect(signal(a, b)).toBe(signal(b, a));
      }),
      { numRuns: 60 },
    );
  });

  it("lies between 0 and 1, is 1 for a county and itself, and no place is nearer to it than itself", () => {
    fc.assert(
      fc.property(fc.uniqueArray(code, { minLength: 1, maxLength: 8 }), (places) => {
        const signal = regionSignals(places, config);
        for (let a = 0; a < places.length; a++) {
          if (places[a]!.length === 6) expect(Math.abs(signal(a, a) - 1)).toBeLessThan(ROUNDING);
          for (let b = 0; b < places.length; b++) {
            expect(signal(a, b)).toBeGreaterThanOrEqual(0);
            expect(signal(a, b)).toBeLessThanOrEqual(1 + ROUNDING);
            // A place inside another is as near to it as the other is to itself, but for what belonging to a zone takes.
            expect(signal(a, b)).toBeLessThanOrEqual(Math.max(signal(a, a), signal(b, b)) + ROUNDING);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("the region signal of counties", () => {
  it("never falls as two places share more levels of the tree: county over prefecture over province over none", () => {
    fc.assert(
      fc.property(fc.array(county, { minLength: 3, maxLength: 10 }), (places) => {
        const signal = regionSignals(places, CHINA);
        for (let a = 0; a < places.length; a++) {
          for (let b = 0; b < places.length; b++) {
            for (let c = 0; c < places.length; c++) {
              if (sharedLevels(places[a]!, places[b]!) > sharedLevels(places[a]!, places[c]!))
                expect(signal(a, b)).toBeGreaterThanOrEqual(signal(a, c) - ROUNDING);
            }
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it("takes no jump at a province's border but the province's share: neighbours across it are as far as strangers, plus their zone", () => {
    // Tangshan and Huludao are 200 km apart along the coast, on two sides of the border of Liaoning; Guangzhou is 2,000 km away.
    const signal = regionSignals(["211402", "130202", "440103"], CHINA);
    expect(signal(0, 1)).toBeGreaterThanOrEqual(signal(0, 2));
    expect(signal(0, 1)).toBeLessThan(0.2);
  });
});
