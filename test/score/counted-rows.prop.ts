import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PlaceSorter } from "../../src/kernel/place-sorter.js";
import { createRandom, shuffle } from "../../src/kernel/random.js";
import { CountedRowsBuilder } from "../../src/score/counted-rows.js";

interface Bag {
  readonly term: Uint32Array;
  readonly frequency: Uint32Array;
  readonly size: number;
  readonly length: number;
}

/** Most frequencies are small, the largest that have one byte among them. */
const frequency = fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 254, max: 257 }), fc.nat(2 ** 32 - 1));

/** The rows by a sort of each bag. */
function expectSorted(bags: readonly Bag[], placeOf: Uint32Array): void {
  const builder = new CountedRowsBuilder();
  // A counter's arrays are longer than its bag.
  const lengthened = (array: Uint32Array): Uint32Array => {
    const longer = new Uint32Array(array.length + 2).fill(1);
    longer.set(array);
    return longer;
  };
  for (const { term, frequency, ...rest } of bags)
    builder.push({
      term: lengthened(term),
      frequency: lengthened(frequency),
      most: frequency.reduce((most, each) => Math.max(most, each), 0),
      ...rest,
    });
  const { chunks, chunkOf, start, size, lengths, documentFrequency } = builder.placed(placeOf, new PlaceSorter(placeOf.length));
  expect([...lengths]).toEqual(bags.map(({ length }) => length));
  const texts = new Uint32Array(placeOf.length);
  bags.forEach((bag, r) => {
    const entries = Array.from(bag.term, (term, at): [number, number] => [placeOf[term]!, bag.frequency[at]!]).sort(([a], [b]) => a - b);
    const { place, frequency } = chunks[chunkOf[r]!]!;
    const end = start[r]! + size[r]!;
    expect([...place.subarray(start[r], end)]).toEqual(entries.map(([at]) => at));
    expect([...frequency.subarray(start[r], end)]).toEqual(entries.map(([, count]) => count));
    for (const [at] of entries) texts[at]!++;
  });
  expect(documentFrequency).toEqual(texts);
}

describe("CountedRowsBuilder", () => {
  it("gives each text its places in order, each with its frequency, texts in the order in which they came", () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 12 })
          .chain((terms) =>
            fc.tuple(
              fc.shuffledSubarray([...Array(terms).keys()], { minLength: terms }),
              fc.array(fc.uniqueArray(fc.tuple(fc.nat(terms - 1), frequency), { selector: ([term]) => term }), { maxLength: 8 }),
            ),
          ),
        ([places, texts]) =>
          expectSorted(
            texts.map((entries, at) => ({
              term: Uint32Array.from(entries, ([term]) => term),
              frequency: Uint32Array.from(entries, ([, frequency]) => frequency),
              size: entries.length,
              length: at,
            })),
            Uint32Array.from(places),
          ),
      ),
    );
  });

  it("does so over many chunks, with texts that fill one, and one that is larger than any", () => {
    const random = createRandom(7);
    const terms = 400_000;
    const placeOf = Uint32Array.from(shuffle([...Array(terms).keys()], random));
    const sizes = [1, 4_095, 1, 0, 2 ** 18, 2 ** 18 - 1, 1, 1, 300_000, 5, 200_000, 100_000];
    expectSorted(
      sizes.map((size) => ({
        term: Uint32Array.from(shuffle([...Array(terms).keys()], random).slice(0, size)),
        frequency: Uint32Array.from({ length: size }, () => 1 + Math.floor(random() * 9)),
        size,
        length: size,
      })),
      placeOf,
    );
  });
});
