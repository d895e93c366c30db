import { IssueList } from "./error.js";
import { obstaclePrices, planPrices, type PairPrices } from "./pair-prices.js";
import { readProblem, type Problem } from "./problem.js";
import { isList, isObject, isWholeNumber } from "./shape.js";
import { solve } from "./solve.js";
import type { Plan, Solution } from "./plan-types.js";
import type { Edges, Scope, SolveOptions } from "./types.js";

/** Pairs that are to become edges, as parallel arrays. */
export type MissingEdges = Pick<Edges, "row" | "column" | "score">;

/** How much work a proof may take. */
export interface AllPairsLimits {
  /** How often at most missing pairs are looked for, a whole number ≥ 0; 100 where absent. With 0 nothing is proved beyond the edges given. */
  readonly maxRounds?: number | undefined;
}

/** A solution with what it is a solution of. */
export interface AllPairsSolution {
  /** `"all pairs"` where the last round found nothing missing; `"candidates"` where rounds ran out before. The certificate says the same. */
  readonly scope: Scope;
  /** The edges given, in their places, then those that were added. */
  readonly edges: Edges;
  /** What `solve` gives for `edges`, its indices theirs; checked by `verifySolution`. */
  readonly solution: Solution;
  /** How often missing pairs were looked for: at most `maxRounds`, and at most `added` + 1, as each round but the last adds some. */
  readonly rounds: number;
  /** How many edges were added. */
  readonly added: number;
}

/** Planted worlds of 5,000 a side take about ten. */
const DEFAULT_MAX_ROUNDS = 100;

/**
 * The plan of largest total over all pairs, found from few of them: solves over the edges given, asks which pairs its prices cannot
 * rule out, adds those, and solves again until there is none (column generation).
 *
 * The plan is then one that `solve` over a full table of all pairs proves best as well, and where there is no plan, the reason holds for all pairs.
 *
 * @param edges where to begin, such as each row's best few columns; may be empty. Forced edges must be among them.
 * @param options those of `solve`, objective `"total"` only.
 * @param findMissing is given prices and answers with pairs that are no edges yet and score more than rowPrice + columnPrice: at least one where
 *   there is any, best those that exceed most, several a row and column. Pairs that it never gives are forbidden. An empty answer is taken for a proof.
 * @throws SolveError with the codes of `solve`; `option-not-for-objective`; `type-invalid` for an answer that cannot be read, `parallel-edge` for a
 *   pair that is an edge already, `rounds-invalid`. Time: that of `solve` and of `findMissing`, times rounds + 1.
 * @see M. E. Lübbecke, J. Desrosiers, "Selected topics in column generation", Operations Research 53(6), 2005, § 1 (pricing proves optimality).
 * @example
 * ```ts
 * import { solveAllPairs, verifySolution } from "alliance-match/solve";
 *
 * const table = [[0.9, 0.8], [0.7, 0.1]];
 * const best = { rowCount: 2, columnCount: 2, row: [0, 1], column: [0, 0], score: [0.9, 0.7] };
 * const known = new Set(["0,0", "1,0"]);
 * const proved = solveAllPairs(best, {}, ({ rowPrice, columnPrice }) => {
 *   const missing = { row: [], column: [], score: [] };
 *   for (const [r, scores] of table.entries()) {
 *     for (const [c, score] of scores.entries()) {
 *       if (known.has(`${r},${c}`) || !(score > rowPrice[r] + columnPrice[c])) continue;
 *       known.add(`${r},${c}`);
 *       missing.row.push(r);
 *       missing.column.push(c);
 *       missing.score.push(score);
 *     }
 *   }
 *   return missing;
 * });
 * proved.scope; // "all pairs"
 * proved.solution.total; // 1.5
 * verifySolution(proved.edges, {}, proved.solution, { pairScore: (row, column) => table[row][column] }); // { valid: true }
 * ```
 */
export function solveAllPairs(
  edges: Edges,
  options: SolveOptions,
  findMissing: (prices: PairPrices) => MissingEdges,
  limits: AllPairsLimits = {},
): AllPairsSolution {
  const rounds = allPairsRounds(edges, options, limits);
  let next = rounds.next();
  while (next.done !== true) next = rounds.next(findMissing(next.value));
  return next.value;
}

/**
 * The same for a caller that looks for missing pairs in steps of its own: yields prices, and is given the pairs by `next(pairs)`.
 *
 * @throws SolveError as `solveAllPairs`.
 */
