import { CompensatedSum } from "../kernel/sum.js";
import { MOST_EDGES } from "./coverage-exhaust.js";
import { guaranteeOf, readCoverage, type CoverageProblem } from "./coverage-problem.js";
import type { CoverageEdges, CoverageOptions, CoveragePlan } from "./coverage-types.js";
import { isList, isObject } from "./shape.js";
import { verifyCutShort } from "./verify-cut-short.js";
import { verifyPlan } from "./verify-plan.js";
import { collectProblems, type Report, type Verdict } from "./verdict.js";

/** How far a bound may lie from what is proved, relative to it. */
const TOLERANCE = 2 ** -44;

/**
 * Checks a coverage plan from the request alone: maximums, forced edges, coverage, sums, the guarantee's case, and the bound by
 * its part prices and the duals of their flow. A claim that all plans were gone through is checked by going through them again,
 * with another rule for what to leave out.
 *
 * @throws SolveError where the request itself is bad. O(edges + entries), or exponential in at most 24 edges.
 */
export function verifyCoverage(edges: CoverageEdges, options: CoverageOptions, plan: CoveragePlan): Verdict {
  const problem = readCoverage(edges, options);
  return collectProblems((report) => {
    if (!isObject(plan) || !isList(plan.edges) || !isObject(plan.certificate)) {
      report("type-invalid", "", { expected: "a coverage plan", received: plan });
      return;
    }
    const isChosen = checkEdges(problem, plan, report);
    if (isChosen === null) return;
    const total = checkCoverage(problem, plan, { isChosen, report });
    const expected = guaranteeOf(problem);
    if (plan.guarantee?.limits !== expected.limits || plan.guarantee.ratio !== expected.ratio)
      report("guarantee-wrong", "guarantee", { expected: expected.limits, received: plan.guarantee?.limits });
    checkBound(problem, plan, { total, report });
  });
}

function checkEdges(problem: CoverageProblem, plan: CoveragePlan, report: Report): Uint8Array | null {
  const { ends } = problem;
  const place = new Map(Array.from(ends.callerEdge, (edge, e) => [edge, e]));
  const isChosen = new Uint8Array(ends.row.length);
  const rowDegree = new Float64Array(ends.rowCount);
  const columnDegree = new Float64Array(ends.columnCount);
  let before = -1;
  for (let at = 0; at < plan.edges.length; at++) {
    const edge = plan.edges[at]!;
    const e = place.get(edge);
    if (e === undefined || edge <= before) {
      const code = e === undefined ? "edge-out-of-range" : "edges-not-ascending";
      report(code, `edges[${at}]`, { expected: `an edge index above ${before}`, received: edge });
      return null;
    }
    before = edge;
    isChosen[e] = 1;
    rowDegree[ends.row[e]!]!++;
    columnDegree[ends.column[e]!]!++;
  }
  rowDegree.forEach((degree, r) => {
    if (degree > ends.rows.max[r]!) report("row-above-max", `row ${r}`, { expected: `at most ${ends.rows.max[r]!}`, received: degree });
  });
  columnDegree.forEach((degree, c) => {
    const max = ends.columns.max[c]!;
    if (degree > max) report("column-above-max", `column ${c}`, { expected: `at most ${max}`, received: degree });
  });
  ends.forced.forEach((forced, e) => {
    if (forced === 1 && isChosen[e] === 0)
      report("forced-missing", "edges", { expected: `forced edge ${ends.callerEdge[e]!}`, received: "a plan without it" });
  });
  return isChosen;
}

/** Adds the coverage up part by part, and returns its worth. */
function checkCoverage(problem: CoverageProblem, plan: CoveragePlan, at: { isChosen: Uint8Array; report: Report }): number {
  const { ends, partRow, partWeight, start, part, share } = problem;
  const load = new Float64Array(partWeight.length);
  at.isChosen.forEach((chosen, e) => {
    for (let entry = start[e]!; chosen === 1 && entry < start[e + 1]!; entry++) load[part[entry]!]! += share[entry]!;
  });
  const total = new CompensatedSum();
  const rowTotal = Array.from({ length: ends.rowCount }, () => new CompensatedSum());
  load.forEach((covered, p) => {
    const coverage = covered > 1 ? 1 : covered;
    total.add(partWeight[p]! * coverage);
    rowTotal[partRow[p]!]!.add(partWeight[p]! * coverage);
    const stated = plan.partCoverage?.[p];
    if (stated !== coverage) at.report("part-coverage-wrong", `partCoverage[${p}]`, { expected: coverage, received: stated });
  });
  rowTotal.forEach((sum, r) => {
    const stated = plan.rowTotal?.[r];
    if (stated !== sum.value) at.report("total-wrong", `rowTotal[${r}]`, { expected: sum.value, received: stated });
  });
  if (plan.total !== total.value) at.report("total-wrong", "total", { expected: total.value, received: plan.total });
  return total.value;
}

