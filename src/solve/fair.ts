import { ExchangeablePlan } from "./exchange-chain.js";
import { solveBottleneck } from "./fair-bottleneck.js";
import { boundByCounting, type CountedBound } from "./fair-counting.js";
import { openGraph } from "./open-graph.js";
import { planTotals } from "./plan-totals.js";
import type { Problem } from "./problem.js";
import { cutToUnits, proveByPrices, type PriceProof } from "./row-weights.js";
import { solveTotal } from "./total.js";
import type { Plan } from "./plan-types.js";

/** Flows to spend on the bound; on 200 × 120 dense with loads, 60 leave the gap below 0.5 %, see test/solve/fair.test.ts. */
const FLOW_STEPS = 60;
/** Steps without a better bound after which the step length is halved. */
const PATIENCE = 4;
/** Exchange chains are tried on every fifth flow's plan: they cost several flows, and neighbouring weights give like plans. */
const RAISE_EVERY = 5;
/** A gap below this share of the bound is rounding. */
const NO_GAP = 2 ** -40;
/** Bisections of the floor when a row is raised: 2⁻⁸ of the gap. */
const FLOOR_STEPS = 8;
/** Raised rows a flow, in rows. */
const RAISES_PER_ROW = 4;
const TOTAL_SWEEPS = 8;

/** How far a fair plan has come. */
export interface FairProgress {
  /** Flows solved. */
  readonly step: number;
  readonly minRow: number;
  readonly bound: number;
}

/**
 * The plan whose smallest row total is largest, and among those the total, of a problem that has a plan.
 *
 * Rows of at most one partner: exact (`solveBottleneck`). Else the problem is NP-hard (even two rows: partition), and this is
 * anytime: for row weights w ≥ 0 the largest weighted total, one flow, divided by Σ w bounds every plan's smallest row. The
 * weights follow the subgradient (a row above the mean loses weight); each flow's plan is improved by exchange chains that
 * raise the poorest row. Status `"optimal"` only where the plan meets the bound and no plan has a larger total.
 *
 * @returns yields after each flow; the best plan so far is a plan at any time.
 * @see M. Held, R. Karp, Math. Programming 1 (1971), § 2 (subgradient steps on Lagrangian bounds); R. Ahuja, T. Magnanti, J. Orlin,
 *   Network Flows (1993), § 16.3–16.4; N. Garg et al., Assigning papers to referees, Algorithmica 58 (2010), § 4 (hardness).
 */
export function* fairSteps(problem: Problem): Generator<FairProgress, Plan<"fair">> {
  if (problem.rows.max.every((max) => max <= 1)) return solveBottleneck(problem);
  const weight = new Float64Array(problem.rowCount).fill(1);
  let length = 1;
  let stale = 0;
  let proof: PriceProof | null = null;
  let best: { isChosen: Uint8Array; minRow: number; total: number } | null = null;
  const first = weighted(problem, weight);
  const poorest = leastCap(problem);
  const counted = boundByCounting(problem);
  const boundOf = (prices: PriceProof) => Math.min(prices.bound, counted?.bound ?? Infinity);
  for (let step = 0; step < Math.min(FLOW_STEPS, problem.maxSteps); step++) {
    const isCapStep = step === 1 && poorest >= 0;
    const used = isCapStep ? weight.map((_, r) => (r === poorest ? 1 : 0)) : weight.slice();
    const flow = step === 0 ? first : weighted(problem, used);
    if (proof === null || flow.proof.bound < proof.bound) {
      proof = flow.proof;
      stale = 0;
    } else if (++stale >= PATIENCE) {
      length /= 2;
      stale = 0;
    }
    const raised = step % RAISE_EVERY > 0 ? null : improve(problem, flow.isChosen, boundOf(proof));
    for (const isChosen of raised === null ? [flow.isChosen] : [flow.isChosen, raised]) {
      const { minRow, total } = planTotals(problem, isChosen);
      if (best === null || minRow > best.minRow || (minRow === best.minRow && total > best.total)) best = { isChosen, minRow, total };
    }
    const bound = boundOf(proof);
    yield { step: step + 1, minRow: best!.minRow, bound };
    if (best!.minRow >= bound - Math.abs(bound) * NO_GAP && (step > 0 || counted !== null)) break;
    if (!isCapStep) reweight(weight, flow, { gap: flow.proof.bound - best!.minRow, length });
  }
  return asPlan(problem, best!.isChosen, { proof: proof!, totalProof: first.proof, counted });
}

