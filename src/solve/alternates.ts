import { findBlockingEdges } from "./blocking-pairs.js";
import { countInGroups, type GroupTree } from "./group-tree.js";
import { readProblem, type Problem } from "./problem.js";
import { solve } from "./solve.js";
import type { Plan } from "./plan-types.js";
import type { Edges, Objective, SolveOptions } from "./types.js";

/**
 * What keeps an edge out of a plan.
 *
 * `row-full` and `column-full`: the end has its maximum, held by `rivals` (edge indices, lowest score first; a forced edge never
 * gives way). `group-full`: a group of the row or of the column has its maximum, the smallest group first, those of rows first. `excluded`: the end's maximum is 0. `conflict`: taking it
 * would break something else, such as a minimum that the partners of its ends hold up. `not-worth-it`: there is room, yet its
 * score does not add to the total.
 */
export interface Block {
  readonly kind: "row-full" | "column-full" | "group-full" | "excluded" | "conflict" | "not-worth-it";
  /** Chosen edges in the way, by score ascending, then index. */
  readonly rivals: readonly number[];
  /** Who has no room; absent for `conflict` and `not-worth-it`. */
  readonly at?: "row" | "column" | "row-group" | "column-group";
}

/** An edge that is not in the plan, and why. */
export interface Alternate {
  readonly edge: number;
  readonly row: number;
  readonly column: number;
  readonly score: number;
  /** Never empty: the row's block, then the column's, then its group's. */
  readonly blocks: readonly Block[];
  /**
   * Any plan with this edge has a `value` (under `"total"` without costs and bonuses: a total) lower by at least this (its reduced cost, less the rounding of the certificate), ≥ 0; null
   * where the certificate holds no duals for it (plans that are not of objective `"total"`), or those of a search cut short do not tell: then a plan with
   * the edge may even be better.
   */
  readonly lossAtLeast: number | null;
}

/** The price of having one edge: the best plan with it, and what has to change. */
export interface ExchangeLoss {
  readonly edge: number;
  /**
   * `value` of the plan less that of the best plan with the edge; `Infinity` where no plan has it. From 0 for an optimal plan; below 0 where a plan was cut
   * short by `maxSteps` and the best plan with the edge is better than it.
   */
  readonly loss: number;
  /** Edges that come in, the edge among them, ascending. */
  readonly added: Uint32Array;
  /** Edges that go, ascending. */
  readonly dropped: Uint32Array;
}

/** The answer to "why are these two not together?" */
export type WhyNot =
  | { readonly kind: "forbidden"; readonly row: number; readonly column: number }
  | { readonly kind: "chosen"; readonly edge: number }
  | ({ readonly kind: "alternate" } & Alternate);

/**
 * For each row its best edges outside the plan, and what is in the way of each.
 *
 * Only edges given appear, so a forbidden pair never does. Every loss is a lower bound, from the plan's own duals; `exchangeLoss`
 * gives the exact one.
 *
 * @param plan what `solve(edges, options)` returned.
 * @param perRow how many edges a row, an integer ≥ 0.
 * @returns a list for each row: by score descending, then column ascending.
 * @throws SolveError as `solve`. O(edges · log(edges of a row)).
 * @example
 * ```ts
 * import { alternates, solve, type Plan } from "alliance-match/solve";
 *
 * const edges = { rowCount: 2, columnCount: 2, row: [0, 0, 1], column: [0, 1, 0], score: [9, 7, 8] };
 * const plan = solve(edges) as Plan;
 * alternates(edges, {}, plan, 1)[0]!.map((alternate) => alternate.edge); // [0]
 * ```
 */
export function alternates<O extends Objective = "total">(
  edges: Edges,
  options: SolveOptions<O>,
  plan: Plan<O>,
  perRow: number,
): ReadonlyArray<readonly Alternate[]> {
  const problem = readProblem(edges, options);
  const judge = createJudge(problem, plan);
  const found: Alternate[][] = [];
  let e = 0;
  for (let r = 0; r < problem.rowCount; r++) {
    const open: number[] = [];
    for (; e < problem.row.length && problem.row[e] === r; e++) if (judge.isChosen[e] === 0) open.push(e);
    open.sort((a, b) => problem.score[b]! - problem.score[a]! || a - b);
    found.push(open.slice(0, perRow).map((edge) => judge.alternate(edge)));
  }
  return found;
}

