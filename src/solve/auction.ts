import { pickFloats, pickMarks } from "./canonical.js";
import { swapSides, type OpenGraph } from "./open-graph.js";
import { coldPrices, longestPath, type Prices } from "./prices.js";

/**
 * Shares of the largest gain by which rows outbid each other, phase by phase; the last phase bids without surplus, so its prices
 * are exact. Where some row may stay unmatched, a column left with room must end at price 0, so there a phase starts from prices
 * lowered by `cheapenBy` times the surplus before. Chosen by trial: `all` on
 * the random graph of `npm run bench -- solve`, seed 1; `some` on one synthetic top-20 graph of 100,000 rows, not on the join's.
 */
const PHASES = {
  all: { shares: [0.02, 0.002, 0.0002, 0.00002, 0], cheapenBy: 0 },
  some: { shares: [0.01, 0.0005, 0], cheapenBy: 5 },
} as const;
/** Bids a row on average, after which a phase leaves the rest to shortest paths. */
const BIDS_PER_ROW = { surplus: 30, exact: 3 };
/** Above these a bid costs more than the path it saves. */
const MOST_PLACES = { row: 8, column: 64 };

/**
 * Whether the auction is to give the prices to start from: where no row has more than 8 places and no column more than 64.
 *
 * A rule of the bounds alone, so the plan stays a function of the set of edges and of the bounds.
 */
export function suitsAuction(graph: OpenGraph): boolean {
  return graph.rows.max.every((max) => max <= MOST_PLACES.row) && graph.columns.max.every((max) => max <= MOST_PLACES.column);
}

/**
 * An ε-scaling auction with several places a row and a column ("similar objects"): free rows bid for their best columns.
 *
 * A row bids, for as many columns as it misses, what makes each as good as the best one it leaves, plus ε. A full column
 * gives its places to the highest bids and costs what the lowest of them is; a column with room costs what it did. Phases lower
 * ε and keep what is still within ε of best; the last has ε = 0 and leaves ties to the exact search. Not a solver by itself:
 * what it returns is a start for `Augmentation`, with exact prices and few rows and columns out of balance.
 *
 * @param gain integer of each open edge.
 * @returns yields after each phase.
 * @see D. Bertsekas, "The auction algorithm", Annals of Operations Research 14 (1988); several places a column: D. Bertsekas,
 *   D. Castañón, "The auction algorithm for the transportation problem", Annals of Operations Research 20 (1989); ε = 0: the augmenting row reduction of
 *   R. Jonker, A. Volgenant, Computing 38 (1987). O(edges) for each bid of every row; bids are limited.
 */
export function* auctionPrices(graph: OpenGraph, gain: Float64Array): Generator<void, Prices> {
  const { min, max } = graph.rows;
  const isAll = max.every((value, row) => value === min[row]);
  const { shares, cheapenBy } = isAll ? PHASES.all : PHASES.some;
  const auction = new Auction(graph, gain, coldPrices(graph, gain));
  let before = 0;
  for (const share of shares) {
    if (share > 0 && before > 0 && cheapenBy > 0) auction.cheapen(cheapenBy * before);
    // Rows that cannot all be matched would bid without end: what is left goes to shortest paths, which then find the obstacle.
    if (auction.phase(share) === "cut") break;
    before = share;
    yield;
  }
  return isAll ? auction.prices() : bidBack(graph, gain, auction.prices());
}

/** Columns dear without being full bid for rows in their turn: the exact phase with the sides swapped. */
function bidBack(graph: OpenGraph, gain: Float64Array, start: Prices): Prices {
  const swapped = swapSides(graph);
  const order = graph.columns.incidence.edge;
  const auction = new Auction(swapped, pickFloats(gain, order), {
    chosen: pickMarks(start.chosen, order),
    rowDual: start.columnDual,
    columnDual: start.rowDual,
  });
  auction.phase(0);
  const { chosen, rowDual, columnDual } = auction.prices();
  const isChosen = new Uint8Array(order.length);
  for (let at = 0; at < order.length; at++) isChosen[order[at]!] = chosen[at]!;
  return { chosen: isChosen, rowDual: columnDual, columnDual: rowDual };
}

