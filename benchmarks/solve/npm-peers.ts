import { createRequire } from "node:module";
import loadHighs from "highs";
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

const SIZES = [50, 100, 200, 400, 800, 1600, 3200, 6400];
/** A step of sizes doubles, and the methods take up to cubic time. */
const NEXT_SIZE_TAKES = 8;
const EVERY_ONE_ONCE = { rows: { min: 1, max: 1 }, columns: { min: 1, max: 1 } };

/** Why a peer has no figure. */
export interface PeerFailure {
  readonly error: string;
}

/** Runs every peer on uniform tables up to the largest size it finishes within the budget; its totals are checked against ours. */
export async function npmPeers(budgetMs: number): Promise<Record<string, PeerFigure | PeerFailure>> {
  const negate = (scores: number[][]) => scores.map((row) => row.map((score) => -score));
  const sumAt = (scores: number[][], pairs: readonly (readonly number[])[]) => pairs.reduce((sum, [r, c]) => sum + scores[r!]![c!]!, 0);
  const peers: Readonly<Record<string, Peer>> = {
    munkres: (scores) => sumAt(scores, munkres(negate(scores))),
    "munkres-js": (scores) => sumAt(scores, munkresJs(negate(scores))),
    "linear-sum-assignment": (scores) => linearSumAssignment(scores, { maximaze: true }).gain,
    "min-cost-flow": (scores) => {
      const edges = scores.flatMap((row, r) => row.map((score, c) => ({ left: `r${r}`, right: `c${c}`, weight: 1 - score })));
      return minimumWeightBipartiteMatch(edges).reduce((sum, edge) => sum + 1 - edge.weight, 0);
    },
  };
  const figures: Record<string, PeerFigure | PeerFailure> = {};
  for (const [name, peer] of Object.entries(peers)) figures[name] = largestInBudget(name, peer, budgetMs);
  // Last: where its memory grows, a buffer is detached, which slows all that comes after.
  const highs = await openHighs();
  return { ...figures, highs: largestInBudget("highs", (scores) => highs.solve(asLp(scores)).ObjectiveValue, budgetMs) };
}

/** With its binary found by name: in a bundle it is not beside the code. */
function openHighs(): ReturnType<typeof loadHighs> {
  return loadHighs({ locateFile: () => createRequire(import.meta.url).resolve("highs/runtime") });
}

function largestInBudget(name: string, peer: Peer, budgetMs: number): PeerFigure | PeerFailure {
  let figure: PeerFigure | null = null;
  let failure: PeerFailure = { error: `not within ${budgetMs} ms at ${SIZES[0]!}` };
  for (const size of SIZES) {
    if (figure !== null && figure.peerMs * NEXT_SIZE_TAKES > budgetMs) break;
    const instance = dense(size, "uniform", size);
    const scores = Array.from({ length: size }, (_, r) => Array.from(instance.score.subarray(r * size, (r + 1) * size)));
    const ours = timed(() => solve(instance, EVERY_ONE_ONCE).total);
    const theirs = attempt(() => timed(() => peer(scores)));
    // min-cost-flow spreads its edges into one call and overflows the stack.
    if (theirs instanceof Error) {
      failure = { error: `${theirs.message} at ${size}` };
      break;
    }
    if (!(Math.abs(ours.value - theirs.value) < 1e-6 * size)) throw new Error(`${name}: ${theirs.value} against ${ours.value} at ${size}`);
    if (theirs.ms > budgetMs) break;
    figure = { size, peerMs: theirs.ms, oursMs: ours.ms, ratio: theirs.ms / ours.ms };
  }
  return figure ?? failure;
}

function attempt<Result>(run: () => Result): Result | Error {
  try {
    return run();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** The faster of two runs: the first also compiles the code. */
function timed(run: () => number): { value: number; ms: number } {
  const first = timedOnce(run);
  const second = timedOnce(run);
  return first.ms < second.ms ? first : second;
}

function timedOnce(run: () => number): { value: number; ms: number } {
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
