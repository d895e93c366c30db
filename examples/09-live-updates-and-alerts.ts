/**
 * 09 Live updates and alerts: records come and go, and the library tells whom it concerns.
 * Run: npx tsx examples/09-live-updates-and-alerts.ts
 */
import { readFileSync } from "node:fs";
import { buildCorpus, formatIssues, rankOutcomes, type Corpus } from "alliance-match";
import { openWatch, resumeWatch, type Alert, type KeptLists } from "alliance-match/alerts";

const read = (name: string): unknown[] =>
  readFileSync(new URL(`./catalogue/${name}.jsonl`, import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as unknown);
const { corpus } = buildCorpus({ outcomes: read("outcomes"), needs: read("needs"), organisations: read("organisations") });

// An update gives a new corpus and leaves the old one as it was. Nothing is indexed again, and the scores are those of a rebuild
// under the same statistics, to the last bit. What is wrong with a record becomes an issue, as in `buildCorpus`.
const battery = { id: "o801", title: "电动客车动力电池低温自加热与热失控预警", organisation: "u01", industries: ["C361"], maturity: 7 };
const { corpus: updated, issues } = corpus.update({ add: { outcomes: [battery, { id: "o802", title: "" }] }, remove: { needs: ["n902"] } });
console.log(formatIssues(issues, "en"));
console.log(`n090 before: ${best(corpus)}\nn090 after:  ${best(updated)}`);

// A watch keeps the best partners of every record through updates, and tells which of the lists changed: whom to write to.
const watch = openWatch(corpus, { k: 2, minScore: 0.3 });
console.log("\nA new outcome comes:");
watch.apply({ add: { outcomes: [battery] } }).alerts.forEach(tell);
console.log("It is withdrawn, and a need changes what it asks for:");
const changed = { id: "n013", title: "耐盐碱水稻品种与盐碱地排盐", organisation: "e06" };
watch.apply({ remove: { outcomes: ["o801"] }, add: { needs: [changed] } }).alerts.forEach(tell);

// The lists are plain data: kept beside a snapshot of the corpus, they go on after a restart without a new join.
const kept = JSON.parse(JSON.stringify(watch)) as KeptLists;
console.log(
  `resumed: n013 has ${resumeWatch(watch.corpus, kept)
    .list("needs", "n013")
    ?.map(({ id }) => id)
    .join()}`,
);

// Statistics are frozen, so that scores stay comparable. Drift says how far they are from the records of today, and when to refit:
// here a market that was fitted with its first records, most of them on steel, and has grown since.
const [outcomes, needs] = [read("outcomes"), read("needs")];
const { corpus: early } = buildCorpus({ outcomes: outcomes.slice(0, 30), needs: needs.slice(0, 30) });
const { corpus: grown } = early.update({ add: { outcomes: outcomes.slice(30), needs: needs.slice(30) } });
console.log(`\ndrift of the catalogue after one outcome: ${reasonsOf(updated)}`);
console.log(`drift of the market that has grown: ${reasonsOf(grown)}`);
console.log(`after a refit: ${reasonsOf(grown.refit())}`);

function best(of: Corpus): string {
  return rankOutcomes(of, "n090", { k: 2 })
    .map(({ id, score }) => `${id} ${score.toFixed(3)}`)
    .join(", ");
}

function tell({ side, id, entered, left }: Alert): void {
  const came = entered.map(({ id, place, cause, score }) => `+ ${id} at place ${place} (${cause}, ${score.toFixed(3)})`);
  const went = left.map(({ id, cause }) => `− ${id} (${cause})`);
  console.log(`  ${side === "needs" ? "need" : "outcome"} ${id}: ${[...came, ...went].join(", ")}`);
}

function reasonsOf(of: Corpus): string {
  const { reasons, unseenShare, termDivergence, textScale } = of.drift();
  const scale = (textScale.present / textScale.fitted).toFixed(2);
  const figures = `unseen terms ${(100 * unseenShare).toFixed(1)}%, divergence ${termDivergence.toFixed(3)}, κ × ${scale}`;
  return `${reasons.length === 0 ? "no refit needed" : `refit advised (${reasons.join(", ")})`}; ${figures}`;
}
