/**
 * 03 Capacities and locks: how many partners a record may have, must have, and must not; which pairs are settled.
 * Run: npx tsx examples/03-capacities.ts
 */
import { buildCorpus, propose, type Plan } from "alliance-match";
import { formatChoiceIssue, planChoice } from "alliance-match/choice";
import { verifySolution } from "alliance-match/solve";

// Two waste heat technologies and five plants that waste heat.
const { corpus } = buildCorpus({
  outcomes: [
    { id: "o1", title: "中低温工业余热热管换热与高温热泵成套" },
    { id: "o2", title: "轧钢加热炉烟气余热回收" },
  ],
  needs: [
    { id: "n1", title: "轧钢加热炉烟气余热深度回收" },
    { id: "n2", title: "硅料还原炉余热回收" },
    { id: "n3", title: "热泵与热管换热设备成套" },
    { id: "n4", title: "精细化工低温余热利用高温热泵" },
    { id: "n5", title: "窑炉烟气余热回收" },
  ],
});

// One university may serve two enterprises; every need has one partner at most.
show("at most 2 needs an outcome", propose(corpus, { shape: "one-to-many", perOutcome: 2, perNeed: 1, minScore: 0.1 }));

// Forced and forbidden: n2 goes to o1 whatever it scores, n1 never to o2. The plan is the best of those that keep both.
const bound = propose(corpus, {
  shape: "one-to-many",
  perOutcome: 2,
  minScore: 0.1,
  forced: [{ need: "n2", outcome: "o1" }],
  forbidden: [{ need: "n1", outcome: "o2" }],
});
show("n2–o1 forced, n1–o2 forbidden", bound);

// A broker's case: locks for what is signed, refusals for what was declined, capacities of single records. The rest is planned around
// them. What cannot hold together is told and passed over, where `forced` would have refused the whole request: o2 has one place.
const { plan: brokered, issues } = planChoice(corpus, {
  shape: "one-to-many",
  minScore: 0.05,
  locked: [
    { need: "n5", outcome: "o2" },
    { need: "n1", outcome: "o2" },
  ],
  declined: [{ need: "n3", outcome: "o1", by: "need" }],
  capacities: { outcomes: { o1: 3, o2: 1 } },
});
show("n1 and n5 locked to o2, which takes 1; n3–o1 declined; o1 takes 3", brokered);
for (const issue of issues) console.log(`  ${formatChoiceIssue(issue, "en")}`);

// A minimum is hard. Five needs cannot all have a partner where two outcomes take two each: no plan, and the reason.
const impossible = propose(corpus, { shape: "one-to-many", perOutcome: 2, perNeed: { min: 1, max: 1 }, minScore: 0 });
show("every need must have one", impossible);
console.log(`  missing: ${impossible.infeasibility?.shortfall}`);

// Nobody has to trust the solver: other code checks the plan against its certificate.
const { edges, options, solution } = bound.certificate;
console.log(`certificate of the second plan holds: ${verifySolution(edges, options, solution).valid}`);

function show(title: string, plan: Plan): void {
  console.log(`${title}: ${plan.status}, total ${plan.total.toFixed(3)}`);
  for (const { outcomes, pairs } of plan.proposals) {
    console.log(`  ${outcomes.join()} → ${pairs.map(({ need, score }) => `${need} ${score.toFixed(3)}`).join(", ")}`);
  }
  const left = plan.unmatched.needs.map(({ id, reason }) => `${id} (${reason})`);
  if (left.length > 0) console.log(`  unmatched: ${left.join(", ")}`);
}
