import { compareIds } from "../kernel/order.js";
import type { ClusterOption } from "./cluster-choice.js";
import type { ConsortiumSetting } from "./consortium-clusters.js";
import { alternativesFor, ConsortiumLoads, type ClusterSource, type ConsortiumLimits } from "./consortium-solver.js";
import type { ConsortiumDetail, ConsortiumMember } from "./consortium-types.js";
import { consortiumGains, consortiumValue, clusterText, type ClusterPair } from "./consortium-value.js";
import type { NeedCluster } from "./need-clusters.js";
import { toProposal, type Proposal } from "./proposal.js";
import { technologyOf } from "./technology-name.js";

/** Other choices listed for a consortium. */
const SHOWN_ALTERNATIVES = 3;
interface Chosen {
  readonly clusters: readonly NeedCluster[];
  readonly sources: readonly ClusterSource[];
  readonly chosen: ReadonlyArray<ClusterOption | null>;
  readonly limits: ConsortiumLimits;
}

/** A proposal a cluster that has a consortium: worth descending, then by the first need's id. */
export function toConsortiumProposals(setting: ConsortiumSetting, { clusters, sources, chosen, limits }: Chosen): Proposal[] {
  const loads = new ConsortiumLoads(limits);
  for (const option of chosen) if (option !== null) loads.add(option, 1);
  return clusters
    .flatMap((cluster, at) => {
      const option = chosen[at]!;
      if (option === null) return [];
      const others = alternativesFor(sources[at]!, option, { loads, most: SHOWN_ALTERNATIVES });
      return [{ cluster, proposal: toConsortium(setting, cluster, { option, others }) }];
    })
    .sort((a, b) => b.proposal.score - a.proposal.score || a.cluster.needs[0]! - b.cluster.needs[0]!)
    .map(({ proposal }, at) => ({ rank: at + 1, ...proposal }));
}

interface GainedPair extends ClusterPair {
  readonly need: number;
  readonly enterprise: number;
  readonly university: number;
  readonly contribution: number;
}

function toConsortium(
  setting: ConsortiumSetting,
  cluster: NeedCluster,
  { option, others }: { readonly option: ClusterOption; readonly others: readonly ClusterOption[] },
): Omit<Proposal, "rank"> {
  const { corpus, sides } = setting;
  const text = clusterText(corpus, cluster.needs);
  const { parts, score } = consortiumValue(text, option.members);
  const gained = consortiumGains(text, option.members).flatMap((pairs, m) =>
    pairs.map((pair): GainedPair => {
      const need = cluster.needs[pair.place]!;
      return { ...pair, need, enterprise: sides.enterprises.ofRecord[need]!, university: option.members[m]!.university };
    }),
  );
  const brought = gained.reduce((sum, { contribution }) => sum + contribution, 0);
  return {
    ...toProposal(corpus, gained),
    score,
    links: toLinks(setting, gained, score / brought),
    consortium: toDetail(setting, cluster, { gained, parts, others }),
  };
}

/** What is worth of complementarity and size is shared out in proportion, so that links add up to the score. */
function toLinks({ corpus, sides }: ConsortiumSetting, gained: readonly GainedPair[], scale: number): NonNullable<Proposal["links"]> {
  const groups = new Map<string, GainedPair[]>();
  for (const pair of gained) {
    const key = `${pair.enterprise},${pair.university}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [pair]);
    else group.push(pair);
  }
  return [...groups.values()]
    .map((group) => ({
      enterprise: sides.enterprises.ids[group[0]!.enterprise]!,
      university: sides.universities.ids[group[0]!.university]!,
      score: group.reduce((sum, { contribution }) => sum + contribution * scale, 0),
      pairs: [...group]
        .sort((a, b) => b.contribution - a.contribution || a.need - b.need || a.outcome - b.outcome)
        .map(({ need, outcome, score, contribution }) => ({
          need: corpus.needs.ids[need]!,
          outcome: corpus.outcomes.ids[outcome]!,
          score,
          contribution: contribution * scale,
        })),
    }))
    .sort((a, b) => b.score - a.score || compareIds(a.enterprise, b.enterprise) || compareIds(a.university, b.university));
}

function toDetail(
  { corpus, sides, rules }: ConsortiumSetting,
  cluster: NeedCluster,
  {
    gained,
    parts,
    others,
  }: { readonly gained: readonly GainedPair[]; readonly parts: ConsortiumDetail["parts"]; readonly others: readonly ClusterOption[] },
): ConsortiumDetail {
  const universities = membersOf(gained, {
    key: ({ university }) => sides.universities.ids[university]!,
    record: ({ outcome }) => corpus.outcomes.ids[outcome]!,
  });
  const enterprises = membersOf(gained, {
    key: ({ enterprise }) => sides.enterprises.ids[enterprise]!,
    record: ({ need }) => corpus.needs.ids[need]!,
  });
  const served = new Set(gained.map(({ need }) => need));
  return {
    technology: technologyOf(corpus, cluster),
    centre: corpus.needs.ids[cluster.centre]!,
    likeness: cluster.likeness,
    lead: (rules.lead === "university" ? universities : enterprises)[0]!.organisation,
    parts,
    universities,
    enterprises,
    unserved: cluster.needs.filter((need) => !served.has(need)).map((need) => corpus.needs.ids[need]!),
    alternatives: others.map(({ members, score }) => ({
      universities: members.map(({ university }) => sides.universities.ids[university]!),
      score,
    })),
  };
}

function membersOf(
  gained: readonly GainedPair[],
  of: { readonly key: (pair: GainedPair) => string; readonly record: (pair: GainedPair) => string },
): ConsortiumMember[] {
  const groups = new Map<string, GainedPair[]>();
  for (const pair of gained) groups.set(of.key(pair), [...(groups.get(of.key(pair)) ?? []), pair]);
  return [...groups]
    .map(([organisation, pairs]) => ({
      organisation,
      records: [...new Set(pairs.map(of.record))].sort(compareIds),
      contribution: pairs.reduce((sum, { contribution }) => sum + contribution, 0),
    }))
    .sort((a, b) => b.contribution - a.contribution || compareIds(a.organisation, b.organisation));
}
