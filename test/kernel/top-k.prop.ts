import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TopK } from "../../src/kernel/top-k.js";

const scores = fc.array(fc.oneof(fc.constantFrom(0, 0.5, 1, -1, Infinity, -Infinity), fc.double({ noNaN: true })), { maxLength: 40 });

function drained(heap: TopK): Array<readonly [score: number, index: number]> {
  const kept = new Float64Array(heap.length);
  const indices = new Int32Array(heap.length);
  expect(heap.drain(kept, indices)).toBe(kept.length);
  return Array.from(kept, (score, at) => [score, indices[at]!]);
}

describe("TopK", () => {
  it("equals the head of a full sort, ties included, whatever the order of offers", () => {
    const offers = scores.chain((scores) =>
      fc.shuffledSubarray(
        scores.map((score, index) => [score, index] as const),
        { minLength: scores.length },
      ),
    );
    fc.assert(
      fc.property(offers, fc.integer({ min: 1, max: 50 }), (offers, k) => {
        const heap = new TopK(k);
        for (const [score, index] of offers) heap.offer(score, index);
        const sorted = [...offers].sort(([p, i], [q, j]) => (p === q ? i - j : p > q ? -1 : 1)).slice(0, k);
        expect(heap.threshold).toBe(sorted.length < k ? -Infinity : sorted[k - 1]![0]);
        expect(drained(heap)).toEqual(sorted);
        expect(heap.length).toBe(0);
      }),
    );
  });

  it("starts anew after clear, and writes from the offset on", () => {
    const heap = new TopK(2);
    heap.offer(1, 0);
    heap.clear();
    heap.offer(2, 7);
    const into = new Float64Array(3);
    const indices = new Int32Array(3);
    expect(heap.drain(into, indices, 1)).toBe(1);
    expect([...into, ...indices]).toEqual([0, 2, 0, 0, 7, 0]);
  });
});
