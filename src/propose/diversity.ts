import { refuseIssues } from "../join/request.js";
import { createIssue, describeValue } from "../model/issue.js";
import type { Proposal } from "./proposal.js";

/** How a proposal came to its place: `worth` = `score` × `factor`. */
export interface RankingParts {
  readonly score: number;
  /** How often, at most, one of its universities stands higher up. */
  readonly repeats: number;
  /** (1 − diversity) to the power of `repeats`; 1 where the score is not above 0, which nothing makes worse. */
  readonly factor: number;
  readonly worth: number;
}

export interface RankingOptions {
  /** From 0, the order by score, to 1, where a university comes again only after all others. Default 0.3: a third showing counts half. */
  readonly diversity?: number;
}

const DEFAULT_DIVERSITY = 0.3;

/**
 * Orders proposals so that one strong university need not fill the first page: each place goes to the proposal of largest worth, its
 * score discounted for every time that its university was shown before.
 *
 * @param proposals of one plan; they stay as they are, in other places.
 * @returns all of them with new ranks and the parts of their worth; of equal worth the one that stood higher comes first. With diversity 0
 *   the order is that of the plan. @throws ConfigError `option-out-of-range`. O(proposals · sets of universities).
 * @see C. L. A. Clarke et al., "Novelty and diversity in information retrieval evaluation", SIGIR 2008, § 3 (gain that falls by 1 − α with
 *   each repetition, and the greedy order by it).
 * @example
 * import { rankDiversely } from "alliance-match/choice";
 *
 * const of = (rank: number, score: number, university: string) => ({ rank, score, universities: [university] });
 * const shown = rankDiversely([of(1, 0.9, "u1"), of(2, 0.8, "u1"), of(3, 0.7, "u2")], { diversity: 0.5 });
 * shown.map(({ universities, ranking }) => [universities[0], ranking.worth]); // [["u1", 0.9], ["u2", 0.7], ["u1", 0.4]]
 */
export function rankDiversely<P extends Pick<Proposal, "rank" | "score" | "universities">>(
  proposals: readonly P[],
  { diversity = DEFAULT_DIVERSITY }: RankingOptions = {},
): Array<P & { readonly ranking: RankingParts }> {
  if (!(typeof diversity === "number" && diversity >= 0 && diversity <= 1))
    refuseIssues([createIssue("option-out-of-range", { path: ["diversity"], expected: "0 … 1", received: describeValue(diversity) })]);
  // Proposals of the same universities are discounted alike, so only the first of each such queue can be next.
  const queues = new Map<string, P[]>();
  for (const proposal of [...proposals].sort((a, b) => b.score - a.score || a.rank - b.rank)) {
    const key = JSON.stringify(proposal.universities);
    const queue = queues.get(key);
    if (queue === undefined) queues.set(key, [proposal]);
    else queue.push(proposal);
  }
  const open = [...queues.values()].map((queue) => ({ queue, next: 0 }));
  const shown = new Map<string, number>();
  const partsOf = ({ score, universities }: P): RankingParts => {
    const repeats = universities.reduce((most, university) => Math.max(most, shown.get(university) ?? 0), 0);
    const factor = score > 0 ? (1 - diversity) ** repeats : 1;
    return { score, repeats, factor, worth: score * factor };
  };
  return proposals.map((_, at) => {
    let best: { readonly entry: (typeof open)[number]; readonly proposal: P; readonly ranking: RankingParts } | undefined;
    for (const entry of open) {
      const proposal = entry.queue[entry.next];
      if (proposal === undefined) continue;
      const ranking = partsOf(proposal);
      const lead = best === undefined ? 1 : ranking.worth - best.ranking.worth || best.proposal.rank - proposal.rank;
      if (lead > 0) best = { entry, proposal, ranking };
    }
    const { entry, proposal, ranking } = best!;
    entry.next++;
    for (const university of proposal.universities) shown.set(university, (shown.get(university) ?? 0) + 1);
    return { ...proposal, rank: at + 1, ranking };
  });
}
