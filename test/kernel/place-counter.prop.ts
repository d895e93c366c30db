import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PlaceCounter } from "../../src/kernel/place-counter.js";

const PLACES = 3000;

describe("a counter of places", () => {
  it("gives each place once, in order, from an entry on, with how often it was added, and forgets it", () => {
    const added = fc.array(fc.oneof(fc.nat(40), fc.nat(PLACES - 1), fc.constant(PLACES - 1)), { maxLength: 60 });
    fc.assert(
      fc.property(fc.array(added, { minLength: 1, maxLength: 4 }), (rows) => {
        const counter = new PlaceCounter(PLACES);
        const places = new Uint32Array(rows.flat().length);
        const counts: number[] = [];
        let end = 0;
        for (const row of rows) {
          for (const place of row) counter.add(place);
          const from = end;
          end = counter.drain(places, from);
          for (const place of places.subarray(from, end)) counts.push(counter.take(place));
        }
        const wanted = rows.flatMap((row) =>
          [...new Set(row)].sort((a, b) => a - b).map((place) => [place, row.filter((each) => each === place).length]),
        );
        expect([...places.subarray(0, end)].map((place, at) => [place, counts[at]!])).toEqual(wanted);
      }),
    );
  });
});
