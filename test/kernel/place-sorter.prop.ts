import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PlaceSorter } from "../../src/kernel/place-sorter.js";

const PLACES = 3000;

describe("a sorter of places", () => {
  it("gives what was added by place, from an entry on, and forgets it", () => {
    const added = fc.uniqueArray(fc.record({ place: fc.nat(PLACES - 1), value: fc.nat(2 ** 31) }), { selector: ({ place }) => place });
    fc.assert(
      fc.property(fc.array(added, { minLength: 1, maxLength: 4 }), (rows) => {
        const sorter = new PlaceSorter(PLACES);
        const count = rows.flat().length;
        const places = new Uint32Array(count);
        const values: number[] = [];
        let at = 0;
        for (const row of rows) {
          for (const { place, value } of row) sorter.add(place, value);
          sorter.drain(places, at);
          for (const place of places.subarray(at, at + row.length)) values.push(sorter.valueOf(place));
          at += row.length;
        }
        const wanted = rows.flatMap((row) => [...row].sort((a, b) => a.place - b.place));
        expect([...places]).toEqual(wanted.map(({ place }) => place));
        expect(values).toEqual(wanted.map(({ value }) => value));
      }),
    );
  });
});
