import { currentWeights, GradedNeeds, prepareSignals, rankTop } from "./ranking.js";
import { industryProducts, regionProducts, type Scaling } from "./rows.js";
import { TRUTHS, type ConditionName, type Setting } from "./setting.js";
import { CURRENT_INDUSTRY_SHARES, CURRENT_REGION_SHARES } from "./shares.js";
import { markdownTable, Tally, withInterval, type Experiment } from "./summary.js";

const SCALINGS: ReadonlyArray<readonly [industry: Scaling, region: Scaling]> = [
  ["never lengthened", "never lengthened"],
  ["never lengthened", "length 1"],
  ["length 1", "never lengthened"],
  ["length 1", "length 1"],
];
const MARKETS: readonly ConditionName[] = ["usual", "dirty"];

/** What a code that stops short of full depth should count: a division only, a province only. */
export class VaguenessExperiment implements Experiment {
  readonly markets = MARKETS;
  private readonly tally = new Tally();

  visit(setting: Setting): void {
    const { condition, seed, outcomeCount } = setting;
    if (!MARKETS.includes(condition)) return;
    const weights = currentWeights(setting);
    for (const [industryScaling, regionScaling] of SCALINGS) {
      const industry = industryProducts(setting, CURRENT_INDUSTRY_SHARES, "cosine of the union (current)", industryScaling);
      const region = regionProducts(setting, CURRENT_REGION_SHARES, regionScaling);
      const top = rankTop(prepareSignals(setting, { industry, region }), weights, outcomeCount);
      for (const truth of TRUTHS) {
        const ndcg = new GradedNeeds(setting.grades[truth], outcomeCount).ndcg(top);
        this.tally.add(`${condition} ${industryScaling} ${regionScaling} ${truth}`, seed, ndcg);
      }
    }
  }

  section(): string[] {
    const rows = MARKETS.flatMap((condition) =>
      SCALINGS.map(([industry, region], at) => [
        condition,
        industry,
        region,
        ...TRUTHS.map((truth) => {
          const [own, current] = [`${condition} ${industry} ${region} ${truth}`, `${condition} ${SCALINGS[0]!.join(" ")} ${truth}`];
          return at === 0 ? withInterval([...this.tally.get(own).values()], 4) : withInterval(this.tally.difference(own, current), 4);
        }),
      ]),
    );
    return [
      "## Vague codes",
      "",
      "Rows of length 1 make two records that name only the same division, or only the same province, wholly alike. Rows that are never lengthened leave a vague code the shares of its own levels (the library). nDCG@10 under the current weights, then differences to it.",
      "",
      ...markdownTable(["market", "industry rows", "region rows", ...TRUTHS], rows),
      "",
    ];
  }
}
