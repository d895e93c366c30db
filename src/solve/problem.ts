import { canonicalOrder, pickFloats, pickMarks } from "./canonical.js";
import { IssueList } from "./error.js";
import { checkForcedInTree, emptyTree, readGroupTree, type GroupTree } from "./group-tree.js";
import { countForcedInGroups, readGroups, type ReadGroups } from "./groups.js";
import { readWorth } from "./keep.js";
import { readLoadCosts, type LoadCosts } from "./load-costs.js";
import { orderEdges, type OrderedEdges } from "./ordered-edges.js";
import { isList, isObject, isWholeNumber } from "./shape.js";
import { checkObjectiveOptions } from "./objective.js";
import type { Edges, Objective, SolveOptions } from "./types.js";

/**
 * A request that has been read: edges in (row, column) order, bounds as arrays. Edges may be the caller's own arrays, so what
 * outlives the call works on a copy of the request.
 */
export interface Problem extends OrderedEdges {
  readonly rowCount: number;
  readonly columnCount: number;
  /** 1 where the edge has to be chosen. */
  readonly forced: Uint8Array;
  readonly rows: ReadBounds;
  readonly columns: ReadBounds;
  readonly objective: Objective;
  readonly proposer: "rows" | "columns";
  /** Only under `"stable"`. */
  readonly columnGroups: ReadGroups;
  /** Only under `"total"`, like all below. */
  readonly rowTree: GroupTree;
  readonly columnTree: GroupTree;
  readonly rowLoads: LoadCosts | null;
  readonly columnLoads: LoadCosts | null;
  /** What each edge counts for, bonuses included; null where that is `score`. */
  readonly worth: Float64Array | null;
  /** `Infinity` where no number of steps is given. */
  readonly maxSteps: number;
}

/** Minimum and maximum of each row or column, and how many forced edges it has. Integers; a maximum may be `Infinity`. */
export interface ReadBounds {
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly forced: Float64Array;
}

/** Nodes are numbered in 32 signed bits, with one to spare. */
const MAX_COUNT = 2 ** 30 - 1;

/**
 * Reads a request, or refuses it with all of its issues.
 *
 * @throws SolveError with the codes of `SolveIssueCode`, but for `scores-…`, which depend on what is solved.
 *   O(edges + rows + columns).
 */
export function readProblem(edges: Edges, options: SolveOptions<Objective>): Problem {
  const issues = new IssueList();
  const hasShape = checkShape(edges, options, issues);
  checkObjectiveOptions(edges, options, issues);
  const rows = readBounds(options?.rows, edges?.rowCount, { path: "options.rows", issues });
  const columns = readBounds(options?.columns, edges?.columnCount, { path: "options.columns", issues });
  if (!hasShape) issues.throwIfAny();
  const { rowCount, columnCount } = edges;
  const isStable = options.objective === "stable";
  const columnGroups = readGroups(isStable ? (options.columns?.groups ?? []) : [], columnCount, { path: "options.columns.groups", issues });
  const treeOf = (side: "rows" | "columns", count: number) =>
    isStable ? emptyTree(count) : readGroupTree(options[side]?.groups ?? [], count, { path: `options.${side}.groups`, issues });
  const rowTree = treeOf("rows", rowCount);
  const columnTree = treeOf("columns", columnCount);
  const rowLoads = readLoadCosts(options.rows?.loadCosts, rowCount, { path: "options.rows.loadCosts", issues });
  const columnLoads = readLoadCosts(options.columns?.loadCosts, columnCount, { path: "options.columns.loadCosts", issues });
  const ordered = orderEdges(edges);
  if (ordered === null) checkParallel(edges, canonicalOrder(edges, edges, checkEdges(edges, issues)), issues);
  const isForced = readForced(edges, options.forced ?? [], issues);
  const worth = readWorth(options.keep, edges.score, { path: "options.keep", issues });
  if (issues.isEmpty) {
    countForced(edges.row, isForced, { bounds: rows, path: "options.rows.max", issues });
    countForced(edges.column, isForced, { bounds: columns, path: "options.columns.max", issues });
    checkForcedInTree(rowTree, { end: edges.row, isForced, path: "options.rows.groups", issues });
    checkForcedInTree(columnTree, { end: edges.column, isForced, path: "options.columns.groups", issues });
    countForcedInGroups(columnGroups, { end: edges.column, isForced, path: "options.columns.groups", issues });
  }
  issues.throwIfAny();
  const { callerEdge } = ordered!;
  return {
    ...ordered!,
    rowCount,
    columnCount,
    forced: isForced.length === 0 ? new Uint8Array(callerEdge.length) : pickMarks(isForced, callerEdge),
    rows,
    columns,
    objective: options.objective ?? "total",
    proposer: options.proposer ?? "rows",
    columnGroups,
    rowTree,
    columnTree,
    rowLoads,
    columnLoads,
    worth: worth === null ? null : pickFloats(worth, callerEdge),
    maxSteps: options.maxSteps ?? Infinity,
  };
}

