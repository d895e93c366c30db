import { allPairs } from "../../src/alliances.js";
import { InvariantError, proposeSteps, rankOutcomes, SHAPES, type Corpus, type Plan, type RecordRequest } from "../../src/index.js";
import { DEFAULT_MIN_SCORE } from "../../src/propose/request.js";
import { verifySolution } from "../../src/solve/index.js";
import type { CommandResult } from "../command.js";
import { circumstances } from "../measure.js";
import { readCounts } from "../options.js";
import { buildPlanted, plantMarket, shownFigure } from "./planted.js";

/** `k` candidates of every record, from which the proof begins. */
const DEFAULTS = { outcomes: 5_000, needs: 5_000, k: 20 } as const;

/** What one shape's plans took. */
interface ShapeFigures {
  readonly shape: string;
  readonly candidates: number;
  readonly added: number;
  readonly rounds: number;
  readonly plainMs: number;
  readonly provedMs: number;
  readonly ratio: number;
  readonly total: number;
  readonly gained: number;
}

/** What does a plan gain by being proved over all pairs, and how much longer does it take? */
export function run(argv: readonly string[]): CommandResult {
  const { outcomes, needs, k } = readCounts(argv, DEFAULTS);
  const corpus = buildPlanted(plantMarket({ outcomes, needs }));
  // Builds the join's index, which both kinds of plan then find.
  makePlan(corpus, { shape: "one-to-one", k });
  const scoreOf = scoresByRanking(corpus);
  const shapes = SHAPES.map((shape) => compare(corpus, { shape, k }, scoreOf));
  const where = circumstances();
  const rows = shapes.flatMap(({ shape, ratio, added, rounds }) => [
    { figure: `${shape}: CPU of the plan over all pairs ÷ the plan among candidates`, value: ratio },
    { figure: `${shape}: pairs added in ${rounds} rounds`, value: added },
  ]);
  return {
    lines: [
      `certify: ${outcomes} outcomes, ${needs} needs, ${k} candidates of each; each plan over all pairs checked pair by pair`,
      ...shapes.map(
        (row) =>
          `${row.shape.padEnd(14)}${shownFigure(row.plainMs).padStart(8)} ms among ${row.candidates} candidates, ` +
          `${shownFigure(row.provedMs).padStart(8)} ms over all pairs (${shownFigure(row.ratio)} times), ` +
          `${row.rounds} rounds, ${row.added} pairs added, total ${shownFigure(row.total)} + ${shownFigure(row.gained)}`,
      ),
      `CPU time of one run each; ${where.machine}, node ${where.node}, commit ${where.commit}, ${where.date}`,
    ],
    json: { question: "certify", outcomes, needs, k, checked: true, shapes, ...where },
    rows,
  };
}

function compare(corpus: Corpus, request: RecordRequest, scoreOf: (row: number, column: number) => number | null): ShapeFigures {
  const plain = makePlan(corpus, request);
  const proved = makePlan(corpus, { ...request, certify: "all pairs" });
  const { edges, options, solution, scope } = proved.plan.certificate;
  const verdict = verifySolution(edges, options, solution, { pairScore: scoreOf });
  if (scope !== "all pairs" || !verdict.valid)
    throw new InvariantError(`bench certify: the plan ${request.shape} is not proved over all pairs`);
  const candidates = plain.plan.certificate.edges.row.length;
  return {
    shape: request.shape,
    candidates,
    added: edges.row.length - candidates,
    rounds: proved.rounds,
    plainMs: plain.ms,
    provedMs: proved.ms,
    ratio: proved.ms / plain.ms,
    total: plain.plan.total,
    gained: proved.plan.total - plain.plan.total,
  };
}

function makePlan(corpus: Corpus, request: RecordRequest): { readonly plan: Plan; readonly ms: number; readonly rounds: number } {
  const start = process.cpuUsage();
  const steps = proposeSteps(corpus, request, { allPairs });
  let rounds = 0;
  let step = steps.next();
  for (; step.done !== true; step = steps.next()) if (step.value.stage === "prove") rounds = Math.max(rounds, step.value.round);
  const { user, system } = process.cpuUsage(start);
  return { plan: step.value, ms: (user + system) / 1000, rounds };
}

/** The scores of all pairs that plans may hold, as ranking every outcome for every need lists them: by other code than the proof's. */
function scoresByRanking(corpus: Corpus): (row: number, column: number) => number | null {
  const columnCount = corpus.outcomes.count;
  const scores = new Map<number, number>();
  corpus.needs.ids.forEach((need, row) => {
    for (const { id, score } of rankOutcomes(corpus, need, { k: columnCount, minScore: DEFAULT_MIN_SCORE }))
      scores.set(row * columnCount + corpus.outcomes.indexOf.get(id)!, score);
  });
  return (row, column) => scores.get(row * columnCount + column) ?? null;
}
