import {
  bidsAllowed,
  cheapenColumns,
  largestOf,
  leastWorths,
  settledPrices,
  shutClosedColumns,
  surplusOf,
  type Auction,
} from "./auction-rules.js";
import type { OpenGraph } from "./open-graph.js";
import type { Prices } from "./prices.js";

/** Best edges of a row that are kept in sight: of 3, 4 and 6, four fill one cache line with what is kept beside them. */
const SEEN = 4;
/** A row's line of 64 bytes: gains of the edges in sight, what the best edge out of sight was worth, and the columns in sight. */
const LINE = 8;
const BOUND = SEEN;
const LINE_COLUMNS = 2 * LINE;
const FIRST_COLUMN = 2 * (BOUND + 1);
const NONE = -1;

/**
 * An auction where every row and column has one place.
 *
 * While a phase lasts prices only rise, so what an edge was worth bounds what it is worth. A row therefore keeps its four best edges in sight and
 * what the fifth was worth: as long as two in sight are worth as much, they are the best and the second best of all, and nothing else is looked at.
 * Otherwise the row looks through all its edges again.
 *
 * Equal worths: the edge that came first when the row last looked through all of them.
 */
export class SingleAuction implements Auction {
  private readonly columnDual: Float64Array;
  private readonly holder: Int32Array;
  private readonly columnHeld: Int32Array;
  private readonly line: Float64Array;
  /** The same bytes as `line`. */
  private readonly lineColumns: Int32Array;
  private readonly waiting: Int32Array;
  private waitingCount = 0;
  private readonly leastWorth: Float64Array;
  private readonly largest: number;
  /** The edges found by the last look through a row, best first. */
  private readonly foundEdge = new Int32Array(SEEN + 1);
  private readonly foundWorth = new Float64Array(SEEN + 1);

  constructor(
    private readonly graph: OpenGraph,
    private readonly gain: Float64Array,
    private readonly start: Prices,
  ) {
    const { rows, columns, edgeCount } = graph;
    this.columnDual = start.columnDual;
    this.holder = new Int32Array(columns.count).fill(NONE);
    this.columnHeld = new Int32Array(rows.count).fill(NONE);
    for (let edge = 0; edge < edgeCount; edge++) if (start.chosen[edge] === 1) this.hold(rows.end[edge]!, columns.end[edge]!);
    this.line = new Float64Array(rows.count * LINE);
    this.lineColumns = new Int32Array(this.line.buffer);
    this.waiting = new Int32Array(rows.count);
    this.largest = largestOf(gain);
    this.leastWorth = leastWorths(graph, this.largest);
    shutClosedColumns(graph, this.largest, this.columnDual);
  }

  cheapen(share: number): void {
    this.holder.fill(NONE);
    this.columnHeld.fill(NONE);
    cheapenColumns(this.graph, this.columnDual, Math.round(share * this.largest));
  }

  phase(share: number): "ended" | "cut" {
    const surplus = surplusOf(share, this.largest);
    this.release(surplus);
    this.bid(surplus, bidsAllowed(this.graph, surplus));
    const isCut = this.waitingCount > 0 && surplus > 0;
    this.waitingCount = 0;
    return isCut ? "cut" : "ended";
  }

  prices(): Prices {
    const { rows, columns } = this.graph;
    const { start } = rows.incidence;
    const { chosen, rowDual } = this.start;
    chosen.fill(0);
    for (let row = 0; row < rows.count; row++) {
      const column = this.columnHeld[row]!;
      if (column === NONE) continue;
      let edge = start[row]!;
      while (columns.end[edge] !== column) edge++;
      chosen[edge] = 1;
    }
    return settledPrices(this.graph, this.gain, { chosen, rowDual, columnDual: this.columnDual, leastWorth: this.leastWorth });
  }

  private hold(row: number, column: number): void {
    this.holder[column] = row;
    this.columnHeld[row] = column;
  }