/** Returns whether the edges can be read one by one. */
function checkShape(edges: unknown, options: unknown, issues: IssueList): boolean {
  if (!isObject(options)) issues.add("type-invalid", "options", { expected: "an object", received: options });
  else if (options.forced !== undefined && !isList(options.forced)) {
    issues.add("type-invalid", "options.forced", { expected: "an array", received: options.forced });
  }
  if (!isObject(edges)) issues.add("type-invalid", "edges", { expected: "an object", received: edges });
  else {
    for (const name of ["rowCount", "columnCount"]) {
      const count = edges[name];
      if (!isCount(count)) {
        issues.add("count-invalid", `edges.${name}`, { expected: `an integer from 0 to ${MAX_COUNT}`, received: count });
      }
    }
    for (const name of ["row", "column", "score", "columnScore"]) {
      if (name === "columnScore" && edges[name] === undefined) continue;
      if (!isList(edges[name])) issues.add("type-invalid", `edges.${name}`, { expected: "an array", received: edges[name] });
    }
    const { row, column, score, columnScore } = edges;
    if (isList(row) && isList(column) && isList(score)) {
      if (column.length !== row.length) {
        issues.add("length-mismatch", "edges.column", { expected: `length ${row.length}, as edges.row`, received: column.length });
      }
      if (score.length !== row.length) {
        issues.add("length-mismatch", "edges.score", { expected: `length ${row.length}, as edges.row`, received: score.length });
      }
      if (isList(columnScore) && columnScore.length !== row.length) {
        const expected = `length ${row.length}, as edges.row`;
        issues.add("length-mismatch", "edges.columnScore", { expected, received: columnScore.length });
      }
    }
  }
  return issues.isEmpty;
}

/** Returns the edges whose both ends exist. */
function checkEdges(edges: Edges, issues: IssueList): Uint32Array {
  const { row, column, score, columnScore, rowCount, columnCount } = edges;
  const usable = new Uint32Array(row.length);
  let count = 0;
  for (let e = 0; e < row.length; e++) {
    const r = row[e];
    const c = column[e];
    const rowFits = isWholeNumber(r) && r < rowCount;
    const columnFits = isWholeNumber(c) && c < columnCount;
    if (rowFits && columnFits) usable[count++] = e;
    if (!rowFits) issues.add("row-out-of-range", `edges.row[${e}]`, { expected: `an integer in [0, ${rowCount})`, received: r });
    if (!columnFits)
      issues.add("column-out-of-range", `edges.column[${e}]`, { expected: `an integer in [0, ${columnCount})`, received: c });
    if (!Number.isFinite(score[e])) {
      issues.add("score-not-finite", `edges.score[${e}]`, { expected: "a finite number", received: score[e] });
    }
    if (columnScore !== undefined && !Number.isFinite(columnScore[e])) {
      issues.add("score-not-finite", `edges.columnScore[${e}]`, { expected: "a finite number", received: columnScore[e] });
    }
  }
  return usable.subarray(0, count);
}

function checkParallel(edges: Edges, order: Uint32Array, issues: IssueList): void {
  for (let at = 1; at < order.length; at++) {
    const e = order[at]!;
    const before = order[at - 1]!;
    if (edges.row[e] === edges.row[before] && edges.column[e] === edges.column[before]) {
      const pair = `row ${edges.row[e]!}, column ${edges.column[e]!}`;
      issues.add("parallel-edge", `edges[${e}]`, { expected: `one edge for ${pair}`, received: `edges ${before} and ${e}` });
    }
  }
}