/** Why a row and a column are not together in the plan. Parameters as `alternates`. O(edges). */
export function whyNot<O extends Objective = "total">(
  edges: Edges,
  options: SolveOptions<O>,
  at: { readonly plan: Plan<O>; readonly row: number; readonly column: number },
): WhyNot {
  const problem = readProblem(edges, options);
  const { row, column } = at;
  const edge = problem.row.findIndex((r, e) => r === row && problem.column[e] === column);
  if (edge < 0) return { kind: "forbidden", row, column };
  const judge = createJudge(problem, at.plan);
  if (judge.isChosen[edge] === 1) return { kind: "chosen", edge: problem.callerEdge[edge]! };
  return { kind: "alternate", ...judge.alternate(edge) };
}

/**
 * The exact loss of having an edge: solves again for the largest total with the edge forced, and compares.
 *
 * The options are those of the plan; its objective has to be `"total"`. The loss is exact where the certificate's `rounding` is
 * 0, else within the two plans' bounds. `maxSteps` does not limit the second search, so the loss is exact for a plan cut short as well. O(one `solve`).
 *
 * @throws SolveError as `solve`, `forced-out-of-range` for an edge that is none.
 */
export function exchangeLoss(edges: Edges, options: SolveOptions, at: { readonly plan: Plan; readonly edge: number }): ExchangeLoss {
  const { plan, edge } = at;
  const nothing = { edge, loss: Infinity, added: new Uint32Array(0), dropped: new Uint32Array(0) };
  if (hasNoPlace(readProblem(edges, options), edge)) return nothing;
  const other = solve(edges, { ...options, maxSteps: undefined, forced: [...Array.from(options.forced ?? []), edge] });
  if (other.status === "infeasible") return nothing;
  const before = new Set(plan.edges);
  const after = new Set(other.edges);
  return {
    edge,
    // No plan betters an optimal one, but by rounding.
    loss: plan.status === "optimal" ? Math.max(0, plan.value - other.value) : plan.value - other.value,
    added: other.edges.filter((e) => !before.has(e)),
    dropped: plan.edges.filter((e) => !after.has(e)),
  };
}

/** Whether forced edges alone fill the row or the column of the edge, or a group of either. */
function hasNoPlace(problem: Problem, edge: number): boolean {
  const e = problem.callerEdge.indexOf(edge);
  if (e < 0 || problem.forced[e] === 1) return false;
  const isFull = ({ max, forced }: Problem["rows"], node: number) => forced[node]! >= max[node]!;
  const isGroupFull = (tree: GroupTree, end: Uint32Array) => {
    const forced = countInGroups(tree, end, problem.forced);
    return groupsOf(tree, end[e]!).some((group) => forced[group]! >= tree.max[group]!);
  };
  return (
    isFull(problem.rows, problem.row[e]!) ||
    isFull(problem.columns, problem.column[e]!) ||
    isGroupFull(problem.rowTree, problem.row) ||
    isGroupFull(problem.columnTree, problem.column)
  );
}

/** The groups that hold a row or column, the smallest first. */
function groupsOf(tree: GroupTree, node: number): number[] {
  const groups: number[] = [];
  for (let group = tree.groupOf[node]!; group >= 0; group = tree.parent[group]!) groups.push(group);
  return groups;
}

interface Judge {
  readonly isChosen: Uint8Array;
  alternate(e: number): Alternate;
}

