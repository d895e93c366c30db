import type { Corpus } from "../corpus/corpus.js";
import { compareIds } from "../kernel/order.js";
import { sumOf } from "../kernel/sum.js";
import type { Link } from "./allotment.js";
import type { Shape } from "./choices.js";
import type { OrganisationSides } from "./organisation-edges.js";
import { toProposal, type Proposal } from "./proposal.js";

/** Grouped by university for one-to-many, by enterprise for many-to-one, otherwise link by link: score descending, then ids. */
export function organisationProposals(
  corpus: Corpus,
  shape: Shape,
  { sides, kept }: { readonly sides: OrganisationSides; readonly kept: readonly Link[] },
): Proposal[] {
  const groups = new Map<number, Link[]>();
  kept.forEach((link, at) => {
    const key = shape === "one-to-many" ? link.university : shape === "many-to-one" ? link.enterprise : at;
    groups.set(key, [...(groups.get(key) ?? []), link]);
  });
  return [...groups.values()]
    .map((group) => {
      const links = [...group].sort((a, b) => b.score - a.score || a.enterprise - b.enterprise || a.university - b.university);
      const proposal = toProposal(
        corpus,
        links.flatMap(({ pairs }) => pairs),
      );
      return {
        ...proposal,
        score: sumOf(links.map(({ score }) => score)),
        links: links.map(({ enterprise, university, score, pairs }) => ({
          enterprise: sides.enterprises.ids[enterprise]!,
          university: sides.universities.ids[university]!,
          score,
          pairs: pairs.map(({ need, outcome, ...rest }) => ({
            need: corpus.needs.ids[need]!,
            outcome: corpus.outcomes.ids[outcome]!,
            ...rest,
          })),
        })),
      };
    })
    .sort(
      (a, b) =>
        b.score - a.score ||
        compareIds(a.links[0]!.enterprise, b.links[0]!.enterprise) ||
        compareIds(a.links[0]!.university, b.links[0]!.university),
    )
    .map((proposal, at) => ({ rank: at + 1, ...proposal }));
}
