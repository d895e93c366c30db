import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { factorRows, MOST_ENTRIES } from "../../src/join/factored-rows.js";
import { loadProbe, loadProbeWeights, productWithFactored } from "../../src/join/kernel.js";
import { dotRows, packRows, rowAt, type SparseRow, type SparseRows } from "../../src/kernel/sparse-rows.js";
import { readFactoredRow } from "../oracle/factored-row.js";

/** Far enough apart for gaps that take 32 bits, near enough for columns that share a bucket of the kernel. */
const COLUMNS = 200_000;

const columnWeights = fc
  .array(fc.double({ min: 2 ** -20, max: 20, noNaN: true }), { minLength: 1, maxLength: 40 })
  .map((weights) => Float64Array.from({ length: COLUMNS }, (_, column) => weights[column % weights.length]!));

const columns = fc.uniqueArray(
  fc.oneof(
    fc.nat({ max: 50 }),
    fc.nat({ max: COLUMNS - 1 }),
    fc.nat({ max: 40 }).map((c) => 4_096 * c),
  ),
  { maxLength: 60 },
);

/** What a record makes of its columns: the same few factors again and again, as in a text, or any value. */
const makings = fc.record({
  columns,
  factors: fc.array(fc.double({ min: 2 ** -30, max: 8, noNaN: true }), { minLength: 1, maxLength: 5 }),
  picks: fc.array(fc.nat(), { minLength: 1, maxLength: 20 }),
  strays: fc.array(fc.float({ min: 0, max: Math.fround(1e30), noNaN: true }), { maxLength: 5 }),
});

const market = columnWeights.chain((weight) =>
  fc.record({
    weight: fc.constant(weight),
    rows: fc.array(
      makings.map(({ columns, factors, picks, strays }): SparseRow => {
        const column = Uint32Array.from(columns).sort();
        const value = Float32Array.from(
          column,
          (c, i) => strays[i * 7] ?? weight[c]! * factors[picks[i % picks.length]! % factors.length]!,
        );
        return { column, value };
      }),
      { minLength: 1, maxLength: 12 },
    ),
  }),
);

function probe(rows: SparseRows, p: number, weight: Float64Array): void {
  const [from, to] = [rows.rowStart[p]!, rows.rowStart[p + 1]!];
  loadProbe(rows.column, rows.value, from, to);
  loadProbeWeights(
    Float64Array.from(rows.column, (column) => weight[column]!),
    from,
    to,
  );
}

describe("factored rows", () => {
  it("give every value back to the last bit, in any order of rows, for weights that made the values and for others", () => {
    fc.assert(
      fc.property(market, fc.boolean(), fc.infiniteStream(fc.nat()), ({ weight, rows: list }, isOwn, picks) => {
        const rows = packRows(list, COLUMNS);
        const others = isOwn ? weight : weight.map((each, c) => each * (1 + (c % 3)));
        const order = Uint32Array.from(list.keys()).sort(() => (picks.next().value! % 2) - 0.5);
        const factored = factorRows(rows, others, order);
        order.forEach((r, place) => {
          const { column, value } = readFactoredRow(factored, place, others);
          expect(column).toEqual([...list[r]!.column]);
          expect(value).toEqual([...list[r]!.value]);
        });
      }),
    );
  });

  it("multiply with a probe to the last bit of what the rows themselves give", () => {
    fc.assert(
      fc.property(market, ({ weight, rows: list }) => {
        const rows = packRows(list, COLUMNS);
        const factored = factorRows(rows, weight, Uint32Array.from(list.keys()));
        for (const p of list.keys()) {
          probe(rows, p, weight);
          for (const r of list.keys()) {
            if (list[r]!.column.length === 0) continue;
            expect(productWithFactored(factored, r)).toBe(dotRows(rowAt(rows, p), rowAt(rows, r)));
          }
        }
      }),
    );
  });

  it("take about two bytes an entry where a record makes the same of most terms", () => {
    const weight = Float64Array.from({ length: COLUMNS }, (_, column) => 1 + (column % 97) / 7);
    const rows = packRows(
      Array.from({ length: 50 }, (_, r): SparseRow => {
        const column = Uint32Array.from({ length: 72 }, (_, i) => i * 2_500 + r);
        return { column, value: Float32Array.from(column, (c, i) => weight[c]! * (i % 9 === 0 ? 0.02 : 0.01)) };
      }),
      COLUMNS,
    );
    const { start, word } = factorRows(
      rows,
      weight,
      Uint32Array.from({ length: 50 }, (_, r) => r),
    );
    expect((start.byteLength + word.byteLength) / rows.column.length).toBeLessThan(2.8);
  });

  it("take the longest row there may be, and values and gaps at the ends of their ranges", () => {
    const columnCount = 2 ** 20;
    const weight = new Float64Array(columnCount).fill(0.75);
    const column = Uint32Array.from({ length: MOST_ENTRIES }, (_, i) => (i + 1) * 64 - 1);
    const value = Float32Array.from(column, (_, i) => 1 + i);
    const ends: SparseRow = {
      column: Uint32Array.of(0, 32_767, 65_535, 163_837, 262_140, columnCount - 1),
      value: Float32Array.of(0, 1e-45, 3.4028234663852886e38, 1.17549435e-38, 1, 0.5),
    };
    const rows = packRows([{ column, value }, ends], columnCount);
    const factored = factorRows(rows, weight, Uint32Array.of(1, 0));
    expect(readFactoredRow(factored, 1, weight)).toEqual({ column: [...column], value: [...value] });
    expect(readFactoredRow(factored, 0, weight)).toEqual({ column: [...ends.column], value: [...ends.value] });
  });
});
