import type { Bounds, Edges, SolveOptions } from "../../src/solve/types.js";

/** The bound of one row or column, with the defaults of `solve`. */
export function boundAt(bounds: Bounds | undefined, index: number): { min: number; max: number } {
  const at = (value: number | ArrayLike<number> | undefined, otherwise: number) =>
    typeof value === "number" ? value : value === undefined ? otherwise : value[index]!;
  return { min: at(bounds?.min, 0), max: at(bounds?.max, 1) };
}

/**
 * The largest total of any plan, by trying every set of partners for each row; null where there is no plan.
 *
 * Rows one after the other, remembering only the best total for each vector of column degrees. Sums are plain, so use
 * scores whose sums are exact (integers).
 */
export function bruteForceTotal(edges: Edges, options: SolveOptions): number | null {
  const forced = new Set(Array.from(options.forced ?? []));
  let best = new Map<string, number>([[Array.from({ length: edges.columnCount }, () => 0).join(), 0]]);
  for (let row = 0; row < edges.rowCount; row++) {
    const own = Array.from({ length: edges.row.length }, (_, e) => e).filter((e) => edges.row[e] === row);
    const { min, max } = boundAt(options.rows, row);
    const next = new Map<string, number>();
    for (let subset = 0; subset < 2 ** own.length; subset++) {
      const picked = own.filter((_, bit) => (subset >> bit) & 1);
      if (picked.length < min || picked.length > max || own.some((e) => forced.has(e) && !picked.includes(e))) continue;
      const gain = picked.reduce((sum, e) => sum + edges.score[e]!, 0);
      for (const [key, total] of best) {
        const degrees = key === "" ? [] : key.split(",").map(Number);
        for (const e of picked) degrees[edges.column[e]!]!++;
        if (degrees.some((degree, column) => degree > boundAt(options.columns, column).max)) continue;
        const nextKey = degrees.join();
        if (total + gain > (next.get(nextKey) ?? -Infinity)) next.set(nextKey, total + gain);
      }
    }
    best = next;
  }
  let largest: number | null = null;
  for (const [key, total] of best) {
    const degrees = key === "" ? [] : key.split(",").map(Number);
    if (degrees.some((degree, column) => degree < boundAt(options.columns, column).min)) continue;
    if (largest === null || total > largest) largest = total;
  }
  return largest;
}

/** The least sum of changes of bounds after which a plan exists, by trying every set of edges with the forced ones in it. */
export function bruteForceShortfall(edges: Edges, options: SolveOptions): number {
  const forced = Array.from(options.forced ?? []);
  const edgeCount = edges.row.length;
  let least = Infinity;
  for (let subset = 0; subset < 2 ** edgeCount; subset++) {
    if (forced.some((e) => ((subset >> e) & 1) === 0)) continue;
    const picked = Array.from({ length: edgeCount }, (_, e) => e).filter((e) => (subset >> e) & 1);
    const miss = (count: number, end: ArrayLike<number>, bounds: Bounds | undefined) =>
      Array.from({ length: count }, (_, index) => {
        const degree = picked.filter((e) => end[e] === index).length;
        const { min, max } = boundAt(bounds, index);
        return Math.max(0, min - degree, degree - max);
      }).reduce((sum, value) => sum + value, 0);
    least = Math.min(least, miss(edges.rowCount, edges.row, options.rows) + miss(edges.columnCount, edges.column, options.columns));
  }
  return least;
}
