import { bestOnLine } from "../../src/evaluate/line-choice.js";
import { lineValues } from "../../src/evaluate/line-search.js";
import { objectiveAt, type PreparedObjective } from "../../src/evaluate/objective.js";
import { axisOf, pointOn, type WeightSpace } from "../../src/evaluate/weight-space.js";
import { createRandom, shuffle } from "../../src/kernel/random.js";

const MAX_ROUNDS = 12;
const LEAST_GAIN = 1e-9;

/** One ascent from the start that searches every line in every round, whether or not anything has moved since. */
export function plainAscent(
  prepared: PreparedObjective,
  space: WeightSpace,
  seed: number,
): { readonly weights: Float64Array; readonly lines: number } {
  const random = createRandom(seed);
  let weights = space.start;
  let lines = 0;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    let gained = 0;
    for (const signal of shuffle([...space.free], random)) {
      const axis = axisOf(space, weights, signal);
      const line = axis === undefined ? undefined : lineValues(prepared, axis.from, axis.to);
      if (axis === undefined || line === undefined) continue;
      lines++;
      const { t, value } = bestOnLine(line, axis.current, 0);
      const before = objectiveAt(prepared, weights) ?? 0;
      if (value <= before + LEAST_GAIN) continue;
      gained += value - before;
      weights = pointOn(axis.from, axis.to, t);
    }
    if (gained <= LEAST_GAIN) break;
  }
  return { weights, lines };
}
