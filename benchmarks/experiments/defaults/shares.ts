import { InvariantError } from "../../../src/index.js";
import { NAMED_WORLDS } from "../../world/parameters.js";
import { currentWeights, GradedNeeds, prepareSignals, rankTop } from "./ranking.js";
import { industryProducts, JOINS, regionProducts, type Join, type Shares } from "./rows.js";
import { plantSetting, regrade, type PairMatrix, type Setting } from "./setting.js";
import { decimals, markdownTable, meanOf, Tally, withInterval, type Experiment } from "./summary.js";

/** The library's shares: section, division, group, class; and province, prefecture, county, zone. */
export const CURRENT_INDUSTRY_SHARES: Shares = [0.1, 0.4, 0.25, 0.25];
export const CURRENT_REGION_SHARES: Shares = [0.4, 0.55, 0.05, 0.1];

const INDUSTRY_SHARES: readonly Shares[] = [
  CURRENT_INDUSTRY_SHARES,
  [0.25, 0.25, 0.25, 0.25],
  [0.4, 0.3, 0.2, 0.1],
  [0.1, 0.2, 0.3, 0.4],
  [0.05, 0.25, 0.3, 0.4],
  [0.05, 0.75, 0.1, 0.1],
  [0.1, 0.6, 0.2, 0.1],
  [0, 0.5, 0.25, 0.25],
];
const REGION_SHARES: readonly Shares[] = [
  CURRENT_REGION_SHARES,
  [0.4, 0.55, 0.05, 0],
  [0.4, 0.55, 0.05, 0.3],
  [1 / 3, 1 / 3, 1 / 3, 0.1],
  [0.3, 0.6, 0.1, 0.1],
  [0.3, 0.7, 0, 0.1],
  [0.5, 0.35, 0.15, 0.1],
  [0.5, 0.5, 0, 0.1],
  [0.7, 0.25, 0.05, 0.1],
  [0.2, 0.4, 0.4, 0.1],
];
/** The signal's weight is tried at these multiples of its default, so that shares are compared and not the weight they imply. */
const MULTIPLES = [0.5, 1, 1.5, 2, 3] as const;

const INDUSTRY_TRUTHS = ["even", "division", "class"] as const;
const REGION_TRUTHS = ["city", "province", "distance"] as const;
const JOIN_TRUTHS = ["best", "mean"] as const;
/** Odds of a further industry in the market where joining is tried: half of the records then have several. */
const MANY_INDUSTRIES = 0.5;

/** Level shares of industries and places, and the way several industries become one row. */
export class SharesExperiment implements Experiment {
  readonly markets = ["usual"] as const;
  private readonly tally = new Tally();

  visit(setting: Setting): void {
    if (setting.condition !== "usual") return;
    this.visitIndustry(setting);
    this.visitRegion(setting);
    this.visitJoins(setting);
  }

  private visitIndustry(setting: Setting): void {
    const grades = INDUSTRY_TRUTHS.map((industryTruth) => regrade(setting, { ...NAMED_WORLDS["industry-heavy"], industryTruth }));
    for (const shares of INDUSTRY_SHARES) {
      const industry = industryProducts(setting, shares, "cosine of the union (current)");
      if (shares === INDUSTRY_SHARES[0]) refuseDifference(industry, setting.industry);
      this.measure(
        setting,
        "industry",
        { industry },
        String(shares),
        Object.fromEntries(INDUSTRY_TRUTHS.map((name, t) => [name, grades[t]!])),
      );
    }
  }

  private visitRegion(setting: Setting): void {
    const grades = REGION_TRUTHS.map((regionTruth) => regrade(setting, { ...NAMED_WORLDS["region-heavy"], regionTruth }));
    for (const shares of REGION_SHARES) {
      const region = regionProducts(setting, shares);
      if (shares === REGION_SHARES[0]) refuseDifference(region, setting.region);
      this.measure(
        setting,
        "region",
        { region },
        sharesName(shares),
        Object.fromEntries(REGION_TRUTHS.map((name, t) => [name, grades[t]!])),
      );
    }
  }

