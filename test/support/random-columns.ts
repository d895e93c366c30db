import fc from "fast-check";
import type { SignalColumns } from "../../src/evaluate/index.js";

/** Pools of small whole numbers: many ties, many crossings at one point, unjudged outcomes, rows that are no candidates. */
export const randomColumns: fc.Arbitrary<SignalColumns> = fc
  .record({
    signals: fc.integer({ min: 2, max: 4 }),
    pools: fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 1, maxLength: 3 }),
  })
  .chain(({ signals, pools }) => {
    const rows = pools.reduce((sum, size) => sum + size, 0);
    const column = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: rows, maxLength: rows });
    return fc
      .record({
        columns: fc.array(column, { minLength: signals, maxLength: signals }),
        grade: fc.array(fc.constantFrom(-1, 0, 0, 1, 2, 3), { minLength: rows, maxLength: rows }),
        isCandidate: fc.array(fc.constantFrom(1, 1, 1, 1, 0), { minLength: rows, maxLength: rows }),
      })
      .map((drawn): SignalColumns => {
        const needStart = new Uint32Array(pools.length + 1);
        pools.forEach((size, need) => (needStart[need + 1] = needStart[need]! + size));
        return {
          signals: Array.from({ length: signals }, (_, s) => `signal${s}`),
          needIds: pools.map((_, need) => `n${need}`),
          needStart,
          outcomeIds: drawn.grade.map((_, row) => `o${String(row).padStart(3, "0")}`),
          grade: Float64Array.from(drawn.grade),
          isCandidate: Uint8Array.from(drawn.isCandidate),
          columns: drawn.columns.map((values) => Float64Array.from(values)),
        };
      });
  });
