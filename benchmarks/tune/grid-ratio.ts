import { bestOfGrid, coordinateAscent, mapGrid, type PreparedObjective, type WeightSpace } from "../../src/evaluate/index.js";
import { InvariantError } from "../../src/index.js";
import { measure } from "../measure.js";
import type { GridRatio } from "./tuning-report.js";

const STEPS = 100;
const ROUNDS = 5;

/**
 * The exact search with restarts beside a grid of 0.01: CPU time, in turn in one run, and the best that each finds.
 *
 * @param space three free weights: 5,151 points.
 * @throws InvariantError where the objective is defined for no need.
 */
export function gridRatio(prepared: PreparedObjective, space: WeightSpace): GridRatio {
  const search = (): number | null => coordinateAscent(prepared, space).value;
  const tryAll = (): number | null => bestOfGrid(mapGrid(prepared, space, STEPS))?.value ?? null;
  const [exact, grid] = [search(), tryAll()];
  if (exact === null || grid === null) throw new InvariantError("nothing to search: the objective is defined for no need");
  const timings = measure({ grid: { run: tryAll, units: 1 }, exact: { run: search, units: 1 } }, { rounds: ROUNDS });
  return { timeRatio: timings.exact.ratio, exact, grid };
}
