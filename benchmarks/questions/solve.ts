import { InvariantError } from "../../src/index.js";
import { solve, verifySolution, type Objective, type SolveOptions } from "../../src/solve/index.js";
import type { CommandResult } from "../command.js";
import { circumstances, quantile } from "../measure.js";
import { readCounts } from "../options.js";
import { dense, joined, randomSparse, type Instance } from "../solve/instances.js";
import { npmPeers } from "../solve/npm-peers.js";
import { runScipy, type ScipyKind } from "../solve/scipy.js";

/** Rows of the random sparse graph, of the join's graph and of the dense tables; rounds of each question. Some minutes on two cores, most of them scipy's. */
const DEFAULTS = { sparse: 100_000, joined: 20_000, dense: 2_000, denseLarge: 5_000, rounds: 3 } as const;
const DEGREE = 20;
/** A peer that takes longer runs once. */
const PATIENCE_MS = 5_000;
const FULL: SolveOptions = { rows: { min: 1, max: 1 } };

/** Times of one question in ms of CPU: reading, solving and certifying ours; the call alone for scipy. */
interface Figure {
  readonly edges: number;
  readonly medianMs: number;
  readonly spreadMs: number;
  readonly scipyMs: number | null;
  /** scipy ÷ ours. */
  readonly ratio: number | null;
}

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
    joined: ask(joined(sizes.joined), {}, "optional"),
  };
  for (const size of [sizes.dense, sizes.denseLarge]) {
    for (const kind of ["uniform", "similarity"] as const) figures[`dense${size}${kind}`] = ask(dense(size, kind, size), FULL, "dense");
  }
  const peers = await npmPeers();
  const one = figures.sparse!.medianMs;
  const toOneToOne = (name: string) => rounded(figures[name]!.medianMs / one);
  const shares = { capacity3: toOneToOne("capacity3"), capacities33: toOneToOne("capacities33"), stable: toOneToOne("stable") };
  const where = circumstances();
  const lines = [
    `${where.machine}, node ${where.node}, commit ${where.commit}, ${where.date}; ms of CPU, every plan verified before it was timed`,
    ...Object.entries(figures).map(([name, f]) => {
      const peer = f.scipyMs === null ? "" : `; scipy ${rounded(f.scipyMs)}, ÷ ours ${rounded(f.ratio!)}`;
      return `${name}: ${f.edges} edges, ${rounded(f.medianMs)} (spread ${rounded(f.spreadMs)})${peer}`;
    }),
    ...Object.entries(shares).map(([name, share]) => `${name} ÷ 1:1: ${share}`),
    ...Object.entries(peers).map(
      ([name, f]) => `${name} at ${f.size}: ${rounded(f.peerMs)}, ours ${rounded(f.oursMs)}, ÷ ours ${rounded(f.ratio)}`,
    ),
  ];
  return { lines, json: { question: "solve", sizes, ...figures, shareOfOneToOne: shares, npm: peers, certified: true, ...where } };
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
  return { edges: instance.score.length, medianMs, spreadMs, scipyMs, ratio: scipyMs === null ? null : scipyMs / medianMs };
}

/** Three figures. */
function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