  private visitJoins({ seed, needCount }: Setting): void {
    const several = plantSetting("usual", seed, needCount, { moreIndustries: MANY_INDUSTRIES });
    const grades = Object.fromEntries(
      JOIN_TRUTHS.map((severalIndustries) => [
        severalIndustries,
        regrade(several, { ...NAMED_WORLDS["industry-heavy"], severalIndustries }),
      ]),
    );
    for (const join of Object.keys(JOINS) as Join[]) {
      const industry = industryProducts(several, INDUSTRY_SHARES[0]!, join);
      this.measure(several, "industry", { industry }, join, grades);
    }
  }

  /** The best nDCG over the multiples of the signal's weight. */
  private measure(
    setting: Setting,
    signal: "industry" | "region",
    choice: { readonly industry?: PairMatrix; readonly region?: PairMatrix },
    name: string,
    grades: Readonly<Record<string, Uint8Array>>,
  ): void {
    const signals = prepareSignals(setting, choice);
    const weights = currentWeights(setting);
    const tops = MULTIPLES.map((multiple) => rankTop(signals, { ...weights, [signal]: weights[signal] * multiple }, setting.outcomeCount));
    for (const [truth, graded] of Object.entries(grades)) {
      const needs = new GradedNeeds(graded, setting.outcomeCount);
      tops.forEach((top, m) => this.tally.add(`${signal} ${name} ${truth} ${MULTIPLES[m]}`, setting.seed, needs.ndcg(top)));
    }
  }

  section(): string[] {
    const several =
      "Records with several industries (half of them), industry-heavy truth: what counts is a pair's best industries, or the mean over the need's.";
    return [
      "## Level shares and several industries",
      "",
      `nDCG@10 in the usual market, with the signal's weight at the best of ${MULTIPLES.join(", ")} times its default, since shares also set how strong a signal is; the others at theirs. For other choices than the first the difference to it.`,
      "",
      ...this.table(
        "industry",
        "section, division, group, class",
        INDUSTRY_SHARES.map(String),
        INDUSTRY_TRUTHS,
        "industry-heavy; true closeness",
      ),
      ...this.table(
        "region",
        "province, prefecture, county, zone",
        REGION_SHARES.map(sharesName),
        REGION_TRUTHS,
        "region-heavy; true closeness",
      ),
      several,
      "",
      ...this.table("industry", "several industries", Object.keys(JOINS), JOIN_TRUTHS, "truth"),
      ...Object.entries(JOINS).map(([name, meaning]) => `- ${name}: ${meaning}.`),
      "",
    ];
  }

  private table(signal: string, head: string, names: readonly string[], truths: readonly string[], truthHead: string): string[] {
    const best = (name: string, truth: string): string => {
      const keys = MULTIPLES.map((multiple) => `${signal} ${name} ${truth} ${multiple}`);
      return keys.reduce((a, b) => (this.tally.mean(b) > this.tally.mean(a) ? b : a));
    };
    const regret = (name: string): number => {
      const regrets = truths.map(
        (truth) => Math.max(...names.map((other) => this.tally.mean(best(other, truth)))) - this.tally.mean(best(name, truth)),
      );
      return Math.max(...regrets);
    };
    const rows = names.map((name, at) => [
      name,
      ...truths.map((truth) =>
        at === 0
          ? withInterval([...this.tally.get(best(name, truth)).values()])
          : withInterval(this.tally.difference(best(name, truth), best(names[0]!, truth))),
      ),
      decimals(regret(name)),
      decimals(meanOf(truths.map((truth) => Number(best(name, truth).split(" ").at(-1)))), 1),
    ]);
    return [...markdownTable([head, ...truths.map((truth) => `${truthHead}: ${truth}`), "largest regret", "mean best multiple"], rows), ""];
  }
}

function sharesName(shares: Shares): string {
  return shares.map((share) => String(Math.round(share * 100) / 100)).join(",");
}

/** Float32 rounding of rows and products. */
const TOLERANCE = 1e-5;

/** The experiment's own rows must give the library's signals where they mean the same. @throws InvariantError */
function refuseDifference(own: PairMatrix, library: PairMatrix): void {
  own.forEach((product, pair) => {
    const other = library[pair]!;
    if (Number.isNaN(product) !== Number.isNaN(other) || Math.abs(product - other) > TOLERANCE)
      throw new InvariantError(`pair ${pair} has ${product} by the experiment's rows, ${other} by the library's`);
  });
}
