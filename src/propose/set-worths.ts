import { CONSORTIUM_WEIGHTS, type ClusterCandidate, type ClusterText } from "./consortium-value.js";

/** What every set of a cluster's candidates is worth, sets numbered by their bits: bit i is candidate i. */
export interface SetWorths {
  /** Worth of a set, as `consortiumValue` has it but for the rounding of sums in another order. */
  readonly score: (set: number) => number;
  /** Shares of coverage and fit. */
  readonly brought: (set: number) => number;
}

/**
 * Tables over all sets at once. A word is covered by a set that meets its holders, and the best fit of a need is a sum of steps, each reached by
 * a set that meets the candidates of at least that fit; so both are Σ weight over groups of candidates that the set meets, and that is the whole
 * less the sum over the groups within the complement: subset sums, one addition a set and candidate, where adding up each set's words anew took
 * as many as the needs have words.
 *
 * @param candidates at most 12 or so. O(2^n · n + elements held). @see F. Yates, "The Design and Analysis of Factorial Experiments", 1937.
 */
export function setWorths(text: ClusterText, candidates: readonly ClusterCandidate[]): SetWorths {
  const covered = metBy(coverageGroups(text, candidates), candidates.length);
  const fit = metBy(fitGroups(text, candidates), candidates.length);
  const most = new Float64Array(covered.length);
  const size = new Uint8Array(covered.length);
  for (let set = 1; set < covered.length; set++) {
    const first = 31 - Math.clz32(set);
    const rest = set ^ (1 << first);
    most[set] = Math.max(most[rest]!, candidates[first]!.own);
    size[set] = size[rest]! + 1;
  }
  const { coverage, complementarity } = CONSORTIUM_WEIGHTS;
  const brought = (set: number): number => coverage * Math.min(1, covered[set]!) + (CONSORTIUM_WEIGHTS.fit * fit[set]!) / text.needCount;
  return {
    brought,
    // Nobody who holds a word: what the difference of two sums leaves over is none either.
    score: (set) =>
      brought(set) +
      complementarity * (most[set]! > 0 ? Math.max(0, 1 - most[set]! / covered[set]!) : 0) +
      CONSORTIUM_WEIGHTS.size * (size[set]! - 1),
  };
}

/** By set of holders, the weight of the words that just these hold. */
function coverageGroups({ elementWeight }: ClusterText, candidates: readonly ClusterCandidate[]): Float64Array {
  const holders = new Uint32Array(elementWeight.length);
  candidates.forEach(({ held }, at) => {
    for (const elements of held) for (const element of elements) holders[element]! |= 1 << at;
  });
  const groups = new Float64Array(1 << candidates.length);
  holders.forEach((set, element) => (groups[set]! += elementWeight[element]!));
  groups[0] = 0;
  return groups;
}

/** By set of candidates, what the fits of needs rise by where just these reach it. */
function fitGroups({ needCount }: ClusterText, candidates: readonly ClusterCandidate[]): Float64Array {
  const groups = new Float64Array(1 << candidates.length);
  const reached: Array<Array<{ readonly at: number; readonly fit: number }>> = Array.from({ length: needCount }, () => []);
  candidates.forEach(({ pairs }, at) => {
    for (const { place, score } of pairs) if (score > 0) reached[place]!.push({ at, fit: Math.min(1, score) });
  });
  for (const fits of reached) {
    fits.sort((a, b) => b.fit - a.fit || a.at - b.at);
    let set = 0;
    fits.forEach(({ at, fit }, rank) => {
      set |= 1 << at;
      groups[set]! += fit - (fits[rank + 1]?.fit ?? 0);
    });
  }
  return groups;
}

/** For each set the sum of the groups that it meets. */
function metBy(groups: Float64Array, candidates: number): Float64Array {
  const within = groups.slice();
  for (let bit = 1; bit < 1 << candidates; bit <<= 1)
    for (let set = 0; set < within.length; set++) if ((set & bit) !== 0) within[set]! += within[set ^ bit]!;
  const last = within.length - 1;
  const whole = within[last]!;
  return within.map((_, set) => whole - within[last ^ set]!);
}
