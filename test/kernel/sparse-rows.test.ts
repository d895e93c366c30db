import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RowScanner } from "../../src/kernel/row-scanner.js";
import { dotRows, packRows, rowAt, transposeRows, type SparseRow } from "../../src/kernel/sparse-rows.js";

const COLUMNS = 6;
const row: fc.Arbitrary<SparseRow> = fc.uniqueArray(fc.nat(COLUMNS - 1)).chain((columns) =>
  fc.array(fc.float({ noNaN: true, min: -2, max: 2 }), { minLength: columns.length, maxLength: columns.length }).map((values) => ({
    column: Uint32Array.from(columns.sort((a, b) => a - b)),
    value: Float32Array.from(values),
  })),
);
const rows = fc.array(row, { maxLength: 8 });

describe("packRows", () => {
  it("keeps the rows in their order, empty ones included", () => {
    fc.assert(
      fc.property(rows, (rows) => {
        const packed = packRows(rows, COLUMNS);
        expect(packed).toMatchObject({ rowCount: rows.length, columnCount: COLUMNS });
        rows.forEach((row, r) => expect(rowAt(packed, r)).toEqual(row));
      }),
    );
  });

  it("takes each row as often as its number stands, where numbers are given", () => {
    const numbered = rows.chain((rows) =>
      fc.tuple(fc.constant(rows), rows.length === 0 ? fc.constant([]) : fc.array(fc.nat(rows.length - 1))),
    );
    fc.assert(
      fc.property(numbered, ([rows, numbers]) => {
        const packed = packRows(rows, COLUMNS, Uint32Array.from(numbers));
        expect(packed).toEqual(
          packRows(
            numbers.map((number) => rows[number]!),
            COLUMNS,
          ),
        );
      }),
    );
  });
});

describe("transposeRows", () => {
  it("lists for each column its rows, ascending, and comes back when done twice", () => {
    fc.assert(
      fc.property(rows, (rows) => {
        const packed = packRows(rows, COLUMNS);
        const turned = transposeRows(packed);
        for (let c = 0; c < COLUMNS; c++) {
          const expected = rows.flatMap((row, r) => [...row.column].flatMap((column, at) => (column === c ? [[r, row.value[at]!]] : [])));
          const column = rowAt(turned, c);
          expect(Array.from(column.column, (r, at) => [r, column.value[at]!])).toEqual(expected);
        }
        expect(transposeRows(turned)).toEqual(packed);
      }),
    );
  });
});

describe("dotRows", () => {
  it("adds the products of shared columns, in ascending order of column, in Float64", () => {
    fc.assert(
      fc.property(row, row, (a, b) => {
        let sum = 0;
        for (let c = 0; c < COLUMNS; c++)
          if (a.column.includes(c) && b.column.includes(c)) sum += a.value[a.column.indexOf(c)]! * b.value[b.column.indexOf(c)]!;
        expect(dotRows(a, b)).toBe(sum);
        expect(dotRows(b, a)).toBe(sum);
      }),
    );
  });
});

describe("RowScanner", () => {
  it("gives for every row the product that dotRows gives, to the last bit, also for columns that the side does not have", () => {
    const probe = row.map((row) => ({
      column: Uint32Array.of(...row.column, COLUMNS, COLUMNS + 5),
      value: Float32Array.of(...row.value, 1, 1),
    }));
    fc.assert(
      fc.property(rows, fc.array(probe, { minLength: 1, maxLength: 3 }), (rows, probes) => {
        const packed = packRows(rows, COLUMNS);
        const scanner = new RowScanner(packed);
        const products = new Float64Array(rows.length);
        for (const probe of probes) {
          scanner.products(probe, products);
          rows.forEach((_, r) => expect(products[r]).toBe(dotRows(probe, rowAt(packed, r))));
        }
      }),
    );
  });

  it("takes a row of many where it is told where that begins and ends", () => {
    fc.assert(
      fc.property(rows, rows, (rows, probes) => {
        const [packed, many] = [packRows(rows, COLUMNS), packRows(probes, COLUMNS)];
        const scanner = new RowScanner(packed);
        const products = new Float64Array(rows.length);
        probes.forEach((probe, p) => {
          scanner.products(many, products, many.rowStart[p], many.rowStart[p + 1]);
          rows.forEach((_, r) => expect(products[r]).toBe(dotRows(probe, rowAt(packed, r))));
        });
      }),
    );
  });
});
