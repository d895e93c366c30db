import { CompensatedSum } from "../kernel/sum.js";
import { exhaustCoverage } from "./coverage-exhaust.js";
import { guaranteeOf, readCoverage, type CoverageProblem } from "./coverage-problem.js";
import type { CoverageEdges, CoverageOptions, CoveragePlan } from "./coverage-types.js";
import { openGraph } from "./open-graph.js";
import { RankedHeaps } from "./ranked-heaps.js";
import { solveTotal } from "./total.js";
import type { Plan } from "./plan-types.js";

/** Flows spent on the bound: on random instances the gap changes little after 20 to 30. */
const BOUND_STEPS = 30;
/** Makes up for the rounded operations of a bound. */
const BOUND_SLACK = 2 ** -46;

/**
 * Chooses edges within the maximums so that the parts of the rows are covered best, all rows together.
 *
 * Lazy greedy: always the edge that adds most, ties by row, then column; what an edge adds only ever falls, so it is counted anew
 * only when it comes to the top. The worth of a set is monotone and submodular, so greedy reaches 1 − 1/e of the best where each
 * row stands alone, 1/2 where only columns are limited, 1/3 where both are (`guarantee`, for the instance at hand). Beside it
 * stands a bound for this very instance, from prices of the parts; flows found on the way may beat greedy and are then taken.
 * Small instances are gone through to the end.
 *
 * @returns a plan always: without minimums there is one. It does not depend on the order of the edges or of their entries.
 * @throws SolveError: `part-row-out-of-range`, `part-weight-invalid`, `cover-start-invalid`, `cover-part-invalid`,
 *   `cover-share-invalid`, `option-not-for-objective` for minimums and groups, and those of `solve` for ends and maximums.
 *   O(edges · log edges) for greedy in practice, and `BOUND_STEPS` flows.
 * @see G. Nemhauser, L. Wolsey, M. Fisher, Math. Programming 14 (1978), theorem 4.2 (1 − 1/e); M. Fisher, G. Nemhauser, L. Wolsey,
 *   Math. Programming Study 8 (1978), theorem 2.1 (1 / (p + 1) under p matroids); M. Minoux, LNCIS 7 (1978), 234–243 (lazy).
 * @example
 * ```ts
 * import { solveCoverage } from "alliance-match/solve";
 *
 * const plan = solveCoverage(
 *   {
 *     rowCount: 1, columnCount: 3, partRow: [0, 0], partWeight: [2, 1],
 *     row: [0, 0, 0], column: [0, 1, 2], coverStart: [0, 2, 3, 4], coverPart: [0, 1, 0, 1], coverShare: [0.5, 0.5, 1, 1],
 *   },
 *   { rows: { max: 2 } },
 * );
 * [plan.total, plan.bound, plan.status]; // [3, 3, "optimal"]
 * ```
 */
export function solveCoverage(edges: CoverageEdges, options: CoverageOptions = {}): CoveragePlan {
  const problem = readCoverage(edges, options);
  let isChosen = greedy(problem);
  let total = coverageOf(problem, isChosen).total;
  const keepBetter = (other: Uint8Array) => {
    const value = coverageOf(problem, other).total;
    if (value > total) [isChosen, total] = [other, value];
  };
  const proof = boundByPrices(problem, { coverage: coverageOf(problem, isChosen).loads, reached: () => total, offer: keepBetter });
  const best = proof.bound > total ? exhaustCoverage(problem, total) : null;
  if (best !== null && best.isChosen !== null) keepBetter(best.isChosen);
  const isExhausted = best !== null;
  const { callerEdge } = problem.ends;
  const { rowTotal, partCoverage } = coverageOf(problem, isChosen);
  const bound = isExhausted ? total : Math.max(proof.bound, total);
  return {
    status: total >= bound ? "optimal" : "feasible",
    edges: callerEdge.filter((_, e) => isChosen[e] === 1).sort(),
    total,
    rowTotal,
    partCoverage,
    bound,
    guarantee: guaranteeOf(problem),
    certificate: { kind: "part-prices", scope: "candidates", partPrice: proof.partPrice, flow: proof.flow, isExhausted },
  };
}

