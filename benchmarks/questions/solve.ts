import { InvariantError } from "../../src/index.js";
import { solve, verifySolution, type Objective, type SolveOptions } from "../../src/solve/index.js";
import type { CommandResult } from "../command.js";
import { circumstances, quantile } from "../measure.js";
import { readCounts } from "../options.js";
import type { ResultRow } from "../results.js";
import { dense, joined, randomSparse, table, type Instance } from "../solve/instances.js";
import { npmPeers } from "../solve/npm-peers.js";
import { runScipy, type ScipyKind } from "../solve/scipy.js";

/** Rows of the random sparse graph, of the join's graph and of the dense tables; rounds of each question; how long a peer from npm may take. Some minutes on two cores, most of them scipy's. */
const DEFAULTS = { sparse: 100_000, joined: 20_000, dense: 2_000, denseLarge: 5_000, rounds: 3, peerMs: 10_000 } as const;
const DEGREE = 20;
/** A peer that takes longer runs once. */
const PATIENCE_MS = 5_000;
const FULL: SolveOptions = { rows: { min: 1, max: 1 } };

/** Times of one question in ms of CPU: reading, solving and certifying ours; the call alone for scipy. */
interface Figure {
  readonly edges: number;
  /** Whether other code found the plan's certificate right. */
  readonly isCertified: boolean;
  readonly medianMs: number;
  readonly spreadMs: number;
  readonly scipyMs: number | null;
  /** scipy ÷ ours. */
  readonly ratio: number | null;
}

/** The fair question: a table of similar scores where each row takes three columns and each column at most six rows, as papers take reviewers. */
const FAIR = { rows: 200, columns: 120, options: { rows: { min: 3, max: 3 }, columns: { max: 6 }, objective: "fair" } } as const;

/** How long does it take to find and prove the best plan? */
export async function run(argv: readonly string[]): Promise<CommandResult> {
  const sizes = readCounts(argv, DEFAULTS);
  const ask = (instance: Instance, options: SolveOptions<Objective>, kind: ScipyKind | null) =>
    time(instance, options, { kind, rounds: sizes.rounds });
  const random = randomSparse(sizes.sparse, DEGREE, 1);
  const figures: Record<string, Figure> = {
    sparse: ask(random, FULL, "full"),
    capacity3: ask(random, { columns: { max: 3 } }, null),
    capacities33: ask(random, { rows: { max: 3 }, columns: { max: 3 } }, null),
    stable: ask(random, { objective: "stable" }, null),
  };
  for (const size of [sizes.dense, sizes.denseLarge]) {
    for (const kind of ["uniform", "similarity"] as const) figures[`dense${size}${kind}`] = ask(dense(size, kind, size), FULL, "dense");
  }
  const fair = fairGap();
  const peers = await npmPeers(sizes.peerMs);
  // Last: the market that its graph comes from outlives it for a while, and V8 would look through that in every question behind.
  figures.joined = ask(joined(sizes.joined), {}, "optional");
  const one = figures.sparse!.medianMs;
  const toOneToOne = (name: string) => rounded(figures[name]!.medianMs / one);
  const shares = { capacity3: toOneToOne("capacity3"), capacities33: toOneToOne("capacities33"), stable: toOneToOne("stable") };
  // Each was verified before it was timed: a plan that fails ends the question.
  const certified = Object.values(figures).every(({ isCertified }) => isCertified) && fair.isCertified;
  const where = circumstances();
  const rows = rowsOf(figures, { shares, fair, peers, sizes });
  const lines = [
    `solve: ${where.machine}, node ${where.node}, commit ${where.commit}, ${where.date}; ms of CPU, every plan verified before it was timed`,
    ...rows.map(({ figure, value }) => `${figure.padEnd(84)}${value === null ? "not measured" : String(value)}`),
  ];
  const json = { question: "solve", sizes, ...figures, shareOfOneToOne: shares, fairGap: fair.gap, npm: peers, certified, ...where };
  return { lines, json, rows };
}

interface Fairness {
  /** (bound − smallest row) ÷ bound. */
  readonly gap: number;
  readonly ms: number;
  readonly isCertified: boolean;
}

function fairGap(): Fairness {
  const instance = table(FAIR.rows, FAIR.columns, 1);
  const before = process.cpuUsage();
  const plan = solve(instance, FAIR.options);
  const { user, system } = process.cpuUsage(before);
  const isCertified = verifySolution(instance, FAIR.options, plan).valid && plan.status !== "infeasible";
  return { gap: (plan.bound - plan.minRow) / plan.bound, ms: (user + system) / 1000, isCertified };
}

