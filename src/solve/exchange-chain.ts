import { groupByEnd, type Incidence } from "./canonical.js";
import type { Problem } from "./problem.js";

/** No edge, where one is asked for. */
const NONE = -1;

/** One step of a chain: a row gives up an edge (or none) and takes another (or none). */
interface Step {
  readonly row: number;
  readonly drop: number;
  readonly take: number;
}

/**
 * A plan that can be changed along chains of exchanges, all bounds kept.
 *
 * A chain starts at a row that takes an edge to a column. If the column is full, one of its rows leaves it for another column,
 * and so on, until a column has room, a row can do without, or the chain comes back to the place it freed first.
 */
export class ExchangeablePlan {
  readonly isChosen: Uint8Array;
  readonly rowTotal: Float64Array;
  private readonly rowDegree: Float64Array;
  private readonly columnDegree: Float64Array;
  private readonly ofRow: Incidence;
  private readonly ofColumn: Incidence;
  private readonly cameBy: Array<{ readonly step: Step; readonly from: number } | null>;

  constructor(
    private readonly problem: Problem,
    isChosen: Uint8Array,
  ) {
    const { row, column, score, rowCount, columnCount } = problem;
    this.isChosen = isChosen.slice();
    this.rowTotal = new Float64Array(rowCount);
    this.rowDegree = new Float64Array(rowCount);
    this.columnDegree = new Float64Array(columnCount);
    this.ofRow = groupByEnd(row, rowCount);
    this.ofColumn = groupByEnd(column, columnCount);
    this.cameBy = new Array<null>(columnCount).fill(null);
    for (let e = 0; e < isChosen.length; e++) {
      if (isChosen[e] === 0) continue;
      this.rowTotal[row[e]!]! += score[e]!;
      this.rowDegree[row[e]!]!++;
      this.columnDegree[column[e]!]!++;
    }
  }

  /** The row of the smallest total, the first of equals; −1 without rows. */
  poorestRow(): number {
    return this.rowTotal.reduce((poorest, total, r) => (poorest < 0 || total < this.rowTotal[poorest]! ? r : poorest), -1);
  }

  /**
   * Raises the row to at least `floor` by a chain after which each row of it has at least `floor`.
   *
   * @returns whether there was one. Breadth first, so short chains come first; O(row's edges · edges · partners).
   */
  raise(row: number, floor: number): boolean {
    const { start, edge } = this.ofRow;
    if (this.rowDegree[row]! < this.problem.rows.max[row]! && this.search(row, NONE, floor)) return true;
    for (let at = start[row]!; at < start[row + 1]!; at++) {
      const drop = edge[at]!;
      if (this.mayDrop(drop) && this.search(row, drop, floor)) return true;
    }
    return false;
  }

  /**
   * Adds to the total by single edges, moves and swaps of two rows' partners, as long as one gains and keeps both rows at `floor`.
   * O(edges · partners²) a sweep.
   */
  addTotal(floor: number, sweeps: number): void {
    const { row } = this.problem;
    for (let sweep = 0; sweep < sweeps; sweep++) {
      let gained = false;
      for (let take = 0; take < row.length; take++) if (this.isChosen[take] === 0 && this.gainBy(take, floor)) gained = true;
      if (!gained) return;
    }
  }

  private gainBy(take: number, floor: number): boolean {
    const { row, column, score } = this.problem;
    const r = row[take]!;
    const isFree = this.hasRoom(column[take]!);
    if (isFree && score[take]! > 0 && this.rowDegree[r]! < this.problem.rows.max[r]!) {
      this.apply([{ row: r, drop: NONE, take }]);
      return true;
    }
    const { start, edge } = this.ofRow;
    for (let at = start[r]!; at < start[r + 1]!; at++) {
      const drop = edge[at]!;
      if (!this.mayDrop(drop) || !this.keeps(r, { drop, take, floor })) continue;
      const gain = score[take]! - score[drop]!;
      if (isFree && gain > 0 && this.canLose(column[drop]!)) {
        this.apply([{ row: r, drop, take }]);
        return true;
      }
      if (this.swap({ row: r, drop, take }, gain, floor)) return true;
    }
    return false;
  }

  /** Lets a row of the taken edge's column have the dropped edge's place, if both together gain. */
  private swap(step: Step, gain: number, floor: number): boolean {
    const { row, column, score } = this.problem;
    const { start, edge } = this.ofColumn;
    const target = column[step.take]!;
    for (let at = start[target]!; at < start[target + 1]!; at++) {
      const drop = edge[at]!;
      if (!this.mayDrop(drop)) continue;
      const back = this.edgeBetween(row[drop]!, column[step.drop]!);
      if (back < 0 || this.isChosen[back] === 1 || !(gain + score[back]! - score[drop]! > 0)) continue;
      if (!this.keeps(row[drop]!, { drop, take: back, floor })) continue;
      this.apply([step, { row: row[drop]!, drop, take: back }]);
      return true;
    }
    return false;
  }

