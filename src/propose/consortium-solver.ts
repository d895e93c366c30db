import { clusterBound, clusterOptions, MOST_CANDIDATES, SAME_WORTH, type ClusterOption, type ClusterProblem } from "./cluster-choice.js";
import { consortiumValue } from "./consortium-value.js";

/** What has no room left. */
export interface FullEnds {
  readonly university: (university: number) => boolean;
  readonly outcome: (outcome: number) => boolean;
}

/** A cluster by what is still free. */
export type ClusterSource = (full: FullEnds) => ClusterProblem;

export interface ConsortiumLimits {
  /** Consortia of one university, and of one outcome. */
  readonly perUniversity: number;
  readonly perOutcome: number;
}

/** Universities for each cluster. */
export interface SolvedConsortia {
  /** `null` where a cluster has none. */
  readonly chosen: ReadonlyArray<ClusterOption | null>;
  /** For each cluster the most that any choice is worth there, whatever the others take. */
  readonly bounds: readonly number[];
  /** Whether a cluster has any choice within the rules, whatever the others take; true where a capacity of 0 closes all. */
  readonly hasChoice: readonly boolean[];
  readonly isExhausted: boolean;
}

/** More clusters than this are not gone through together, nor more nodes. */
const MOST_CLUSTERS = 24;
const MOST_NODES = 2 ** 16;

/** Nothing is taken yet. */
export const NOTHING_FULL: FullEnds = { university: () => false, outcome: () => false };

/**
 * Chooses universities for clusters, the largest worth in sum, within the capacities.
 *
 * Each cluster alone is gone through set by set. Where their best choices do not get in each other's way, that is the optimum. Otherwise
 * the cluster of largest worth chooses first, and each next one the best of what is left; what it could get only falls, so it is counted
 * anew when its turn comes. Few clusters are then gone through together, as long as no outcome runs out.
 */
export function solveConsortia(sources: readonly ClusterSource[], limits: ConsortiumLimits): SolvedConsortia {
  const isClosed = !(limits.perUniversity > 0 && limits.perOutcome > 0);
  const mayRunOut = limits.perOutcome < sources.length;
  const initial = sources.map((source) => {
    const problem = source(NOTHING_FULL);
    const options = isClosed ? [] : clusterOptions(problem);
    const bound = isClosed ? 0 : clusterBound(problem, options, mayRunOut);
    return { best: options[0] ?? null, bound, isWhole: isClosed || problem.candidates.length <= MOST_CANDIDATES };
  });
  const chosen = chooseInTurn(
    sources,
    initial.map(({ best }) => best),
    limits,
  );
  const bounds = initial.map(({ bound }) => bound);
  const hasChoice = initial.map(({ best }) => isClosed || best !== null);
  const isWhole = initial.every((cluster) => cluster.isWhole);
  const total = totalOf(chosen);
  if (total >= totalOf(initial.map(({ best }) => best)) - SAME_WORTH)
    return { chosen, bounds, hasChoice, isExhausted: isWhole && (isClosed || !mayRunOut) };
  const isSmall = sources.length <= MOST_CLUSTERS && !mayRunOut;
  const searched = isSmall ? searchTogether(sources, limits, total) : null;
  return { chosen: searched?.chosen ?? chosen, bounds, hasChoice, isExhausted: isWhole && searched?.isDone === true };
}

function totalOf(options: ReadonlyArray<ClusterOption | null>): number {
  return options.reduce((sum, option) => sum + (option?.score ?? 0), 0);
}

/** How often universities and outcomes are taken. */
export class ConsortiumLoads {
  private readonly counts = new Map<string, number>();

  constructor(private readonly limits: ConsortiumLimits) {}

  add(option: ClusterOption, by: 1 | -1): void {
    for (const key of usedBy(option)) this.counts.set(key, (this.counts.get(key) ?? 0) + by);
  }

  get full(): FullEnds {
    return { university: (university) => this.isFull(`u${university}`), outcome: (outcome) => this.isFull(`o${outcome}`) };
  }

  hasRoom(option: ClusterOption): boolean {
    return usedBy(option).every((key) => !this.isFull(key));
  }

  private isFull(key: string): boolean {
    return (this.counts.get(key) ?? 0) >= (key.startsWith("u") ? this.limits.perUniversity : this.limits.perOutcome);
  }
}

