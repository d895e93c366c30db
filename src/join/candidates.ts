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

/** Builds the union of lists of pairs, each given with its score, which must agree where a pair is given twice. */
export class CandidateCollector {
  private readonly scoreByPair = new Map<number, number>();

  constructor(
    private readonly needCount: number,
    private readonly outcomeCount: number,
  ) {}

  add(need: number, outcome: number, score: number): void {
    // need · outcomes + outcome stays below 2⁵³ for any two sides that fit into memory.
    this.scoreByPair.set(need * this.outcomeCount + outcome, score);
  }

  collect(): CandidateEdges {
    const { needCount, outcomeCount, scoreByPair } = this;
    const count = scoreByPair.size;
    const given = { need: new Uint32Array(count), outcome: new Uint32Array(count), score: new Float64Array(count) };
    let next = 0;
    for (const [pair, score] of scoreByPair) {
      const need = Math.floor(pair / outcomeCount);
      given.need[next] = need;
      given.outcome[next] = pair - need * outcomeCount;
      given.score[next++] = score;
    }
    // By outcome, then by need without disturbing those of one need: O(pairs + records), where comparing would take most of a small join's time.
    const order = sortedBy(given.need, needCount, sortedBy(given.outcome, outcomeCount));
    return {
      needCount,
      outcomeCount,
      need: Uint32Array.from(order, (e) => given.need[e]!),
      outcome: Uint32Array.from(order, (e) => given.outcome[e]!),
      score: Float64Array.from(order, (e) => given.score[e]!),
    };
  }
}

/** Places of keys below `keyCount` by ascending key (counting sort); of equal keys the one that is earlier in `order` goes first. */
function sortedBy(key: Uint32Array, keyCount: number, order: Uint32Array = key.map((_, place) => place)): Uint32Array {
  const start = new Uint32Array(keyCount + 1);
  for (let place = 0; place < key.length; place++) start[key[place]! + 1]!++;
  for (let k = 0; k < keyCount; k++) start[k + 1]! += start[k]!;
  const sorted = new Uint32Array(key.length);
  for (let at = 0; at < order.length; at++) {
    const place = order[at]!;
    sorted[start[key[place]!]!++] = place;
  }
  return sorted;
}