  /** Looks through all rows anew, and lets those wait that hold nothing within the surplus of their best. */
  private release(surplus: number): void {
    const { rows } = this.graph;
    const { columnHeld, holder, foundWorth, leastWorth } = this;
    for (let row = rows.count - 1; row >= 0; row--) {
      if (rows.max[row] === 0) continue;
      const best = this.lookThrough(row) > 0 ? foundWorth[0]! : leastWorth[row]!;
      const column = columnHeld[row]!;
      if (column !== NONE) {
        if (this.worthOf(row, column) >= best - surplus) continue;
        holder[column] = NONE;
        columnHeld[row] = NONE;
      }
      this.waiting[this.waitingCount++] = row;
    }
  }

  private worthOf(row: number, column: number): number {
    let edge = this.graph.rows.incidence.start[row]!;
    while (this.graph.columns.end[edge] !== column) edge++;
    return this.gain[edge]! - this.columnDual[column]!;
  }

  /** Finds the row's best edges above its least worth, at most five, best first and by edge; puts them in sight and returns how many. */
  private lookThrough(row: number): number {
    const { foundEdge, foundWorth, gain, columnDual, line, lineColumns } = this;
    const columnOf = this.graph.columns.end;
    const { start } = this.graph.rows.incidence;
    let found = 0;
    let least = this.leastWorth[row]!;
    for (let edge = start[row]!, last = start[row + 1]!; edge < last; edge++) {
      const worth = gain[edge]! - columnDual[columnOf[edge]!]!;
      if (worth <= least) continue;
      let at = found <= SEEN ? found++ : SEEN;
      for (; at > 0 && foundWorth[at - 1]! < worth; at--) {
        foundWorth[at] = foundWorth[at - 1]!;
        foundEdge[at] = foundEdge[at - 1]!;
      }
      foundWorth[at] = worth;
      foundEdge[at] = edge;
      if (found > SEEN) least = foundWorth[SEEN]!;
    }
    const at = row * LINE;
    const columnAt = row * LINE_COLUMNS + FIRST_COLUMN;
    for (let place = 0; place < SEEN; place++) {
      const isFound = place < found;
      lineColumns[columnAt + place] = isFound ? columnOf[foundEdge[place]!]! : NONE;
      if (isFound) line[at + place] = gain[foundEdge[place]!]!;
    }
    line[at + BOUND] = found > SEEN ? foundWorth[SEEN]! : -Infinity;
    return found;
  }

  /** Lets rows bid, the last that came first, until none waits or the bids run out. */
  private bid(surplus: number, bids: number): void {
    const { columnDual, holder, columnHeld, waiting, line, lineColumns, leastWorth, foundWorth } = this;
    let count = this.waitingCount;
    for (let left = bids; count > 0 && left > 0; left--) {
      const row = waiting[--count]!;
      const at = row * LINE;
      const columnAt = row * LINE_COLUMNS + FIRST_COLUMN;
      const least = leastWorth[row]!;
      let best = -Infinity;
      let second = -Infinity;
      let place = 0;
      for (let each = 0; each < SEEN; each++) {
        const column = lineColumns[columnAt + each]!;
        if (column === NONE) break;
        const worth = line[at + each]! - columnDual[column]!;
        if (worth > best) {
          second = best;
          best = worth;
          place = each;
        } else if (worth > second) second = worth;
      }
      if (second < line[at + BOUND]!) {
        const found = this.lookThrough(row);
        best = found > 0 ? foundWorth[0]! : -Infinity;
        second = found > 1 ? foundWorth[1]! : -Infinity;
        place = 0;
      }
      if (best <= least) continue;
      const next = second > least ? second : least;
      const column = lineColumns[columnAt + place]!;
      const rival = holder[column]!;
      // Without surplus, a tie at a column that is held would only change who waits.
      if (surplus === 0 && best === next && rival !== NONE) continue;
      const price = line[at + place]! - next + surplus;
      if (price > columnDual[column]!) columnDual[column] = price;
      holder[column] = row;
      columnHeld[row] = column;
      if (rival === NONE) continue;
      columnHeld[rival] = NONE;
      waiting[count++] = rival;
    }
    this.waitingCount = count;
  }
}
