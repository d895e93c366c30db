import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { orderOfPoints } from "../../src/evaluate/point-order.js";

const NEAR = 2 ** -36;
const points = fc.array(fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.5, 0.5 + 2 ** -45, 1)), {
  maxLength: 60,
});

describe("the order of points", () => {
  it("is that of a sort by comparison, but for points that are as good as one", () => {
    fc.assert(
      fc.property(points, (given) => {
        const order = [...orderOfPoints(given, given.length)];
        expect([...order].sort((a, b) => a - b)).toEqual(given.map((_, place) => place));
        order.slice(1).forEach((place, at) => expect(given[place]! - given[order[at]!]!).toBeGreaterThan(-NEAR));
        for (const [at, place] of order.entries())
          if (at > 0 && given[place] === given[order[at - 1]!]) expect(place).toBeGreaterThan(order[at - 1]!);
      }),
    );
  });

  it("looks at the first points alone, and at more than fit beside a place as at few", () => {
    expect([...orderOfPoints([0.5, 0.25, 0], 2)]).toEqual([1, 0]);
    const many = Array.from({ length: 2 ** 16 + 3 }, (_, at) => ((at * 40_503) % 65_539) / 65_539);
    const order = orderOfPoints(many, many.length);
    for (let at = 1; at < order.length; at++) expect(many[order[at]!]! >= many[order[at - 1]!]!).toBe(true);
  });
});
