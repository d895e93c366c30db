import { execFileSync } from "node:child_process";
import { cpus, loadavg, totalmem } from "node:os";
import { createRandom, shuffle } from "../src/kernel/random.js";

/** Something to time against others that do the same job. */
export interface Timed {
  /** Does the job once. */
  readonly run: () => void;
  /** Units of work in one run: times are given for one unit. */
  readonly units: number;
}

/** Microseconds of CPU a unit of work, over the rounds. */
export interface Timing {
  readonly medianUs: number;
  /** Upper less lower quartile. */
  readonly iqrUs: number;
  /** Median ÷ the first contender's median. */
  readonly ratio: number;
}

/** How often each contender runs. */
export interface MeasureOptions {
  /** Timed rounds, ≥ 1; one more goes before them to warm up. Default 7. */
  readonly rounds?: number;
}

const ROUNDS = 7;
/** Seed of the orders of rounds. */
const SEED = 1;

/**
 * Times contenders side by side in one process: in every round each runs once, in an order drawn anew, so that drifts of the machine meet all alike.
 * So does what one contender leaves to the next, such as garbage to collect: in one order, even if begun elsewhere each round, each always comes after the
 * same one. Results must have been checked before.
 *
 * Times are CPU time of the process, so a busy machine disturbs them little; the ratio is the figure to quote.
 */
export function measure<Name extends string>(
  contenders: Readonly<Record<Name, Timed>>,
  { rounds = ROUNDS }: MeasureOptions = {},
): Record<Name, Timing> {
  const names = Object.keys(contenders) as Name[];
  const times = new Map(names.map((name) => [name, [] as number[]]));
  for (const name of names) contenders[name].run();
  const random = createRandom(SEED);
  for (let round = 0; round < rounds; round++) {
    for (const name of shuffle([...names], random)) {
      const { run, units } = contenders[name];
      times.get(name)!.push(cpuTimeUs(run) / units);
    }
  }
  const reference = quantile(times.get(names[0]!)!, 0.5);
  const timingOf = (name: Name): Timing => {
    const medianUs = quantile(times.get(name)!, 0.5);
    const iqrUs = quantile(times.get(name)!, 0.75) - quantile(times.get(name)!, 0.25);
    return { medianUs, iqrUs, ratio: medianUs / reference };
  };
  return Object.fromEntries(names.map((name) => [name, timingOf(name)])) as Record<Name, Timing>;
}

function cpuTimeUs(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** The q-quantile by linear interpolation between order statistics (type 7 of Hyndman and Fan, 1996). */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = q * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below]!;
  return low + (place - below) * ((sorted[below + 1] ?? low) - low);
}

/** Processes that want a processor, the mean of the last minute: beside times of the clock it says whether they had the machine for themselves. */
export function machineLoad(): number {
  return loadavg()[0]!;
}

/** Where and when a figure was measured, recorded by the program. */
export interface Circumstances {
  readonly machine: string;
  readonly node: string;
  /** Of this repository; ends in `+` where files differ from it; `unknown` outside a repository. */
  readonly commit: string;
  readonly date: string;
}

export function circumstances(): Circumstances {
  const processors = cpus();
  const memoryGb = Math.round(totalmem() / 2 ** 30);
  return {
    machine: `${processors.length} × ${processors[0]?.model ?? "unknown"}, ${memoryGb} GB`,
    node: process.version,
    commit: currentCommit(),
    date: new Date().toISOString(),
  };
}

function currentCommit(): string {
  const git = (...args: string[]): string =>
    execFileSync("git", args, { cwd: import.meta.dirname, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  try {
    return git("rev-parse", "--short", "HEAD") + (git("status", "--porcelain") === "" ? "" : "+");
  } catch {
    return "unknown";
  }
}
