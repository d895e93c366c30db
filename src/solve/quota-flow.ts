import { DistanceHeap } from "./distance-heap.js";
import { HUB, type QuotaNetwork } from "./quota-network.js";

/** Stands for the arc to the node above or below where an edge number is asked for. */
const TREE_ARC = -1;
const NO_END = -2;

/** Chosen edges (forced ones among them) and prices to start from; any start will do, a good one saves work. */
export interface QuotaStart {
  readonly isChosen: Uint8Array;
  /** Of each node, the sum of the duals from it up to the hub. */
  readonly price: Float64Array;
}

/**
 * Shortest augmenting paths on a `QuotaNetwork`.
 *
 * With price P of each node (0 at the hub) and dual y = P − P of the node above: an edge has reduced gain − P(row) − P(column), ≥ 0
 * where chosen, ≤ 0 where not; a node of d partners has cost(d) ≤ y ≤ cost(d + 1). The start is brought to fit its prices, which
 * leaves some nodes with more or fewer partners than the arc above them carries. Each step takes one such unit along a shortest
 * path of reduced lengths to a node that misses one, or to the hub; prices move so that all signs stay. Once all nodes are in balance the choice is
 * optimal by linear programming duality. Where no path leaves, no plan exists.
 *
 * O(units out of balance at the start · (edges + nodes) · log nodes).
 *
 * @see R. Ahuja, T. Magnanti, J. Orlin, Network Flows (1993), § 9.7 (successive shortest paths), § 14.5 (convex costs).
 */
export class QuotaFlow {
  /** Paths taken. */
  pathCount = 0;
  readonly isChosen: Uint8Array;
  readonly price: Float64Array;
  /** Units between each node and the one above. */
  readonly flow: Float64Array;
  /** `flow` less what the node has: edges chosen, or units of the nodes below. */
  private readonly missing: Float64Array;
  private readonly heap: DistanceHeap;
  private readonly isLabelled: Uint8Array;
  private labelled: number[] = [];
  private settled: number[] = [];
  /** How each node was reached: from which node, over which edge. */
  private readonly parent: Int32Array;
  private readonly parentEdge: Int32Array;
  /** The last node of the path found, and whether it goes on to the hub. */
  private end = NO_END;
  private endsAtHub = false;
  private endDistance = Infinity;
  private nextSource = 0;

  constructor(
    private readonly net: QuotaNetwork,
    start: QuotaStart,
  ) {
    const { nodeCount, gain, forced, rowNode, columnNode } = net;
    this.isChosen = start.isChosen.slice();
    this.price = start.price.slice();
    for (let e = 0; e < gain.length; e++) {
      const reduced = gain[e]! - this.price[rowNode[e]!]! - this.price[columnNode[e]!]!;
      if (forced[e] === 1 || reduced > 0) this.isChosen[e] = 1;
      else if (reduced < 0) this.isChosen[e] = 0;
    }
    this.flow = new Float64Array(nodeCount);
    this.missing = new Float64Array(nodeCount);
    this.heap = new DistanceHeap(nodeCount);
    this.isLabelled = new Uint8Array(nodeCount);
    this.parent = new Int32Array(nodeCount);
    this.parentEdge = new Int32Array(nodeCount);
    this.fillFlows();
  }

  /** The dual of a node. */
  dual(node: number): number {
    const above = this.net.above[node]!;
    return this.price[node]! - (above === HUB ? 0 : this.price[above]!);
  }

  /** Takes one path; `"stuck"` where there is none. */
  step(): "more" | "done" | "stuck" {
    const { missing } = this;
    while (this.nextSource < missing.length && missing[this.nextSource] === 0) this.nextSource++;
    const source = this.nextSource;
    if (source === missing.length) return "done";
    const { net } = this;
    // Forward, from the rows' side to the columns', where a row has too much above it or a column too little.
    const passesOn = missing[source]! > 0 === source < net.firstColumn;
    this.search(source, passesOn);
    if (this.end === NO_END) return "stuck";
    this.reprice(passesOn);
    this.augment(source, passesOn);
    this.pathCount++;
    return "more";
  }

  /** Gives each arc the flow nearest to what its node has among those that the dual allows, members before their groups. */
  private fillFlows(): void {
    const { net, flow, missing } = this;
    const has = new Float64Array(net.nodeCount);
    for (let e = 0; e < net.gain.length; e++) {
      if (this.isChosen[e] === 0) continue;
      has[net.rowNode[e]!]!++;
      has[net.columnNode[e]!]!++;
    }
    const fill = (node: number) => {
      flow[node] = this.allowed(node, has[node]!);
      missing[node] = flow[node] - has[node]!;
      const above = net.above[node]!;
      if (above !== HUB) has[above]! += flow[node];
    };
    const fillSide = (first: number, leaves: number, end: number) => {
      for (let node = first; node < first + leaves; node++) fill(node);
      // A group is numbered after those that hold it.
      for (let node = end - 1; node >= first + leaves; node--) fill(node);
    };
    fillSide(0, net.rowCount, net.firstColumn);
    fillSide(net.firstColumn, net.columnCount, net.nodeCount);
  }

  private allowed(node: number, has: number): number {
    const { net } = this;
    const low = net.low[node]!;
    const high = net.high[node]!;
    const dual = this.dual(node);
    let units = Math.min(high, Math.max(low, has));
    while (units > low && net.cost(node, units) > dual) units--;
    while (units < high && net.cost(node, units + 1) < dual) units++;
    return units;
  }

