import { bidsAllowed, priceClosedColumns } from "./auction-rules.js";
import type { OpenGraph } from "./open-graph.js";
import type { Prices } from "./prices.js";

const NONE = -1;

/** Prices of columns, those without a place too dear for every row, and who holds which (−1: nobody). */
export interface Offers {
  readonly columnDual: Float64Array;
  readonly holder: Int32Array;
}

/**
 * The last bids of an auction where every row and column has one place: without surplus and in whole units, so that its prices are exact.
 *
 * Rows that hold what is best for them keep it; the others bid, the last that came first. Equal worths: the edge that comes first.
 *
 * @param leastWorth what each row takes nothing below.
 * @param offers changed in place.
 */
export class ExactBids {
  private readonly heldEdge: Int32Array;
  private readonly waiting: Int32Array;
  private waitingCount = 0;

  constructor(
    private readonly graph: OpenGraph,
    private readonly gain: Float64Array,
    private readonly from: Offers & { readonly leastWorth: Float64Array },
  ) {
    this.heldEdge = new Int32Array(graph.rows.count).fill(NONE);
    this.waiting = new Int32Array(graph.rows.count);
    this.keepBest();
  }

  /** Keeps what is best for its row, and lets the other rows wait. */
  private keepBest(): void {
    const { gain, heldEdge, waiting } = this;
    const { columnDual, holder, leastWorth } = this.from;
    const columnOf = this.graph.columns.end;
    const { max, incidence } = this.graph.rows;
    const { start } = incidence;
    let count = 0;
    for (let row = max.length - 1; row >= 0; row--) {
      if (max[row] === 0) continue;
      let best = leastWorth[row]!;
      let own = NONE;
      let ownWorth = -Infinity;
      for (let edge = start[row]!, last = start[row + 1]!; edge < last; edge++) {
        const column = columnOf[edge]!;
        const worth = gain[edge]! - columnDual[column]!;
        if (worth > best) best = worth;
        if (holder[column] !== row) continue;
        own = edge;
        ownWorth = worth;
      }
      if (ownWorth >= best) heldEdge[row] = own;
      else {
        if (own !== NONE) holder[columnOf[own]!] = NONE;
        waiting[count++] = row;
      }
    }
    this.waitingCount = count;
  }

  /** Lets rows bid until none waits or the bids run out. */
  bid(): void {
    const { gain, heldEdge, waiting } = this;
    const { columnDual, holder, leastWorth } = this.from;
    const columnOf = this.graph.columns.end;
    const { start } = this.graph.rows.incidence;
    let count = this.waitingCount;
    for (let left = bidsAllowed(this.graph.rows.count, 0); count > 0 && left > 0; left--) {
      const row = waiting[--count]!;
      let best = leastWorth[row]!;
      let second = best;
      let taken = NONE;
      for (let edge = start[row]!, last = start[row + 1]!; edge < last; edge++) {
        const worth = gain[edge]! - columnDual[columnOf[edge]!]!;
        if (worth <= second) continue;
        if (worth > best) {
          second = best;
          best = worth;
          taken = edge;
        } else second = worth;
      }
      if (taken === NONE) continue;
      const column = columnOf[taken]!;
      const rival = holder[column]!;
      // A tie at a column that is held would only change who waits.
      if (best === second && rival !== NONE) continue;
      columnDual[column] = gain[taken]! - second;
      holder[column] = row;
      heldEdge[row] = taken;
      if (rival === NONE) continue;
      heldEdge[rival] = NONE;
      waiting[count++] = rival;
    }
    this.waitingCount = 0;
  }

  /** What is held, with prices of which it approves: as others only grow dearer, what was best for its row when it was taken still is. */
  prices(): Prices {
    const { gain, heldEdge } = this;
    const { columnDual, leastWorth } = this.from;
    const { rows, columns, edgeCount } = this.graph;
    const { start } = rows.incidence;
    const chosen = new Uint8Array(edgeCount);
    const rowDual = new Float64Array(rows.count);
    const hasClosed = columns.max.includes(0);
    for (let column = 0; hasClosed && column < columns.count; column++) if (columns.max[column] === 0) columnDual[column] = 0;
    for (let row = 0; row < rows.count; row++) {
      const held = heldEdge[row]!;
      if (held !== NONE) {
        chosen[held] = 1;
        rowDual[row] = gain[held]! - columnDual[columns.end[held]!]!;
        continue;
      }
      let best = leastWorth[row] === 0 ? 0 : -Infinity;
      for (let edge = start[row]!, last = start[row + 1]!; edge < last; edge++) {
        const column = columns.end[edge]!;
        if (hasClosed && columns.max[column] === 0) continue;
        const worth = gain[edge]! - columnDual[column]!;
        if (worth > best) best = worth;
      }
      rowDual[row] = best > -Infinity ? best : 0;
    }
    const prices = { chosen, rowDual, columnDual };
    if (hasClosed) priceClosedColumns(this.graph, gain, prices);
    return prices;
  }
}
