import { describe, expect, it } from "vitest";
import { RowCache } from "../../src/join/row-cache.js";

/** Asks for a number's array as its users do; it should hold the number throughout. */
function ask(cache: RowCache, number: number): readonly number[] {
  return [...(cache.find(number) ?? cache.place(number).fill(number))];
}

describe("RowCache", () => {
  it("gives every number its own array, whatever was asked before and however little room there is", () => {
    for (const room of [0, 1, 5, 6, 9, 100]) {
      const cache = new RowCache(3, 7, room);
      for (let at = 0; at < 200; at++) expect(ask(cache, (at * at + 3 * at) % 7)).toEqual(Array(3).fill((at * at + 3 * at) % 7));
    }
  });

  it("keeps an array while there is room, and forgets all on request", () => {
    const cache = new RowCache(2, 4, 4);
    ask(cache, 0);
    ask(cache, 1);
    expect(cache.find(0)).toEqual(Float64Array.of(0, 0));
    ask(cache, 2);
    expect(cache.find(0)).toBeUndefined();
    expect(cache.find(1)).toEqual(Float64Array.of(1, 1));
    cache.clear();
    expect([0, 1, 2, 3].map((number) => cache.find(number))).toEqual([undefined, undefined, undefined, undefined]);
  });

  it("serves arrays of no entries and sides of no rows", () => {
    expect(ask(new RowCache(0, 2, 10), 1)).toEqual([]);
    expect(() => new RowCache(3, 0, 10)).not.toThrow();
  });
});
