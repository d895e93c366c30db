import { CompensatedSum } from "../kernel/sum.js";
import type { Problem } from "./problem.js";
import { isList } from "./shape.js";
import type { Plan, TotalCertificate } from "./plan-types.js";
import type { Bounds, Objective, SolveOptions } from "./types.js";
import type { Report } from "./verdict.js";
import { boundIsClose, exactGains, LARGEST_PRICE } from "./verify-bound.js";
import { readTotalCertificate } from "./verify-plan.js";

/** One side of a request with groups and load costs, read from the caller's options and by no code of the solver. */
interface Side {
  readonly name: "row" | "column";
  readonly end: Uint32Array;
  readonly bounds: { readonly min: Float64Array; readonly max: Float64Array };
  readonly degree: Float64Array;
  readonly groups: ReadonlyArray<{
    readonly members: ReadonlySet<number>;
    readonly min: number;
    readonly max: number;
    readonly degree: number;
  }>;
  /** The cost of each partner of a node, the first at 0; empty where nothing costs. */
  readonly costs: (node: number) => ArrayLike<number>;
}

/** Checks the quotas of groups, the value with load costs, and that no plan has a larger one. The rest of the plan has been checked. */
export function verifyQuotas(
  problem: Problem,
  plan: Plan<Objective>,
  at: { isChosen: Uint8Array; report: Report; options: SolveOptions<Objective> },
): void {
  const { isChosen, report, options } = at;
  const rows = readSide("row", options.rows, { end: problem.row, bounds: problem.rows, isChosen });
  const columns = readSide("column", options.columns, { end: problem.column, bounds: problem.columns, isChosen });
  for (const side of [rows, columns]) checkGroups(side, report);
  const worth = problem.worth ?? problem.score;
  const value = new CompensatedSum();
  for (let e = 0; e < worth.length; e++) if (isChosen[e] === 1) value.add(worth[e]!);
  for (const side of [rows, columns]) eachCost(side, (cost) => value.add(-cost));
  if (plan.value !== value.value) report("value-wrong", "value", { expected: value.value, received: plan.value });
  const certificate = readTotalCertificate(plan, report);
  if (certificate === null) return;
  const { unit } = certificate;
  const used = [...new Set([rows, columns].flatMap((side) => Array.from(side.degree, (_, node) => side.costs(node))))];
  const allCosts = Float64Array.from(used.flatMap((list) => Array.from(list)));
  const gains = exactGains(Float64Array.from([...worth, ...allCosts]), certificate, report);
  if (gains === null) return;
  const rowPrice = priceSide(rows, certificate, report);
  const columnPrice = priceSide(columns, certificate, report);
  if (rowPrice === null || columnPrice === null) return;
  let units = 0n;
  for (let e = 0; e < worth.length; e++) {
    if (isChosen[e] === 1) units += BigInt(gains.gain[e]!);
    if (problem.forced[e] === 1) continue;
    const reduced = BigInt(gains.gain[e]!) - rowPrice[problem.row[e]!]! - columnPrice[problem.column[e]!]!;
    const path = `edges[${problem.callerEdge[e]!}]`;
    if (isChosen[e] === 1 && reduced < 0n) report("chosen-edge-not-worth-it", path, { expected: "reduced gain ≥ 0", received: reduced });
    if (isChosen[e] === 0 && reduced > 0n) report("better-edge-left-out", path, { expected: "reduced gain ≤ 0", received: reduced });
  }
  for (const side of [rows, columns]) eachCost(side, (cost) => (units -= BigInt(Math.round(cost / unit))));
  const roundings = [rows, columns].reduce(
    (count, side) => count + (side.degree.some((_, node) => side.costs(node).length > 0) ? 1 : 0),
    1,
  );
  const mostOfEdges = Math.min(mostEdges(rows), mostEdges(columns));
  // Pairs that are no edges are compared unrounded, but each partner's load cost is rounded.
  const mostLoads = certificate.scope === "candidates" ? mostOfEdges : Math.min(mostPairs(rows, columns), mostPairs(columns, rows));
  const slack = gains.rounding * (mostOfEdges + (roundings - 1) * mostLoads);
  const isProved = boundIsClose(plan, { proved: Number(units) * unit, slack });
  if (!isProved) report("bound-wrong", "bound", { expected: Number(units) * unit + slack, received: plan.bound });
}

