import { CompensatedSum } from "../kernel/sum.js";
import type { Problem, ReadBounds } from "./problem.js";
import { isList } from "./shape.js";
import type { Certificate, Plan, TotalCertificate } from "./plan-types.js";
import type { Objective } from "./types.js";
import type { Report } from "./verdict.js";
import { boundIsClose, exactGains, LARGEST_PRICE, mostEdges } from "./verify-bound.js";

/** Checks the proof of an objective other than the total; it is given which edges the plan chooses, in the problem's order. */
export type ProofCheck = (problem: Problem, plan: Plan<Objective>, at: { readonly isChosen: Uint8Array; readonly report: Report }) => void;

/** What checks proofs of other kinds than that of the largest total. */
export interface OtherProofs {
  /** For an objective other than the total. */
  readonly proof?: ProofCheck | undefined;
  /** For plans of a search cut short; without it their status is none that is known. */
  readonly cutShort?: CutShortCheck;
}

/** Checks the bound of a plan of a search cut short. */
export type CutShortCheck = (
  problem: Problem,
  plan: Plan<Objective>,
  at: { readonly certificate: TotalCertificate; readonly report: Report },
) => void;

/** Checks a plan from outside in: its edges, its bounds, its sums, and its certificate where the edges could be read. */
export function verifyPlan(problem: Problem, plan: Plan<Objective>, report: Report, { proof, cutShort }: OtherProofs = {}): void {
  const isChosen = readChosen(problem, plan, report);
  if (isChosen === null) return;
  const rowDegree = countDegrees(problem.row, isChosen, problem.rowCount);
  const columnDegree = countDegrees(problem.column, isChosen, problem.columnCount);
  checkDegrees("row", problem.rows, { degree: rowDegree, report });
  checkDegrees("column", problem.columns, { degree: columnDegree, report });
  for (let e = 0; e < isChosen.length; e++) {
    if (problem.forced[e] === 1 && isChosen[e] === 0) {
      report("forced-missing", "edges", { expected: `forced edge ${problem.callerEdge[e]!}`, received: "a plan without it" });
    }
  }
  checkSums(problem, plan, { isChosen, report });
  if (proof !== undefined) {
    proof(problem, plan, { isChosen, report });
    return;
  }
  checkValue(problem, plan, { isChosen, report });
  const isCutShort = plan.status === "feasible" && cutShort !== undefined;
  const certificate = readTotalCertificate(isCutShort ? { ...plan, status: "optimal" } : plan, report);
  if (certificate === null) return;
  for (const side of ["row", "column"] as const) {
    const duals: unknown = certificate[`${side}GroupDual`];
    if (isList(duals) && duals.length === 0) continue;
    report(`${side}-group-dual-invalid`, `certificate.${side}GroupDual`, { expected: "no groups", received: duals });
  }
  if (isCutShort) cutShort(problem, plan, { certificate, report });
  else checkCertificate(problem, plan, { certificate, isChosen, rowDegree, columnDegree, report });
}

/** The certificate of an optimal plan, or null where there is none. */
export function readTotalCertificate(plan: Plan<Objective>, report: Report): TotalCertificate | null {
  // No other status is given, so none is to be believed without a proof.
  if ((plan.status as string) !== "optimal")
    report("status-invalid", "status", { expected: '"optimal" or "infeasible"', received: plan.status });
  const certificate: Certificate | null | undefined = plan.certificate;
  if (certificate?.kind === "duals" && (certificate.scope === "candidates" || certificate.scope === "all pairs")) return certificate;
  report("certificate-missing", "certificate", { expected: "dual prices", received: certificate });
  return null;
}

/** 1 for each chosen edge, in the problem's order; null where the list cannot be read. */
function readChosen(problem: Problem, plan: Plan<Objective>, report: Report): Uint8Array | null {
  const listed: unknown = plan.edges;
  if (!isList(listed)) {
    report("type-invalid", "edges", { expected: "an array of edge indices", received: listed });
    return null;
  }
  const { callerEdge } = problem;
  // A part of a problem keeps the caller's numbers, so they may have gaps.
  const isKnown = new Uint8Array(callerEdge.reduce((most, edge) => Math.max(most, edge + 1), 0));
  for (const edge of callerEdge) isKnown[edge] = 1;
  const isListed = new Uint8Array(isKnown.length);
  let isReadable = true;
  let before = -1;
  for (let at = 0; at < listed.length; at++) {
    const edge = listed[at];
    if (typeof edge !== "number" || isKnown[edge] !== 1) {
      report("edge-out-of-range", `edges[${at}]`, { expected: `one of the ${callerEdge.length} edges`, received: edge });
      isReadable = false;
      continue;
    }
    if (edge <= before) {
      report("edges-not-ascending", `edges[${at}]`, { expected: `more than ${before}`, received: edge });
      isReadable = false;
    }
    before = edge;
    isListed[edge] = 1;
  }
  return isReadable ? Uint8Array.from(callerEdge, (edge) => isListed[edge]!) : null;
}

function countDegrees(end: Uint32Array, isChosen: Uint8Array, count: number): Float64Array {
  const degree = new Float64Array(count);
  for (let e = 0; e < end.length; e++) if (isChosen[e] === 1) degree[end[e]!]!++;
  return degree;
}

