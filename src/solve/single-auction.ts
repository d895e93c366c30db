import { largestOf, leastWorths, shutClosedColumns, surplusOf, type Auction } from "./auction-rules.js";
import { CoarseBids } from "./coarse-bids.js";
import { ExactBids } from "./exact-bids.js";
import type { OpenGraph } from "./open-graph.js";
import type { Prices } from "./prices.js";

/** An auction where every row and column has one place: coarse bids while there is a surplus, then exact ones. */
export class SingleAuction implements Auction {
  private readonly largest: number;
  private readonly coarse: CoarseBids;
  private exact: ExactBids | null = null;

  constructor(
    private readonly graph: OpenGraph,
    private readonly gain: Float64Array,
  ) {
    this.largest = largestOf(gain);
    this.coarse = new CoarseBids(graph, gain, this.largest);
  }

  cheapen(share: number): void {
    this.coarse.cheapen(share * this.largest);
  }

  phase(share: number): "ended" | "cut" {
    if (share > 0) return this.coarse.phase(surplusOf(share, this.largest));
    this.exact = this.openExact();
    this.exact.bid();
    return "ended";
  }

  prices(): Prices {
    return (this.exact ?? this.openExact()).prices();
  }

  private openExact(): ExactBids {
    const { graph, gain, largest } = this;
    const offers = { columnDual: new Float64Array(graph.columns.count), holder: new Int32Array(graph.columns.count) };
    this.coarse.handOver(offers.columnDual, offers.holder);
    shutClosedColumns(graph, largest, offers.columnDual);
    return new ExactBids(graph, gain, { ...offers, leastWorth: leastWorths(graph.rows, graph, largest) });
  }
}
