import { DistanceHeap } from "./distance-heap.js";
import type { OpenGraph, OpenSide } from "./open-graph.js";
import type { Prices } from "./prices.js";
import { startFlows } from "./start-flows.js";

/** Ends a search: no path; a path that ends in a node out of balance; a path over the hub. */
const NO_END = -1;
/** Stands for the arc to the hub where an edge number is asked for. */
const HUB_ARC = -1;

/**
 * Brings a priced choice into balance by shortest augmenting paths, and so makes it optimal.
 *
 * The network: a hub sends each row its flow, from min to max; an edge carries 0 or 1; a column returns its flow to the hub, whose
 * price stays 0. Arcs have the signs that their prices demand, at the start and after each step; only rows may have more flow than
 * chosen edges, and columns less. Each step takes one unit from such a row forward, or draws one into such a column backward,
 * along a shortest path by reduced lengths to the hub or to a node out of balance. Once all are in balance, the choice is optimal.
 *
 * Searching backward from columns keeps a price or minimum that stands nowhere near the rows out of balance a local matter.
 */
export class Augmentation {
  /** Paths taken so far. */
  pathCount = 0;
  /** Nodes settled so far: the work done, the same for the same problem on every machine. */
  stepCount = 0;
  private readonly rowCount: number;
  private readonly nodeCount: number;
  private readonly columnOf: Uint32Array;
  private readonly rowOf: Uint32Array;
  private readonly rowStart: Uint32Array;
  private readonly columns: OpenSide;
  private readonly rowDual: Float64Array;
  private readonly columnDual: Float64Array;
  private readonly chosen: Uint8Array;
  /** Flow between the hub and each row or column, its limits, and flow less degree: what is still to be chosen. */
  private readonly hubFlow: Float64Array;
  private readonly hubMin: Float64Array;
  private readonly hubMax: Float64Array;
  private readonly missing: Float64Array;
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
  private readonly parentEdge: Int32Array;
  /** The last node of the path found, whether it leaves over the hub there, and its length. */
  private end = NO_END;
  private endsAtHub = false;
  private endDistance = Infinity;
  private nextSource = 0;

  /** @param start changed in place: its prices and choice become the optimal ones. */
  constructor(
    graph: OpenGraph,
    private readonly gain: Float64Array,
    start: Prices,
  ) {
    const { rows, columns, edgeCount } = graph;
    this.rowCount = rows.count;
    this.nodeCount = rows.count + columns.count;
    this.columnOf = columns.end;
    this.rowOf = rows.end;
    this.rowStart = rows.incidence.start;
    this.columns = columns;
    this.rowDual = start.rowDual;
    this.columnDual = start.columnDual;
    this.chosen = start.chosen;
    const flows = startFlows(graph, start);
    this.hubFlow = flows.flow;
    this.hubMin = flows.min;
    this.hubMax = flows.max;
    this.missing = flows.missing;
    this.firstChosen = new Int32Array(columns.count).fill(-1);
    this.nextChosen = new Int32Array(edgeCount);
    this.previousChosen = new Int32Array(edgeCount);
    this.heap = new DistanceHeap(this.nodeCount);
    this.isLabelled = new Uint8Array(this.nodeCount);
    this.labelled = new Int32Array(this.nodeCount);
    this.settled = new Int32Array(this.nodeCount);
    this.parentEdge = new Int32Array(this.nodeCount);
    for (let edge = 0; edge < edgeCount; edge++) if (this.chosen[edge] === 1) this.link(edge);
  }

  /** Takes one path; `"stuck"` where there is none, which proves that no plan exists. */
  step(): "more" | "done" | "stuck" {
    while (this.nextSource < this.nodeCount && this.missing[this.nextSource] === 0) this.nextSource++;
    if (this.nextSource === this.nodeCount) return "done";
    const source = this.nextSource;
    const isForward = source < this.rowCount;
    this.reset(source);
    this.search(isForward);
    if (this.end === NO_END) return "stuck";
    this.reprice(isForward);
    this.augment(source);
    this.pathCount++;
    return "more";
  }

  private reset(source: number): void {
    for (let at = 0; at < this.labelledCount; at++) this.isLabelled[this.labelled[at]!] = 0;
    this.labelledCount = 0;
    this.settledCount = 0;
    this.end = NO_END;
    this.endDistance = Infinity;
    this.heap.clear();
    this.isLabelled[source] = 1;
    this.labelled[this.labelledCount++] = source;
    this.parentEdge[source] = HUB_ARC;
    this.heap.offer(source, 0);
  }

  /** Dijkstra until no node nearer than the nearest end is left. */
  private search(isForward: boolean): void {
    const { heap } = this;
    while (!heap.isEmpty && heap.nearest < this.endDistance) {
      const node = heap.pop();
      this.settled[this.settledCount++] = node;
      const distance = heap.distance[node]!;
      this.tryHub(node, distance, isForward);
      if (node < this.rowCount) this.scanRow(node, distance, isForward);
      else this.scanColumn(node, distance, isForward);
    }
    this.stepCount += this.settledCount;
  }

