/**
 * A binary heap of nodes by distance, smallest first, with distances that can be lowered.
 *
 * Which of several nearest nodes comes first depends on the calls alone, so it is the same every time.
 */
export class DistanceHeap {
  private size = 0;
  private readonly heap: Int32Array;
  /** Place in the heap, −1 outside. */
  private readonly place: Int32Array;
  /** The last distance given to each node; of use only to nodes offered since they were last removed. */
  readonly distance: Float64Array;

  /** @param nodeCount nodes are 0 … nodeCount − 1. */
  constructor(nodeCount: number) {
    this.heap = new Int32Array(nodeCount);
    this.place = new Int32Array(nodeCount).fill(-1);
    this.distance = new Float64Array(nodeCount);
  }

  get isEmpty(): boolean {
    return this.size === 0;
  }

  /** The smallest distance; the heap must not be empty. */
  get nearest(): number {
    return this.distance[this.heap[0]!]!;
  }

  /** Enters the node, or lowers its distance; a node inside must not get a larger one. O(log nodes). */
  offer(node: number, distance: number): void {
    this.distance[node] = distance;
    const place = this.place[node]!;
    this.siftUp(place < 0 ? this.size++ : place, node);
  }

  /** Removes a nearest node; the heap must not be empty. O(log nodes). */
  pop(): number {
    const top = this.heap[0]!;
    this.place[top] = -1;
    const last = this.heap[--this.size]!;
    if (this.size > 0) this.siftDown(last);
    return top;
  }

  /** Removes all. O(nodes inside). */
  clear(): void {
    for (let at = 0; at < this.size; at++) this.place[this.heap[at]!] = -1;
    this.size = 0;
  }

  private siftUp(from: number, node: number): void {
    const { heap, place, distance } = this;
    const key = distance[node]!;
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent]!;
      if (distance[above]! <= key) break;
      heap[at] = above;
      place[above] = at;
      at = parent;
    }
    heap[at] = node;
    place[node] = at;
  }

  private siftDown(node: number): void {
    const { heap, place, distance, size } = this;
    const key = distance[node]!;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && distance[heap[child + 1]!]! < distance[heap[child]!]!) child++;
      const below = heap[child]!;
      if (distance[below]! >= key) break;
      heap[at] = below;
      place[below] = at;
      at = child;
    }
    heap[at] = node;
    place[node] = at;
  }
}
