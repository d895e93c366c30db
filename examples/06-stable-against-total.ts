/**
 * 06 Stable against total: the plan that is best for all, and the plan that nobody would rather leave (双向选择).
 * Run: npx tsx examples/06-stable-against-total.ts
 */
import { readFileSync } from "node:fs";
import { buildCorpus, type Plan } from "alliance-match";
import { formatDiff, formatPrices, formatStability, planChoice, planPrices, whatIf } from "alliance-match/choice";

// Two plants want the same boiler technology. n1 could also live with o2; n2 could not.
const { corpus: small } = buildCorpus({
  outcomes: [
    { id: "o1", title: "燃煤锅炉烟气余热深度回收" },
    { id: "o2", title: "烟气余热换热器" },
  ],
  needs: [
    { id: "n1", title: "燃煤锅炉烟气余热回收" },
    { id: "n2", title: "燃煤锅炉深度调峰" },
  ],
});
const request = { shape: "one-to-one", minScore: 0.1 } as const;

// The largest total sends n1 to its second choice, so that n2 has a partner as well. But n1 and o1 would rather have each other.
const total = planChoice(small, { ...request, objective: "total" });
console.log(`largest total ${pairsOf(total.plan)}`);
console.log(formatStability(total.stability, "en"));

// A stable plan is one that both sides keep of their own will. It may cost total, and leave somebody without a partner.
const stable = planChoice(small, { ...request, objective: "stable" });
console.log(`stable        ${pairsOf(stable.plan)}`);
console.log(formatStability(stable.stability, "en"));

// The same on the example catalogue: what each objective costs, measured by the other two.
const read = (name: string): unknown[] =>
  readFileSync(new URL(`./catalogue/${name}.jsonl`, import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as unknown);
const { corpus } = buildCorpus({ outcomes: read("outcomes"), needs: read("needs"), organisations: read("organisations") });
const prices = planPrices(corpus, { shape: "one-to-one" });
console.log(`\nExample catalogue, one to one\n${formatPrices(prices, "en")}`);

// Who would leave the plan of largest total, and what changes hands if nobody may want to.
if (prices.total !== null) console.log(formatStability(prices.total.plan.stability, "en"));
console.log(`From largest total to stable: ${formatDiff(whatIf(corpus, { shape: "one-to-one" }, { objective: "stable" }).diff, "en")}`);

// When each side weighs for itself — needs by text, universities by industry and place as well — stability goes by both views.
const views = { need: { text: 1 }, outcome: { text: 0.4, industry: 0.3, region: 0.3 } };
console.log(`\nEach side by its own view\n${formatPrices(planPrices(corpus, { shape: "one-to-one", views }), "en")}`);

function pairsOf(plan: Plan): string {
  const pairs = plan.proposals.flatMap((proposal) =>
    proposal.pairs.map(({ need, outcome, score }) => `${need}–${outcome} ${score.toFixed(3)}`),
  );
  return `${plan.total.toFixed(3)}: ${pairs.join(", ")}`;
}
