import { CompensatedSum } from "../kernel/sum.js";
import { aboveThreshold, hasLowForced } from "./fair-bottleneck.js";
import type { Problem } from "./problem.js";
import { isList } from "./shape.js";
import type { BottleneckCertificate, Certificate, CountingProof, Plan, RowWeightCertificate } from "./plan-types.js";
import type { Objective } from "./types.js";
import { verifyInfeasible } from "./verify-infeasible.js";
import type { Report } from "./verdict.js";

/** What an infeasible answer says beside its reason: there is no plan. */
const NO_PLAN = {
  status: "infeasible",
  edges: new Uint32Array(0),
  total: 0,
  minRow: 0,
  value: 0,
  bound: -Infinity,
  certificate: null,
  scope: "candidates",
} as const;

/** How far a stated bound may lie above what its prices prove, relative to the sizes of the terms. */
const TOLERANCE = 2 ** -46;

interface FairCheck {
  readonly report: Report;
  /** Checks a plan of largest total. */
  readonly verifyTotal: (problem: Problem, plan: Plan<Objective>, report: Report) => void;
}

/** Checks a fair plan's bound on the smallest row, and the proofs that its status needs. */
export function verifyFair(problem: Problem, plan: Plan<Objective>, at: FairCheck): void {
  if (plan.value !== plan.minRow) at.report("value-wrong", "value", { expected: plan.minRow, received: plan.value });
  const certificate: Certificate | null | undefined = plan.certificate;
  if (certificate?.scope === "all pairs")
    at.report("scope-unproved", "certificate.scope", { expected: "candidates", received: certificate.scope });
  if (certificate?.kind === "bottleneck") verifyBottleneck(problem, plan, { ...at, certificate });
  else if (certificate?.kind === "row-weights") verifyRowWeights(problem, plan, { ...at, certificate });
  else at.report("certificate-missing", "certificate", { expected: "a bottleneck or row weights", received: certificate });
}

/** The plan is a best one of the edges that reach the threshold, and above it there is no plan at all. */
function verifyBottleneck(problem: Problem, plan: Plan<Objective>, at: FairCheck & { certificate: BottleneckCertificate }): void {
  const { report, certificate } = at;
  const { threshold, next, obstacle } = certificate;
  if (!problem.rows.max.every((max) => max <= 1)) {
    report("certificate-missing", "certificate.kind", { expected: "row weights, as rows have several partners", received: "bottleneck" });
    return;
  }
  if (plan.status !== "optimal") report("status-invalid", "status", { expected: "optimal", received: plan.status });
  if (plan.bound !== plan.minRow || plan.minRow < threshold) report("bound-wrong", "bound", { expected: threshold, received: plan.bound });
  if (hasLowForced(problem, threshold)) {
    report("threshold-wrong", "certificate.threshold", { expected: "at most each forced score", received: threshold });
    return;
  }
  const inner: Report = (code, path, detail) => report(code, `certificate.plan.${path}`, detail);
  const sameEdges =
    isList(plan.edges) && isList(certificate.plan?.edges) && String(Array.from(plan.edges)) === String(Array.from(certificate.plan.edges));
  if (!sameEdges) {
    report("certificate-missing", "certificate.plan", { expected: "the plan's own edges", received: certificate.plan });
    return;
  }
  at.verifyTotal(aboveThreshold(problem, threshold), certificate.plan, inner);
  const least = [0, ...problem.score].reduce((best, score) => (score > plan.minRow && score < best ? score : best), Infinity);
  if ((next ?? Infinity) !== least) {
    report("threshold-wrong", "certificate.next", { expected: least, received: next });
  } else if (next !== null && !hasLowForced(problem, next)) {
    verifyInfeasible(aboveThreshold(problem, next), { ...NO_PLAN, reason: obstacle! }, (code, path, detail) =>
      report(code, `certificate.obstacle: ${path}`, detail),
    );
  }
}

function verifyRowWeights(problem: Problem, plan: Plan<Objective>, at: FairCheck & { certificate: RowWeightCertificate }): void {
  const { report, certificate } = at;
  const ones = new Float64Array(problem.rowCount).fill(1);
  const weights = readNumbers(certificate.rowWeight, problem.rowCount);
  const weightSum = weights?.reduce((sum, weight) => sum + weight, 0) ?? 0;
  if (weights === null || weights.some((weight) => weight < 0) || !(weightSum > 0)) {
    report("row-weight-invalid", "certificate.rowWeight", { expected: `${problem.rowCount} numbers ≥ 0`, received: certificate.rowWeight });
    return;
  }
  const least = provedBound(problem, { weights, rowDual: certificate.rowDual, columnDual: certificate.columnDual });
  const most = provedBound(problem, { weights: ones, rowDual: certificate.totalRowDual, columnDual: certificate.totalColumnDual });
  const counted = certificate.counting === null ? Infinity : countedBound(problem, certificate.counting, report);
  const isCounted = least !== null && counted * (1 - TOLERANCE) < least.value / weightSum;
  const bounds = isCounted ? { value: counted, slack: Math.abs(counted) * TOLERANCE } : least;
  if (bounds === null || !isProvedBy(plan.bound, { proved: bounds, scale: isCounted ? 1 : weightSum, reached: plan.minRow, problem }))
    report("bound-wrong", "bound", { expected: bounds === null ? "prices that can be read" : bounds.value, received: plan.bound });
  if (most === null || !isProvedBy(certificate.totalBound, { proved: most, scale: 1, reached: plan.total, problem }))
    report("bound-wrong", "certificate.totalBound", { expected: most?.value, received: certificate.totalBound });
  const isProved = plan.minRow >= plan.bound && plan.total >= certificate.totalBound;
  if (plan.status !== (isProved ? "optimal" : "feasible"))
    report("status-invalid", "status", { expected: isProved ? "optimal" : "feasible", received: plan.status });
}

