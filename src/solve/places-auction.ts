import {
  bidsAllowed,
  cheapenColumns,
  largestOf,
  leastWorths,
  MOST_PLACES,
  settledPrices,
  shutClosedColumns,
  surplusOf,
  type Auction,
} from "./auction-rules.js";
import type { OpenGraph } from "./open-graph.js";
import type { Prices } from "./prices.js";

/**
 * An auction where rows and columns may have several places.
 *
 * A row bids for as many columns as it misses; a full column gives its places to the highest bids and costs what the lowest of them is.
 */
export class PlacesAuction implements Auction {
  private readonly rowDual: Float64Array;
  private readonly columnDual: Float64Array;
  private readonly chosen: Uint8Array;
  private readonly held: Int32Array;
  /** The edges chosen at each column: holder[holderStart[c]] … of which `load[c]` are in use. */
  private readonly holder: Int32Array;
  private readonly holderStart: Int32Array;
  private readonly load: Int32Array;
  private readonly free: Int32Array;
  private readonly isWaiting: Uint8Array;
  private freeCount = 0;
  private readonly largest: number;
  /** What a row takes nothing below. */
  private readonly leastWorth: Float64Array;
  /** The best edges of the row that bids, best first, and what it leaves. */
  private readonly bestEdge = new Int32Array(MOST_PLACES.row + 1);
  private readonly bestWorth = new Float64Array(MOST_PLACES.row + 1);

  constructor(
    private readonly graph: OpenGraph,
    private readonly gain: Float64Array,
    start: Prices,
  ) {
    const { rows, columns } = graph;
    this.rowDual = start.rowDual;
    this.columnDual = start.columnDual;
    this.chosen = start.chosen;
    this.held = new Int32Array(rows.count);
    this.holderStart = new Int32Array(columns.count + 1);
    for (let c = 0; c < columns.count; c++) this.holderStart[c + 1] = this.holderStart[c]! + columns.max[c]!;
    this.holder = new Int32Array(this.holderStart[columns.count]!);
    this.load = new Int32Array(columns.count);
    this.free = new Int32Array(rows.count);
    this.isWaiting = new Uint8Array(rows.count);
    this.largest = largestOf(gain);
    this.leastWorth = leastWorths(graph.rows, graph, this.largest);
    shutClosedColumns(graph, this.largest, this.columnDual);
  }

  cheapen(share: number): void {
    this.chosen.fill(0);
    cheapenColumns(this.graph, this.columnDual, Math.round(share * this.largest));
  }

  phase(share: number): "ended" | "cut" {
    const surplus = surplusOf(share, this.largest);
    this.release(surplus);
    let bidsLeft = bidsAllowed(this.graph.rows.count, surplus);
    while (this.freeCount > 0 && bidsLeft-- > 0) {
      const row = this.free[--this.freeCount]!;
      this.isWaiting[row] = 0;
      this.bid(row, surplus);
    }
    const isCut = this.freeCount > 0;
    while (this.freeCount > 0) this.isWaiting[this.free[--this.freeCount]!] = 0;
    return isCut ? "cut" : "ended";
  }

  /** Gives up the edges that are not within the surplus of best; queues the rows that miss some. */
  private release(surplus: number): void {
    const { rows, columns } = this.graph;
    const { chosen, columnDual } = this;
    const { start } = rows.incidence;
    this.load.fill(0);
    for (let row = rows.count - 1; row >= 0; row--) {
      const places = rows.max[row]!;
      const price = this.worthOf(row, places) - surplus;
      this.rowDual[row] = price;
      let held = 0;
      for (let edge = start[row]!; edge < start[row + 1]!; edge++) {
        if (chosen[edge] === 0) continue;
        const column = columns.end[edge]!;
        if (this.gain[edge]! - columnDual[column]! < price || held === places) chosen[edge] = 0;
        else {
          this.holder[this.holderStart[column]! + this.load[column]!++] = edge;
          held++;
        }
      }
      this.held[row] = held;
      if (held < places) this.wait(row);
    }
  }

