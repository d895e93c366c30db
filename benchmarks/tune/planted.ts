import {
  averagedWeights,
  bootstrapInterval,
  coordinateAscent,
  gradesByNeed,
  measureSignals,
  nestedValidation,
  objectiveAt,
  prepareObjective,
  scoreColumns,
  selectNeeds,
  weightSpace,
  type NestedValidation,
  type PreparedObjective,
  type SignalColumns,
  type WeightSpace,
} from "../../src/evaluate/index.js";
import { industriesOfChina } from "../../src/data/industries-cn.js";
import { regionsOfChina } from "../../src/data/regions-cn.js";
import { buildCorpus, defineConfig } from "../../src/index.js";
import { createRandom, hashString, type Random } from "../../src/kernel/random.js";
import { createWorld, type WorldName } from "../world.js";
import type { PlantedReport } from "./tuning-report.js";
import { METHODS } from "./tune-set.js";

/** As many needs as a team can judge in some days. */
export const TRAIN = 100;
/** Needs beside those, to measure on. At 1,000 the bounds of the planted optimum are further apart than what is measured. */
export const FRESH_NEEDS = 4_000;
const OUTCOMES = 2_000;
const PER_NEED = 40;
const CORNERS = ["text", "industry", "region"];

export interface Seeds {
  /** The first seed, from 1. */
  readonly from: number;
  readonly count: number;
}

interface Planted {
  readonly columns: SignalColumns;
  /** The weights of text, industry and region are free; it starts from the library's default. */
  readonly space: WeightSpace;
}

/** A planted world's judged needs. */
export function plant(name: WorldName, seed: number, needs: number): Planted {
  const world = createWorld({ seed }, name);
  const config = defineConfig({ regions: regionsOfChina, industries: industriesOfChina });
  const { corpus } = buildCorpus(
    { needs: [...world.needs(needs)], outcomes: [...world.outcomes(OUTCOMES)], organisations: [...world.organisations()] },
    config,
  );
  const grades = gradesByNeed([...world.judgements({ needs, outcomes: OUTCOMES, perNeed: PER_NEED })]);
  const columns = measureSignals(corpus, grades);
  const fixed = Object.fromEntries(columns.signals.filter((signal) => !CORNERS.includes(signal)).map((signal) => [signal, 0]));
  return { columns, space: weightSpace(columns, { start: config.weights, fixed }).space };
}

/**
 * What is lost to the best weights by tuning on 100 judged needs, seed by seed, on fresh needs.
 *
 * Nobody knows the best weights of a finite sample of needs. Those that do best on the fresh needs themselves do better there than the best
 * would, by luck: the gap to them is too large. Those found on one half of the fresh needs do worse on the other half than the best would: the
 * gap to them is too small. The middle is reported, with both. Of a smooth objective both errors are of like size (as in Akaike's criterion);
 * nDCG is rough, its best piece lies where luck adds up, and the first error is the larger, so the middle rather overstates the gap. Both fall
 * as the fresh needs grow.
 */
export function measurePlanted(world: WorldName, seeds: Seeds, fresh: number): PlantedReport {
  const measured = numbersOf(seeds).map((seed) => {
    const { columns, space } = plant(world, seed, TRAIN + fresh);
    const test = numbers(fresh, TRAIN);
    const weights = averagedWeights(selectNeeds(columns, numbers(TRAIN, 0)), space);
    const all = prepareObjective(selectNeeds(columns, test));
    const halves = [0, 1].map((half) =>
      prepareObjective(
        selectNeeds(
          columns,
          test.filter((need) => need % 2 === half),
        ),
      ),
    );
    const bestOf = (prepared: PreparedObjective): Float64Array => coordinateAscent(prepared, space, { restarts: 1 }).weights;
    const halfBest = halves.map(bestOf);
    const gapOf = (tuned: Float64Array): { readonly low: number; readonly high: number } => ({
      high: objectiveAt(all, bestOfAll)! - objectiveAt(all, tuned)!,
      low: mean(halves.map((half, at) => objectiveAt(half, halfBest[1 - at]!)! - objectiveAt(half, tuned)!)),
    });
    const bestOfAll = bestOf(all);
    process.stderr.write(`world ${world}, seed ${seed}: done\n`);
    return { tuned: gapOf(weights), start: gapOf(space.start) };
  });
  const middle = ({ low, high }: { readonly low: number; readonly high: number }): number => (low + high) / 2;
  const gaps = measured.map(({ tuned }) => middle(tuned));
  const defaultGaps = measured.map(({ start }) => middle(start));
  return {
    world,
    from: seeds.from,
    trainNeeds: TRAIN,
    testNeeds: fresh,
    gaps,
    meanGap: mean(gaps),
    interval: bootstrapInterval(gaps)!,
    bounds: [mean(measured.map(({ tuned }) => tuned.low)), mean(measured.map(({ tuned }) => tuned.high))],
    defaultGap: mean(defaultGaps),
    defaultInterval: bootstrapInterval(defaultGaps)!,
  };
}

