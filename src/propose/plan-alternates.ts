import { compareIds } from "../kernel/order.js";
import { alternates } from "../solve/index.js";
import type { Pair } from "./choices.js";
import type { Plan } from "./plan-types.js";

/** A pair that could come in for others. */
export interface AlternatePair extends Pair {
  readonly score: number;
  /** Pairs of the plan that hold its places, the weakest first; none where there is room. */
  readonly rivals: readonly Pair[];
  /** The total of any plan with the pair is lower by at least this; `null` where the certificate does not say. */
  readonly lossAtLeast: number | null;
}

/**
 * The best pairs of each need that the plan left out and that a plan could hold: never one that is forbidden, declined, below the
 * threshold, without a place, or kept out by pairs that must stay.
 *
 * @param perNeed how many a need, a whole number ≥ 0.
 * @returns by need id; within a need by score descending, then outcome id. Needs without any are left out. O(candidates · log candidates).
 * @example
 * import { planAlternates } from "alliance-match/choice";
 *
 * const { corpus } = buildCorpus({
 *   outcomes: [{ id: "o1", title: "窑炉余热回收装置" }],
 *   needs: [{ id: "n1", title: "窑炉余热回收" }, { id: "n2", title: "锅炉余热回收" }],
 * });
 * planAlternates(propose(corpus, { shape: "one-to-one" }), 2).map(({ need, outcome }) => [need, outcome]); // [["n2", "o1"]]
 */
export function planAlternates({ certificate }: Plan, perNeed: number): AlternatePair[] {
  const { edges, options, solution, needs, outcomes } = certificate;
  if (solution.status === "infeasible") return [];
  const forced = new Set(Array.from(options.forced ?? []));
  const pairOf = (e: number): Pair => ({ need: needs[edges.row[e]!]!, outcome: outcomes[edges.column[e]!]! });
  return alternates(edges, options, solution, edges.columnCount).flatMap((ofNeed) =>
    ofNeed
      .filter(({ blocks }) =>
        blocks.every(({ kind, rivals }) => kind !== "excluded" && (rivals.length === 0 || rivals.some((e) => !forced.has(e)))),
      )
      .slice(0, perNeed)
      .map(({ edge, score, blocks, lossAtLeast }) => ({
        ...pairOf(edge),
        score,
        rivals: [...new Set(blocks.flatMap(({ rivals }) => rivals))]
          .filter((e) => !forced.has(e))
          .sort((a, b) => edges.score[a]! - edges.score[b]! || compareIds(pairOf(a).need, pairOf(b).need) || a - b)
          .map(pairOf),
        lossAtLeast,
      })),
  );
}
