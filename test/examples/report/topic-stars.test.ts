import { describe, expect, it } from "vitest";
import { starsOf, type Neighbour } from "../../../examples/report/topic-stars.js";

/** Neighbours of `count` things by their pairs. */
function neighboursOf(count: number, pairs: ReadonlyArray<readonly [a: number, b: number, likeness: number]>): Neighbour[][] {
  return Array.from({ length: count }, (_, at) =>
    pairs.flatMap(([a, b, likeness]) => (a === at ? [{ at: b, likeness }] : b === at ? [{ at: a, likeness }] : [])),
  );
}

describe("starsOf", () => {
  it("takes what is likest to its neighbours for a centre, with the others by likeness to it", () => {
    const stars = starsOf(
      neighboursOf(4, [
        [2, 0, 0.5],
        [2, 1, 0.9],
        [2, 3, 0.7],
      ]),
    );
    expect(stars).toEqual([[2, 1, 3, 0]]);
  });

  it("gives what lies between two centres to the likest, of centres alike to the first", () => {
    const pairs = [
      [0, 1, 0.9],
      [0, 2, 0.6],
      [3, 4, 0.8],
      [3, 2, 0.7],
    ] as const;
    expect(starsOf(neighboursOf(5, pairs))).toEqual([
      [3, 4, 2],
      [0, 1],
    ]);
    const alike = pairs.map(([a, b, likeness]) => [a, b, b === 2 ? 0.7 : likeness] as const);
    expect(starsOf(neighboursOf(5, alike))).toEqual([
      [0, 1, 2],
      [3, 4],
    ]);
  });

  it("leaves what has no neighbours alone, and loses nothing", () => {
    expect(starsOf([[], [], []])).toEqual([[0], [1], [2]]);
    expect(starsOf([])).toEqual([]);
  });
});
