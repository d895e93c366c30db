import { quantile } from "../../measure.js";
import { currentWeights, GradedNeeds, prepareSignals, rankTop, type Weights } from "./ranking.js";
import { CONDITION_NAMES, TRUTHS, type Setting } from "./setting.js";
import { decimals, halfWidth, markdownTable, meanOf, Tally, withInterval, type Experiment } from "./summary.js";

/** Step of the grid of weights. */
const STEP = 20;
/** Text scales tried: a quantile of the needs' best products. */
const SCALES = ["0.5", "0.75", "0.9", "0.95"] as const;
type Scale = (typeof SCALES)[number];
const CURRENT_SCALE: Scale = "0.9";

const GRID: readonly Weights[] = Array.from({ length: STEP + 1 }, (_, text) =>
  Array.from({ length: STEP + 1 - text }, (__, industry) => ({
    text: text / STEP,
    industry: industry / STEP,
    region: (STEP - text - industry) / STEP,
  })),
).flat();
const WORLDS = CONDITION_NAMES.flatMap((condition) => TRUTHS.map((truth) => ({ condition, truth, key: `${condition}, ${truth}` })));

const weightsKey = ({ text, industry, region }: Weights): string =>
  `${decimals(text, 2)} / ${decimals(industry, 2)} / ${decimals(region, 2)}`;

/** The grid of weights in every world under every text scale: best, robust and current choices, with what each loses. */
export class WeightsExperiment implements Experiment {
  private readonly tallies = new Map(SCALES.map((scale) => [scale, new Tally()]));
  private readonly scaleValues = new Tally();
  private readonly seeds = new Set<number>();
  private current: Weights | undefined;

  visit(setting: Setting): void {
    const { condition, seed, outcomeCount } = setting;
    this.seeds.add(seed);
    this.current = currentWeights(setting);
    const graded = TRUTHS.map((truth) => ({ truth, needs: new GradedNeeds(setting.grades[truth], outcomeCount) }));
    for (const scale of SCALES) {
      const textScale = textScaleOf(setting, scale);
      this.scaleValues.add(`${condition} ${scale}`, seed, textScale);
      const signals = prepareSignals(setting, { textScale });
      for (const weights of [...GRID, this.current]) {
        const top = rankTop(signals, weights, outcomeCount);
        for (const { truth, needs } of graded)
          this.tallies.get(scale)!.add(`${condition}, ${truth}: ${weightsKey(weights)}`, seed, needs.ndcg(top));
      }
    }
  }

  /** The choice of smallest largest regret over all worlds, and what it loses there; by some seeds only where such are given. */
  private robust(scale: Scale, seeds: ReadonlySet<number> = this.seeds): { readonly weights: Weights; readonly largestRegret: number } {
    let robust = { weights: GRID[0]!, largestRegret: Infinity };
    const best = new Map(WORLDS.map(({ key }) => [key, Math.max(...GRID.map((weights) => this.mean(scale, key, weights, seeds)))]));
    for (const weights of GRID) {
      const largestRegret = Math.max(...WORLDS.map(({ key }) => best.get(key)! - this.mean(scale, key, weights, seeds)));
      if (largestRegret < robust.largestRegret) robust = { weights, largestRegret };
    }
    return robust;
  }

  private mean(scale: Scale, world: string, weights: Weights, seeds: ReadonlySet<number> = this.seeds): number {
    const bySeed = this.tallies.get(scale)!.get(`${world}: ${weightsKey(weights)}`);
    return meanOf([...bySeed].filter(([seed]) => seeds.has(seed)).map(([, value]) => value));
  }

  private best(scale: Scale, world: string): Weights {
    return GRID.reduce((a, b) => (this.mean(scale, world, b) > this.mean(scale, world, a) ? b : a));
  }

  /** Loss of some weights against the best of the world, seed by seed. */
  private regrets(scale: Scale, world: string, weights: Weights): number[] {
    const best = weightsKey(this.best(scale, world));
    return this.tallies.get(scale)!.difference(`${world}: ${best}`, `${world}: ${weightsKey(weights)}`);
  }

  section(): string[] {
    return [...this.weightsSection(), ...this.flatSection(), ...this.scaleSection()];
  }