/** How often tuning says that there is something to gain where there is nothing. */
export interface FalseGains {
  readonly from: number;
  /** One a seed. */
  readonly results: ReadonlyArray<Pick<NestedValidation, "verdict" | "comparison">>;
  /** Share of seeds with the verdict `"gain"`. */
  readonly share: number;
  /** Wilson's 95 % interval of it: also where no seed has it. */
  readonly interval: readonly [low: number, high: number];
  /** nDCG@10 of the default weights, over the seeds. */
  readonly defaultValue: number;
}

/**
 * Tunes on worlds whose judges weigh just as the default does, err at random, and so cannot be met better than by the default: grades are cut
 * from default score + error. Every need's expected gain falls in order of the default score, and such an order has the largest expected nDCG
 * (the probability ranking principle: Robertson, Journal of Documentation 33, 1977).
 */
export function measureFalseGains(seeds: Seeds): FalseGains {
  const runs = numbersOf(seeds).map((seed) => {
    const { columns, space } = plant("balanced", seed, TRAIN);
    const nested = nestedValidation(gradeByDefault(columns, space, seed), space, { methods: METHODS });
    process.stderr.write(`judges by default, seed ${seed}: ${nested.verdict}\n`);
    return nested;
  });
  const results = runs.map(({ verdict, comparison }) => ({ verdict, comparison }));
  const gains = results.filter(({ verdict }) => verdict === "gain").length;
  return {
    from: seeds.from,
    results,
    share: gains / results.length,
    interval: wilsonInterval(gains, results.length),
    defaultValue: mean(runs.flatMap(({ defaultValues }) => mean(defaultValues.filter((value) => value !== null)))),
  };
}

/** Standard deviation of these judges' errors: nDCG@10 of the default is then about what it is in the planted worlds. */
const ERROR = 0.23;

/** The same pairs graded by judges who weigh as the default does; as many of each grade as before. */
export function gradeByDefault(columns: SignalColumns, { start }: WeightSpace, seed: number): SignalColumns {
  const random = createRandom(hashString("judges by default", seed));
  const seen = scoreColumns(columns, start).map((score) => score + ERROR * normalDraw(random));
  const order = Uint32Array.from(seen, (_, row) => row).sort((a, b) => seen[b]! - seen[a]! || a - b);
  const grades = Float64Array.from(columns.grade).sort().reverse();
  const grade = new Float64Array(grades.length);
  order.forEach((row, at) => (grade[row] = grades[at]!));
  return { ...columns, grade };
}

/** Box and Muller's transform. */
function normalDraw(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** @see Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927). */
function wilsonInterval(hits: number, count: number): readonly [low: number, high: number] {
  const z = 1.959964;
  const share = hits / count;
  const centre = (share + z ** 2 / (2 * count)) / (1 + z ** 2 / count);
  const half = (z / (1 + z ** 2 / count)) * Math.sqrt((share * (1 - share)) / count + z ** 2 / (4 * count ** 2));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

function numbersOf({ from, count }: Seeds): number[] {
  return numbers(count, from);
}

function numbers(count: number, from: number): number[] {
  return Array.from({ length: count }, (_, at) => from + at);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
