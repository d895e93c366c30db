import { DistanceHeap } from "./distance-heap.js";
import { InvariantError } from "../kernel/invariant-error.js";
import type { OpenGraph } from "./open-graph.js";

/** A largest-gain choice of open edges, with the prices that prove it. */
export interface FlowSolution {
  /** 1 for each chosen open edge. */
  readonly chosen: Uint8Array;
  readonly rowDual: Float64Array;
  readonly columnDual: Float64Array;
}

/**
 * How many times the largest |gain| a number inside the search can grow.
 *
 * A shortest path visits a row or column once, so it has at most L = 2 · min(rows, columns) edges. Potentials of sources
 * stay ≥ −L and those of visited nodes ≥ −2L (times the largest gain), all ≤ 1; a distance tried is at most a settled one,
 * ≤ L + 1, plus one reduced length, ≤ 2L + 2; a row's and a column's dual and a gain sum to at most 4L + 3.
 */
export function flowHeadroom(graph: OpenGraph): number {
  const longestPath = 2 * Math.min(graph.rows.count, graph.columns.count);
  return 4 * (longestPath + 1);
}

/**
 * Chooses open edges of the largest gain under all bounds: a minimum-cost circulation by successive shortest paths.
 *
 * The network: a hub sends each row its flow, from min to max; an edge carries 0 or 1; a column returns its flow to the hub.
 * It starts with all edges empty, rows priced at their best edge and full if that is above 0, so every arc has the sign that
 * its price demands and only nodes are out of balance. Each step sends units along a shortest path (Dijkstra on reduced
 * lengths) from a node with too much to one with too little, which keeps the signs; once all are in balance it is optimal.
 *
 * @param gain integer of each open edge; |gain| · `flowHeadroom` ≤ 2⁵³.
 * @throws InvariantError where no plan exists: ask `findObstacle` first.
 *   O(U · (edges + nodes) · log nodes) for U the sum of the rows' maximums and of all minimums; in practice a search ends early.
 * @see R. Ahuja, T. Magnanti, J. Orlin, Network Flows (1993), § 9.7 and § 9.8 (lower bounds: § 6.7).
 */
export function solveFlow(graph: OpenGraph, gain: Float64Array): FlowSolution {
  const circulation = new Circulation(graph, gain);
  for (let row = 0; row < graph.rows.count; row++) circulation.drain(row);
  circulation.drain(circulation.hub);
  return circulation.solution();
}

/** Stands for an arc from or to the hub where an edge number is asked for. */
const HUB_ARC = -1;

class Circulation {
  /** Nodes: rows, then columns, then the hub. */
  readonly hub: number;
  private readonly rowCount: number;
  private readonly chosen: Uint8Array;
  private readonly potential: Float64Array;
  /** Flow of the arc between the hub and each row or column. */
  private readonly hubFlow: Float64Array;
  private readonly hubMin: Float64Array;
  private readonly hubMax: Float64Array;
  /** Flow in less flow out: above 0 a source, below 0 a target. */
  private readonly excess: Float64Array;
  /** The chosen edges of each column, as doubly linked lists. */
  private readonly firstChosen: Int32Array;
  private readonly nextChosen: Int32Array;
  private readonly previousChosen: Int32Array;

  private readonly heap: DistanceHeap;
  private readonly isLabelled: Uint8Array;
  private readonly labelled: Int32Array;
  private labelledCount = 0;
  private readonly settled: Int32Array;
  private settledCount = 0;
  private readonly parentNode: Int32Array;
  private readonly parentEdge: Int32Array;
  private target = -1;
  private targetDistance = Infinity;

