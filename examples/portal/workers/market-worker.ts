/** The worker that holds the market: it builds or opens the corpus, ranks and explains. */
import { buildCorpus, explain, rankNeeds, rankOutcomes, type Corpus, type Issue } from "alliance-match";
import { reweigh } from "alliance-match/choice";
import { openSnapshot, saveSnapshot } from "alliance-match/snapshot";
import { visibleExplanation } from "../../job/visible-explanation.js";
import type { MarketSummary, MarketVerbs, SliderWeights } from "./messages.js";
import { PORTAL_CONFIG } from "./portal-config.js";
import { publicName, publicRecord } from "./public-record.js";
import { serve, tell } from "./serve.js";
import { usableWeights } from "./slider-weights.js";

/** Partners listed. */
const LISTED = 20;

let corpus: Corpus | undefined;

const verbs: MarketVerbs = {
  build(files) {
    tell({ stage: "build", done: 0, total: 1 });
    const built = buildCorpus(files, PORTAL_CONFIG);
    corpus = built.corpus;
    tell({ stage: "build", done: 1, total: 1 });
    return { summary: summaryOf(corpus, built.issues), snapshot: saveSnapshot(corpus) };
  },
  open(snapshot) {
    corpus = openSnapshot(snapshot, PORTAL_CONFIG);
    return summaryOf(corpus, []);
  },
  show: (side, id) => publicRecord(market(), side, id),
  rank(side, id, weights) {
    const weighed = under(weights);
    const partners = side === "needs" ? rankOutcomes(weighed, id, { k: LISTED }) : rankNeeds(weighed, id, { k: LISTED });
    const other = side === "needs" ? "outcomes" : "needs";
    return partners.map((partner) => ({ ...partner, ...publicName(weighed, other, partner.id) }));
  },
  explain(need, outcome, weights) {
    const { needs } = market();
    const explanation = explain(under(weights), need, outcome);
    return visibleExplanation(explanation, needs.records[needs.indexOf.get(need)!]!, "public");
  },
};

serve(verbs);

function market(): Corpus {
  if (corpus === undefined) throw new Error("no market is open");
  return corpus;
}

/** The market under the sliders' weights. */
function under(weights: SliderWeights): Corpus {
  return reweigh(market(), usableWeights(weights));
}

function summaryOf({ outcomes, needs, organisations }: Corpus, issues: readonly Issue[]): MarketSummary {
  const byCode = new Map<string, { first: Issue; count: number }>();
  for (const issue of issues) {
    const known = byCode.get(issue.code);
    if (known === undefined) byCode.set(issue.code, { first: issue, count: 1 });
    else known.count++;
  }
  return { outcomes: outcomes.count, needs: needs.count, organisations: organisations.size, issues: [...byCode.values()] };
}