/** The largest sum of a row's best scores below `next`, or 0, once it is sure that all rows cannot have the partners that `next` takes. */
function countedBound(problem: Problem, proof: CountingProof, report: Report): number {
  if (!(proof.next > 0)) {
    report("threshold-wrong", "certificate.counting.next", { expected: "a sum above 0", received: proof.next });
    return Infinity;
  }
  const min = problem.rows.min.slice();
  let bound = 0;
  let end = 0;
  for (let r = 0; r < problem.rowCount; r++) {
    const start = end;
    while (end < problem.row.length && problem.row[end] === r) end++;
    const scores = Array.from(problem.score.subarray(start, end)).sort((x, y) => y - x);
    const most = Math.min(scores.length, problem.rows.max[r]!);
    const sum = new CompensatedSum();
    let needed = 0;
    for (let count = 1; count <= most; count++) {
      sum.add(scores[count - 1]!);
      if (sum.value >= proof.next && needed === 0) needed = count;
      if (sum.value < proof.next) bound = Math.max(bound, sum.value);
    }
    // A row that cannot reach it at all proves even more; its minimum is left as it is.
    min[r] = Math.max(min[r]!, needed);
  }
  const asked = { ...problem, rows: { ...problem.rows, min } };
  verifyInfeasible(asked, { ...NO_PLAN, reason: proof.obstacle }, (code, path, detail) =>
    report(code, `certificate.counting: ${path}`, detail),
  );
  return bound;
}

/** A bound may be what was proved, within rounding; or that cut to whole units; or what the plan reaches, where that is a little more. */
function isProvedBy(bound: unknown, at: { proved: Proved; scale: number; reached: number; problem: Problem }): boolean {
  const { proved, scale, reached } = at;
  if (typeof bound !== "number" || !(bound >= reached)) return false;
  const value = proved.value / scale;
  const slack = proved.slack / scale;
  if (Math.abs(bound - value) <= slack) return true;
  const unit = commonUnit(at.problem.score);
  return bound + unit > value - slack && bound <= value + slack && Number.isSafeInteger(bound / unit) && unit > 0;
}

/** The largest power of two of which all scores are multiples; 0 where none is large enough to help. */
function commonUnit(score: Float64Array): number {
  const largest = score.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0) return 1;
  let unit = 2 ** Math.floor(Math.log2(largest));
  while (unit > largest * 2 ** -53 && !score.every((value) => Number.isInteger(value / unit))) unit /= 2;
  return unit > largest * 2 ** -53 ? unit : 0;
}

interface Proved {
  readonly value: number;
  readonly slack: number;
}

function readNumbers(value: unknown, length: number): Float64Array | null {
  if (!isList(value) || value.length !== length) return null;
  const numbers = Float64Array.from(value as ArrayLike<number>);
  return numbers.every(Number.isFinite) ? numbers : null;
}

/** The weighted total that no plan exceeds, by summing over nodes what their places and their edges can bring at these prices. */
function provedBound(problem: Problem, at: { weights: Float64Array; rowDual: unknown; columnDual: unknown }): Proved | null {
  const rowPrice = readNumbers(at.rowDual, problem.rowCount);
  const columnPrice = readNumbers(at.columnDual, problem.columnCount);
  if (rowPrice === null || columnPrice === null) return null;
  const sum = new CompensatedSum();
  let size = 0;
  const rowDegree = new Float64Array(problem.rowCount);
  const columnDegree = new Float64Array(problem.columnCount);
  problem.score.forEach((score, e) => {
    const r = problem.row[e]!;
    const c = problem.column[e]!;
    rowDegree[r]!++;
    columnDegree[c]!++;
    const worth = at.weights[r]! * score;
    const rest = worth - (rowPrice[r]! + columnPrice[c]!);
    if (rest <= 0 && problem.forced[e] === 0) return;
    sum.add(rest);
    size += Math.abs(worth) + Math.abs(rowPrice[r]!) + Math.abs(columnPrice[c]!);
  });
  const addSide = (price: Float64Array, degree: Float64Array, bounds: { min: Float64Array; max: Float64Array }) =>
    price.forEach((value, node) => {
      const brought = value === 0 ? 0 : value * (value < 0 ? bounds.min[node]! : Math.min(degree[node]!, bounds.max[node]!));
      sum.add(brought);
      size += Math.abs(brought);
    });
  addSide(rowPrice, rowDegree, problem.rows);
  addSide(columnPrice, columnDegree, problem.columns);
  return { value: sum.value, slack: size * TOLERANCE };
}
