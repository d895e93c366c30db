import { InvariantError } from "../../src/index.js";
import { prepareObjective } from "../../src/evaluate/index.js";
import type { CommandResult } from "../command.js";
import { circumstances } from "../measure.js";
import { readCounts } from "../options.js";
import { gridRatio } from "../tune/grid-ratio.js";
import { FRESH_NEEDS, measureFalseGains, measurePlanted, plant, TRAIN } from "../tune/planted.js";

/** `from` is the first seed; `fresh` needs beside the 100 judged ones, to measure on. */
const DEFAULTS = { from: 1, seeds: 20, fresh: FRESH_NEEDS } as const;
const WORLD = "balanced";
/** What the exact search may lose to the grid. */
const ALLOWED = 0.0005;

/**
 * Does tuning find planted weights from 100 judged needs, does it say so where there is nothing to find, and is the exact search faster than a
 * grid? The method is that of `npm run tune`.
 */
export function run(argv: readonly string[]): CommandResult {
  const { from, seeds: count, fresh } = readCounts(argv, DEFAULTS);
  const seeds = { from, count };
  const { columns, space } = plant(WORLD, from, TRAIN);
  const grid = gridRatio(prepareObjective(columns), space);
  if (grid.exact < grid.grid - ALLOWED) throw new InvariantError(`the search ends at ${grid.exact}, the grid at ${grid.grid}`);
  const planted = measurePlanted(WORLD, seeds, fresh);
  const falseGains = measureFalseGains(seeds);
  const where = circumstances();
  const span = (ends: readonly [number, number], digits = 4): string => `[${ends.map((end) => end.toFixed(digits)).join(", ")}]`;
  const last = from + count - 1;
  return {
    lines: [
      `tune: ${TRAIN} judged needs, seeds ${from} to ${last}, ${fresh} fresh needs each; mean [95 % bootstrap interval over seeds]`,
      `world ${WORLD}: nDCG@10 below the planted optimum: tuned ${planted.meanGap.toFixed(4)} ${span(planted.interval)}, between bounds ${span(planted.bounds)}; default ${planted.defaultGap.toFixed(4)} ${span(planted.defaultInterval)}`,
      `judges who weigh as the default does (nDCG@10 ${falseGains.defaultValue.toFixed(3)}): says "gain" in ${falseGains.share.toFixed(2)} ${span(falseGains.interval, 2)} of seeds, "no-gain" in the others`,
      `exact search with restarts ÷ grid of 0.01: CPU ${grid.timeRatio.toFixed(3)}; optimum ${grid.exact.toFixed(4)} beside the grid's ${grid.grid.toFixed(4)}`,
      `${where.machine}, node ${where.node}, commit ${where.commit}, ${where.date}`,
    ],
    json: {
      question: "tune",
      world: WORLD,
      from,
      seeds: count,
      trainNeeds: TRAIN,
      freshNeeds: fresh,
      plantedGap: planted.meanGap,
      plantedInterval: planted.interval,
      plantedBounds: planted.bounds,
      gaps: planted.gaps,
      defaultGap: planted.defaultGap,
      defaultInterval: planted.defaultInterval,
      falseGainShare: falseGains.share,
      falseGainInterval: falseGains.interval,
      falseGainDefault: falseGains.defaultValue,
      gridTimeRatio: grid.timeRatio,
      exactOptimum: grid.exact,
      gridOptimum: grid.grid,
      checked: true,
      ...where,
    },
    rows: [
      {
        figure: `nDCG@10 below the planted optimum after tuning on ${TRAIN} judged needs, mean of ${count} seeds`,
        value: planted.meanGap,
        reach: "≤ 0.002",
      },
      { figure: "its 95 % interval", value: span(planted.interval), reach: "≤ 0.002" },
      { figure: "optimum of other fresh needs, of the fresh needs themselves", value: span(planted.bounds) },
      { figure: "the same of the default weights", value: planted.defaultGap },
      { figure: "share of seeds with a false gain, judges who weigh as the default does", value: falseGains.share, reach: "≤ 0.05" },
      { figure: "its 95 % interval", value: span(falseGains.interval, 3) },
      { figure: "exact search with restarts ÷ grid of 0.01 over three signals, CPU", value: grid.timeRatio, reach: "≤ 0.2" },
      { figure: "optimum of the search less that of the grid", value: grid.exact - grid.grid, reach: "≥ -0.0005" },
    ],
  };
}
