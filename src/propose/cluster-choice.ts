import { consortiumValue, CONSORTIUM_WEIGHTS, type ClusterCandidate, type ClusterText } from "./consortium-value.js";
import { setWorths } from "./set-worths.js";

/** Universities of a cluster that are gone through set by set; of more, those that bring most alone. 4,095 sets, 793 of at most four. */
export const MOST_CANDIDATES = 12;
/** A worth that is larger by less is the same. */
export const SAME_WORTH = 1e-12;

/** A cluster with all who have something for it, in index order. */
export interface ClusterProblem {
  readonly text: ClusterText;
  readonly candidates: readonly ClusterCandidate[];
  readonly universities: { readonly min: number; readonly max: number };
  /** Share of what a consortium brings (coverage and fit) that it must lose without any one member, forced ones excepted. */
  readonly minGain: number;
  /** Shares of coverage and fit: the most that one university alone brings of both, and what all outcomes together do; whatever is taken. */
  readonly alone: number;
  readonly ceiling: () => { readonly coverage: number; readonly fit: number };
  /** The fewest enterprises, and the enterprise of each need by place. */
  readonly minEnterprises: number;
  readonly enterpriseAt: readonly number[];
}

/** A choice of universities for a cluster within the rules. */
export interface ClusterOption {
  readonly members: readonly ClusterCandidate[];
  readonly score: number;
}

/**
 * All choices of universities for a cluster that keep the rules: as many as allowed, all forced ones, enough enterprises served, and every
 * member bringing what the others do not (`minGain`); together no less than any one university brings alone, taken or not, for else that
 * one should serve the needs by itself. A forced member lifts the last rule. Choices worth nothing are left out.
 *
 * @returns worth descending, then fewer universities, then by index. O(sets · universities).
 */
export function clusterOptions(problem: ClusterProblem): ClusterOption[] {
  const { universities, text } = problem;
  const open = shortlist(problem);
  const worths = setWorths(text, open);
  const forced = open.reduce((set, { isForced }, at) => (isForced ? set | (1 << at) : set), 0);
  const enterprises = open.map((candidate) => servedEnterprises(problem, candidate));
  const options: ClusterOption[] = [];
  const visit = (at: number, members: readonly number[], { set, served }: { readonly set: number; readonly served: number }): void => {
    if (members.length >= universities.min && (set & forced) === forced) {
      const score = worths.score(set);
      const brought = worths.brought(set);
      const isWhole = (forced !== 0 || brought >= problem.alone - SAME_WORTH) && countOnes(served) >= problem.minEnterprises;
      const least = Math.max(SAME_WORTH, problem.minGain * brought);
      const isNeeded = (m: number): boolean => open[m]!.isForced || brought - worths.brought(set ^ (1 << m)) >= least;
      if (score > SAME_WORTH && isWhole && members.every(isNeeded)) options.push({ members: members.map((m) => open[m]!), score });
    }
    if (members.length === universities.max) return;
    for (let next = at; next < open.length; next++)
      visit(next + 1, [...members, next], { set: set | (1 << next), served: served | enterprises[next]! });
  };
  visit(0, [], { set: 0, served: 0 });
  return options.sort(byWorth);
}

/** Enterprises of the needs that a candidate brings words or a fit for, one bit each by the place of its first need. */
function servedEnterprises({ enterpriseAt }: ClusterProblem, { pairs, held }: ClusterCandidate): number {
  const served = pairs.filter(({ score }, p) => score > 0 || held[p]!.length > 0);
  return served.reduce((set, { place }) => set | (1 << enterpriseAt.indexOf(enterpriseAt[place]!)), 0);
}

function countOnes(set: number): number {
  let ones = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) ones++;
  return ones;
}

function byWorth(a: ClusterOption, b: ClusterOption): number {
  if (Math.abs(a.score - b.score) > SAME_WORTH) return b.score - a.score;
  if (a.members.length !== b.members.length) return a.members.length - b.members.length;
  const at = a.members.findIndex(({ university }, m) => university !== b.members[m]!.university);
  return at < 0 ? 0 : a.members[at]!.university - b.members[at]!.university;
}

/**
 * What no choice of universities for a cluster exceeds.
 *
 * Where all sets were gone through and outcomes do not run out, it is the best of them. Otherwise the most over the sizes k: coverage and fit
 * are submodular, so k universities bring no more of either than the k largest bring alone, nor than all outcomes together; complementarity
 * is at most 1 − 1 / k, and k cost what they cost. Where outcomes run out another one may hold more words than the one that fits best, so
 * that only all outcomes together bound what is brought.
 *
 * @param mayRunOut whether outcomes may have no room left.
 */
export function clusterBound(problem: ClusterProblem, options: readonly ClusterOption[], mayRunOut: boolean): number {
  const { text, candidates, universities } = problem;
  const best = options[0]?.score ?? 0;
  if (candidates.length <= MOST_CANDIDATES && !mayRunOut) return best;
  const ceiling = problem.ceiling();
  const alone = candidates.map((candidate) => consortiumValue(text, [candidate]).parts);
  const largest = [0, 1].map((part) => alone.map((parts) => parts[part]!.share).sort((a, b) => b - a));
  const most = (part: 0 | 1, k: number): number => {
    const all = part === 0 ? ceiling.coverage : ceiling.fit;
    return mayRunOut
      ? all
      : Math.min(
          all,
          largest[part]!.slice(0, k).reduce((sum, share) => sum + share, 0),
        );
  };
  let bound = best;
  for (let k = universities.min; k <= Math.min(universities.max, candidates.length); k++) {
    const rest = CONSORTIUM_WEIGHTS.complementarity * (1 - 1 / k) + CONSORTIUM_WEIGHTS.size * (k - 1);
    bound = Math.max(bound, most(0, k) + most(1, k) + rest);
  }
  return bound;
}

/** Those gone through, in index order: forced ones, then who brings most alone, ties by index. */
function shortlist({ candidates, text }: ClusterProblem): ClusterCandidate[] {
  if (candidates.length <= MOST_CANDIDATES) return [...candidates];
  return candidates
    .map((candidate) => ({ candidate, alone: broughtBy(text, [candidate]) }))
    .sort(
      (a, b) =>
        Number(b.candidate.isForced) - Number(a.candidate.isForced) || b.alone - a.alone || a.candidate.university - b.candidate.university,
    )
    .slice(0, MOST_CANDIDATES)
    .map(({ candidate }) => candidate)
    .sort((a, b) => a.university - b.university);
}

/** Shares of coverage and fit. */
export function broughtBy(text: ClusterText, members: readonly ClusterCandidate[]): number {
  const { parts } = consortiumValue(text, members);
  return parts[0]!.share + parts[1]!.share;
}