  constructor(
    private readonly graph: OpenGraph,
    private readonly gain: Float64Array,
  ) {
    const { rows, columns, edgeCount } = graph;
    this.rowCount = rows.count;
    this.hub = rows.count + columns.count;
    const nodeCount = this.hub + 1;
    this.chosen = new Uint8Array(edgeCount);
    this.potential = new Float64Array(nodeCount);
    this.excess = new Float64Array(nodeCount);
    this.hubMin = new Float64Array(this.hub);
    this.hubMax = new Float64Array(this.hub);
    this.hubMin.set(rows.min);
    this.hubMin.set(columns.min, rows.count);
    this.hubMax.set(rows.max);
    this.hubMax.set(columns.max, rows.count);
    this.hubFlow = this.hubMin.slice();
    this.firstChosen = new Int32Array(columns.count).fill(-1);
    this.nextChosen = new Int32Array(edgeCount);
    this.previousChosen = new Int32Array(edgeCount);
    this.heap = new DistanceHeap(nodeCount);
    this.isLabelled = new Uint8Array(nodeCount);
    this.labelled = new Int32Array(nodeCount);
    this.settled = new Int32Array(nodeCount);
    this.parentNode = new Int32Array(nodeCount);
    this.parentEdge = new Int32Array(nodeCount);
    this.start();
  }

  /** Prices the rows, fills those priced above 0, and counts what is out of balance. */
  private start(): void {
    const { rows } = this.graph;
    for (let edge = 0; edge < this.graph.edgeCount; edge++) {
      const row = rows.end[edge]!;
      if (this.gain[edge]! > this.potential[row]!) this.potential[row] = this.gain[edge]!;
    }
    for (let node = 0; node < this.hub; node++) {
      const isRow = node < this.rowCount;
      if (isRow && this.potential[node]! > 0) this.hubFlow[node] = this.hubMax[node]!;
      const flow = this.hubFlow[node]!;
      this.excess[node] = isRow ? flow : -flow;
      this.excess[this.hub]! -= this.excess[node]!;
    }
  }

  /** Sends away all that the node has too much of. */
  drain(source: number): void {
    while (this.excess[source]! > 0) {
      this.search(source);
      if (this.target < 0) throw new InvariantError("solve: no augmenting path, though the bounds were found feasible");
      this.reprice();
      this.augment(source);
    }
  }

  solution(): FlowSolution {
    const hubPotential = this.potential[this.hub]!;
    const rowDual = this.potential.subarray(0, this.rowCount).map((value) => value - hubPotential);
    const columnDual = this.potential.subarray(this.rowCount, this.hub).map((value) => hubPotential - value);
    return { chosen: this.chosen, rowDual, columnDual };
  }

  /** Dijkstra from the source until no node nearer than the nearest target is left. */
  private search(source: number): void {
    for (let at = 0; at < this.labelledCount; at++) this.isLabelled[this.labelled[at]!] = 0;
    this.labelledCount = 0;
    this.settledCount = 0;
    this.target = -1;
    this.targetDistance = Infinity;
    this.heap.clear();
    this.isLabelled[source] = 1;
    this.labelled[this.labelledCount++] = source;
    this.heap.offer(source, 0);
    while (!this.heap.isEmpty && this.heap.nearest < this.targetDistance) {
      const node = this.heap.pop();
      this.settled[this.settledCount++] = node;
      if (node < this.rowCount) this.scanRow(node);
      else if (node < this.hub) this.scanColumn(node);
      else this.scanHub();
    }
  }

  private scanRow(row: number): void {
    const { start } = this.graph.rows.incidence;
    const columnOf = this.graph.columns.end;
    const { chosen, gain, potential, rowCount } = this;
    const base = this.heap.distance[row]! + potential[row]!;
    // Row-major order: the row's edges are start[row] … start[row + 1] − 1 themselves.
    for (let edge = start[row]!; edge < start[row + 1]!; edge++) {
      if (chosen[edge] === 1) continue;
      const node = rowCount + columnOf[edge]!;
      const distance = base - gain[edge]! - potential[node]!;
      if (distance < this.targetDistance) this.label(node, distance, row, edge);
    }
    if (this.hubFlow[row]! > this.hubMin[row]!) this.label(this.hub, base - potential[this.hub]!, row, HUB_ARC);
  }

