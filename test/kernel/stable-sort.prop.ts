import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sortStably } from "../../src/kernel/stable-sort.js";

describe("sortStably", () => {
  it("sorts indices by key and keeps the order of those that share one, whatever digits keys have", () => {
    const key = fc.oneof(fc.nat(3), fc.nat(5_000), fc.integer({ min: 0, max: 2 ** 32 - 1 }));
    const indices = fc
      .array(key, { minLength: 1, maxLength: 60 })
      .chain((keys) => fc.tuple(fc.constant(keys), fc.shuffledSubarray([...keys.keys()])));
    fc.assert(
      fc.property(indices, ([keys, indices]) => {
        const order = Uint32Array.from(indices);
        sortStably(order, Uint32Array.from(keys));
        expect([...order]).toEqual([...indices].sort((a, b) => keys[a]! - keys[b]!));
      }),
      { numRuns: 300 },
    );
  });
});
