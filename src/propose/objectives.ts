import { solve, verifySolution } from "../solve/index.js";
import type { ObjectiveMethod } from "./alliance-methods.js";

/**
 * Plans of records of the largest total in which organisations have capacities as well: `perEnterprise` limits the pairs of all needs of an
 * enterprise, `perUniversity` those of all outcomes of a university, beside `perNeed` and `perOutcome`; minimums are hard there too.
 * Optimal among the candidates; records that name no organisation are not limited.
 *
 * @example
 * import { quotas } from "alliance-match/alliances";
 *
 * const { corpus } = buildCorpus({
 *   outcomes: [{ id: "o1", title: "窑炉余热回收", organisation: "u1" }, { id: "o2", title: "锅炉余热回收", organisation: "u1" }],
 *   needs: [{ id: "n1", title: "窑炉余热回收" }, { id: "n2", title: "锅炉余热回收" }],
 * });
 * propose(corpus, { shape: "one-to-one", perUniversity: 1 }, { quotas }).proposals.length; // 1
 */
export const quotas: ObjectiveMethod<"total"> = {
  solve: (edges, options) => solve(edges, options),
  verify: (edges, options, solution) => verifySolution(edges, options, solution),
};

/**
 * Plans in which no need and outcome (at the level of organisations: no enterprise and university) would both rather have each
 * other than what they have: two-way choice (双向选择). Minimums are refused.
 *
 * @example
 * import { stable } from "alliance-match/alliances";
 *
 * const { corpus } = buildCorpus({ outcomes: [{ id: "o1", title: "高温余热回收装置" }], needs: [{ id: "n1", title: "窑炉余热回收" }] });
 * propose(corpus, { shape: "one-to-one", objective: "stable" }, { stable }).status; // "optimal"
 */
export const stable: ObjectiveMethod<"stable"> = {
  solve: (edges, options) => solve(edges, options),
  verify: (edges, options, solution) => verifySolution(edges, options, solution),
};

/**
 * Plans in which the need (the enterprise) that comes off worst has as much as any plan can give it; among these the largest total.
 * Those without any candidate are left out of account; where others compete for too few places the smallest share is 0.
 */
export const fair: ObjectiveMethod<"fair"> = {
  solve: (edges, options) => solve(edges, options),
  verify: (edges, options, solution) => verifySolution(edges, options, solution),
};
