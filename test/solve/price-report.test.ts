import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { priceReport } from "../../src/solve/index.js";
import { instances } from "./support/instances.js";

describe("priceReport", () => {
  it("shows what fairness and stability cost in total, and what the total costs the poorest row", () => {
    const edges = { rowCount: 2, columnCount: 2, row: [0, 0, 1, 1], column: [0, 1, 0, 1], score: [9, 2, 7, 1] };
    const report = priceReport(edges)!;
    expect(report.total).toMatchObject({ total: 10, minRow: 1, maxRow: 9, spread: 4, blockingPairs: 0, totalShare: 1 });
    expect(report.fair).toMatchObject({ total: 9, minRow: 2, maxRow: 7, spread: 2.5, blockingPairs: 1, totalShare: 0.9 });
    expect(report.stable).toMatchObject({ total: 10, blockingPairs: 0, unmatchedRows: 0 });
  });

  it("has no stable plan beside minimums, and is null where no plan exists", () => {
    const edges = { rowCount: 2, columnCount: 1, row: [0, 1], column: [0, 0], score: [1, 2] };
    expect(priceReport(edges, { rows: { min: [1, 0] } })).toMatchObject({ stable: null, total: { total: 1, blockingPairs: 1 } });
    expect(priceReport(edges, { rows: { min: 1 } })).toBeNull();
  });

  it("never has a larger total than the total plan, nor a poorer row in the fair than in the total plan, nor blocking pairs in the stable one", () => {
    fc.assert(
      fc.property(instances({ size: 4, capacity: 2, maxEdges: 10 }), ({ edges, options }) => {
        const report = priceReport(edges, { ...options, rows: { max: options.rows.max }, columns: { max: options.columns.max } });
        const { total, fair, stable } = report!;
        expect(fair.total).toBeLessThanOrEqual(total.total);
        expect(fair.minRow).toBeGreaterThanOrEqual(total.minRow);
        expect(stable?.blockingPairs).toBe(0);
        expect(stable!.total).toBeLessThanOrEqual(total.total);
      }),
    );
  });
});
