import { ranksBefore } from "./order.js";

/**
 * A bounded heap that keeps the k best (score, index) pairs under the total order of `ranksBefore`.
 *
 * The root is the worst kept pair, so `threshold` is what a newcomer has to beat.
 * `offer` costs O(log k) when the pair enters, O(1) when it does not.
 */
export class TopK {
  readonly capacity: number;
  private size = 0;
  private readonly scores: Float64Array;
  private readonly indices: Int32Array;

  /** @param capacity how many pairs to keep, an integer ≥ 1. @param scores @param indices room for as many, of its own where not given. */
  constructor(capacity: number, scores = new Float64Array(capacity), indices = new Int32Array(capacity)) {
    this.capacity = capacity;
    this.scores = scores;
    this.indices = indices;
  }

  /** Many heaps in two arrays: thousands of small ones would make the engine collect garbage, which takes as long as the process is large. */
  static list(count: number, capacity: number): TopK[] {
    const scores = new Float64Array(count * capacity);
    const indices = new Int32Array(count * capacity);
    return Array.from(
      { length: count },
      (_, at) =>
        new TopK(capacity, scores.subarray(at * capacity, (at + 1) * capacity), indices.subarray(at * capacity, (at + 1) * capacity)),
    );
  }

  /** How many pairs are kept now, from 0 to `capacity`. */
  get length(): number {
    return this.size;
  }

  /** The score of the worst kept pair once full; before that −∞. A pair below it cannot enter. */
  get threshold(): number {
    return this.size < this.capacity ? -Infinity : this.scores[0]!;
  }

  /** The index of the worst kept pair once full; before that Infinity. A pair whose score equals the threshold enters with a smaller one only. */
  get worstIndex(): number {
    return this.size < this.capacity ? Infinity : this.indices[0]!;
  }

  /** Forgets all pairs, so that one heap serves many rows. */
  clear(): void {
    this.size = 0;
  }

  /** Keeps the pair if it is among the best `capacity` seen since the last `clear`. The order of offers does not matter. */
  offer(score: number, index: number): void {
    if (this.size < this.capacity) {
      this.siftUp(this.size++, score, index);
    } else if (ranksBefore(score, index, this.scores[0]!, this.indices[0]!)) {
      this.siftDown(score, index);
    }
  }

  /**
   * Empties the heap into two arrays, best first, from `offset` on.
   *
   * @returns how many pairs were written.
   */
  drain(scores: Float64Array, indices: Int32Array, offset = 0): number {
    const count = this.size;
    for (let at = offset + count - 1; at >= offset; at--) {
      scores[at] = this.scores[0]!;
      indices[at] = this.indices[0]!;
      this.size--;
      if (this.size > 0) this.siftDown(this.scores[this.size]!, this.indices[this.size]!);
    }
    return count;
  }

  private siftUp(from: number, score: number, index: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!ranksBefore(this.scores[parent]!, this.indices[parent]!, score, index)) break;
      this.scores[at] = this.scores[parent]!;
      this.indices[at] = this.indices[parent]!;
      at = parent;
    }
    this.scores[at] = score;
    this.indices[at] = index;
  }

  private siftDown(score: number, index: number): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.size) break;
      const right = child + 1;
      if (right < this.size && ranksBefore(this.scores[child]!, this.indices[child]!, this.scores[right]!, this.indices[right]!)) {
        child = right;
      }
      if (!ranksBefore(score, index, this.scores[child]!, this.indices[child]!)) break;
      this.scores[at] = this.scores[child]!;
      this.indices[at] = this.indices[child]!;
      at = child;
    }
    this.scores[at] = score;
    this.indices[at] = index;
  }
}
