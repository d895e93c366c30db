/**
 * 05 Tune weights: let judgements choose the weights, and be honest about what that is worth.
 * Run: npx tsx examples/05-tune-weights.ts
 */
import { readFileSync } from "node:fs";
import { buildCorpus, DEFAULT_WEIGHTS, rankOutcomes, SIGNALS } from "alliance-match";
import { reweigh } from "alliance-match/choice";
import { bootstrapInterval, gradesByNeed, meanOverNeeds, measureSignals, nestedValidation } from "alliance-match/evaluate";
import { weightsByName, weightSpace, type Judgement, type NestedValidation } from "alliance-match/evaluate";

const read = (name: string): unknown[] =>
  readFileSync(new URL(`./catalogue/${name}.jsonl`, import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as unknown);
const { corpus } = buildCorpus({ outcomes: read("outcomes"), needs: read("needs"), organisations: read("organisations") });

// Invented judges, who grade the ten best outcomes of a need from 0 to 3. These mind the way between the two places more than the default
// weights do, and now and then they are a grade off. On real data this is a file: see `parseJudgements`.
const random = seededRandom(5);
const judged = corpus.needs.ids.slice(0, 80);
const pool = judged.flatMap((needId) => rankOutcomes(corpus, needId, { k: 10 }).map((partner) => ({ needId, ...partner })));
const judgements = pool.map(({ needId, id, signals: { text, region } }): Judgement => {
  const liking = 0.6 * Math.min(text, 1) + 0.4 * region;
  return { needId, outcomeId: id, grade: Math.max(0, Math.min(3, Math.floor(4 * liking + random() - 0.5))) };
});
console.log(`${judgements.length} judgements of ${judged.length} needs`);

// Weights are chosen on four fifths of the needs and measured on the fifth that they have not seen, five times over.
const tuned = tune(judgements);
report("invented judges", tuned);

// Judges who roll dice: there is nothing to find, and the default is kept. So it is where a gain could be noise (p ≥ 0.05).
report("judges who roll dice", tune(judgements.map((judgement) => ({ ...judgement, grade: Math.floor(4 * random()) }))));

// The weights are plain data for `defineConfig`. Nothing has to be indexed again to try them: the text counts as before.
for (const [name, ranked] of [["default", corpus] as const, ["tuned", reweigh(corpus, tuned.used)] as const]) {
  const list = rankOutcomes(ranked, "n007", { k: 3 }).map(
    ({ id, signals: { text, region } }) => `${id} (text ${text.toFixed(2)}, region ${region.toFixed(2)})`,
  );
  console.log(`n007 by ${name} weights: ${list.join(", ")}`);
}

function tune(given: readonly Judgement[]): NestedValidation & { readonly used: Record<string, number> } {
  const columns = measureSignals(corpus, gradesByNeed(given));
  // Three weights move; every weight more is one more way to fit the noise.
  const fixed = Object.fromEntries(SIGNALS.filter((signal) => DEFAULT_WEIGHTS[signal] === 0).map((signal) => [signal, 0]));
  const { space } = weightSpace(columns, { start: DEFAULT_WEIGHTS, fixed });
  const found = nestedValidation(columns, space, { folds: 5, seed: 1, methods: ["exact"] });
  return { ...found, used: weightsByName(columns, found.weights) };
}

function report(title: string, { defaultValues, tunedValues, comparison, verdict, used }: ReturnType<typeof tune>): void {
  const measured = (values: Array<number | null>): string => `${meanOverNeeds(values)?.toFixed(3)} ${interval(bootstrapInterval(values))}`;
  console.log(`${title}: nDCG@10 by default weights ${measured([...defaultValues])}, tuned ${measured([...tunedValues])}`);
  const { difference, wins, losses, pValue } = comparison;
  const counts = `better for ${wins} needs, worse for ${losses}, p = ${pValue.toFixed(4)}`;
  console.log(`  difference ${difference?.toFixed(3)} ${interval(comparison.interval)}, ${counts}`);
  const weights = Object.entries(used).flatMap(([signal, weight]) => (weight > 0 ? [`${signal} ${weight.toFixed(2)}`] : []));
  console.log(`  ${verdict}: ${verdict === "gain" ? "use" : "keep"} ${weights.join(", ")}`);
}

function interval(ends: readonly [number, number] | null): string {
  return ends === null ? "" : `[${ends.map((end) => end.toFixed(3)).join(", ")}]`;
}

/** Park and Miller's generator: the same numbers for the same seed. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}
