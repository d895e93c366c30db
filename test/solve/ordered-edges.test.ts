import { describe, expect, it } from "vitest";
import { createRandom, shuffle } from "../../src/kernel/random.js";
import { orderEdges } from "../../src/solve/ordered-edges.js";

/** A row of each length, its columns in any order. */
function rowsOf(lengths: readonly number[], columnCount: number, seed: number) {
  const random = createRandom(seed);
  const pairs = lengths.flatMap((length, row) => {
    const step = Math.floor((columnCount - 1) / Math.max(1, length - 1));
    return shuffle(
      Array.from({ length }, (_, at) => [row, at * step] as const),
      random,
    );
  });
  return { rowCount: lengths.length, columnCount, pairs };
}

const edgesOf = ({ rowCount, columnCount, pairs }: ReturnType<typeof rowsOf>) => ({
  rowCount,
  columnCount,
  row: pairs.map(([row]) => row),
  column: pairs.map(([, column]) => column),
  score: pairs.map((_, e) => e / 8),
});

describe("edges put in order", () => {
  it.each([
    ["short rows", [0, 1, 5, 20, 64, 3], 200],
    ["rows too long for insertion", [2, 65, 300, 1], 400],
    ["columns too many for 32 bits with a place beside them", [3, 30, 1], 2 ** 25 + 1],
  ] as const)("are by row, then column, whatever order they come in: %s", (_, lengths, columnCount) => {
    for (const shuffled of [false, true]) {
      const market = rowsOf(lengths, columnCount, 3);
      const pairs = shuffled ? shuffle([...market.pairs], createRandom(4)) : market.pairs;
      const edges = edgesOf({ ...market, pairs });
      const { callerEdge, row, column, score, isInOrder } = orderEdges(edges)!;
      const expected = [...pairs.keys()].sort((a, b) => pairs[a]![0] - pairs[b]![0] || pairs[a]![1] - pairs[b]![1]);
      expect([...callerEdge]).toEqual(expected);
      expect([...row]).toEqual(expected.map((e) => edges.row[e]));
      expect([...column]).toEqual(expected.map((e) => edges.column[e]));
      expect([...score]).toEqual(expected.map((e) => edges.score[e]));
      expect(isInOrder).toBe(false);
    }
  });

  it("are refused where two are of one pair, wherever they stand", () => {
    const pairs = [
      [0, 3],
      [0, 1],
      [0, 3],
      [1, 0],
    ] as const;
    expect(orderEdges(edgesOf({ rowCount: 2, columnCount: 4, pairs: [...pairs] }))).toBeNull();
    expect(orderEdges(edgesOf({ rowCount: 2, columnCount: 4, pairs: [...pairs].reverse() }))).toBeNull();
  });
});
