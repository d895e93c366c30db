import {
  bestOfGrid,
  bootstrapInterval,
  coordinateAscent,
  gradesByNeed,
  mapGrid,
  measureSignals,
  nestedValidation,
  objectiveAt,
  prepareObjective,
  selectNeeds,
  weightSpace,
  type SignalColumns,
  type WeightSpace,
} from "../../src/evaluate/index.js";
import { industriesOfChina } from "../../src/data/industries-cn.js";
import { regionsOfChina } from "../../src/data/regions-cn.js";
import { buildCorpus, defineConfig } from "../../src/index.js";
import { createWorld, type WorldName } from "../world.js";
import type { PlantedReport } from "./tuning-report.js";

/** As many needs as a team can judge in some days, and fresh ones to measure on. */
const TRAIN = 100;
const TEST = 400;
const OUTCOMES = 2_000;
const PER_NEED = 40;
const GRID_STEPS = 100;
const CORNERS = ["text", "industry", "region"];

interface Planted {
  readonly train: SignalColumns;
  readonly test: SignalColumns;
  readonly space: WeightSpace;
}

/** A planted world's judged needs with the weights of text, industry and region free. */
function plant(name: WorldName, seed: number): Planted {
  const world = createWorld({ seed }, name);
  const config = defineConfig({ regions: regionsOfChina, industries: industriesOfChina });
  const needs = TRAIN + TEST;
  const { corpus } = buildCorpus(
    { needs: [...world.needs(needs)], outcomes: [...world.outcomes(OUTCOMES)], organisations: [...world.organisations()] },
    config,
  );
  const grades = gradesByNeed([...world.judgements({ needs, outcomes: OUTCOMES, perNeed: PER_NEED })]);
  const all = measureSignals(corpus, grades);
  const fixed = Object.fromEntries(all.signals.filter((signal) => !CORNERS.includes(signal)).map((signal) => [signal, 0]));
  const { space } = weightSpace(all, { start: config.weights, fixed });
  const numbers = all.needIds.map((_, need) => need);
  return { train: selectNeeds(all, numbers.slice(0, TRAIN)), test: selectNeeds(all, numbers.slice(TRAIN)), space };
}

/**
 * What is lost to the best weights by tuning on 100 judged needs, seed by seed, on 400 fresh needs. The best weights are found on the fresh
 * needs themselves, so the gap is no less than the true one.
 */
export function measurePlanted(world: WorldName, seeds: number): PlantedReport {
  const gaps = Array.from({ length: seeds }, (_, at) => {
    const { train, test, space } = plant(world, at + 1);
    const fresh = prepareObjective(test);
    const tuned = nestedValidation(train, space, { methods: ["pairwise"] });
    return coordinateAscent(fresh, space, { restarts: 1 }).value! - objectiveAt(fresh, tuned.weights)!;
  });
  const meanGap = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  return { world, trainNeeds: TRAIN, testNeeds: TEST, gaps, meanGap, interval: bootstrapInterval(gaps)! };
}

/**
 * Time of the exact search with restarts ÷ time of a grid of 0.01 over three signals of a planted world, one after the other in one run,
 * and how much better its optimum is.
 */
export function measureGridRatio(): { readonly timeRatio: number; readonly gain: number } {
  const { train, space } = plant("balanced", 1);
  const prepared = prepareObjective(train);
  const before = performance.now();
  const exact = coordinateAscent(prepared, space);
  const between = performance.now();
  const grid = bestOfGrid(mapGrid(prepared, space, GRID_STEPS))!;
  return { timeRatio: (between - before) / (performance.now() - between), gain: exact.value! - grid.value! };
}
