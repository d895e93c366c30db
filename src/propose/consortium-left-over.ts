import type { ClusteredNeeds, ConsortiumSetting } from "./consortium-clusters.js";
import type { SolvedConsortia } from "./consortium-solver.js";
import { leftOverOrganisations, leftOverRecords } from "./organisations-left-over.js";
import type { ConsortiumPlan, Unmatched } from "./plan-types.js";
import type { ChosenPair, Proposal } from "./proposal.js";

/** From the least that a need can lack to the most. */
const FURTHEST: readonly Unmatched["reason"][] = ["capacity", "rules", "no-cluster"];

/** Records and organisations in no consortium. Those that had candidates say how far they came on the way to a consortium. */
export function leftOverOfConsortia(
  setting: ConsortiumSetting,
  clustered: ClusteredNeeds & Pick<SolvedConsortia, "hasChoice">,
  proposals: readonly Proposal[],
): ConsortiumPlan["unmatched"] {
  const { corpus, sides, candidates } = setting;
  const kept = chosenLinks(setting, proposals);
  const grouped = {
    enterprise: candidates.edges.need.map((need) => sides.enterprises.ofRecord[need]!),
    university: candidates.edges.outcome.map((outcome) => sides.universities.ofRecord[outcome]!),
  };
  const records = leftOverRecords(corpus, candidates, kept);
  const organisations = leftOverOrganisations(corpus, candidates, { sides, grouped, kept });
  const reasonOf = needReasons(setting, clustered);
  const furthest = new Map<string, Unmatched["reason"]>();
  corpus.needs.records.forEach(({ organisation }, need) => {
    if (organisation === undefined) return;
    const [reason, known] = [reasonOf(need), furthest.get(organisation)];
    if (known === undefined || FURTHEST.indexOf(reason) < FURTHEST.indexOf(known)) furthest.set(organisation, reason);
  });
  const instead = ({ id, reason }: Unmatched, own: Unmatched["reason"]): Unmatched => ({
    id,
    reason: reason === "capacity" ? own : reason,
  });
  return {
    needs: records.needs.map((left) => instead(left, reasonOf(corpus.needs.indexOf.get(left.id)!))),
    outcomes: records.outcomes,
    enterprises: organisations.enterprises.map((left) => instead(left, furthest.get(left.id) ?? left.reason)),
    universities: organisations.universities,
  };
}

/** The links of proposals by indices. */
function chosenLinks(
  { corpus, sides }: ConsortiumSetting,
  proposals: readonly Proposal[],
): Array<{ readonly enterprise: number; readonly university: number; readonly pairs: readonly ChosenPair[] }> {
  const enterpriseAt = new Map(sides.enterprises.ids.map((id, at) => [id, at]));
  const universityAt = new Map(sides.universities.ids.map((id, at) => [id, at]));
  return proposals.flatMap(({ links }) =>
    links!.map(({ enterprise, university, pairs }) => ({
      enterprise: enterpriseAt.get(enterprise)!,
      university: universityAt.get(university)!,
      pairs: pairs.map(({ need, outcome, score }) => ({
        need: corpus.needs.indexOf.get(need)!,
        outcome: corpus.outcomes.indexOf.get(outcome)!,
        score,
      })),
    })),
  );
}

/** How far a need with candidates came: like no other; kept out by the rules, its own or those of whom it would go with; without room. */
function needReasons(
  { request, sides }: ConsortiumSetting,
  { clusters, isOpen, isSimilar, hasChoice }: ClusteredNeeds & Pick<SolvedConsortia, "hasChoice">,
): (need: number) => Unmatched["reason"] {
  const enterpriseOf = (need: number): number => sides.enterprises.ofRecord[need]!;
  const choosing = new Set(clusters.flatMap(({ needs }, at) => (hasChoice[at] === true ? needs : [])));
  const clustered = new Set(clusters.flatMap(({ needs }) => needs));
  const loads = new Map<number, number>();
  for (const { needs } of clusters)
    for (const enterprise of new Set(needs.map(enterpriseOf))) loads.set(enterprise, (loads.get(enterprise) ?? 0) + 1);
  const isFull = (need: number): boolean => request.perNeed.max === 0 || (loads.get(enterpriseOf(need)) ?? 0) >= request.perEnterprise.max;
  return (need) => {
    if (choosing.has(need)) return "capacity";
    if (isOpen[need]! && !isSimilar[need]!) return "no-cluster";
    return isOpen[need]! && !clustered.has(need) && isFull(need) ? "capacity" : "rules";
  };
}
