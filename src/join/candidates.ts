/**
 * The pairs worth considering, as parallel arrays: edge e joins need `need[e]` and outcome `outcome[e]` (indices in id order).
 * Sorted by need, then outcome; no pair twice.
 */
export interface CandidateEdges {
  readonly needCount: number;
  readonly outcomeCount: number;
  readonly need: Uint32Array;
  readonly outcome: Uint32Array;
  readonly score: Float64Array;
}

/** Pairs of a part, beyond the first ones, which are smaller so that small joins ask for little. */
const PART_PAIRS = 1 << 16;
const FIRST_PAIRS = 1 << 10;

/**
 * Builds the union of lists of pairs, each given with its score, which must agree where a pair is given twice.
 *
 * Pairs lie in typed arrays until all are there: for 1.7 million of them half the memory of a map, and less than half the time. A map would hold
 * 2²⁴ at most, which a market of 450,000 outcomes and lists of 20 may pass. Parts are added instead of doubling an array: what is asked for and thrown
 * away makes the engine collect garbage.
 */
export class CandidateCollector {
  private readonly parts: Pairs[] = [];
  private part = roomFor(FIRST_PAIRS);
  private count = 0;

  constructor(
    private readonly needCount: number,
    private readonly outcomeCount: number,
  ) {}

  add(need: number, outcome: number, score: number): void {
    if (this.count === this.part.need.length) {
      this.parts.push(this.part);
      this.part = roomFor(Math.min(2 * this.count, PART_PAIRS));
      this.count = 0;
    }
    this.part.need[this.count] = need;
    this.part.outcome[this.count] = outcome;
    this.part.score[this.count++] = score;
  }

  /** Adds many pairs at once, which are kept as they are: nothing may change them until all is collected. O(1). */
  addAll(pairs: Pairs): void {
    this.parts.push(pairs);
  }

  /** O(pairs given + records): by outcome, then by need without disturbing those of one need, where comparing would take most of a small join's time. */
  collect(): CandidateEdges {
    const { needCount, outcomeCount } = this;
    const given = [...this.parts, firstOf(this.part, this.count)];
    const { need, outcome, score } = sortedBy("need", needCount, [sortedBy("outcome", outcomeCount, given)]);
    // A pair given twice now stands beside itself.
    let kept = 0;
    for (let at = 0; at < need.length; at++) {
      if (kept > 0 && need[at] === need[kept - 1] && outcome[at] === outcome[kept - 1]) continue;
      need[kept] = need[at]!;
      outcome[kept] = outcome[at]!;
      score[kept++] = score[at]!;
    }
    return { needCount, outcomeCount, need: need.slice(0, kept), outcome: outcome.slice(0, kept), score: score.slice(0, kept) };
  }
}

/** Parallel arrays of pairs. */
export type Pairs = Pick<CandidateEdges, "need" | "outcome" | "score">;

function roomFor(pairs: number): Pairs {
  return { need: new Uint32Array(pairs), outcome: new Uint32Array(pairs), score: new Float64Array(pairs) };
}

function firstOf({ need, outcome, score }: Pairs, count: number): Pairs {
  return { need: need.subarray(0, count), outcome: outcome.subarray(0, count), score: score.subarray(0, count) };
}

/** Pairs by ascending key, keys below `keyCount` (counting sort); those of equal keys stay in order. Moved whole: looking each up by its place takes 1.4 times as long. */
function sortedBy(key: "need" | "outcome", keyCount: number, parts: readonly Pairs[]): Pairs {
  const start = new Uint32Array(keyCount + 1);
  for (const part of parts) countKeys(part[key], start);
  for (let k = 0; k < keyCount; k++) start[k + 1]! += start[k]!;
  const sorted = roomFor(start[keyCount]!);
  for (const part of parts) movePairs(part, part[key], start, sorted);
  return sorted;
}

function countKeys(keys: Uint32Array, start: Uint32Array): void {
  for (let at = 0; at < keys.length; at++) start[keys[at]! + 1]!++;
}

/** @param next where the next pair of each key goes. */
function movePairs({ need, outcome, score }: Pairs, keys: Uint32Array, next: Uint32Array, to: Pairs): void {
  for (let at = 0; at < keys.length; at++) {
    const place = next[keys[at]!]!++;
    to.need[place] = need[at]!;
    to.outcome[place] = outcome[at]!;
    to.score[place] = score[at]!;
  }
}
