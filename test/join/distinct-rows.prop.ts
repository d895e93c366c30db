import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distinctRows } from "../../src/join/distinct-rows.js";
import { packRows, rowAt } from "../../src/kernel/sparse-rows.js";

/** Rows over few columns and values, so that many are equal and many begin alike. */
const row = fc
  .dictionary(fc.integer({ min: 0, max: 5 }).map(String), fc.constantFrom(0.5, 1, 1.5, 2 ** -30), { maxKeys: 4 })
  .map((entries) => ({
    column: Uint32Array.from(Object.keys(entries), Number),
    value: Float32Array.from(Object.values(entries)),
  }));

describe("distinct rows", () => {
  it("are numbered by column, then value, entry by entry, the empty one first, each by its first record", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), (rows) => {
        const packed = packRows(rows, 6);
        // Wide enough that texts order as numbers do.
        const keys = rows.map(({ column, value }) => [...column].map((c, e) => `${c}:${value[e]!.toFixed(40)} `).join(""));
        const sorted = [...new Set(keys)].sort();
        const { rowOf, record } = distinctRows(packed);
        expect([...rowOf]).toEqual(keys.map((key) => sorted.indexOf(key)));
        expect([...record]).toEqual(sorted.map((key) => keys.indexOf(key)));
      }),
    );
  });

  it("tells 20,000 rows apart that differ in one value or column", () => {
    const rows = Array.from({ length: 20_000 }, (_, r) => ({
      column: Uint32Array.of(r >> 7, 1_000 + (r & 127)),
      value: Float32Array.of(1 + (r % 3), 0.25),
    }));
    const packed = packRows([...rows, ...rows], 2_000);
    const { rowOf, record } = distinctRows(packed);
    expect(record.length).toBe(20_000);
    for (let r = 0; r < 40_000; r++) expect(rowAt(packed, record[rowOf[r]!]!)).toEqual(rowAt(packed, r));
  });
});
