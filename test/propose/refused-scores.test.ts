import { describe, expect, it } from "vitest";
import { ConfigError } from "../../src/index.js";
import { solvedOrRefused } from "../../src/propose/refused-scores.js";
import { solve } from "../../src/solve/index.js";

describe("scores that the solver refuses", () => {
  const row = [0, 0, 1];
  const column = [0, 1, 0];

  it("are told of as an issue of the request", () => {
    const refused = (): unknown => solvedOrRefused(() => solve({ rowCount: 2, columnCount: 2, row, column, score: [1, Number.NaN, 1] }));
    expect(refused).toThrow(ConfigError);
    expect(refused).toThrow(/scores-out-of-range/);
  });

  it("leave what is solved, and other errors, as they are", () => {
    expect(solvedOrRefused(() => 7)).toBe(7);
    const defect = new RangeError("another");
    expect(() =>
      solvedOrRefused(() => {
        throw defect;
      }),
    ).toThrow(defect);
  });
});