function createJudge(problem: Problem, plan: Plan<Objective>): Judge {
  const { row, column, score, callerEdge, columnGroups } = problem;
  const listed = new Set(plan.edges);
  const isChosen = Uint8Array.from(callerEdge, (edge) => (listed.has(edge) ? 1 : 0));
  const ofRow = chosenBy(row, isChosen, problem.rowCount);
  const ofColumn = chosenBy(column, isChosen, problem.columnCount);
  const groups = column.map((c) => columnGroups.groupOf[c]! + 1);
  const ofGroup = chosenBy(groups, isChosen, columnGroups.max.length + 1);
  const blocking = new Set(plan.certificate.kind === "no-blocking-pair" ? findBlockingEdges(problem, isChosen) : []);
  const rivals = (list: readonly number[]) => [...list].sort((a, b) => score[a]! - score[b]! || a - b).map((e) => callerEdge[e]!);
  const blockOf = (kind: Block["kind"], list: readonly number[], { max, at }: { max: number; at: NonNullable<Block["at"]> }): Block[] =>
    max === 0 ? [{ kind: "excluded", rivals: [], at }] : list.length >= max ? [{ kind, rivals: rivals(list), at }] : [];
  const rowLoad = countInGroups(problem.rowTree, row, isChosen);
  const columnLoad = countInGroups(problem.columnTree, column, isChosen);
  const treeBlocks = (tree: GroupTree, end: Uint32Array, node: number): Block[] =>
    groupsOf(tree, node).flatMap((group) => {
      const load = tree === problem.rowTree ? rowLoad : columnLoad;
      if (load[group]! < tree.max[group]!) return [];
      const inside = Array.from(end.keys()).filter((e) => isChosen[e] === 1 && groupsOf(tree, end[e]!).includes(group));
      return blockOf("group-full", inside, { max: tree.max[group]!, at: tree === problem.rowTree ? "row-group" : "column-group" });
    });
  const alternate = (e: number): Alternate => {
    const r = row[e]!;
    const c = column[e]!;
    const group = groups[e]!;
    const full = [
      ...blockOf("row-full", ofRow[r]!, { max: problem.rows.max[r]!, at: "row" }),
      ...blockOf("column-full", ofColumn[c]!, { max: problem.columns.max[c]!, at: "column" }),
      ...treeBlocks(problem.rowTree, row, r),
      ...treeBlocks(problem.columnTree, column, c),
      ...(group === 0 ? [] : blockOf("group-full", ofGroup[group]!, { max: columnGroups.max[group - 1]!, at: "column-group" })),
    ];
    const otherwise: Block = { kind: score[e]! <= 0 && !blocking.has(e) ? "not-worth-it" : "conflict", rivals: [] };
    return {
      edge: callerEdge[e]!,
      row: r,
      column: c,
      score: score[e]!,
      blocks: full.length > 0 ? full : [otherwise],
      lossAtLeast: lossAtLeast(problem, plan, e),
    };
  };
  return { isChosen, alternate };
}

/**
 * By weak duality a plan with edge e has a total of at most the bound of the plan plus the edge's reduced gain (≤ 0), which the
 * bound counts as 0.
 */
function lossAtLeast(problem: Problem, plan: Plan<Objective>, e: number): number | null {
  const { certificate } = plan;
  if (certificate.kind !== "duals") return null;
  const { unit, rowDual, columnDual, rowGroupDual, columnGroupDual } = certificate;
  const ofGroups = (tree: GroupTree, node: number, dual: Float64Array) =>
    groupsOf(tree, node).reduce((sum, group) => sum + dual[tree.callerGroup[group]!]!, 0);
  const r = problem.row[e]!;
  const c = problem.column[e]!;
  const price =
    rowDual[r]! + columnDual[c]! + ofGroups(problem.rowTree, r, rowGroupDual) + ofGroups(problem.columnTree, c, columnGroupDual);
  const reduced = Math.round((problem.worth ?? problem.score)[e]! / unit) - price;
  const loss = plan.value - plan.bound - reduced * unit;
  // An optimal plan is not bettered by any; how far its bound lies above it is rounding.
  return plan.status === "optimal" ? Math.max(0, loss) : loss < 0 ? null : loss;
}

function chosenBy(end: Uint32Array, isChosen: Uint8Array, count: number): number[][] {
  const lists = Array.from({ length: count }, (): number[] => []);
  for (let e = 0; e < end.length; e++) if (isChosen[e] === 1) lists[end[e]!]!.push(e);
  return lists;
}