  /** Whether a node is walked towards the edges not chosen (row side forward, column side backward) or the other way. */
  private passes(node: number, passesOn: boolean): boolean {
    return node < this.net.firstColumn === passesOn;
  }

  /** Dijkstra until no node nearer than the nearest end is left. */
  private search(source: number, passesOn: boolean): void {
    for (const node of this.labelled) this.isLabelled[node] = 0;
    this.labelled = [source];
    this.settled = [];
    this.end = NO_END;
    this.endDistance = Infinity;
    this.heap.clear();
    this.isLabelled[source] = 1;
    this.heap.offer(source, 0);
    while (!this.heap.isEmpty && this.heap.nearest < this.endDistance) {
      const node = this.heap.pop();
      this.settled.push(node);
      this.scan(node, this.heap.distance[node]!, passesOn);
    }
  }

  private scan(node: number, distance: number, passesOn: boolean): void {
    const { net, price } = this;
    const passes = this.passes(node, passesOn);
    // To the node above: give a unit back, or take one more.
    const upward = this.lengthOf(node, passes ? -1 : 1);
    if (upward < Infinity) {
      const above = net.above[node]!;
      if (above !== HUB) this.label(above, distance + upward, { from: node, edge: TREE_ARC, passesOn });
      else if (distance + upward < this.endDistance) {
        this.end = node;
        this.endsAtHub = true;
        this.endDistance = distance + upward;
      }
    }
    const isColumn = node >= net.firstColumn;
    const leaf = isColumn ? node - net.firstColumn : node;
    if (leaf >= (isColumn ? net.columnCount : net.rowCount)) {
      for (let at = net.below.start[node]!; at < net.below.start[node + 1]!; at++) {
        const child = net.below.edge[at]!;
        const length = this.lengthOf(child, passes ? 1 : -1);
        if (length < Infinity) this.label(child, distance + length, { from: node, edge: TREE_ARC, passesOn });
      }
      return;
    }
    const { start, edge: edges } = isColumn ? net.columnIncidence : net.incidence;
    const ends = isColumn ? net.rowNode : net.columnNode;
    const wanted = passes ? 0 : 1;
    for (let at = start[leaf]!; at < start[leaf + 1]!; at++) {
      const edge = edges[at]!;
      if (this.isChosen[edge] !== wanted || net.forced[edge] === 1) continue;
      const other = ends[edge]!;
      const reduced = net.gain[edge]! - price[node]! - price[other]!;
      this.label(other, distance + (passes ? -reduced : reduced), { from: node, edge, passesOn });
    }
  }

  /** The reduced length of one unit more (or less) between a node and the one above; `Infinity` where bounds forbid it. */
  private lengthOf(node: number, by: 1 | -1): number {
    const { net, flow } = this;
    const units = flow[node]!;
    if (by === 1) return units < net.high[node]! ? net.cost(node, units + 1) - this.dual(node) : Infinity;
    return units > net.low[node]! ? this.dual(node) - net.cost(node, units) : Infinity;
  }

  /** Notes a way to the node if it is the shortest so far; a node that misses what the source has too much of ends the path. */
  private label(node: number, distance: number, way: { from: number; edge: number; passesOn: boolean }): void {
    if (distance >= this.endDistance) return;
    if (this.isLabelled[node] === 1) {
      if (distance >= this.heap.distance[node]!) return;
    } else {
      this.isLabelled[node] = 1;
      this.labelled.push(node);
    }
    this.parent[node] = way.from;
    this.parentEdge[node] = way.edge;
    const missing = this.missing[node]!;
    if (missing !== 0 && missing < 0 === this.passes(node, way.passesOn)) {
      this.end = node;
      this.endsAtHub = false;
      this.endDistance = distance;
      this.heap.distance[node] = distance;
    } else this.heap.offer(node, distance);
  }

  /** Keeps the signs of all arcs and makes the reduced lengths of the path 0. */
  private reprice(passesOn: boolean): void {
    for (const node of this.settled) {
      const gap = this.endDistance - this.heap.distance[node]!;
      this.price[node]! += this.passes(node, passesOn) ? -gap : gap;
    }
  }

  private augment(source: number, passesOn: boolean): void {
    const { missing, flow, isChosen } = this;
    if (this.endsAtHub) flow[this.end]! += this.passes(this.end, passesOn) ? -1 : 1;
    else missing[this.end]! += this.passes(this.end, passesOn) ? 1 : -1;
    missing[source]! += this.passes(source, passesOn) ? -1 : 1;
    for (let node = this.end; node !== source; node = this.parent[node]!) {
      const from = this.parent[node]!;
      const edge = this.parentEdge[node]!;
      if (edge !== TREE_ARC) isChosen[edge] = 1 - isChosen[edge]!;
      else if (this.net.above[from] === node) flow[from]! += this.passes(from, passesOn) ? -1 : 1;
      else flow[node]! += this.passes(node, passesOn) ? 1 : -1;
    }
  }

  /**
   * Duals that the caller's own bounds allow: where all edges below a node are chosen, or none but forced ones, prices of all nodes
   * below it may fall, or rise, without a change of any sign.
   */
  duals(): Float64Array {
    const { net, flow } = this;
    return Float64Array.from(flow, (units, node) => {
      const dual = this.dual(node);
      const most = net.cost(node, units + 1);
      const least = net.cost(node, units);
      return dual > most ? most : dual < least ? least : dual;
    });
  }
}