  private weightsSection(): string[] {
    const current = this.current!;
    const { weights: robust, largestRegret } = this.robust(CURRENT_SCALE);
    const textOnly = { text: 1, industry: 0, region: 0 };
    const rows = WORLDS.map(({ condition, truth, key }) => {
      const best = this.best(CURRENT_SCALE, key);
      const bestValues = [
        ...this.tallies
          .get(CURRENT_SCALE)!
          .get(`${key}: ${weightsKey(best)}`)
          .values(),
      ];
      return [
        condition,
        truth,
        weightsKey(best),
        withInterval(bestValues),
        ...[robust, current, textOnly].map((weights) => withInterval(this.regrets(CURRENT_SCALE, key, weights))),
      ];
    });
    const largest = (weights: Weights): number => Math.max(...WORLDS.map(({ key }) => meanOf(this.regrets(CURRENT_SCALE, key, weights))));
    const average = (weights: Weights): number => meanOf(WORLDS.map(({ key }) => meanOf(this.regrets(CURRENT_SCALE, key, weights))));
    return [
      "## Weights",
      "",
      `Grid of step ${1 / STEP}; text / industry / region; κ as the library fits it. Regret: nDCG@10 of the world's best weights less that of the weights named.`,
      "",
      `- **Robust choice** (smallest largest regret over ${WORLDS.length} worlds): **${weightsKey(robust)}**, largest regret ${decimals(largestRegret)}, mean ${decimals(average(robust))}.`,
      `- Current default ${weightsKey(current)}: largest ${decimals(largest(current))}, mean ${decimals(average(current))}.`,
      `- Text only: largest ${decimals(largest(textOnly))}, mean ${decimals(average(textOnly))}.`,
      `- ${this.heldOut()}`,
      "",
      ...markdownTable(["market", "truth", "best weights", "nDCG@10 there", "regret of robust", "of current", "of text only"], rows),
      "",
    ];
  }

  /** The robust choice made on half of the seeds, measured on the other half. */
  private heldOut(): string {
    const seeds = [...this.seeds];
    const half = new Set(seeds.slice(0, seeds.length / 2));
    const rest = new Set(seeds.filter((seed) => !half.has(seed)));
    const { weights } = this.robust(CURRENT_SCALE, half);
    const regret = Math.max(
      ...WORLDS.map(({ key }) => {
        const best = Math.max(...GRID.map((other) => this.mean(CURRENT_SCALE, key, other, rest)));
        return best - this.mean(CURRENT_SCALE, key, weights, rest);
      }),
    );
    return `Chosen on half of the seeds: ${weightsKey(weights)}; largest regret on the other half ${decimals(regret)}.`;
  }

  /** How flat the optimum is. */
  private flatSection(): string[] {
    const choices = [...GRID]
      .map((weights) => ({
        weights,
        regrets: WORLDS.map(
          ({ key }) => this.mean(CURRENT_SCALE, key, this.best(CURRENT_SCALE, key)) - this.mean(CURRENT_SCALE, key, weights),
        ),
      }))
      .sort((a, b) => Math.max(...a.regrets) - Math.max(...b.regrets));
    const rows = choices
      .slice(0, 10)
      .map(({ weights, regrets }) => [weightsKey(weights), decimals(Math.max(...regrets)), decimals(meanOf(regrets))]);
    return ["### The ten best by largest regret", "", ...markdownTable(["weights", "largest regret", "mean regret"], rows), ""];
  }

  private scaleSection(): string[] {
    const rows = SCALES.map((scale) => {
      const { weights, largestRegret } = this.robust(scale);
      const texts = WORLDS.filter(({ truth }) => truth === "balanced").map(({ key }) => this.best(scale, key).text);
      return [
        `quantile ${scale}`,
        ...CONDITION_NAMES.map((condition) => decimals(this.scaleValues.mean(`${condition} ${scale}`))),
        weightsKey(weights),
        decimals(largestRegret),
        `${decimals(Math.min(...texts), 2)} to ${decimals(Math.max(...texts), 2)}`,
      ];
    });
    const robust = this.robust(CURRENT_SCALE);
    const worst = WORLDS.map(({ key }) => this.regrets(CURRENT_SCALE, key, robust.weights));
    const widest = Math.max(...worst.map(halfWidth));
    return [
      "## Text scale κ",
      "",
      "Another κ is another weight of text within one market; what it may change is how far one choice of weights suits markets that differ.",
      `So each κ gets its own robust weights; the one whose largest regret is smallest transfers best. Intervals of regrets are at most ± ${decimals(widest)}.`,
      "",
      ...markdownTable(
        [
          "κ",
          ...CONDITION_NAMES.map((condition) => `κ, ${condition}`),
          "robust weights",
          "largest regret",
          "best text weight in balanced worlds",
        ],
        rows,
      ),
      "",
    ];
  }
}

/** A text scale of a market: the quantile (nearest rank, as the library's) of the needs' best products above 0. */
function textScaleOf({ text, needCount, outcomeCount, corpus }: Setting, scale: Scale): number {
  if (scale === CURRENT_SCALE) return corpus.statistics.textScale;
  const bests: number[] = [];
  for (let need = 0; need < needCount; need++) {
    let best = 0;
    for (let pair = need * outcomeCount; pair < (need + 1) * outcomeCount; pair++) if (text[pair]! > best) best = text[pair]!;
    if (best > 0) bests.push(best);
  }
  return quantile(bests, Number(scale));
}
