import { mayMatch } from "../../src/join/rank.js";
import { createRandom, shuffle } from "../../src/kernel/random.js";
import { sumOf } from "../../src/kernel/sum.js";
import { pairScore } from "../../src/score/pair-score.js";
import { solve, type Objective, type SolveOptions } from "../../src/solve/index.js";
import type { Task } from "./task.js";

/** How well one-to-one plans inside the judged pools do: sums of grades ÷ needs with judgements, unmatched needs counting 0. */
export interface AssignQuality {
  /** Of the plan with the largest total of our scores. `null` where nothing is judged. */
  readonly meanGrade: number | null;
  /** Of the stable plan by the same scores: greedy, the best pair first. What the largest total adds is the difference. */
  readonly greedy: number | null;
  /** Of each need's best outcome, whoever else has it: what competition for outcomes costs is the difference. */
  readonly unlimited: number | null;
  /** Mean over seeded random maximal plans. */
  readonly random: number | null;
  /** Of the plan with the largest total of grades: no plan does better. */
  readonly oracle: number | null;
}

/** Random plans drawn: the standard error of their mean is a tenth of their spread. */
const DRAWS = 100;
const SEED = 1;

/** The judged pairs as edges of one solving instance: need r is row r, outcome c column c, in id order. */
interface JudgedEdges {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly row: Uint32Array;
  readonly column: Uint32Array;
  readonly grade: Float64Array;
}

/** Solves one-to-one over the judged pairs of every need that has any, counted or not. */
export function measureAssignment(task: Task): AssignQuality {
  const edges = judgedEdges(task);
  const meanOf = (chosen: Iterable<number>): number | null =>
    edges.rowCount === 0 ? null : sumOf([...chosen].map((edge) => edges.grade[edge]!)) / edges.rowCount;
  return {
    meanGrade: meanOf(planByScore(task, edges)),
    greedy: meanOf(planByScore(task, edges, { objective: "stable" })),
    unlimited: meanOf(planByScore(task, edges, { columns: { max: Infinity } })),
    random: meanOfRandom(edges, meanOf),
    oracle: meanOf(solve({ ...edges, score: edges.grade }).edges),
  };
}

function judgedEdges({ grades }: Task): JudgedEdges {
  const pairs = [...grades.values()].flatMap((ofNeed, row) => [...ofNeed].map(([outcomeId, grade]) => ({ row, outcomeId, grade })));
  const columnOf = new Map([...new Set(pairs.map(({ outcomeId }) => outcomeId))].sort().map((id, column) => [id, column]));
  return {
    rowCount: grades.size,
    columnCount: columnOf.size,
    row: Uint32Array.from(pairs, ({ row }) => row),
    column: Uint32Array.from(pairs, ({ outcomeId }) => columnOf.get(outcomeId)!),
    grade: Float64Array.from(pairs, ({ grade }) => grade),
  };
}

/** The edges, as numbers of `edges`, of the plan by our scores: of largest total, unless options say otherwise. Records without text are no candidates, so their pairs are no edges. */
function planByScore({ corpus, grades }: Task, edges: JudgedEdges, options: SolveOptions<Objective> = {}): number[] {
  const { model, needs, outcomes } = corpus;
  const pairs = [...grades].flatMap(([needId, ofNeed]) => [...ofNeed.keys()].map((outcomeId) => [needId, outcomeId] as const));
  const score = pairs.map(([needId, outcomeId]) => {
    const need = needs.indexOf.get(needId)!;
    const outcome = outcomes.indexOf.get(outcomeId)!;
    const isCandidate = mayMatch(corpus, needs, need) && mayMatch(corpus, outcomes, outcome);
    return isCandidate ? pairScore(model, needs, need, outcomes, outcome) : undefined;
  });
  const candidates = score.flatMap((value, edge) => (value === undefined ? [] : [edge]));
  const instance = {
    rowCount: edges.rowCount,
    columnCount: edges.columnCount,
    row: candidates.map((edge) => edges.row[edge]!),
    column: candidates.map((edge) => edges.column[edge]!),
    score: candidates.map((edge) => score[edge]!),
  };
  return Array.from(solve(instance, options).edges, (at) => candidates[at]!);
}

/** Edges in random order, each taken while both ends are free: every such plan is maximal. */
function meanOfRandom(edges: JudgedEdges, meanOf: (chosen: Iterable<number>) => number | null): number | null {
  const random = createRandom(SEED);
  const means: number[] = [];
  for (let draw = 0; draw < DRAWS; draw++) {
    const rowTaken = new Uint8Array(edges.rowCount);
    const columnTaken = new Uint8Array(edges.columnCount);
    const order = shuffle([...edges.row.keys()], random);
    const chosen = order.filter((edge) => {
      const [row, column] = [edges.row[edge]!, edges.column[edge]!];
      if (rowTaken[row] === 1 || columnTaken[column] === 1) return false;
      rowTaken[row] = 1;
      columnTaken[column] = 1;
      return true;
    });
    const mean = meanOf(chosen);
    if (mean !== null) means.push(mean);
  }
  return means.length === 0 ? null : sumOf(means) / means.length;
}