function readSide(
  name: "row" | "column",
  given: Bounds | undefined,
  at: { end: Uint32Array; bounds: { min: Float64Array; max: Float64Array }; isChosen: Uint8Array },
): Side {
  const degree = new Float64Array(at.bounds.min.length);
  for (let e = 0; e < at.end.length; e++) degree[at.end[e]!]! += at.isChosen[e]!;
  const groups = Array.from(given?.groups ?? [], ({ members, min = 0, max = Infinity }) => {
    const set = new Set(Array.from(members));
    return { members: set, min, max, degree: [...set].reduce((sum, member) => sum + degree[member]!, 0) };
  });
  const loads: ArrayLike<unknown> = given?.loadCosts ?? [];
  const isShared = !Array.from(loads).some(isList);
  const costs = (node: number) => (isShared ? loads : loads[node]) as ArrayLike<number>;
  return { name, end: at.end, bounds: at.bounds, degree, groups, costs };
}

function checkGroups({ name, groups }: Side, report: Report): void {
  groups.forEach(({ min, max, degree }, g) => {
    if (degree < min) report("group-below-min", `${name} group ${g}`, { expected: `at least ${min}`, received: degree });
    if (degree > max) report("group-above-max", `${name} group ${g}`, { expected: `at most ${max}`, received: degree });
  });
}

function costOf(costs: ArrayLike<number>, partner: number): number {
  return costs.length === 0 ? 0 : costs[Math.min(partner, costs.length) - 1]!;
}

function eachCost({ degree, costs }: Side, add: (cost: number) => void): void {
  degree.forEach((count, node) => {
    for (let partner = 1; partner <= count; partner++) add(costOf(costs(node), partner));
  });
}

/** The sum of the duals that an edge pays at each node, once each dual is one that bounds and loads allow; null where they cannot be read. */
function priceSide(side: Side, certificate: TotalCertificate, report: Report): bigint[] | null {
  const { name, degree, groups, bounds, costs } = side;
  const { unit } = certificate;
  const own = readDuals(`${name}-dual-invalid`, `${name}Dual`, { certificate, length: degree.length, report });
  const ofGroups = readDuals(`${name}-group-dual-invalid`, `${name}GroupDual`, { certificate, length: groups.length, report });
  if (own === null || ofGroups === null) return null;
  own.forEach((dual, node) => {
    const count = degree[node]!;
    const inUnits = (partner: number) => Math.round(costOf(costs(node), partner) / unit);
    const least = count <= bounds.min[node]! ? -Infinity : inUnits(count);
    const most = count >= bounds.max[node]! ? Infinity : inUnits(count + 1);
    checkDual(dual, { least, most, code: `${name}-dual-invalid`, path: `certificate.${name}Dual[${node}]`, report });
  });
  ofGroups.forEach((dual, g) => {
    const { degree: count, min, max } = groups[g]!;
    const range = { least: count <= min ? -Infinity : 0, most: count >= max ? Infinity : 0 };
    checkDual(dual, { ...range, code: `${name}-group-dual-invalid`, path: `certificate.${name}GroupDual[${g}]`, report });
  });
  const price = own.map(BigInt);
  groups.forEach(({ members }, g) => members.forEach((member) => (price[member]! += BigInt(ofGroups[g]!))));
  return price;
}

type DualCode = "row-dual-invalid" | "column-dual-invalid" | "row-group-dual-invalid" | "column-group-dual-invalid";

function checkDual(dual: number, at: { least: number; most: number; code: DualCode; path: string; report: Report }): void {
  if (dual >= at.least && dual <= at.most) return;
  at.report(at.code, at.path, { expected: `from ${at.least} to ${at.most}`, received: dual });
}

function readDuals(
  code: DualCode,
  name: "rowDual" | "columnDual" | "rowGroupDual" | "columnGroupDual",
  at: { certificate: TotalCertificate; length: number; report: Report },
): number[] | null {
  const given: unknown = at.certificate[name];
  const path = `certificate.${name}`;
  if (!isList(given) || given.length !== at.length) {
    at.report(code, path, { expected: `${at.length} integers`, received: isList(given) ? given.length : given });
    return null;
  }
  const duals = Array.from(given as ArrayLike<number>);
  const wrong = duals.findIndex((dual) => typeof dual !== "number" || !Number.isInteger(dual) || Math.abs(dual) > LARGEST_PRICE);
  if (wrong < 0) return duals;
  at.report(code, `${path}[${wrong}]`, { expected: "an integer of at most 2⁵²", received: duals[wrong] });
  return null;
}

/** The same where every pair is an edge. */
function mostPairs({ bounds }: Side, other: Side): number {
  return bounds.max.reduce((sum, max) => sum + Math.min(max, other.degree.length), 0);
}

/** No plan has more edges than either side has places. */
function mostEdges({ end, bounds }: Side): number {
  const edgeCount = new Float64Array(bounds.max.length);
  for (const node of end) edgeCount[node]!++;
  return edgeCount.reduce((sum, count, node) => sum + Math.min(count, bounds.max[node]!), 0);
}
