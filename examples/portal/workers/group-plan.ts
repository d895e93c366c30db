import { propose, visibleNeed, type AlliancePlan, type Corpus, type Pair } from "alliance-match";
import { consortium, coverage } from "alliance-match/alliances";
import { GROUP_SHAPES, type GroupAnswers, type GroupMethod, type ShownGroup, type ShownGroups, type ShownMember } from "./messages.js";
import { publicName } from "./public-record.js";

/** Alliances of several, with what was answered to them: what was accepted is in the plan, and a declined university stays away from the need. */
export function planGroups(corpus: Corpus, method: GroupMethod, answers: GroupAnswers & { readonly minScore: number }): ShownGroups {
  const { accepted, declined, minScore } = answers;
  const request = { shape: GROUP_SHAPES[method], method, minScore, forced: accepted, forbidden: pairsOf(corpus, declined) };
  const plan: AlliancePlan = propose(corpus, request, { coverage, consortium });
  const { certificate } = plan;
  return {
    method,
    status: plan.status,
    total: plan.total,
    bound: "bound" in certificate ? certificate.bound : plan.total,
    groups: plan.proposals.map((proposal) => shownGroup(corpus, proposal)),
    unmatchedNeeds: "needs" in plan.unmatched ? plan.unmatched.needs.length : 0,
    issues: plan.issues,
  };
}

/** Every outcome of a university that stays away from a need. */
function pairsOf({ outcomes }: Corpus, declined: GroupAnswers["declined"]): Pair[] {
  return declined.flatMap(({ need, university }) =>
    outcomes.records.filter(({ organisation }) => organisation === university).map(({ id }) => ({ need, outcome: id })),
  );
}

function shownGroup(corpus: Corpus, proposal: AlliancePlan["proposals"][number]): ShownGroup {
  const { coverage: covered, consortium: joint, needs, pairs, score } = proposal;
  const lead = covered?.lead ?? joint?.lead;
  const member = (id: string, outcomes: readonly string[], contribution: number): ShownMember => ({
    id,
    university: organisationName(corpus, id),
    isLead: id === lead,
    outcomes: outcomes.map((outcome) => ({ id: outcome, title: publicName(corpus, "outcomes", outcome).title })),
    contribution,
  });
  return {
    needs: needs.map((id) => ({ id, ...publicName(corpus, "needs", id) })),
    members: [
      ...(covered?.members ?? []).map(({ university, outcomes, contribution }) => member(university, outcomes, contribution)),
      ...(joint?.universities ?? []).map(({ organisation, records, contribution }) => member(organisation, records, contribution)),
    ],
    parts: needs.every((id) => isReadable(corpus, id))
      ? (covered?.parts ?? []).map(({ title, covered: share, by }) => ({
          title,
          covered: share,
          by: [...new Set(by.map(({ university }) => organisationName(corpus, university)))],
        }))
      : [],
    technology: needs.every((id) => isReadable(corpus, id)) ? (joint?.technology ?? []) : [],
    pairs: pairs.map(({ need, outcome, score: own }) => ({ need, outcome, score: own })),
    score,
  };
}

/** Titles of parts and the words that name a consortium are the needs' own words: they are shown where all of a need's texts are public. */
function isReadable({ needs }: Corpus, id: string): boolean {
  const need = needs.records[needs.indexOf.get(id)!]!;
  const seen = visibleNeed(need, "public");
  return (["title", "description", "parts"] as const).every((field) => need[field] === undefined || seen[field] !== undefined);
}

function organisationName({ organisations }: Corpus, id: string): string {
  return organisations.get(id)?.name ?? id;
}
