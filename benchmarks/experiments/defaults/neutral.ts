import { quantile } from "../../measure.js";
import { currentWeights, GradedNeeds, meanKnown, prepareSignals, rankTop } from "./ranking.js";
import { TRUTHS, type ConditionName, type PairMatrix, type Setting } from "./setting.js";
import { markdownTable, Tally, withInterval, type Experiment } from "./summary.js";

/** Outcomes by text that a need's partners are looked for among. */
const NEAR = 20;

/** What an unknown pair may count as, from the known pairs of a market. */
const CHOICES: Readonly<Record<string, (products: PairMatrix, near: PairMatrix) => number>> = {
  "mean (current)": meanKnown,
  zero: () => 0,
  "half the mean": (products) => meanKnown(products) / 2,
  "twice the mean": (products) => Math.min(1, 2 * meanKnown(products)),
  "quantile .75": (products) => knownQuantile(products, 0.75),
  "quantile .9": (products) => knownQuantile(products, 0.9),
  "mean over each need's 20 best by text": (_, near) => meanKnown(near),
  one: () => 1,
};
const CURRENT = "mean (current)";
const MARKETS: readonly ConditionName[] = ["usual", "dirty"];

/** What a pair should count as where a record says nothing, under the current weights. */
export class NeutralExperiment implements Experiment {
  private readonly tally = new Tally();

  visit(setting: Setting): void {
    const { condition, seed, outcomeCount } = setting;
    if (!MARKETS.includes(condition)) return;
    const weights = currentWeights(setting);
    const byText = rankTop(prepareSignals(setting), { text: 1, industry: 0, region: 0 }, outcomeCount, NEAR);
    const near = (products: PairMatrix): PairMatrix =>
      Float32Array.from(byText, (outcome, at) => products[Math.floor(at / NEAR) * outcomeCount + outcome]!);
    for (const [name, choose] of Object.entries(CHOICES)) {
      const neutralIndustry = choose(setting.industry, near(setting.industry));
      const neutralRegion = choose(setting.region, near(setting.region));
      const top = rankTop(prepareSignals(setting, { neutralIndustry, neutralRegion }), weights, outcomeCount);
      this.tally.add(`${condition} ${name} industry`, seed, neutralIndustry);
      this.tally.add(`${condition} ${name} region`, seed, neutralRegion);
      for (const truth of TRUTHS)
        this.tally.add(`${condition} ${name} ${truth}`, seed, new GradedNeeds(setting.grades[truth], outcomeCount).ndcg(top));
    }
  }

  section(): string[] {
    const rows = MARKETS.flatMap((condition) =>
      Object.keys(CHOICES).map((name) => [
        condition,
        name,
        `${this.tally.mean(`${condition} ${name} industry`).toFixed(2)}, ${this.tally.mean(`${condition} ${name} region`).toFixed(2)}`,
        ...TRUTHS.map((truth) =>
          name === CURRENT
            ? withInterval([...this.tally.get(`${condition} ${name} ${truth}`).values()])
            : withInterval(this.tally.difference(`${condition} ${name} ${truth}`, `${condition} ${CURRENT} ${truth}`)),
        ),
      ]),
    );
    return [
      "## Neutral values",
      "",
      "What a pair counts as where a record gives no industry or no place; current weights. nDCG@10 of the current choice, and for the others the difference to it.",
      "",
      ...markdownTable(["market", "neutral value", "industry, region", ...TRUTHS], rows),
      "",
    ];
  }
}

function knownQuantile(products: PairMatrix, q: number): number {
  return quantile(
    [...products].filter((product) => !Number.isNaN(product)).filter((_, at) => at % SAMPLE_STEP === 0),
    q,
  );
}

/** Every so many pairs are enough for a quantile. */
const SAMPLE_STEP = 16;