  private scanColumn(node: number): void {
    const rowOf = this.graph.rows.end;
    const { gain, potential } = this;
    const base = this.heap.distance[node]! + potential[node]!;
    if (this.hubFlow[node]! < this.hubMax[node]!) this.label(this.hub, base - potential[this.hub]!, node, HUB_ARC);
    for (let edge = this.firstChosen[node - this.rowCount]!; edge >= 0; edge = this.nextChosen[edge]!) {
      const row = rowOf[edge]!;
      this.label(row, base + gain[edge]! - potential[row]!, node, edge);
    }
  }

  private scanHub(): void {
    const base = this.heap.distance[this.hub]! + this.potential[this.hub]!;
    for (let node = 0; node < this.hub; node++) {
      const hasRoom = node < this.rowCount ? this.hubFlow[node]! < this.hubMax[node]! : this.hubFlow[node]! > this.hubMin[node]!;
      if (hasRoom) this.label(node, base - this.potential[node]!, this.hub, HUB_ARC);
    }
  }

  /** Notes a way to the node if it is the shortest so far and shorter than to the nearest target. */
  private label(node: number, distance: number, parent: number, edge: number): void {
    if (distance >= this.targetDistance) return;
    if (this.isLabelled[node] === 1) {
      if (distance >= this.heap.distance[node]!) return;
    } else {
      this.isLabelled[node] = 1;
      this.labelled[this.labelledCount++] = node;
    }
    this.parentNode[node] = parent;
    this.parentEdge[node] = edge;
    if (this.excess[node]! < 0) {
      this.target = node;
      this.targetDistance = distance;
      this.heap.distance[node] = distance;
    } else {
      this.heap.offer(node, distance);
    }
  }

  /** Keeps all reduced lengths ≥ 0 and makes those of the path 0. */
  private reprice(): void {
    for (let at = 0; at < this.settledCount; at++) {
      const node = this.settled[at]!;
      this.potential[node]! += this.heap.distance[node]! - this.targetDistance;
    }
  }

  private augment(source: number): void {
    let amount = Math.min(this.excess[source]!, -this.excess[this.target]!);
    for (let node = this.target; node !== source; node = this.parentNode[node]!) {
      amount = Math.min(amount, this.parentEdge[node] === HUB_ARC ? this.hubRoom(this.parentNode[node]!, node) : 1);
    }
    this.excess[source]! -= amount;
    this.excess[this.target]! += amount;
    for (let node = this.target; node !== source; node = this.parentNode[node]!) {
      const edge = this.parentEdge[node]!;
      if (edge === HUB_ARC) this.sendOverHub(this.parentNode[node]!, node, amount);
      else if (node < this.rowCount) this.release(edge);
      else this.choose(edge);
    }
  }

  /** Flow between hub and rows runs from the hub, that of columns to it. */
  private hubRoom(from: number, to: number): number {
    const node = to === this.hub ? from : to;
    const grows = node < this.rowCount === (from === this.hub);
    return grows ? this.hubMax[node]! - this.hubFlow[node]! : this.hubFlow[node]! - this.hubMin[node]!;
  }

  private sendOverHub(from: number, to: number, amount: number): void {
    const node = to === this.hub ? from : to;
    const grows = node < this.rowCount === (from === this.hub);
    this.hubFlow[node]! += grows ? amount : -amount;
  }

  private choose(edge: number): void {
    const column = this.graph.columns.end[edge]!;
    const first = this.firstChosen[column]!;
    this.chosen[edge] = 1;
    this.nextChosen[edge] = first;
    this.previousChosen[edge] = -1;
    if (first >= 0) this.previousChosen[first] = edge;
    this.firstChosen[column] = edge;
  }

  private release(edge: number): void {
    const next = this.nextChosen[edge]!;
    const previous = this.previousChosen[edge]!;
    this.chosen[edge] = 0;
    if (next >= 0) this.previousChosen[next] = previous;
    if (previous >= 0) this.nextChosen[previous] = next;
    else this.firstChosen[this.graph.columns.end[edge]!] = next;
  }
}