interface Asked {
  readonly shares: Readonly<Record<"capacity3" | "capacities33" | "stable", number>>;
  readonly fair: Fairness;
  readonly peers: Awaited<ReturnType<typeof npmPeers>>;
  readonly sizes: Readonly<Record<keyof typeof DEFAULTS, number>>;
}

function rowsOf(figures: Readonly<Record<string, Figure>>, { shares, fair, peers, sizes }: Asked): ResultRow[] {
  const { sparse, joined: ofJoin } = figures as Readonly<Record<"sparse" | "joined", Figure>>;
  const ratio = ({ ratio: value }: Figure): number | null => (value === null ? null : rounded(value));
  const full = [sizes.dense, sizes.denseLarge].flatMap((size) =>
    (["uniform", "similarity"] as const).map((kind): ResultRow => {
      const figure = `full table of ${size}, ${kind} scores: scipy's linear_sum_assignment ÷ ours`;
      return { figure, value: ratio(figures[`dense${size}${kind}`]!), reach: kind === "uniform" ? "≥ 1.5" : "≥ 1.0" };
    }),
  );
  return [
    { figure: `1:1, ${sizes.sparse} rows × ${DEGREE} random edges, all matched: ms of CPU`, value: rounded(sparse.medianMs) },
    { figure: "the same: scipy's min_weight_full_bipartite_matching ÷ ours", value: ratio(sparse), reach: "≥ 25" },
    { figure: `1:1, the join's graph of ${sizes.joined} rows, unmatched allowed: ms of CPU`, value: rounded(ofJoin.medianMs) },
    { figure: "the same: scipy, a private dummy column a row, ÷ ours", value: ratio(ofJoin), reach: "≥ 20" },
    ...full,
    { figure: "1:N, capacity 3, ÷ 1:1", value: shares.capacity3, reach: "≤ 0.5" },
    { figure: "N:M, capacities 3 and 3, ÷ 1:1", value: shares.capacities33 },
    { figure: "stable, sorting included, ÷ 1:1", value: shares.stable, reach: "≤ 0.3" },
    {
      figure: `fair, ${FAIR.rows} × ${FAIR.columns}, three a row, at most six a column: gap to its bound`,
      value: rounded(fair.gap),
      reach: "≤ 0.005",
    },
    { figure: "the same: ms of CPU", value: rounded(fair.ms) },
    ...Object.entries(peers).map(([name, peer]): ResultRow =>
      "error" in peer
        ? { figure: `${name} ÷ ours`, value: `none: ${peer.error}` }
        : {
            figure: `${name} ÷ ours at ${peer.size}, the largest of the doubled sizes that it finishes in ${sizes.peerMs} ms`,
            value: rounded(peer.ratio),
            reach: "≥ 10",
          },
    ),
  ];
}

/** Verifies once, then times: in each round ours, then scipy. */
function time(instance: Instance, options: SolveOptions<Objective>, peer: { kind: ScipyKind | null; rounds: number }): Figure {
  const plan = solve(instance, options);
  const verdict = verifySolution(instance, options, plan);
  if (!verdict.valid || plan.status === "infeasible") throw new InvariantError("bench solve: the plan is not certified");
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < peer.rounds; round++) {
    const before = process.cpuUsage();
    solve(instance, options);
    const { user, system } = process.cpuUsage(before);
    ours.push((user + system) / 1000);
    if (peer.kind === null || theirs.some((ms) => ms > PATIENCE_MS)) continue;
    const result = runScipy(peer.kind, instance);
    if (result === null) continue;
    const tolerance = 1e-9 * instance.rowCount + (plan.bound - plan.total);
    if (!(Math.abs(result.total - plan.total) <= tolerance)) throw new InvariantError(`scipy finds ${result.total}, ours ${plan.total}`);
    theirs.push(result.ms);
  }
  const medianMs = quantile(ours, 0.5);
  const scipyMs = theirs.length === 0 ? null : quantile(theirs, 0.5);
  const spreadMs = quantile(ours, 0.75) - quantile(ours, 0.25);
  return {
    edges: instance.score.length,
    isCertified: verdict.valid,
    medianMs,
    spreadMs,
    scipyMs,
    ratio: scipyMs === null ? null : scipyMs / medianMs,
  };
}

/** Three figures. */
function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
