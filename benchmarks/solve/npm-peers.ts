import highs from "highs";
import { linearSumAssignment } from "linear-sum-assignment";
import { minimumWeightBipartiteMatch } from "min-cost-flow";
import { munkres } from "munkres";
import munkresJs from "munkres-js";
import { solve } from "../../src/solve/index.js";
import { dense } from "./instances.js";

/** Largest total of a full assignment of a square table of scores. */
type Peer = (scores: number[][]) => number;

/** The largest size that a peer finishes within the budget, beside ours at that size. */
export interface PeerFigure {
  readonly size: number;
  readonly peerMs: number;
  readonly oursMs: number;
  readonly ratio: number;
}

const SIZES = [50, 100, 200, 400, 800, 1600];
const BUDGET_MS = 10_000;
/** A step of sizes doubles, and the methods take up to cubic time. */
const NEXT_SIZE_TAKES = 8;
const EVERY_ONE_ONCE = { rows: { min: 1, max: 1 }, columns: { min: 1, max: 1 } };

/** Runs every peer on uniform tables up to the largest size it finishes in 10 s; its totals are checked against ours. */
export async function npmPeers(): Promise<Record<string, PeerFigure>> {
  const lp = await highs();
  const negate = (scores: number[][]) => scores.map((row) => row.map((score) => -score));
  const sumAt = (scores: number[][], pairs: readonly (readonly number[])[]) => pairs.reduce((sum, [r, c]) => sum + scores[r!]![c!]!, 0);
  const peers: Record<string, Peer> = {
    munkres: (scores) => sumAt(scores, munkres(negate(scores))),
    "munkres-js": (scores) => sumAt(scores, munkresJs(negate(scores))),
    "linear-sum-assignment": (scores) => linearSumAssignment(scores, { maximaze: true }).gain,
    "min-cost-flow": (scores) => {
      const edges = scores.flatMap((row, r) => row.map((score, c) => ({ left: `r${r}`, right: `c${c}`, weight: 1 - score })));
      return minimumWeightBipartiteMatch(edges).reduce((sum, edge) => sum + 1 - edge.weight, 0);
    },
    highs: (scores) => lp.solve(asLp(scores)).ObjectiveValue,
  };
  const figures: Record<string, PeerFigure> = {};
  for (const [name, peer] of Object.entries(peers)) figures[name] = largestInBudget(name, peer);
  return figures;
}

function largestInBudget(name: string, peer: Peer): PeerFigure {
  let figure: PeerFigure | null = null;
  for (const size of SIZES) {
    if (figure !== null && figure.peerMs * NEXT_SIZE_TAKES > BUDGET_MS) break;
    const instance = dense(size, "uniform", size);
    const scores = Array.from({ length: size }, (_, r) => Array.from(instance.score.subarray(r * size, (r + 1) * size)));
    const ours = timed(() => solve(instance, EVERY_ONE_ONCE).total);
    const theirs = attempt(() => timed(() => peer(scores)));
    // min-cost-flow spreads its edges into one call and overflows the stack.
    if (theirs === null) break;
    if (!(Math.abs(ours.value - theirs.value) < 1e-6 * size)) throw new Error(`${name}: ${theirs.value} against ${ours.value} at ${size}`);
    if (theirs.ms > BUDGET_MS) break;
    figure = { size, peerMs: theirs.ms, oursMs: ours.ms, ratio: theirs.ms / ours.ms };
  }
  if (figure === null) throw new Error(`${name} did not finish ${SIZES[0]!} rows`);
  return figure;
}

function attempt<Result>(run: () => Result): Result | null {
  try {
    return run();
  } catch {
    return null;
  }
}

function timed(run: () => number): { value: number; ms: number } {
  const before = process.cpuUsage();
  const value = run();
  const { user, system } = process.cpuUsage(before);
  return { value, ms: (user + system) / 1000 };
}

function asLp(scores: number[][]): string {
  const size = scores.length;
  const all = Array.from({ length: size }, (_, at) => at);
  const sum = (terms: string[]) => terms.join(" + ");
  return [
    "Maximize",
    ` total: ${sum(all.flatMap((r) => all.map((c) => `${scores[r]![c]!.toFixed(12)} x${r}_${c}`)))}`,
    "Subject To",
    ...all.map((r) => ` r${r}: ${sum(all.map((c) => `x${r}_${c}`))} = 1`),
    ...all.map((c) => ` c${c}: ${sum(all.map((r) => `x${r}_${c}`))} = 1`),
    "End",
  ].join("\n");
}