/** Reads the bounds of one side; where the count is wrong, which is another issue, an array's own length stands for it. */
function readBounds(given: unknown, count: unknown, at: { path: string; issues: IssueList }): ReadBounds {
  const bounds = given ?? {};
  if (!isObject(bounds)) {
    at.issues.add("type-invalid", at.path, { expected: "an object with min and max", received: bounds });
    return { min: new Float64Array(0), max: new Float64Array(0), forced: new Float64Array(0) };
  }
  const lowest = bounds.min ?? 0;
  const highest = bounds.max ?? 1;
  const length = isCount(count) ? count : isList(lowest) ? lowest.length : isList(highest) ? highest.length : 1;
  const min = readCapacities(lowest, length, { ...at, path: `${at.path}.min`, limit: "finite" });
  const max = readCapacities(highest, length, { ...at, path: `${at.path}.max`, limit: "infinite" });
  // A single pair of numbers is wrong once, not once a row, and wrong without any row.
  const isSingle = typeof lowest === "number" && typeof highest === "number";
  const isAbove = (low: number, high: number) => low > high && high >= 0 && low !== Infinity;
  const report = (path: string, low: number, high: number) =>
    at.issues.add("min-above-max", path, { expected: `at most the maximum, ${high}`, received: low });
  if (isSingle && isAbove(lowest, highest)) report(`${at.path}.min`, lowest, highest);
  for (let index = 0; index < length && !isSingle; index++) {
    if (isAbove(min[index]!, max[index]!)) report(`${at.path}.min[${index}]`, min[index]!, max[index]!);
  }
  return { min, max, forced: new Float64Array(length) };
}

function readCapacities(
  capacity: unknown,
  count: number,
  at: { path: string; issues: IssueList; limit: "finite" | "infinite" },
): Float64Array {
  const check = (value: unknown, path: string) => {
    const expected = at.limit === "infinite" ? "an integer ≥ 0, or Infinity" : "an integer ≥ 0";
    if (value === Infinity && at.limit === "infinite") return;
    if (!Number.isSafeInteger(value)) at.issues.add("capacity-not-integer", path, { expected, received: value });
    else if ((value as number) < 0) at.issues.add("capacity-negative", path, { expected, received: value });
  };
  if (typeof capacity === "number") {
    check(capacity, at.path);
    return new Float64Array(count).fill(capacity);
  }
  if (!isList(capacity)) at.issues.add("type-invalid", at.path, { expected: "a number or an array", received: capacity });
  else if (capacity.length !== count) {
    at.issues.add("length-mismatch", at.path, { expected: `length ${count}`, received: capacity.length });
  } else {
    for (let index = 0; index < count; index++) check(capacity[index], `${at.path}[${index}]`);
    return Float64Array.from(capacity as ArrayLike<number>);
  }
  // Not a number, so that no later check takes it for a bound.
  return new Float64Array(count).fill(NaN);
}

function readForced(edges: Edges, forced: ArrayLike<number>, issues: IssueList): Uint8Array {
  const isForced = new Uint8Array(forced.length === 0 ? 0 : edges.row.length);
  for (let at = 0; at < forced.length; at++) {
    const edge = forced[at];
    if (isWholeNumber(edge) && edge < isForced.length) isForced[edge] = 1;
    else issues.add("forced-out-of-range", `options.forced[${at}]`, { expected: `an edge index below ${isForced.length}`, received: edge });
  }
  return isForced;
}

function countForced(end: ArrayLike<number>, isForced: Uint8Array, at: { bounds: ReadBounds; path: string; issues: IssueList }): void {
  const { max, forced } = at.bounds;
  for (let e = 0; e < isForced.length; e++) if (isForced[e] === 1) forced[end[e]!]!++;
  for (let index = 0; index < forced.length; index++) {
    if (forced[index]! > max[index]!) {
      at.issues.add("forced-above-max", `${at.path}[${index}]`, {
        expected: `at least the ${forced[index]!} forced`,
        received: max[index],
      });
    }
  }
}

function isCount(value: unknown): value is number {
  return isWholeNumber(value) && value <= MAX_COUNT;
}