  /** Forward, a row gives flow up or a column takes more; backward, a row takes more or a column gives up. */
  private tryHub(node: number, distance: number, isForward: boolean): void {
    const isRow = node < this.rowCount;
    const price = isRow ? this.rowDual[node]! : this.columnDual[node - this.rowCount]!;
    const givesUp = isRow === isForward;
    const hasRoom = givesUp ? this.hubFlow[node]! > this.hubMin[node]! : this.hubFlow[node]! < this.hubMax[node]!;
    const through = distance + (givesUp ? price : -price);
    if (!hasRoom || through >= this.endDistance) return;
    this.end = node;
    this.endsAtHub = true;
    this.endDistance = through;
  }

  /** Forward over the edges not chosen, backward over the chosen ones. */
  private scanRow(row: number, distance: number, isForward: boolean): void {
    const { chosen, gain, columnOf, columnDual, rowStart, rowCount } = this;
    const price = this.rowDual[row]!;
    const wanted = isForward ? 0 : 1;
    for (let edge = rowStart[row]!, last = rowStart[row + 1]!; edge < last; edge++) {
      if (chosen[edge] !== wanted) continue;
      const column = columnOf[edge]!;
      const reduced = gain[edge]! - price - columnDual[column]!;
      const through = isForward ? distance - reduced : distance + reduced;
      if (through < this.endDistance) this.label(rowCount + column, through, edge, isForward);
    }
  }

  /** Forward over the chosen edges, backward over the others. */
  private scanColumn(node: number, distance: number, isForward: boolean): void {
    const { chosen, gain, rowOf, rowDual } = this;
    const column = node - this.rowCount;
    const price = this.columnDual[column]!;
    if (isForward) {
      for (let edge = this.firstChosen[column]!; edge >= 0; edge = this.nextChosen[edge]!) {
        const row = rowOf[edge]!;
        const through = distance + (gain[edge]! - rowDual[row]! - price);
        if (through < this.endDistance) this.label(row, through, edge, isForward);
      }
      return;
    }
    // Asked for only here: many problems are solved without any search backward, and so without grouping the edges by column.
    const { start, edge: edgeAt } = this.columns.incidence;
    for (let at = start[column]!, last = start[column + 1]!; at < last; at++) {
      const edge = edgeAt[at]!;
      if (chosen[edge] === 1) continue;
      const row = rowOf[edge]!;
      const through = distance - (gain[edge]! - rowDual[row]! - price);
      if (through < this.endDistance) this.label(row, through, edge, isForward);
    }
  }

  /** Notes a way to the node if it is the shortest so far; a node out of balance on the other side ends the path. */
  private label(node: number, distance: number, edge: number, isForward: boolean): void {
    if (this.isLabelled[node] === 1) {
      if (distance >= this.heap.distance[node]!) return;
    } else {
      this.isLabelled[node] = 1;
      this.labelled[this.labelledCount++] = node;
    }
    this.parentEdge[node] = edge;
    if (this.missing[node]! > 0 && node < this.rowCount !== isForward) {
      this.end = node;
      this.endsAtHub = false;
      this.endDistance = distance;
      this.heap.distance[node] = distance;
    } else {
      this.heap.offer(node, distance);
    }
  }

  /** Keeps the signs of all arcs and makes the reduced lengths of the path 0. */
  private reprice(isForward: boolean): void {
    const { rowCount } = this;
    for (let at = 0; at < this.settledCount; at++) {
      const node = this.settled[at]!;
      const gap = this.endDistance - this.heap.distance[node]!;
      const shift = isForward ? gap : -gap;
      if (node < rowCount) this.rowDual[node]! -= shift;
      else this.columnDual[node - rowCount]! += shift;
    }
  }

  private augment(source: number): void {
    const { rowCount } = this;
    if (this.endsAtHub) {
      const givesUp = this.end < rowCount === source < rowCount;
      this.hubFlow[this.end]! += givesUp ? -1 : 1;
      // A node that gives up and is its own source is back in balance; one on the way keeps its degree and gets one less.
    } else this.missing[this.end]!--;
    this.missing[source]!--;
    for (let node = this.end; node !== source;) {
      const edge = this.parentEdge[node]!;
      if (this.chosen[edge] === 1) this.unlink(edge);
      else this.link(edge);
      node = node < rowCount ? rowCount + this.columnOf[edge]! : this.rowOf[edge]!;
    }
  }

  private link(edge: number): void {
    const column = this.columnOf[edge]!;
    const first = this.firstChosen[column]!;
    this.chosen[edge] = 1;
    this.nextChosen[edge] = first;
    this.previousChosen[edge] = -1;
    if (first >= 0) this.previousChosen[first] = edge;
    this.firstChosen[column] = edge;
  }

  private unlink(edge: number): void {
    const next = this.nextChosen[edge]!;
    const previous = this.previousChosen[edge]!;
    this.chosen[edge] = 0;
    if (next >= 0) this.previousChosen[next] = previous;
    if (previous >= 0) this.nextChosen[previous] = next;
    else this.firstChosen[this.columnOf[edge]!] = next;
  }
}