function checkDegrees(side: "row" | "column", bounds: ReadBounds, at: { degree: Float64Array; report: Report }): void {
  at.degree.forEach((degree, index) => {
    const min = bounds.min[index]!;
    const max = bounds.max[index]!;
    if (degree < min) at.report(`${side}-below-min`, `${side} ${index}`, { expected: `at least ${min}`, received: degree });
    if (degree > max) at.report(`${side}-above-max`, `${side} ${index}`, { expected: `at most ${max}`, received: degree });
  });
}

function checkSums(problem: Problem, plan: Plan<Objective>, at: { isChosen: Uint8Array; report: Report }): void {
  const total = new CompensatedSum();
  const rowTotals = Array.from({ length: problem.rowCount }, () => new CompensatedSum());
  for (let e = 0; e < at.isChosen.length; e++) {
    if (at.isChosen[e] === 0) continue;
    total.add(problem.score[e]!);
    rowTotals[problem.row[e]!]!.add(problem.score[e]!);
  }
  const minRow = rowTotals.length === 0 ? 0 : rowTotals.reduce((least, sum) => Math.min(least, sum.value), Infinity);
  if (plan.total !== total.value) at.report("total-wrong", "total", { expected: total.value, received: plan.total });
  if (plan.minRow !== minRow) at.report("min-row-wrong", "minRow", { expected: minRow, received: plan.minRow });
}

function checkValue(problem: Problem, plan: Plan<Objective>, at: { isChosen: Uint8Array; report: Report }): void {
  const worth = problem.worth ?? problem.score;
  const sum = new CompensatedSum();
  for (let e = 0; e < worth.length; e++) if (at.isChosen[e] === 1) sum.add(worth[e]!);
  if (plan.value !== sum.value) at.report("value-wrong", "value", { expected: sum.value, received: plan.value });
}

interface CertificateCheck {
  readonly certificate: TotalCertificate;
  readonly isChosen: Uint8Array;
  readonly rowDegree: Float64Array;
  readonly columnDegree: Float64Array;
  readonly report: Report;
}

function checkCertificate(problem: Problem, plan: Plan<Objective>, check: CertificateCheck): void {
  const { certificate, isChosen, report } = check;
  const { unit } = certificate;
  const gains = exactGains(problem.worth ?? problem.score, certificate, report);
  if (gains === null) return;
  const { gain, rounding } = gains;
  const rowPrices = checkDuals("row", certificate.rowDual, { degree: check.rowDegree, bounds: problem.rows, report });
  const columnPrices = checkDuals("column", certificate.columnDual, { degree: check.columnDegree, bounds: problem.columns, report });
  if (rowPrices === null || columnPrices === null) return;
  let units = 0n;
  for (let e = 0; e < gain.length; e++) {
    if (isChosen[e] === 1) units += BigInt(gain[e]!);
    if (problem.forced[e] === 1) continue;
    const reduced = gain[e]! - (rowPrices[problem.row[e]!]! + columnPrices[problem.column[e]!]!);
    const path = `edges[${problem.callerEdge[e]!}]`;
    if (isChosen[e] === 1 && !(reduced >= 0)) report("chosen-edge-not-worth-it", path, { expected: "reduced gain ≥ 0", received: reduced });
    if (isChosen[e] === 0 && !(reduced <= 0)) report("better-edge-left-out", path, { expected: "reduced gain ≤ 0", received: reduced });
  }
  const proved = Number(units) * unit;
  const slack = rounding * mostEdges(problem);
  if (!boundIsClose(plan, { proved, slack })) report("bound-wrong", "bound", { expected: proved + slack, received: plan.bound });
}

/** Prices that are integers, small enough to be added exactly, and of the sign that the degree allows; null where they cannot be read. */
function checkDuals(
  side: "row" | "column",
  prices: unknown,
  at: { degree: Float64Array; bounds: ReadBounds; report: Report },
): ArrayLike<number> | null {
  const code = `${side}-dual-invalid` as const;
  const path = `certificate.${side}Dual`;
  if (!isList(prices) || prices.length !== at.degree.length) {
    at.report(code, path, { expected: `${at.degree.length} integers`, received: isList(prices) ? prices.length : prices });
    return null;
  }
  for (let index = 0; index < prices.length; index++) {
    const price = prices[index];
    // Two prices add up exactly, and one rounded subtraction keeps the sign of the exact difference.
    if (typeof price !== "number" || !Number.isInteger(price) || Math.abs(price) > LARGEST_PRICE) {
      at.report(code, `${path}[${index}]`, { expected: "an integer of at most 2⁵²", received: price });
      return null;
    }
    const { [index]: degree } = at.degree;
    if (price > 0 && degree !== at.bounds.max[index]) {
      at.report(code, `${path}[${index}]`, { expected: "at most 0 below the maximum", received: price });
    }
    if (price < 0 && degree !== at.bounds.min[index]) {
      at.report(code, `${path}[${index}]`, { expected: "at least 0 above the minimum", received: price });
    }
  }
  return prices as ArrayLike<number>;
}
