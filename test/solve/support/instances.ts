import fc from "fast-check";
import { createRandom, randomInteger, shuffle } from "../../../src/kernel/random.js";
import type { SolveOptions } from "../../../src/solve/index.js";

/** A request with plain arrays, so that fast-check can print and shrink it. */
export interface Instance {
  readonly edges: { rowCount: number; columnCount: number; row: number[]; column: number[]; score: number[] };
  readonly options: SolveOptions & { rows: { min: number[]; max: number[] }; columns: { min: number[]; max: number[] }; forced: number[] };
}

/** Instances with any bounds; forced edges never break a maximum, but all else may be infeasible. */
export function instances(limits: { size: number; capacity: number; maxEdges: number }): fc.Arbitrary<Instance> {
  const bounds = (count: number) =>
    fc
      .array(fc.tuple(fc.integer({ min: 0, max: limits.capacity }), fc.nat({ max: limits.capacity }), fc.boolean()), {
        minLength: count,
        maxLength: count,
      })
      .map((pairs) => ({
        min: pairs.map(([max, cut, isBound]) => (isBound ? Math.max(0, max - cut) : 0)),
        max: pairs.map(([max]) => max),
      }));
  return fc
    .tuple(fc.integer({ min: 0, max: limits.size }), fc.integer({ min: 0, max: limits.size }))
    .chain(([rowCount, columnCount]) => {
      const pairs = Array.from({ length: rowCount * columnCount }, (_, pair) => pair);
      return fc.record({
        rowCount: fc.constant(rowCount),
        columnCount: fc.constant(columnCount),
        pairs: fc.shuffledSubarray(pairs, { maxLength: Math.min(limits.maxEdges, pairs.length) }),
        scores: fc.array(fc.integer({ min: -4, max: 9 }), { minLength: pairs.length, maxLength: pairs.length }),
        wishes: fc.array(fc.nat({ max: 9 }), { minLength: pairs.length, maxLength: pairs.length }),
        rows: bounds(rowCount),
        columns: bounds(columnCount),
      });
    })
    .map(({ rowCount, columnCount, pairs, scores, wishes, rows, columns }) => {
      const row = pairs.map((pair) => Math.floor(pair / columnCount));
      const column = pairs.map((pair) => pair % columnCount);
      const rowRoom = [...rows.max];
      const columnRoom = [...columns.max];
      const forced = pairs
        .map((_, e) => e)
        .filter((e) => {
          const fits = wishes[e] === 0 && rowRoom[row[e]!]! > 0 && columnRoom[column[e]!]! > 0;
          if (fits) {
            rowRoom[row[e]!]!--;
            columnRoom[column[e]!]!--;
          }
          return fits;
        });
      const edges = { rowCount, columnCount, row, column, score: pairs.map((_, e) => scores[e]!) };
      return { edges, options: { rows, columns, forced } };
    });
}

/** A seeded sparse instance: `degree` distinct columns a row, scores in [0, 1). */
export function sparseInstance(shape: { rowCount: number; columnCount: number; degree: number }, seed: number) {
  const random = createRandom(seed);
  const { rowCount, columnCount, degree } = shape;
  const row: number[] = [];
  const column: number[] = [];
  const score: number[] = [];
  for (let r = 0; r < rowCount; r++) {
    const seen = new Set<number>();
    while (seen.size < Math.min(degree, columnCount)) seen.add(randomInteger(random, columnCount));
    for (const c of seen) {
      row.push(r);
      column.push(c);
      score.push(random());
    }
  }
  return { rowCount, columnCount, row, column, score };
}

/** The same edges in another order; `order[at]` is the old index of edge `at`. */
export function reorderEdges(edges: Instance["edges"], seed: number): { edges: Instance["edges"]; order: number[] } {
  const order = shuffle(
    edges.row.map((_, e) => e),
    createRandom(seed),
  );
  const pick = (values: number[]) => order.map((e) => values[e]!);
  return { edges: { ...edges, row: pick(edges.row), column: pick(edges.column), score: pick(edges.score) }, order };
}
