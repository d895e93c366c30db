import type { Problem, ReadBounds } from "./problem.js";
import type { HallSet, Infeasible, QuotaReason } from "./infeasible-types.js";
import type { Solution, TotalCertificate } from "./plan-types.js";
import type { Bounds, Objective, SolveOptions } from "./types.js";
import type { Report } from "./verdict.js";

/** What a claim about all pairs is checked by. */
export interface PairCheck {
  /** The score of any row and column, a finite number; null where the pair is forbidden. Asked only for pairs that are no edges. */
  readonly pairScore?: ((row: number, column: number) => number | null) | undefined;
}

interface Check extends PairCheck {
  readonly options: SolveOptions<Objective>;
  readonly report: Report;
}

/**
 * Checks a claim that a sound solution is one over all pairs: no pair that is no edge, and is not forbidden, is worth more than its ends' duals, or, where there is
 * no plan, adds to what the obstacle lets through. Does nothing where no such claim is made. O(rows · columns).
 */
export function verifyAllPairs(problem: Problem, solution: Solution<Objective>, { pairScore, options, report }: Check): void {
  const scope = solution.status === "infeasible" ? solution.scope : solution.certificate.scope;
  if (scope !== "all pairs") return;
  if (pairScore === undefined) {
    report("scope-unproved", "scope", { expected: "pairScore, to check all pairs by", received: scope });
    return;
  }
  // A sound plan of this scope has duals; the others' certificates cannot say so.
  const isBetter =
    solution.status === "infeasible"
      ? liftsObstacle(problem, solution, options)
      : beatsDuals(problem, solution.certificate as TotalCertificate, options);
  const isEdge = new Set(Array.from(problem.row, (row, e) => row * problem.columnCount + problem.column[e]!));
  for (let row = 0; row < problem.rowCount; row++) {
    for (let column = 0; column < problem.columnCount; column++) {
      if (isEdge.has(row * problem.columnCount + column)) continue;
      const score = pairScore(row, column);
      if (score === null) continue;
      const path = `row ${row}, column ${column}`;
      if (!Number.isFinite(score)) report("scope-unproved", path, { expected: "a finite score, or null", received: score });
      else if (isBetter(row, column, score)) report("better-pair-missing", path, { expected: "an edge", received: score });
    }
  }
}

type PairTest = (row: number, column: number, score: number) => boolean;

function beatsDuals(problem: Problem, certificate: TotalCertificate, { rows, columns }: SolveOptions<Objective>): PairTest {
  const { unit, rowDual, columnDual, rowGroupDual, columnGroupDual } = certificate;
  const rowPrice = pricesOf(problem.rowCount, rowDual, { groups: rows?.groups, dual: rowGroupDual });
  const columnPrice = pricesOf(problem.columnCount, columnDual, { groups: columns?.groups, dual: columnGroupDual });
  return (row, column, score) => {
    const units = score / unit;
    // A whole number is below a number where it is below the next whole number from there.
    return Number.isFinite(units) ? BigInt(Math.ceil(units)) > rowPrice[row]! + columnPrice[column]! : units > 0;
  };
}

/** Duals of nodes and of all groups that hold them, added exactly. */
function pricesOf(
  count: number,
  dual: ArrayLike<number>,
  { groups = [], dual: groupDual }: { groups: Bounds["groups"]; dual: ArrayLike<number> },
): bigint[] {
  const sets = groups.map(({ members }) => new Set(Array.from(members)));
  return Array.from({ length: count }, (_, node) =>
    sets.reduce((sum, set, g) => (set.has(node) ? sum + BigInt(groupDual[g]!) : sum), BigInt(dual[node]!)),
  );
}

function liftsObstacle(problem: Problem, { reason }: Infeasible, options: SolveOptions<Objective>): PairTest {
  if (reason.code === "quotas-out-of-reach") return liftsQuotas(reason, options);
  const tests = reason.hallSets.map((set) => liftsHallSet(set, problem));
  return (row, column, score) => tests.some((test) => test(row, column, score));
}

/** A pair of the askers adds to their supply, unless it goes to a giver whose maximum is used up already by its own edges. */
function liftsHallSet({ side, rows, columns }: HallSet, problem: Problem): PairTest {
  const inRows = new Set(rows);
  const inColumns = new Set(columns);
  const isUsedUp = (end: Uint32Array, { max, forced }: ReadBounds, node: number) => {
    const openEdges = end.reduce((count, at, e) => count + (at === node && problem.forced[e] === 0 ? 1 : 0), 0);
    return openEdges >= max[node]! - forced[node]!;
  };
  const usedRows = new Set([...inRows].filter((row) => isUsedUp(problem.row, problem.rows, row)));
  const usedColumns = new Set([...inColumns].filter((column) => isUsedUp(problem.column, problem.columns, column)));
  return (row, column) => (side === "rows" ? inRows.has(row) && !usedColumns.has(column) : inColumns.has(column) && !usedRows.has(row));
}

function liftsQuotas({ asking, limiting }: QuotaReason, { rows, columns }: SolveOptions<Objective>): PairTest {
  const holds = ({ side, index }: QuotaReason["asking"][number], row: number, column: number): boolean => {
    if (side === "rows") return index === row;
    if (side === "columns") return index === column;
    const groups = (side === "row-groups" ? rows : columns)?.groups;
    return Array.from(groups![index]!.members).includes(side === "row-groups" ? row : column);
  };
  const count = (nodes: QuotaReason["asking"], row: number, column: number) => nodes.filter((node) => holds(node, row, column)).length;
  return (row, column) => count(asking, row, column) > count(limiting, row, column);
}