function checkBound(problem: CoverageProblem, plan: CoveragePlan, at: { total: number; report: Report }): void {
  const { report, total } = at;
  const { partPrice, flow, isExhausted, kind, scope } = plan.certificate;
  const { partWeight, ends, start, part, share } = problem;
  if (kind !== "part-prices" || scope !== "candidates") {
    report("certificate-missing", "certificate", { expected: "part prices", received: kind });
    return;
  }
  const isPrice = (price: unknown) => typeof price === "number" && price >= 0 && price <= 1;
  if (!isList(partPrice) || partPrice.length !== partWeight.length || !Array.from(partPrice).every(isPrice)) {
    report("part-price-invalid", "certificate.partPrice", { expected: "a number in [0, 1] for each part", received: partPrice });
    return;
  }
  const score = new Float64Array(ends.row.length);
  score.forEach((_, e) => {
    for (let entry = start[e]!; entry < start[e + 1]!; entry++) {
      score[e]! += partWeight[part[entry]!]! * partPrice[part[entry]!]! * share[entry]!;
    }
  });
  const reportFlow: Report = (code, path, detail) => report(code, `certificate.flow.${path}`, detail);
  verifyPlan({ ...ends, score, columnScore: score }, flow, reportFlow, { cutShort: verifyCutShort });
  const fixed = partWeight.reduce((sum, weight, p) => sum + weight * (1 - partPrice[p]!), 0);
  const proved = fixed + flow.bound;
  const isNear = Math.abs(plan.bound - proved) <= Math.abs(proved) * TOLERANCE;
  const isReached = plan.bound === total && (isExhausted || total >= proved * (1 - TOLERANCE));
  if (!(plan.bound >= total) || (!isNear && !isReached)) report("bound-wrong", "bound", { expected: proved, received: plan.bound });
  if (isExhausted && canBeat(problem, total))
    report("better-edge-left-out", "edges", { expected: "a best plan", received: "a better one exists" });
  const status = total >= plan.bound ? "optimal" : "feasible";
  if (plan.status !== status) report("status-invalid", "status", { expected: status, received: plan.status });
}

/** Whether some set of edges is worth more: rows of edges tried one by one, left out where what each edge adds alone cannot suffice. */
function canBeat(problem: CoverageProblem, total: number): boolean {
  const { ends, partWeight, start, part, share } = problem;
  const free = Array.from(ends.row.keys()).filter((e) => ends.forced[e] === 0 && start[e] !== start[e + 1]);
  if (free.length > MOST_EDGES) return true;
  const margin = (1 + total) * TOLERANCE;
  const valueOf = (chosen: readonly number[]) => {
    const load = new Float64Array(partWeight.length);
    for (const e of chosen) for (let entry = start[e]!; entry < start[e + 1]!; entry++) load[part[entry]!]! += share[entry]!;
    return partWeight.reduce((sum, weight, p) => sum + weight * Math.min(1, load[p]!), 0);
  };
  const fits = (chosen: readonly number[], e: number) =>
    chosen.filter((other) => ends.row[other] === ends.row[e]).length < ends.rows.max[ends.row[e]!]! &&
    chosen.filter((other) => ends.column[other] === ends.column[e]).length < ends.columns.max[ends.column[e]!]!;
  const search = (chosen: readonly number[], at: number): boolean => {
    const value = valueOf(chosen);
    if (value > total + margin) return true;
    const rest = free.slice(at).filter((e) => fits(chosen, e));
    const most = rest.reduce((sum, e) => sum + valueOf([...chosen, e]) - value, value);
    if (most <= total + margin) return false;
    return free.slice(at).some((e, ahead) => fits(chosen, e) && search([...chosen, e], at + ahead + 1));
  };
  return search(
    Array.from(ends.row.keys()).filter((e) => ends.forced[e] === 1),
    0,
  );
}
