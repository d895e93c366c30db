import { regionsOfChina } from "../../../src/data/regions-cn.js";
import { regionRow, type DistanceBands } from "../../../src/score/region.js";
import { NAMED_WORLDS } from "../../world/parameters.js";
import { currentWeights, GradedNeeds, prepareSignals, rankTop } from "./ranking.js";
import { rowProducts } from "./rows.js";
import { regrade, type Setting } from "./setting.js";
import { markdownTable, Tally, withInterval, type Experiment } from "./summary.js";

const FADING = [
  { km: 50, likeness: 0.9 },
  { km: 150, likeness: 0.6 },
  { km: 300, likeness: 0.3 },
  { km: 600, likeness: 0 },
] as const;
const CHOICES: Readonly<Record<string, DistanceBands | undefined>> = {
  "none (default)": undefined,
  "share .3": { share: 0.3, bands: FADING },
  "share 1": { share: 1, bands: FADING },
  "share 3": { share: 3, bands: FADING },
};
const TRUTHS = ["city", "province", "distance"] as const;
/** As for the level shares: the weight is tried at these multiples of its default. */
const MULTIPLES = [0.5, 1, 1.5, 2, 3] as const;

/** Whether nearness on the map is worth having beside nearness in the tree of places. */
export class DistanceExperiment implements Experiment {
  readonly markets = ["usual"] as const;
  private readonly tally = new Tally();

  visit(setting: Setting): void {
    if (setting.condition !== "usual") return;
    const { corpus, seed, outcomeCount } = setting;
    const placeOf = (record: { readonly region?: string; readonly organisation?: string }): string | undefined =>
      record.region ?? corpus.organisations.get(record.organisation ?? "")?.region;
    const weights = currentWeights(setting);
    for (const [name, distance] of Object.entries(CHOICES)) {
      const region = rowProducts(
        corpus.needs.records.map((need) => regionRow(placeOf(need), "needs", { table: regionsOfChina, distance })),
        corpus.outcomes.records.map((outcome) => regionRow(placeOf(outcome), "outcomes", { table: regionsOfChina, distance })),
      );
      const signals = prepareSignals(setting, { region });
      const tops = MULTIPLES.map((multiple) => rankTop(signals, { ...weights, region: weights.region * multiple }, outcomeCount));
      for (const truth of TRUTHS) {
        const needs = new GradedNeeds(regrade(setting, { ...NAMED_WORLDS["region-heavy"], regionTruth: truth }), outcomeCount);
        tops.forEach((top, m) => this.tally.add(key(name, truth, MULTIPLES[m]!), seed, needs.ndcg(top)));
      }
    }
  }

  section(): string[] {
    const best = (name: string, truth: string): string =>
      MULTIPLES.map((multiple) => key(name, truth, multiple)).reduce((a, b) => (this.tally.mean(b) > this.tally.mean(a) ? b : a));
    const [first] = Object.keys(CHOICES) as [string];
    const rows = Object.keys(CHOICES).map((name) => [
      name,
      ...TRUTHS.map((truth) => {
        const own = best(name, truth);
        return name === first
          ? withInterval([...this.tally.get(own).values()])
          : withInterval(this.tally.difference(own, best(first, truth)));
      }),
    ]);
    return [
      "## Distance bands",
      "",
      `Likeness ${FADING.map(({ km, likeness }) => `${likeness} at ${km} km`).join(", ")}, in straight lines between; the share counts beside province, prefecture and county, which are 1 together. nDCG@10 in the usual market under a region-heavy truth, the signal's weight at the best of ${MULTIPLES.join(", ")} times its default; for other choices than the first the difference to it.`,
      "",
      ...markdownTable(["distance", ...TRUTHS.map((truth) => `true closeness: ${truth}`)], rows),
      "",
    ];
  }
}

function key(name: string, truth: string, multiple: number): string {
  return `${name} ${truth} ${multiple}`;
}
