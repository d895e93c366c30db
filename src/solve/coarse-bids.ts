import { InvariantError } from "../kernel/invariant-error.js";
import { bidsAllowed } from "./auction-rules.js";
import type { OpenGraph } from "./open-graph.js";
import { longestPath } from "./prices.js";

const NONE = -1;
/** Gains are rounded to at most this size, which leaves prices room for 64 times as much. */
const LARGEST_GAIN = 2 ** 24;
/** No price is above. */
const LARGEST_PRICE = 2 ** 30;
/** A row that has to take some edge takes none that is worth less: more than a column without a place is worth to any. */
const LEAST_WORTH = -(2 ** 29);

/**
 * The bids of an auction with a surplus where every row and column has one place, in gains rounded to 32 bits: half the memory to wait for. They leave prices
 * and holders to go on from, of which nothing is asked but that they are good: `ExactBids` follow.
 *
 * Each row's edges lie by gain, largest first, beside their columns. As no price is below 0, a row looks no further than the first gain that is not above
 * the second best worth found. From the second phase on gains are what prices have left of them, and prices start from 0 again.
 *
 * Equal worths: the edge that lies first; of equal gains that is the first.
 */
export class CoarseBids {
  /** Gain and column of each edge, row by row. */
  private readonly edge: Int32Array;
  /** How many units make one of the rounded gains; a power of two. */
  private readonly scale: number;
  /** What each column costs above `base`. */
  private readonly price: Int32Array;
  private readonly base: Int32Array;
  private phaseCount = 0;
  private readonly holder: Int32Array;
  /** The column that each row holds, as of the last release. */
  private readonly held: Int32Array;
  private readonly waiting: Int32Array;
  private waitingCount = 0;
  /** What each row takes nothing below. */
  private readonly least: Int32Array;

  /** @param largest at least every |gain|. */
  constructor(
    private readonly graph: OpenGraph,
    gain: Float64Array,
    largest: number,
  ) {
    const { rows, columns } = graph;
    let scale = 1;
    while (largest / scale > LARGEST_GAIN) scale *= 2;
    this.scale = scale;
    this.edge = new Int32Array(2 * gain.length);
    this.sortEdges(gain);
    this.price = new Int32Array(columns.count);
    this.base = new Int32Array(columns.count);
    this.holder = new Int32Array(columns.count).fill(NONE);
    for (let column = 0; column < columns.count; column++) if (columns.max[column] === 0) this.price[column] = LARGEST_PRICE;
    this.held = new Int32Array(rows.count);
    this.waiting = new Int32Array(rows.count);
    this.least = new Int32Array(rows.count);
    // As in `leastWorths`: with few rows and columns no price is to go that far.
    const least = Math.max(LEAST_WORTH, -Math.ceil(largest / scale) * longestPath(graph));
    for (let row = 0; row < rows.count; row++) if (rows.min[row]! > 0) this.least[row] = least;
  }

  /** Lowers the prices of columns with a place, to 0 at least, and gives all edges up; only before the second phase. */
  cheapen(by: number): void {
    const { price, holder } = this;
    const { max } = this.graph.columns;
    const units = Math.round(by / this.scale);
    if (this.phaseCount > 1) throw new InvariantError("auction: prices lowered after the edges were sorted by them");
    for (let column = 0; column < max.length; column++) {
      holder[column] = NONE;
      if (max[column] !== 0) price[column] = Math.max(0, price[column]! - units);
    }
  }

  /** Bids until no row waits, or `"cut"` where the bids ran out. */
  phase(surplus: number): "ended" | "cut" {
    const units = Math.max(1, Math.round(surplus / this.scale));
    // Later prices rise little, so once is enough.
    if (this.phaseCount++ === 1) this.sortByWorth();
    this.release(units);
    this.bid(units, bidsAllowed(this.graph.rows.count, surplus));
    const isCut = this.waitingCount > 0;
    this.waitingCount = 0;
    return isCut ? "cut" : "ended";
  }

  /** What the bids have come to: prices in units, and the row that holds each column, −1 for none. */
  handOver(columnDual: Float64Array, columnHolder: Int32Array): void {
    const { base, price, holder, scale } = this;
    columnHolder.set(holder);
    for (let column = 0; column < price.length; column++) columnDual[column] = (base[column]! + price[column]!) * scale;
  }

