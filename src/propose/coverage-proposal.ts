import type { Corpus } from "../corpus/corpus.js";
import { compareIds } from "../kernel/order.js";
import { FACTORS } from "../model/record.js";
import type { EvaluatedCover } from "./cover-evaluation.js";
import type { FactorCoverage, NeedCoverage, PartCoverage } from "./coverage-types.js";
import type { OrganisationSides } from "./organisation-edges.js";
import type { PartedNeed } from "./part-candidates.js";
import { toProposal, type Proposal } from "./proposal.js";

interface Covered {
  readonly sides: OrganisationSides;
  readonly needs: readonly PartedNeed[];
  /** Of each need in turn. */
  readonly covers: readonly EvaluatedCover[];
}

/** A proposal a need that has members: coverage descending, then need id. */
export function coverageProposals(corpus: Corpus, { sides, needs, covers }: Covered): Proposal[] {
  return needs
    .flatMap((need, place) => (covers[place]!.members.length > 0 ? [{ need, cover: covers[place]! }] : []))
    .sort((a, b) => b.cover.coverage - a.cover.coverage || a.need.need - b.need.need)
    .map(({ need, cover }, at) => ({ rank: at + 1, ...toCoverProposal(corpus, { sides, need, cover }) }));
}

interface CoveredNeed {
  readonly sides: OrganisationSides;
  readonly need: PartedNeed;
  readonly cover: EvaluatedCover;
}

function toCoverProposal(corpus: Corpus, { sides, need, cover }: CoveredNeed): Omit<Proposal, "rank"> {
  const id = corpus.needs.ids[need.need]!;
  const enterprise = sides.enterprises.ids[sides.enterprises.ofRecord[need.need]!]!;
  const pairs = cover.members.flatMap(({ outcomes }) => outcomes.map(({ outcome, score }) => ({ need: need.need, outcome, score })));
  return {
    ...toProposal(corpus, pairs),
    score: cover.coverage,
    links: cover.members.map(({ university, contribution, outcomes }) => ({
      enterprise,
      university: sides.universities.ids[university]!,
      score: contribution,
      pairs: outcomes.map(({ outcome, ...rest }) => ({ need: id, outcome: corpus.outcomes.ids[outcome]!, ...rest })),
    })),
    coverage: toNeedCoverage(corpus, { sides, need, cover }),
  };
}

function toNeedCoverage(corpus: Corpus, { sides, need, cover }: CoveredNeed): NeedCoverage {
  const universityId = (university: number): string => sides.universities.ids[university]!;
  const outcomeIds = corpus.outcomes.ids;
  return {
    need: corpus.needs.ids[need.need]!,
    coverage: cover.coverage,
    lead: universityId(cover.members[0]!.university),
    members: cover.members.map(({ university, outcomes, contribution, loss, isForced }) => ({
      university: universityId(university),
      outcomes: outcomes.map(({ outcome }) => outcomeIds[outcome]!).sort(compareIds),
      contribution,
      loss,
      isForced,
    })),
    parts: need.parts.map(({ id, title, weight }, p) => toPart(corpus, { sides, need, cover }, { id, title, weight, p })),
    factors: factorsOf(corpus, need, cover),
  };
}

/** Only outcomes of the alliance are named: what a member could bring besides is not part of the proposal. */
function toPart(
  corpus: Corpus,
  { sides, need, cover }: CoveredNeed,
  { p, ...part }: Pick<PartCoverage, "id" | "title" | "weight"> & { readonly p: number },
): PartCoverage {
  const inAlliance = new Map(cover.members.flatMap(({ university, outcomes }) => outcomes.map(({ outcome }) => [outcome, university])));
  const by = need.outcomes
    .flatMap(({ outcome, cover: shares }) => {
      const university = inAlliance.get(outcome);
      return university === undefined || !(shares[p]! > 0)
        ? []
        : [{ university: sides.universities.ids[university]!, outcome: corpus.outcomes.ids[outcome]!, cover: shares[p]! }];
    })
    .sort((a, b) => b.cover - a.cover || compareIds(a.outcome, b.outcome));
  const covered = cover.covered[p]!;
  const fits = need.outcomes.some((outcome) => outcome.cover[p]! > 0);
  return { ...part, covered, by, missing: covered > 0 ? null : fits ? "taken" : "nothing-fits" };
}

function factorsOf({ needs, outcomes }: Corpus, { need, parts }: PartedNeed, { members }: EvaluatedCover): FactorCoverage[] {
  const asked = new Set([...(needs.records[need]!.factors ?? []), ...parts.flatMap((part) => part.factors)]);
  const offered = [...new Set(members.flatMap((member) => member.outcomes.map(({ outcome }) => outcome)))].map(
    (at) => outcomes.records[at]!,
  );
  return FACTORS.filter((factor) => asked.has(factor)).map((factor) => {
    const by = offered.filter(({ factors }) => factors?.includes(factor) === true).map(({ id }) => id);
    const status = by.length > 0 ? "brought" : offered.some(({ factors }) => factors === undefined) ? "not-stated" : "missing";
    return { factor, status, by: by.sort(compareIds) };
  });
}
