import { describe, expect, it } from "vitest";
import { planFlips } from "../../src/evaluate/index.js";
import { buildCorpus, defineConfig, propose, type Corpus } from "../../src/index.js";
import { createRandom } from "../../src/kernel/random.js";

const SIGNALS = ["text", "industry", "region"];
const WORDS = ["余热", "锅炉", "水稻", "育种", "缺陷", "检测"];
const PLACES = ["210100", "210200", "110101", "440300"];
const INDUSTRIES = ["C34", "C35", "A01", "C30"];

/** A market in which words, places and industries pull apart. */
function market(seed: number, weights: readonly number[]): Corpus {
  const random = createRandom(seed);
  const pick = <A>(list: readonly A[]): A => list[Math.floor(random() * list.length)]!;
  const record = (id: string): object => ({
    id,
    title: `${pick(WORDS)}${pick(WORDS)}${pick(WORDS)}`,
    region: pick(PLACES),
    industries: [pick(INDUSTRIES)],
  });
  const records = (kind: string): object[] => Array.from({ length: 12 }, (_, at) => record(`${kind}${at}`));
  const config = defineConfig({ weights: Object.fromEntries(SIGNALS.map((signal, s) => [signal, weights[s]!])) });
  return buildCorpus({ needs: records("n"), outcomes: records("o") }, config).corpus;
}

const pairsOf = (corpus: Corpus): string[] =>
  propose(corpus, { shape: "one-to-one" }).proposals.flatMap(({ pairs }) => pairs.map(({ need, outcome }) => `${need} ${outcome}`));

describe("the proposals that flip as a weight moves", () => {
  it("are those that two plans made from the beginning, under weights worked out by hand, do not share", () => {
    const weights = [0.5, 0.3, 0.2];
    const space = { start: Float64Array.from(weights), free: [0, 1, 2], mass: 1 };
    let seen = 0;
    for (const seed of [1, 2, 3]) {
      const flips = planFlips(space, weights, { planOf: (moved) => pairsOf(market(seed, [...moved])), steps: [-0.15, 0.25] });
      const expected = [
        [0, -0.15, [0.35, (0.3 / 0.5) * 0.65, (0.2 / 0.5) * 0.65]],
        [0, 0.25, [0.75, (0.3 / 0.5) * 0.25, (0.2 / 0.5) * 0.25]],
        [1, -0.15, [(0.5 / 0.7) * 0.85, 0.15, (0.2 / 0.7) * 0.85]],
        [1, 0.25, [(0.5 / 0.7) * 0.45, 0.55, (0.2 / 0.7) * 0.45]],
        [2, -0.15, [(0.5 / 0.8) * 0.95, (0.3 / 0.8) * 0.95, 0.05]],
        [2, 0.25, [(0.5 / 0.8) * 0.55, (0.3 / 0.8) * 0.55, 0.45]],
      ] as const;
      const before = pairsOf(market(seed, weights));
      expect(flips).toEqual(
        expected.map(([signal, step, moved]) => {
          const after = pairsOf(market(seed, moved));
          let gone = 0;
          for (const pair of before) if (after.indexOf(pair) < 0) gone++;
          let come = 0;
          for (const pair of after) if (before.indexOf(pair) < 0) come++;
          return { signal, step, proposals: before.length, gone, come };
        }),
      );
      seen += flips.reduce((sum, { gone }) => sum + gone, 0);
    }
    expect(seen).toBeGreaterThan(0);
  });

  it("are counted neither for a weight that cannot move so far nor for one that has all there is", () => {
    const planOf = (): string[] => ["a"];
    const space = { start: Float64Array.of(0.05, 0.95, 0), free: [0, 1], mass: 1 };
    expect(planFlips(space, space.start, { planOf }).map(({ signal, step }) => [signal, step])).toEqual([
      [0, -0.05],
      [0, 0.05],
      [0, 0.1],
      [1, -0.1],
      [1, -0.05],
      [1, 0.05],
    ]);
    expect(planFlips(space, [0, 1, 0], { planOf, steps: [-0.1] })).toEqual([]);
  });

  it("of a fixed part of the weight leave that part alone", () => {
    const seen: number[][] = [];
    const space = { start: Float64Array.of(0.5, 0.3, 0.2), free: [0, 1], mass: 0.8 };
    planFlips(space, space.start, { planOf: (moved) => (seen.push([...moved]), []), steps: [0.1] });
    expect(seen.map((weights) => weights.map((weight) => Number(weight.toFixed(12))))).toEqual([
      [0.5, 0.3, 0.2],
      [0.6, 0.2, 0.2],
      [0.4, 0.4, 0.2],
    ]);
  });

  it("are refused for a step that is no number", () => {
    expect(() => planFlips({ start: Float64Array.of(1), free: [0], mass: 1 }, [1], { planOf: () => [], steps: [NaN] })).toThrow(RangeError);
  });
});
