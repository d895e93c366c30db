/**
 * 01 First match: three outcomes, two needs, a ranking and a plan.
 * Run: npx tsx examples/01-first-match.ts
 */
import { buildCorpus, formatIssues, propose, rankNeeds, rankOutcomes } from "alliance-match";

// Records are plain objects. Only `id` is required; whatever a record does not say is unknown, never zero.
const outcomes = [
  { id: "o1", title: "低温环境动力电池自加热与热失控预警", organisation: "u1", industries: ["C384"], region: "220100" },
  { id: "o2", title: "耐盐碱水稻品种与盐碱地分区灌排模式", organisation: "u2", industries: ["A011"], region: "211100" },
  { id: "o3", title: "中低温工业余热热管换热与高温热泵成套", organisation: "u1", industries: ["C341"] },
];
const needs = [
  {
    id: "n1",
    title: "电动客车动力电池低温自加热",
    description: "零下 25 ℃ 充电慢，需自加热与热失控预警。",
    industries: ["C361"],
    region: "210200",
  },
  { id: "n2", title: "滨海盐碱地水稻品种与排盐", description: "", industries: ["A011"], region: "211100" },
];

// Building never throws for dirty records: it tells what it met. Here the empty description of n2.
const { corpus, issues } = buildCorpus({ outcomes, needs });
console.log(formatIssues(issues, "zh"));

// Who could help n1? And, since choice is two-way, who could use o2? The score of a pair is the same from both sides.
for (const { id, score } of rankOutcomes(corpus, "n1", { k: 2 })) console.log(`n1 ← ${id}  ${score.toFixed(3)}`);
for (const { id, score } of rankNeeds(corpus, "o2", { k: 2 })) console.log(`o2 → ${id}  ${score.toFixed(3)}`);

// One plan for all: every record has at most one partner, and no other plan has a larger total.
const plan = propose(corpus, { shape: "one-to-one" });
for (const { rank, needs: who, outcomes: what, score } of plan.proposals) {
  console.log(`${rank}. ${who.join()} + ${what.join()}  ${score.toFixed(3)}`);
}
console.log(`${plan.status}; left over: ${plan.unmatched.outcomes.map(({ id, reason }) => `${id} (${reason})`).join()}`);
