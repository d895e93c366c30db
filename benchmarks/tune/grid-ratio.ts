import { bestOfGrid, coordinateAscent, mapGrid, type PreparedObjective, type WeightSpace } from "../../src/evaluate/index.js";
import { InvariantError } from "../../src/index.js";
import { measure } from "../measure.js";
import type { GridRatio } from "./tuning-report.js";

const STEPS = 100;
const ROUNDS = 3;

/**
 * The exact search with restarts beside a grid of 0.01: CPU time, in turn in one run, and the best that each finds.
 *
 * @param space three free weights: 5,151 points.
 * @throws InvariantError where the objective is defined for no need.
 */
export function gridRatio(prepared: PreparedObjective, space: WeightSpace): GridRatio {
  let exact: number | null = null;
  let grid: number | null = null;
  const timings = measure(
    {
      grid: { run: () => (grid = bestOfGrid(mapGrid(prepared, space, STEPS))?.value ?? null), units: 1 },
      exact: { run: () => (exact = coordinateAscent(prepared, space).value), units: 1 },
    },
    { rounds: ROUNDS },
  );
  if (exact === null || grid === null) throw new InvariantError("nothing to search: the objective is defined for no need");
  return { timeRatio: timings.exact.ratio, exact, grid };
}
