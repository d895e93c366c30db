import type { Incidence } from "./canonical.js";
import { RankedHeaps } from "./ranked-heaps.js";

const NONE = -1;

/** Rows or columns: which of them each edge ends at, how many edges each may get, and what it thinks of each edge. */
export interface Side {
  readonly end: Uint32Array;
  readonly places: Float64Array;
  readonly key: Float64Array;
}

/**
 * Deferred acceptance without lists: an asker takes the best edge that would not be refused now. Who is full only ever holds better edges, so what it would
 * refuse now it refuses for good; nothing has to be sorted.
 *
 * Equal keys, on both sides: the edge that comes first.
 *
 * @param isChosen 1 for the edges that nobody is to ask for; those that are held in the end are added. Changed in place.
 *   O((edges of an asker + log places) · acceptances).
 */
export function deferAcceptance(isChosen: Uint8Array, asking: Side & { readonly incidence: Incidence }, answering: Side): void {
  const { start, edge: edgeAt } = asking.incidence;
  const wish = asking.key;
  const { end, key } = answering;
  const room = asking.places.slice();
  const held = new HeldEdges(answering);
  const { cutoff, last } = held;
  const waiting = Int32Array.from(room.keys()).reverse();
  for (let count = waiting.length; count > 0;) {
    const asker = waiting[--count]!;
    while (room[asker]! > 0) {
      let best = NONE;
      let bestWish = -Infinity;
      for (let at = start[asker]!, to = start[asker + 1]!; at < to; at++) {
        const edge = edgeAt[at]!;
        if (wish[edge]! <= bestWish || isChosen[edge] === 1) continue;
        const node = end[edge]!;
        if (key[edge]! < cutoff[node]! || (key[edge] === cutoff[node] && edge > last[node]!)) continue;
        best = edge;
        bestWish = wish[edge]!;
      }
      if (best === NONE) break;
      isChosen[best] = 1;
      room[asker]!--;
      const refused = held.take(best);
      if (refused === NONE) continue;
      isChosen[refused] = 0;
      const loser = asking.end[refused]!;
      // Who has had room all along waits already, or has asked all it may.
      if (room[loser]!++ === 0) waiting[count++] = loser;
    }
  }
}

/** What the answering side holds. */
class HeldEdges {
  /** What an edge must not be below: the lowest key that is held where all places are taken, −∞ where there is room, ∞ where there is no place. */
  readonly cutoff: Float64Array;
  /** The edge of that key. */
  readonly last: Int32Array;
  private readonly heaps: RankedHeaps | null;

  constructor(private readonly side: Side) {
    const { places, end, key } = side;
    this.cutoff = places.map((count) => (count > 0 ? -Infinity : Infinity));
    this.last = new Int32Array(places.length).fill(NONE);
    this.heaps = places.some((count) => count > 1) ? new RankedHeaps(heapStarts(end, places), key, "worst") : null;
  }

  /** Gives the edge a place; returns the edge that has to go for it, or −1. */
  take(edge: number): number {
    const { end, key, places } = this.side;
    const node = end[edge]!;
    const refused = this.last[node]!;
    let last = edge;
    if (places[node] !== 1) {
      const heaps = this.heaps!;
      if (refused !== NONE) heaps.pop(node);
      heaps.push(node, edge);
      if (heaps.size[node]! < places[node]!) return NONE;
      last = heaps.top(node);
    }
    this.last[node] = last;
    this.cutoff[node] = key[last]!;
    return refused;
  }
}

/** Where the heap of each begins that has as many places as it can use. */
function heapStarts(end: Uint32Array, places: Float64Array): Uint32Array {
  const degree = new Uint32Array(places.length);
  for (const node of end) degree[node]!++;
  const start = new Uint32Array(places.length + 1);
  for (let node = 0; node < places.length; node++) start[node + 1] = start[node]! + Math.min(places[node]!, degree[node]!);
  return start;
}
