/**
 * `npx tsx benchmarks/experiments/need-text.ts DIR…`: does it help to leave parts of a record's text out?
 *
 * Each variant changes the records before the corpus is built; each is compared with the default, need by need.
 */
import type { Need, Outcome } from "../../src/index.js";
import { meanOverNeeds, randomisationTest, type MetricId } from "../../src/evaluate/index.js";
import { askedText, splitSections } from "../../src/text/sections.js";
import { readJudgedSet, type JudgedSet } from "../quality/judged-set.js";
import { ours } from "../quality/ours.js";
import { prepareTask, runContender, type RunValues } from "../quality/task.js";

const METRICS: readonly MetricId[] = ["ndcg10", "map", "mrr", "pairAccuracy"];

/** Words of form in such records: they say that something is research, not what about. Bigrams are built from what is left. */
const BOILERPLATE = /研究与开发|研发|研究|制备方法|制备|产业化|项目|关键技术|技术|应用|方法|系统|设计|开发|及其|一种|基于/gu;

type Change<A> = (record: A) => A;
interface Variant {
  readonly name: string;
  readonly need?: Change<Need>;
  readonly outcome?: Change<Outcome>;
}

const description =
  (change: (text: string) => string): Change<Need> =>
  (need) =>
    need.description === undefined ? need : { ...need, description: change(need.description) };
const withoutStart = (text: string | undefined, start: string): string =>
  text?.startsWith(start) === true && start !== "" ? text.slice(start.length) : (text ?? "");

const VARIANTS: readonly Variant[] = [
  { name: "default: all text" },
  { name: "background sections left out", need: description(askedText) },
  {
    name: "asked sections only, targets left out too",
    need: description((text) => {
      const asked = splitSections(text).filter(({ kind }) => kind === "asked");
      return asked.length === 0 ? text : asked.map((section) => section.text).join("\n");
    }),
  },
  {
    name: "title repeated at the start of the text left out",
    need: (need) => ({ ...need, description: withoutStart(need.description, need.title) }),
    outcome: (outcome) => ({ ...outcome, abstract: withoutStart(outcome.abstract, outcome.title) }),
  },
  {
    name: "boilerplate words left out",
    need: (need) => ({
      ...need,
      title: need.title.replace(BOILERPLATE, " "),
      description: (need.description ?? "").replace(BOILERPLATE, " "),
    }),
    outcome: (outcome) => ({
      ...outcome,
      title: outcome.title.replace(BOILERPLATE, " "),
      abstract: (outcome.abstract ?? "").replace(BOILERPLATE, " "),
    }),
  },
];

function run(set: JudgedSet, { need, outcome }: Variant): RunValues {
  const changed = {
    ...set,
    needs: need === undefined ? set.needs : set.needs.map((record) => need(record as Need)),
    outcomes: outcome === undefined ? set.outcomes : set.outcomes.map((record) => outcome(record as Outcome)),
  };
  const task = prepareTask(changed);
  return runContender(task, ours(task.corpus));
}

for (const folder of process.argv.slice(2)) {
  const set = readJudgedSet(folder);
  const runs = VARIANTS.map((variant) => run(set, variant));
  console.log(`\n${set.meta.name}\n| variant | ${METRICS.join(" | ")} | p (ndcg10) |\n|---|${METRICS.map(() => "---|").join("")}---|`);
  VARIANTS.forEach(({ name }, at) => {
    const cells = METRICS.map((metric) => meanOverNeeds(runs[at]![metric])?.toFixed(4) ?? "–");
    const p = at === 0 ? "" : randomisationTest(runs[at]!.ndcg10, runs[0]!.ndcg10).toFixed(3);
    console.log(`| ${name} | ${cells.join(" | ")} | ${p} |`);
  });
}