/** The worth of a set of edges; sums in (row, column) order of edges and in order of parts. */
export function coverageOf(problem: CoverageProblem, isChosen: Uint8Array) {
  const { start, part, share, partRow, partWeight, ends } = problem;
  const loads = new Float64Array(partWeight.length);
  for (let e = 0; e < isChosen.length; e++) {
    if (isChosen[e] === 0) continue;
    for (let at = start[e]!; at < start[e + 1]!; at++) loads[part[at]!]! += share[at]!;
  }
  const partCoverage = loads.map((load) => Math.min(1, load));
  const rows = Array.from({ length: ends.rowCount }, () => new CompensatedSum());
  const sum = new CompensatedSum();
  partCoverage.forEach((covered, p) => {
    rows[partRow[p]!]!.add(partWeight[p]! * covered);
    sum.add(partWeight[p]! * covered);
  });
  return { loads, partCoverage, total: sum.value, rowTotal: Float64Array.from(rows, (row) => row.value) };
}

function greedy(problem: CoverageProblem): Uint8Array {
  const { ends, start, part, share, partWeight } = problem;
  const isChosen = ends.forced.slice();
  const { loads } = coverageOf(problem, isChosen);
  const rowRoom = ends.rows.max.map((max, r) => max - ends.rows.forced[r]!);
  const columnRoom = ends.columns.max.map((max, c) => max - ends.columns.forced[c]!);
  const gainOf = (e: number) => {
    let gain = 0;
    for (let at = start[e]!; at < start[e + 1]!; at++) {
      const load = Math.min(1, loads[part[at]!]!);
      gain += partWeight[part[at]!]! * (Math.min(1, load + share[at]!) - load);
    }
    return gain;
  };
  const gain = Float64Array.from(isChosen, (_, e) => gainOf(e));
  const heap = new RankedHeaps(Uint32Array.of(0, isChosen.length), gain, "best");
  for (let e = 0; e < isChosen.length; e++) if (isChosen[e] === 0) heap.append(0, e);
  heap.heapify(0);
  while (heap.size[0]! > 0) {
    const e = heap.pop(0);
    if (rowRoom[ends.row[e]!] === 0 || columnRoom[ends.column[e]!] === 0) continue;
    const now = gainOf(e);
    if (now < gain[e]!) {
      gain[e] = now;
      if (now > 0) heap.push(0, e);
      continue;
    }
    if (!(now > 0)) break;
    isChosen[e] = 1;
    rowRoom[ends.row[e]!]!--;
    columnRoom[ends.column[e]!]!--;
    for (let at = start[e]!; at < start[e + 1]!; at++) loads[part[at]!]! += share[at]!;
  }
  return isChosen;
}

interface PriceProof {
  readonly partPrice: Float64Array;
  readonly flow: Plan;
  readonly bound: number;
}

/** Prices from what greedy left uncovered, then subgradient steps of Polyak's length; each step is one flow. */
function boundByPrices(
  problem: CoverageProblem,
  at: { coverage: Float64Array; reached: () => number; offer: (isChosen: Uint8Array) => void },
): PriceProof {
  const { partWeight, ends } = problem;
  const price = at.coverage.map((load) => (load < 1 ? 1 : 0));
  let best: PriceProof | null = null;
  for (let step = 0; step < BOUND_STEPS; step++) {
    const flow = flowAt(problem, price);
    const fixed = new CompensatedSum();
    partWeight.forEach((weight, p) => fixed.add(weight * (1 - price[p]!)));
    const bound = (fixed.value + flow.bound) * (1 + BOUND_SLACK);
    if (best === null || bound < best.bound) best = { partPrice: price.slice(), flow, bound };
    const listed = new Set(flow.edges);
    const isChosen = Uint8Array.from(ends.callerEdge, (edge) => (listed.has(edge) ? 1 : 0));
    at.offer(isChosen);
    const gap = bound - at.reached();
    if (gap <= bound * 2 * BOUND_SLACK) break;
    const { loads } = coverageOf(problem, isChosen);
    const slope = loads.map((load, p) => partWeight[p]! * (load - 1));
    const moves = slope.map((value, p) => ((value > 0 && price[p] === 0) || (value < 0 && price[p] === 1) ? 0 : value));
    const size = moves.reduce((sum, value) => sum + value * value, 0);
    if (size === 0) break;
    for (let p = 0; p < price.length; p++) price[p] = Math.max(0, Math.min(1, price[p]! - (gap / size) * moves[p]!));
  }
  return best!;
}

function flowAt(problem: CoverageProblem, price: Float64Array): Plan {
  const { start, part, share, partWeight, ends } = problem;
  const score = new Float64Array(ends.row.length);
  for (let e = 0; e < score.length; e++) {
    for (let at = start[e]!; at < start[e + 1]!; at++) score[e]! += partWeight[part[at]!]! * price[part[at]!]! * share[at]!;
  }
  const worth = { ...ends, score, columnScore: score };
  return solveTotal(worth, openGraph(worth));
}
