/**
 * 02 Explain a pair: where a score comes from, to the last digit.
 * Run: npx tsx examples/02-explain-a-pair.ts
 */
import { readFileSync } from "node:fs";
import { buildCorpus, explain, formatExplanation } from "alliance-match";

const read = (name: string): unknown[] =>
  readFileSync(new URL(`./catalogue/${name}.jsonl`, import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as unknown);

const { corpus } = buildCorpus({ outcomes: read("outcomes"), needs: read("needs"), organisations: read("organisations") });

// A good pair: the words both texts share, the depth to which industry and region agree.
const good = explain(corpus, "n001", "o001");
console.log(formatExplanation(good, "zh"));
console.log(formatExplanation(good, "en"));

// A near miss: a coating for ships, offered to a maker of car paint. The industry is near, the words are not.
console.log(formatExplanation(explain(corpus, "n087", "o085"), "zh"));

// The tree is data, and its parts add up to the score.
const sum = good.signals.reduce((total, { contribution }) => total + contribution, 0);
console.log(`sum of the signals equals the score: ${Math.abs(sum - good.score) < 1e-12}`);