  /** Insertion takes a row's edges by what their order already is, and beats a general sort up to some dozens. */
  private sortEdges(gain: Float64Array): void {
    const { edge } = this;
    const inverse = 1 / this.scale;
    const columnOf = this.graph.columns.end;
    const { start } = this.graph.rows.incidence;
    for (let row = 0; row < this.graph.rows.count; row++) {
      const first = 2 * start[row]!;
      for (let from = start[row]!, last = start[row + 1]!; from < last; from++) {
        const units = Math.floor(gain[from]! * inverse + 0.5) | 0;
        let at = 2 * from;
        for (; at > first && edge[at - 2]! < units; at -= 2) {
          edge[at] = edge[at - 2]!;
          edge[at + 1] = edge[at - 1]!;
        }
        edge[at] = units;
        edge[at + 1] = columnOf[from]!;
      }
    }
  }

  /** Takes prices off the gains and sorts each row's edges by what is left: as prices are counted from here, a row then looks at a third of the edges. */
  private sortByWorth(): void {
    const { edge, base, price } = this;
    const { start } = this.graph.rows.incidence;
    for (let row = 0; row < this.graph.rows.count; row++) {
      const first = 2 * start[row]!;
      for (let from = first, last = 2 * start[row + 1]!; from < last; from += 2) {
        const column = edge[from + 1]!;
        const worth = (edge[from]! - price[column]!) | 0;
        let at = from;
        for (; at > first && edge[at - 2]! < worth; at -= 2) {
          edge[at] = edge[at - 2]!;
          edge[at + 1] = edge[at - 1]!;
        }
        edge[at] = worth;
        edge[at + 1] = column;
      }
    }
    base.set(price);
    price.fill(0);
  }

  /** Lets those rows wait that hold nothing within the surplus of their best. */
  private release(surplus: number): void {
    const { edge, price, holder, held, waiting, least } = this;
    const { max, incidence } = this.graph.rows;
    const { start } = incidence;
    held.fill(NONE);
    for (let column = 0; column < holder.length; column++) if (holder[column] !== NONE) held[holder[column]!] = column;
    let count = 0;
    for (let row = max.length - 1; row >= 0; row--) {
      if (max[row] === 0) continue;
      const column = held[row]!;
      if (column !== NONE) {
        let best = least[row]!;
        let own = 0;
        let isSeen = false;
        for (let at = 2 * start[row]!, last = 2 * start[row + 1]!; at < last; at += 2) {
          const gain = edge[at]!;
          if (isSeen && gain <= best) break;
          const worth = (gain - price[edge[at + 1]!]!) | 0;
          if (worth > best) best = worth;
          if (edge[at + 1] !== column) continue;
          own = worth;
          isSeen = true;
        }
        if (own >= best - surplus) continue;
        holder[column] = NONE;
      }
      waiting[count++] = row;
    }
    this.waitingCount = count;
  }

  /** Lets rows bid, the last that came first, until none waits or the bids run out. */
  private bid(surplus: number, bids: number): void {
    const { edge, price, holder, waiting, least } = this;
    const { start } = this.graph.rows.incidence;
    let count = this.waitingCount;
    for (let left = bids; count > 0 && left > 0; left--) {
      const row = waiting[--count]!;
      let best = least[row]!;
      let second = best;
      let place = NONE;
      for (let at = 2 * start[row]!, last = 2 * start[row + 1]!; at < last; at += 2) {
        const gain = edge[at]!;
        if (gain <= second) break;
        const worth = (gain - price[edge[at + 1]!]!) | 0;
        if (worth <= second) continue;
        if (worth > best) {
          second = best;
          best = worth;
          place = at;
        } else second = worth;
      }
      if (place === NONE) continue;
      const column = edge[place + 1]!;
      const rival = holder[column]!;
      // At most LARGEST_GAIN twice and −LEAST_WORTH once, so that a gain less two such prices is within 32 bits.
      const bid = edge[place]! - second + surplus;
      price[column] = bid < LARGEST_PRICE ? bid : LARGEST_PRICE;
      holder[column] = row;
      if (rival !== NONE) waiting[count++] = rival;
    }
    this.waitingCount = count;
  }
}
