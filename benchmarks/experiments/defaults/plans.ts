import { solve } from "../../../src/solve/index.js";
import { currentWeights, prepareSignals, rankTop } from "./ranking.js";
import { CONDITION_NAMES, TRUTHS, type Setting } from "./setting.js";
import { decimals, markdownTable, meanOf, Tally, withInterval, type Experiment } from "./summary.js";

/** Least scores tried. */
const LEAST_SCORES = [0, 0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7] as const;
/** Best outcomes of every need that a plan chooses from: the library's own number. */
const CANDIDATES = 20;
/** A pair that a broker would act on. */
const GOOD_FROM = 2;

/** What a least score does to one-to-one plans: how many of the planned pairs are good, and how many of the good pairs that could be are planned. */
export class PlansExperiment implements Experiment {
  private readonly tally = new Tally();

  visit(setting: Setting): void {
    const { condition, seed, needCount, outcomeCount, grades } = setting;
    const weights = currentWeights(setting);
    const { text, industry, region } = prepareSignals(setting);
    const top = rankTop({ text, industry, region }, weights, outcomeCount, CANDIDATES);
    const need = Uint32Array.from(top, (_, edge) => Math.floor(edge / CANDIDATES));
    const pair = Uint32Array.from(top, (outcome, edge) => need[edge]! * outcomeCount + outcome);
    const score = Float64Array.from(pair, (p) => weights.text * text[p]! + weights.industry * industry[p]! + weights.region * region[p]!);
    const possible = TRUTHS.map((truth) => mostGoodPairs(grades[truth], needCount, outcomeCount));
    for (const least of LEAST_SCORES) {
      const kept = [...score.keys()].filter((edge) => score[edge]! >= least);
      const plan = solve({
        rowCount: needCount,
        columnCount: outcomeCount,
        row: Uint32Array.from(kept, (edge) => need[edge]!),
        column: Uint32Array.from(kept, (edge) => top[edge]!),
        score: Float64Array.from(kept, (edge) => score[edge]!),
      });
      const chosen = Array.from(plan.edges, (at) => pair[kept[at]!]!);
      this.tally.add(`${condition} ${least} planned`, seed, chosen.length / needCount);
      TRUTHS.forEach((truth, t) => {
        const good = chosen.filter((p) => grades[truth][p]! >= GOOD_FROM).length;
        this.tally.add(`${condition} ${least} ${truth} precision`, seed, chosen.length === 0 ? NaN : good / chosen.length);
        this.tally.add(`${condition} ${least} ${truth} recall`, seed, good / possible[t]!);
        this.tally.add(`${condition} ${least} ${truth} f1`, seed, (2 * good) / (chosen.length + possible[t]!));
      });
    }
  }

  section(): string[] {
    const rows = CONDITION_NAMES.flatMap((condition) =>
      LEAST_SCORES.map((least) => [
        condition,
        String(least),
        decimals(this.tally.mean(`${condition} ${least} planned`), 2),
        ...TRUTHS.map((truth) =>
          ["precision", "recall"].map((measure) => decimals(this.tally.mean(`${condition} ${least} ${truth} ${measure}`), 2)).join(" / "),
        ),
        decimals(meanOf(TRUTHS.map((truth) => this.tally.mean(`${condition} ${least} ${truth} f1`)))),
      ]),
    );
    const balanced = LEAST_SCORES.map((least) => [
      String(least),
      ...["precision", "recall", "f1"].map((measure) => withInterval([...this.tally.get(`usual ${least} balanced ${measure}`).values()])),
    ]);
    return [
      "## Least score of a plan",
      "",
      `One-to-one plans from the ${CANDIDATES} best outcomes of every need, current weights. Precision: share of planned pairs of grade ≥ ${GOOD_FROM}. Recall: planned pairs of that grade ÷ the most that any one-to-one plan holds.`,
      "",
      ...markdownTable(["market", "minScore", "needs planned", ...TRUTHS.map((truth) => `${truth}: precision / recall`), "mean F1"], rows),
      "",
      "Usual market, balanced truth, with intervals:",
      "",
      ...markdownTable(["minScore", "precision", "recall", "F1"], balanced),
      "",
    ];
  }
}

/** The most pairs of a good grade in any one-to-one plan: a maximum matching, by augmenting paths (Kuhn). */
function mostGoodPairs(grades: Uint8Array, needCount: number, outcomeCount: number): number {
  const partners = Array.from({ length: needCount }, (_, need) =>
    Array.from({ length: outcomeCount }, (__, outcome) => outcome).filter((outcome) => grades[need * outcomeCount + outcome]! >= GOOD_FROM),
  );
  const needOf = new Int32Array(outcomeCount).fill(-1);
  const augment = (need: number, seen: Uint8Array): boolean => {
    for (const outcome of partners[need]!) {
      if (seen[outcome] === 1) continue;
      seen[outcome] = 1;
      if (needOf[outcome]! >= 0 && !augment(needOf[outcome]!, seen)) continue;
      needOf[outcome] = need;
      return true;
    }
    return false;
  };
  return partners.filter((_, need) => augment(need, new Uint8Array(outcomeCount))).length;
}