function asPlan(
  problem: Problem,
  isChosen: Uint8Array,
  at: { proof: PriceProof; totalProof: PriceProof; counted: CountedBound | null },
): Plan<"fair"> {
  const totals = planTotals(problem, isChosen);
  const { proof, counted } = at;
  const isCounted = counted !== null && counted.bound < proof.bound;
  const bound = isCounted ? counted.bound : proof.bound;
  const totalBound = cutToUnits(problem.score, at.totalProof.weightedTotal);
  return {
    status: totals.minRow >= bound && totals.total >= totalBound ? "optimal" : "feasible",
    ...totals,
    value: totals.minRow,
    bound: Math.max(bound, totals.minRow),
    certificate: {
      kind: "row-weights",
      scope: "candidates",
      rowWeight: proof.rowWeight,
      rowDual: proof.rowDual,
      columnDual: proof.columnDual,
      totalBound: Math.max(totalBound, totals.total),
      totalRowDual: at.totalProof.rowDual,
      totalColumnDual: at.totalProof.columnDual,
      counting: isCounted ? { next: counted.next, obstacle: counted.obstacle } : null,
    },
    reason: null,
  };
}

/** The plan of the largest weighted total, its row totals unweighted, and the bound that its prices prove. */
function weighted(problem: Problem, weight: Float64Array): { isChosen: Uint8Array; rowTotal: Float64Array; proof: PriceProof } {
  const score = problem.score.map((value, e) => value * weight[problem.row[e]!]!);
  const scaled: Problem = { ...problem, score, columnScore: score, objective: "total", maxSteps: Infinity };
  const { edges, certificate } = solveTotal(scaled, openGraph(scaled));
  const { unit } = certificate;
  const isListed = new Uint8Array(score.length);
  for (const e of edges) isListed[e] = 1;
  const isChosen = Uint8Array.from(problem.callerEdge, (e) => isListed[e]!);
  const rowTotal = new Float64Array(problem.rowCount);
  for (let e = 0; e < score.length; e++) if (isChosen[e] === 1) rowTotal[problem.row[e]!]! += problem.score[e]!;
  const rowDual = certificate.rowDual.map((price) => price * unit);
  const columnDual = certificate.columnDual.map((price) => price * unit);
  return { isChosen, rowTotal, proof: proveByPrices(problem, { rowWeight: weight.slice(), rowDual, columnDual }) };
}

/** Multiplicative subgradient step of Polyak's length, gap / variance of the row totals. */
function reweight(weight: Float64Array, flow: { rowTotal: Float64Array }, by: { gap: number; length: number }): void {
  const { rowTotal } = flow;
  const sum = weight.reduce((total, value) => total + value, 0);
  const mean = rowTotal.reduce((total, value, r) => total + (weight[r]! / sum) * value, 0);
  const variance = rowTotal.reduce((total, value, r) => total + (weight[r]! / sum) * (value - mean) ** 2, 0);
  if (!(variance > 0)) return;
  const step = (by.length * by.gap) / variance;
  for (let r = 0; r < weight.length; r++) weight[r]! *= Math.exp(Math.max(-1, Math.min(1, step * (mean - rowTotal[r]!))));
  const scale = weight.length / weight.reduce((total, value) => total + value, 0);
  for (let r = 0; r < weight.length; r++) weight[r]! *= scale;
}

/** Raises the poorest row, each time as far as a chain allows, until none does; then adds to the total. */
function improve(problem: Problem, isChosen: Uint8Array, bound: number): Uint8Array {
  const plan = new ExchangeablePlan(problem, isChosen);
  for (let count = 0; count < RAISES_PER_ROW * problem.rowCount; count++) {
    const row = plan.poorestRow();
    const total = plan.rowTotal[row]!;
    let high = bound;
    let raised = total < bound && plan.raise(row, bound);
    for (let at = 0; at < FLOOR_STEPS && !raised; at++) {
      high = total + (high - total) / 2;
      raised = high > total && plan.raise(row, high);
    }
    if (!raised) break;
  }
  const floor = plan.poorestRow() < 0 ? 0 : plan.rowTotal[plan.poorestRow()]!;
  plan.addTotal(floor, TOTAL_SWEEPS);
  return plan.isChosen;
}

/** The row whose best places, columns shared with nobody, are worth least; −1 without rows. */
function leastCap(problem: Problem): number {
  const { row, score, rows, rowCount } = problem;
  let least = Infinity;
  let poorest = -1;
  let e = 0;
  for (let r = 0; r < rowCount; r++) {
    const from = e;
    while (e < row.length && row[e] === r) e++;
    const best = score.slice(from, e).sort().reverse();
    const cap = best.filter((value, at) => at < rows.max[r]! && (value > 0 || at < rows.min[r]!)).reduce((sum, value) => sum + value, 0);
    if (cap < least) {
      least = cap;
      poorest = r;
    }
  }
  return poorest;
}