export function* allPairsRounds(
  edges: Edges,
  options: SolveOptions = {},
  { maxRounds = DEFAULT_MAX_ROUNDS }: AllPairsLimits = {},
): Generator<PairPrices, AllPairsSolution, MissingEdges> {
  checkRequest(options, maxRounds);
  let graph = edges;
  for (let rounds = 0; ; rounds++) {
    const solution = solve(graph, options);
    const problem = readProblem(graph, options);
    const end = (scope: Scope, done: number): AllPairsSolution => {
      const told = scope === "all pairs" ? overAllPairs(solution, problem) : solution;
      return { scope, edges: graph, solution: told, rounds: done, added: graph.row.length - edges.row.length };
    };
    const asked = rounds === maxRounds ? null : pricesOf(solution, problem, options);
    if (asked === null) return end("candidates", rounds);
    let found: MissingEdges | null = null;
    for (const prices of asked) {
      found = readMissing(yield prices);
      if (found.row.length > 0) break;
    }
    if (found === null || found.row.length === 0) return end("all pairs", rounds + 1);
    graph = withEdges(graph, found);
  }
}

/** What to ask about in turn, until something is found; null where no answer would prove anything. */
function pricesOf(solution: Solution, problem: Problem, options: SolveOptions): Iterable<PairPrices> | null {
  if (solution.status === "infeasible") return obstaclePrices(solution, problem, options);
  const prices = planPrices(solution, options);
  // Scores near the largest double have prices beyond it, which would rule out pairs that the duals do not.
  return prices.rowPrice.every(Number.isFinite) && prices.columnPrice.every(Number.isFinite) ? [prices] : null;
}

function checkRequest(options: unknown, maxRounds: unknown): void {
  const issues = new IssueList();
  if (isObject(options) && options.objective !== undefined && options.objective !== "total") {
    issues.add("option-not-for-objective", "options.objective", { expected: '"total" over all pairs', received: options.objective });
  }
  if (isObject(options) && options.maxSteps !== undefined) {
    issues.add("option-not-for-objective", "options.maxSteps", { expected: "nothing; limits.maxRounds", received: options.maxSteps });
  }
  if (!isWholeNumber(maxRounds)) {
    issues.add("rounds-invalid", "limits.maxRounds", { expected: "a whole number ≥ 0", received: maxRounds });
  }
  issues.throwIfAny();
}

function readMissing(answer: MissingEdges): MissingEdges {
  const { row, column, score }: Partial<Record<string, unknown>> = isObject(answer) ? answer : {};
  const issues = new IssueList();
  if (!(isList(row) && isList(column) && isList(score) && row.length === column.length && row.length === score.length))
    issues.add("type-invalid", "missing", { expected: "three arrays of one length: row, column, score", received: answer });
  issues.throwIfAny();
  return answer;
}

function withEdges(edges: Edges, { row, column, score }: MissingEdges): Edges {
  const join = (a: ArrayLike<number>, b: ArrayLike<number>): Float64Array => {
    const both = new Float64Array(a.length + b.length);
    both.set(a);
    both.set(b, a.length);
    return both;
  };
  return { ...edges, row: join(edges.row, row), column: join(edges.column, column), score: join(edges.score, score) };
}

function overAllPairs(solution: Solution, problem: Problem): Solution {
  if (solution.status === "infeasible") return { ...solution, scope: "all pairs" };
  const { certificate, bound } = solution;
  return { ...solution, bound: bound + loadRounding(solution, problem), certificate: { ...certificate, scope: "all pairs" } };
}

/**
 * Pairs that are no edges are compared unrounded, so they add no rounding to the bound; but where loads cost, so does each partner of a
 * plan over all pairs, and there may be more of those.
 */
function loadRounding(
  { certificate }: Plan,
  { rowLoads, columnLoads, row, column, rows, columns, rowCount, columnCount }: Problem,
): number {
  const loadedSides = (rowLoads === null ? 0 : 1) + (columnLoads === null ? 0 : 1);
  if (loadedSides === 0 || certificate.rounding === 0) return 0;
  const places = (max: Float64Array, mostOf: (node: number) => number): number =>
    max.reduce((sum, most, node) => sum + Math.min(most, mostOf(node)), 0);
  const rowDegree = degrees(row, rowCount);
  const columnDegree = degrees(column, columnCount);
  const ofEdges = Math.min(
    places(rows.max, (r) => rowDegree[r]!),
    places(columns.max, (c) => columnDegree[c]!),
  );
  const ofPairs = Math.min(
    places(rows.max, () => columnCount),
    places(columns.max, () => rowCount),
  );
  return certificate.rounding * loadedSides * (ofPairs - ofEdges);
}

function degrees(end: Uint32Array, count: number): Float64Array {
  const degree = new Float64Array(count);
  for (let e = 0; e < end.length; e++) degree[end[e]!]!++;
  return degree;
}