  /** What the row's last place is worth at best: its places-th best edge, or the least that it accepts. */
  private worthOf(row: number, places: number): number {
    const found = this.findBest(row, places, "all");
    return found < places || places === 0 ? this.leastWorth[row]! : this.bestWorth[places - 1]!;
  }

  /** Lists the row's best edges above its least worth, at most `count`, best first and by edge; returns how many. */
  private findBest(row: number, count: number, which: "all" | "free"): number {
    const { bestEdge, bestWorth, chosen, gain, columnDual } = this;
    const columnOf = this.graph.columns.end;
    const { start } = this.graph.rows.incidence;
    let found = 0;
    let least = this.leastWorth[row]!;
    for (let edge = start[row]!, last = start[row + 1]!; edge < last; edge++) {
      const worth = gain[edge]! - columnDual[columnOf[edge]!]!;
      if (worth <= least || (which === "free" && chosen[edge] === 1)) continue;
      let at = found < count ? found++ : count - 1;
      for (; at > 0 && bestWorth[at - 1]! < worth; at--) {
        bestWorth[at] = bestWorth[at - 1]!;
        bestEdge[at] = bestEdge[at - 1]!;
      }
      bestWorth[at] = worth;
      bestEdge[at] = edge;
      if (found === count) least = bestWorth[count - 1]!;
    }
    return found;
  }

  private bid(row: number, surplus: number): void {
    const places = this.graph.rows.max[row]! - this.held[row]!;
    const found = this.findBest(row, places + 1, "free");
    const left = found > places ? this.bestWorth[places]! : this.leastWorth[row]!;
    this.rowDual[row] = left - surplus;
    const bids = Math.min(found, places);
    for (let at = 0; at < bids; at++) {
      const edge = this.bestEdge[at]!;
      // Without surplus, a tie at a full column would only change who waits.
      const isTie = surplus === 0 && this.bestWorth[at] === left;
      if (isTie && this.load[this.graph.columns.end[edge]!]! >= this.graph.columns.max[this.graph.columns.end[edge]!]!) continue;
      this.take(edge, row);
    }
  }

  /** Gives the edge a place at its column; a full column sends its lowest bid away and then costs the next lowest. */
  private take(edge: number, row: number): void {
    const column = this.graph.columns.end[edge]!;
    const places = this.graph.columns.max[column]!;
    const from = this.holderStart[column]!;
    this.chosen[edge] = 1;
    this.held[row]!++;
    if (this.load[column]! < places) {
      this.holder[from + this.load[column]!++] = edge;
      if (this.load[column] === places) this.raise(column, this.lowestBid(from, places).bid);
      return;
    }
    const at = places === 1 ? from : from + this.lowestBid(from, places).at;
    const out = this.holder[at]!;
    this.holder[at] = edge;
    this.raise(column, places === 1 ? this.gain[edge]! - this.rowDual[row]! : this.lowestBid(from, places).bid);
    const outRow = this.graph.rows.end[out]!;
    this.chosen[out] = 0;
    this.held[outRow]!--;
    this.wait(outRow);
  }

  private lowestBid(from: number, places: number): { at: number; bid: number } {
    let lowest = Infinity;
    let lowestAt = 0;
    for (let at = 0; at < places; at++) {
      const edge = this.holder[from + at]!;
      const bid = this.gain[edge]! - this.rowDual[this.graph.rows.end[edge]!]!;
      if (bid < lowest) {
        lowest = bid;
        lowestAt = at;
      }
    }
    return { at: lowestAt, bid: lowest };
  }

  private raise(column: number, price: number): void {
    if (price > this.columnDual[column]!) this.columnDual[column] = price;
  }

  private wait(row: number): void {
    if (this.isWaiting[row] === 1) return;
    this.isWaiting[row] = 1;
    this.free[this.freeCount++] = row;
  }

  prices(): Prices {
    return settledPrices(this.graph, this.gain, {
      chosen: this.chosen,
      rowDual: this.rowDual,
      columnDual: this.columnDual,
      leastWorth: this.leastWorth,
    });
  }
}
