/**
 * Many binary heaps of edges in one array, one for each node, all under one order: key descending, then edge ascending.
 *
 * Heap h owns the places `start[h] … start[h + 1] − 1` and never holds more.
 */
export class RankedHeaps {
  readonly size: Int32Array;
  private readonly items: Uint32Array;
  private readonly sign: 1 | -1;

  /** @param top which edge of a heap is on top: the best or the worst. */
  constructor(
    private readonly start: Uint32Array,
    private readonly key: Float64Array,
    top: "best" | "worst",
  ) {
    this.size = new Int32Array(start.length - 1);
    this.items = new Uint32Array(start[start.length - 1]!);
    this.sign = top === "best" ? 1 : -1;
  }

  /** The top edge; the heap must not be empty. */
  top(heap: number): number {
    return this.items[this.start[heap]!]!;
  }

  /** O(log size). */
  push(heap: number, edge: number): void {
    const base = this.start[heap]!;
    const { items } = this;
    let at = this.size[heap]!++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = items[base + parent]!;
      if (!this.isAbove(edge, above)) break;
      items[base + at] = above;
      at = parent;
    }
    items[base + at] = edge;
  }

  /** Removes and returns the top edge. O(log size). */
  pop(heap: number): number {
    const base = this.start[heap]!;
    const top = this.items[base]!;
    const size = --this.size[heap]!;
    if (size > 0) this.siftDown(heap, 0, this.items[base + size]!);
    return top;
  }

  /** Adds without order; `heapify` has to follow. */
  append(heap: number, edge: number): void {
    this.items[this.start[heap]! + this.size[heap]!++] = edge;
  }

  /** Orders what was appended. O(size). */
  heapify(heap: number): void {
    const base = this.start[heap]!;
    for (let at = (this.size[heap]! >> 1) - 1; at >= 0; at--) this.siftDown(heap, at, this.items[base + at]!);
  }

  private siftDown(heap: number, from: number, edge: number): void {
    const base = this.start[heap]!;
    const size = this.size[heap]!;
    const { items } = this;
    let at = from;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && this.isAbove(items[base + child + 1]!, items[base + child]!)) child++;
      const below = items[base + child]!;
      if (!this.isAbove(below, edge)) break;
      items[base + at] = below;
      at = child;
    }
    items[base + at] = edge;
  }

  private isAbove(a: number, b: number): boolean {
    const difference = (this.key[a]! - this.key[b]!) * this.sign;
    return difference > 0 || (difference === 0 && (this.sign > 0 ? a < b : a > b));
  }
}