class Auction {
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
  /** Below this a row that has to be matched does not value a column: no price in a plan is that far off. */
  private readonly lowest: number;
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
    this.lowest = -this.largest * longestPath(graph);
    for (let c = 0; c < columns.count; c++) if (columns.max[c] === 0) this.columnDual[c] = this.largest - this.lowest;
  }

  /** Lowers all columns' prices by a share of the largest gain, so that few columns start too dear, and gives all edges up. */
  cheapen(share: number): void {
    const by = Math.round(share * this.largest);
    this.chosen.fill(0);
    for (let c = 0; c < this.columnDual.length; c++) {
      if (this.graph.columns.max[c] !== 0) this.columnDual[c] = Math.max(0, this.columnDual[c]! - by);
    }
  }

  /** Bids until no row waits, or `"cut"` where the bids ran out. */
  phase(share: number): "ended" | "cut" {
    const surplus = share === 0 ? 0 : Math.max(1, Math.round(share * this.largest));
    this.release(surplus);
    let bidsLeft = this.graph.rows.count * (surplus === 0 ? BIDS_PER_ROW.exact : BIDS_PER_ROW.surplus);
    while (this.freeCount > 0 && bidsLeft-- > 0) {
      const row = this.free[--this.freeCount]!;
      this.isWaiting[row] = 0;
      this.bid(row, surplus);
    }
    const isCut = this.freeCount > 0 && surplus > 0;
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
    return found < places || places === 0 ? this.leastWorth(row) : this.bestWorth[places - 1]!;
  }

  /** A row that may stay unmatched takes nothing below 0. */
  private leastWorth(row: number): number {
    const { min, max } = this.graph.rows;
    return min[row] === max[row] && max[row]! > 0 ? this.lowest : 0;
  }

  /** Lists the row's best edges above its least worth, at most `count`, best first and by edge; returns how many. */
  private findBest(row: number, count: number, which: "all" | "free"): number {
    const { bestEdge, bestWorth, chosen, gain, columnDual } = this;
    const columnOf = this.graph.columns.end;
    const { start } = this.graph.rows.incidence;
    let found = 0;
    let least = this.leastWorth(row);
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
    const left = found > places ? this.bestWorth[places]! : this.leastWorth(row);
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

  /** Prices each row at its best edge left, within what its bounds allow, and gives up edges held that are worth less. */
  prices(): Prices {
    const { chosen, rowDual, columnDual } = this;
    const { rows, columns } = this.graph;
    const { start } = rows.incidence;
    for (let c = 0; c < columns.count; c++) if (columns.max[c] === 0) columnDual[c] = 0;
    for (let row = 0; row < rows.count; row++) {
      let bestLeft = this.leastWorth(row) === 0 ? 0 : -Infinity;
      let worstHeld = Infinity;
      for (let edge = start[row]!; edge < start[row + 1]!; edge++) {
        const column = columns.end[edge]!;
        if (columns.max[column] === 0) continue;
        const worth = this.gain[edge]! - columnDual[column]!;
        if (chosen[edge] === 1) worstHeld = Math.min(worstHeld, worth);
        else bestLeft = Math.max(bestLeft, worth);
      }
      const isFull = this.held[row] === rows.max[row] && worstHeld >= bestLeft && worstHeld < Infinity;
      const price = isFull ? worstHeld : bestLeft > -Infinity ? bestLeft : 0;
      rowDual[row] = price;
      for (let edge = start[row]!; edge < start[row + 1]!; edge++) {
        const worth = this.gain[edge]! - columnDual[columns.end[edge]!]!;
        if (chosen[edge] === 1 && worth < price) chosen[edge] = 0;
      }
    }
    this.priceClosedColumns();
    return { chosen, rowDual, columnDual };
  }

  /** A column without a place costs what keeps its edges out. */
  private priceClosedColumns(): void {
    const { rows, columns, edgeCount } = this.graph;
    for (let edge = 0; edge < edgeCount; edge++) {
      const column = columns.end[edge]!;
      if (columns.max[column] !== 0) continue;
      const worth = this.gain[edge]! - this.rowDual[rows.end[edge]!]!;
      if (worth > this.columnDual[column]!) this.columnDual[column] = worth;
    }
  }
}

/** At least 1, so that a surplus is. */
function largestOf(gain: Float64Array): number {
  let largest = 1;
  for (let edge = 0; edge < gain.length; edge++) largest = Math.max(largest, Math.abs(gain[edge]!));
  return largest;
}
