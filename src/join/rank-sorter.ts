/** Ranks by the place of their highest bit, 0 for rank 0. */
const BUCKETS = 33;

/**
 * Sorts the few dozen terms of a row by rank, each with its entry; ranks are distinct.
 *
 * How far down the ranks the terms of a text stand is spread evenly over the powers of two (Zipf's law), so each of these gets a handful, which moving one past
 * the other puts in order: for 72 terms half the time of sorting numbers made of both. O(terms) as long as that holds, at worst terms² of one power.
 */
export class RankSorter {
  /** What is sorted: ranks ascending. */
  readonly rank: Uint32Array;
  readonly entry: Uint16Array;
  private readonly givenRank: Uint32Array;
  private readonly givenEntry: Uint16Array;
  private readonly end = new Uint32Array(BUCKETS);
  private count = 0;

  /** @param capacity terms of a row at most, ≤ 2¹⁶. */
  constructor(capacity: number) {
    this.rank = new Uint32Array(capacity);
    this.entry = new Uint16Array(capacity);
    this.givenRank = new Uint32Array(capacity);
    this.givenEntry = new Uint16Array(capacity);
  }

  add(rank: number, entry: number): void {
    this.givenRank[this.count] = rank;
    this.givenEntry[this.count++] = entry;
    this.end[32 - Math.clz32(rank)]!++;
  }

  /** Sorts what was added since the last time: the first terms of `rank` and `entry`. @returns how many. */
  sort(): number {
    const { count, end } = this;
    for (let b = 1; b < BUCKETS; b++) end[b]! += end[b - 1]!;
    for (let i = count - 1; i >= 0; i--) {
      const rank = this.givenRank[i]!;
      const at = --end[32 - Math.clz32(rank)]!;
      this.rank[at] = rank;
      this.entry[at] = this.givenEntry[i]!;
    }
    for (let i = 1; i < count; i++) this.sink(i);
    end.fill(0);
    this.count = 0;
    return count;
  }

  /** Moves the i-th term before those that it is smaller than. */
  private sink(i: number): void {
    const { rank, entry } = this;
    const ownRank = rank[i]!;
    const ownEntry = entry[i]!;
    let at = i;
    for (; at > 0 && rank[at - 1]! > ownRank; at--) {
      rank[at] = rank[at - 1]!;
      entry[at] = entry[at - 1]!;
    }
    rank[at] = ownRank;
    entry[at] = ownEntry;
  }
}