function usedBy({ members }: ClusterOption): string[] {
  const outcomes = members.flatMap(({ pairs, held }) =>
    pairs.filter(({ score }, p) => score > 0 || held[p]!.length > 0).map(({ outcome }) => `o${outcome}`),
  );
  return [...members.map(({ university }) => `u${university}`), ...new Set(outcomes)];
}

function hasForced({ members }: ClusterOption): boolean {
  return members.some(({ isForced }) => isForced);
}

/** Clusters with forced pairs first, then the largest worth, ties by place. */
function chooseInTurn(
  sources: readonly ClusterSource[],
  best: ReadonlyArray<ClusterOption | null>,
  limits: ConsortiumLimits,
): Array<ClusterOption | null> {
  const loads = new ConsortiumLoads(limits);
  const chosen: Array<ClusterOption | null> = sources.map(() => null);
  const waiting = best.flatMap((option, cluster) => (option === null ? [] : [{ option, cluster }]));
  const inTurn = (a: (typeof waiting)[number], b: (typeof waiting)[number]): number => {
    const byForced = Number(hasForced(b.option)) - Number(hasForced(a.option));
    if (byForced !== 0) return byForced;
    return Math.abs(a.option.score - b.option.score) > SAME_WORTH ? b.option.score - a.option.score : a.cluster - b.cluster;
  };
  waiting.sort(inTurn);
  while (waiting.length > 0) {
    const { option, cluster } = waiting.shift()!;
    if (loads.hasRoom(option)) {
      loads.add(option, 1);
      chosen[cluster] = option;
      continue;
    }
    const next = clusterOptions(sources[cluster]!(loads.full))[0];
    if (next === undefined) continue;
    const entry = { option: next, cluster };
    const at = waiting.findIndex((other) => inTurn(entry, other) < 0);
    waiting.splice(at < 0 ? waiting.length : at, 0, entry);
  }
  return chosen;
}

/** All choices of all clusters within the capacities of universities, leaving out what cannot beat what is reached. */
function searchTogether(
  sources: readonly ClusterSource[],
  limits: ConsortiumLimits,
  reached: number,
): { readonly chosen: ReadonlyArray<ClusterOption | null> | null; readonly isDone: boolean } {
  const options = sources.map((source) => clusterOptions(source(NOTHING_FULL)));
  const rest = new Float64Array(sources.length + 1);
  for (let at = sources.length - 1; at >= 0; at--) rest[at] = rest[at + 1]! + (options[at]![0]?.score ?? 0);
  const load = new Map<number, number>();
  const current: Array<ClusterOption | null> = [];
  let best = reached;
  let found: ReadonlyArray<ClusterOption | null> | null = null;
  let nodes = 0;
  const visit = (at: number, total: number): boolean => {
    if (total + rest[at]! <= best + SAME_WORTH) return true;
    if (++nodes > MOST_NODES) return false;
    if (at === sources.length) {
      [best, found] = [total, [...current]];
      return true;
    }
    const isBound = options[at]!.some(hasForced);
    for (const option of isBound ? options[at]! : [...options[at]!, null]) {
      if (total + (option?.score ?? 0) + rest[at + 1]! <= best + SAME_WORTH) return true;
      const members = option?.members ?? [];
      if (!members.every(({ university }) => (load.get(university) ?? 0) < limits.perUniversity)) continue;
      for (const { university } of members) load.set(university, (load.get(university) ?? 0) + 1);
      current.push(option);
      const isDone = visit(at + 1, total + (option?.score ?? 0));
      current.pop();
      for (const { university } of members) load.set(university, load.get(university)! - 1);
      if (!isDone) return false;
    }
    return true;
  };
  const isDone = visit(0, 0);
  return { chosen: found, isDone };
}

/** The best other choices for a cluster, by what the other consortia leave free. @param loads of all consortia; left as they are. */
export function alternativesFor(
  source: ClusterSource,
  own: ClusterOption,
  { loads, most }: { readonly loads: ConsortiumLoads; readonly most: number },
): ClusterOption[] {
  loads.add(own, -1);
  const problem = source(loads.full);
  loads.add(own, 1);
  const options = clusterOptions(problem);
  const key = ({ members }: ClusterOption): string => members.map(({ university }) => university).join(",");
  return options
    .filter((option) => key(option) !== key(own))
    .slice(0, most)
    .map(({ members }) => ({ members, score: consortiumValue(problem.text, members).score }));
}