  /** A chain from the row, which gives up `first` (or nothing), breadth first over columns. */
  private search(row: number, first: number, floor: number): boolean {
    const { column } = this.problem;
    const freed = first < 0 ? -1 : column[first]!;
    this.cameBy.fill(null);
    const queue: number[] = [];
    const visit = (step: Step, from: number): boolean => {
      const reached = column[step.take]!;
      if (this.cameBy[reached] !== null || !this.keeps(step.row, { ...step, floor })) return false;
      if (from >= 0 && this.isOnChain(from, step.row)) return false;
      this.cameBy[reached] = { step, from };
      queue.push(reached);
      const closes = reached === freed || (this.hasRoom(reached) && (freed < 0 || this.canLose(freed)));
      if (closes) this.applyChain(reached);
      return closes;
    };
    if (this.tries(row, first, (step) => visit(step, -1))) return true;
    for (let at = 0; at < queue.length; at++) {
      const from = queue[at]!;
      const { start, edge } = this.ofColumn;
      for (let held = start[from]!; held < start[from + 1]!; held++) {
        const drop = edge[held]!;
        const other = this.problem.row[drop]!;
        if (other === row || !this.mayDrop(drop) || this.isOnChain(from, other)) continue;
        const lets = this.rowDegree[other]! > this.problem.rows.min[other]! && this.keeps(other, { drop, take: NONE, floor });
        if (lets && (freed < 0 || this.canLose(freed))) {
          this.applyChain(from, { row: other, drop, take: NONE });
          return true;
        }
        if (this.tries(other, drop, (step) => visit(step, from))) return true;
      }
    }
    return false;
  }

  /** Offers each edge the row could take instead of `drop`, until one is accepted. */
  private tries(row: number, drop: number, accept: (step: Step) => boolean): boolean {
    const { start, edge } = this.ofRow;
    for (let at = start[row]!; at < start[row + 1]!; at++) {
      const take = edge[at]!;
      if (this.isChosen[take] === 0 && this.problem.columns.max[this.problem.column[take]!]! > 0 && accept({ row, drop, take }))
        return true;
    }
    return false;
  }

  private isOnChain(column: number, row: number): boolean {
    for (let at = column; at >= 0; at = this.cameBy[at]!.from) if (this.cameBy[at]!.step.row === row) return true;
    return false;
  }

  private applyChain(end: number, last?: Step): void {
    const steps = last === undefined ? [] : [last];
    for (let at = end; at >= 0; at = this.cameBy[at]!.from) steps.push(this.cameBy[at]!.step);
    this.apply(steps);
  }

  private apply(steps: readonly Step[]): void {
    for (const { drop, take } of steps) {
      if (drop >= 0) this.change(drop, -1);
      if (take >= 0) this.change(take, 1);
    }
  }

  private change(e: number, by: 1 | -1): void {
    const { row, column, score } = this.problem;
    this.isChosen[e]! += by;
    this.rowTotal[row[e]!]! += by * score[e]!;
    this.rowDegree[row[e]!]! += by;
    this.columnDegree[column[e]!]! += by;
  }

  private keeps(row: number, by: { drop: number; take: number; floor: number }): boolean {
    const { score } = this.problem;
    const lost = by.drop < 0 ? 0 : score[by.drop]!;
    const got = by.take < 0 ? 0 : score[by.take]!;
    return this.rowTotal[row]! - lost + got >= by.floor;
  }

  private mayDrop(e: number): boolean {
    return this.isChosen[e] === 1 && this.problem.forced[e] === 0;
  }

  private hasRoom(column: number): boolean {
    return this.columnDegree[column]! < this.problem.columns.max[column]!;
  }

  private canLose(column: number): boolean {
    return this.columnDegree[column]! > this.problem.columns.min[column]!;
  }

  /** Edges of a row ascend by column. */
  private edgeBetween(row: number, column: number): number {
    const { start, edge } = this.ofRow;
    let low = start[row]!;
    let high = start[row + 1]!;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.problem.column[edge[middle]!]! < column) low = middle + 1;
      else high = middle;
    }
    return low < start[row + 1]! && this.problem.column[edge[low]!] === column ? edge[low]! : NONE;
  }
}
