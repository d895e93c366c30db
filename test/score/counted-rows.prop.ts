import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PlaceCounter } from "../../src/kernel/place-counter.js";
import { createRandom, randomInteger, shuffle } from "../../src/kernel/random.js";
import { CountedRowsBuilder, MANY } from "../../src/score/counted-rows.js";

/** The rows by a count and a sort of each text's terms. */
function expectCounted(texts: ReadonlyArray<Uint32Array>, placeOf: Uint32Array): void {
  const builder = new CountedRowsBuilder();
  // What numbers terms has room for more than it gives.
  const number = new Uint32Array(texts.reduce((most, { length }) => Math.max(most, length), 0) + 2);
  for (const text of texts) {
    number.fill(1).set(text);
    builder.push({ number, length: text.length });
  }
  const { chunks, chunkOf, start, size, lengths, documentFrequency } = builder.placed(placeOf, new PlaceCounter(placeOf.length));
  expect([...lengths]).toEqual(texts.map(({ length }) => length));
  const having = new Uint32Array(placeOf.length);
  texts.forEach((text, r) => {
    const times = new Map<number, number>();
    for (const term of text) times.set(placeOf[term]!, (times.get(placeOf[term]!) ?? 0) + 1);
    const wanted = [...times].sort(([a], [b]) => a - b);
    const { place, frequency, large } = chunks[chunkOf[r]!]!;
    const end = start[r]! + size[r]!;
    expect([...place.subarray(start[r], end)]).toEqual(wanted.map(([at]) => at));
    const found = Array.from(frequency.subarray(start[r], end), (here, at) => (here < MANY ? here : large.get(start[r]! + at)!));
    expect(found).toEqual(wanted.map(([, count]) => count));
    for (const [at] of wanted) having[at]!++;
  });
  expect(documentFrequency).toEqual(having);
}

/** Most terms stand once or twice; around as often as a byte can say, and more. */
const repeats = fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 253, max: 257 }), fc.constant(70_000));

describe("CountedRowsBuilder", () => {
  it("gives each text its places in order, each with its frequency, texts in the order in which they came", () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 12 })
          .chain((terms) =>
            fc.tuple(
              fc.shuffledSubarray([...Array(terms).keys()], { minLength: terms }),
              fc.array(fc.array(fc.tuple(fc.nat(terms - 1), repeats), { maxLength: 6 }), { maxLength: 8 }),
            ),
          ),
        ([places, texts]) =>
          expectCounted(
            texts.map((text) => Uint32Array.from(text.flatMap(([term, times]) => new Array<number>(times).fill(term)))),
            Uint32Array.from(places),
          ),
      ),
      { numRuns: 50 },
    );
  });

  it("does so over many chunks, with texts that fill one, and one that is larger than any", () => {
    const random = createRandom(7);
    const terms = 400_000;
    const placeOf = Uint32Array.from(shuffle([...Array(terms).keys()], random));
    const lengths = [1, 4_095, 1, 0, 2 ** 18, 2 ** 18 - 1, 1, 1, 300_000, 5, 200_000, 100_000];
    expectCounted(
      lengths.map((length) => Uint32Array.from({ length }, () => randomInteger(random, terms))),
      placeOf,
    );
  });
});
