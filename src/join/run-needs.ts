import type { Runs } from "./block-index.js";
import { RUN_LEAST, scanRuns, SUM_LIMIT } from "./kernel.js";

/** Far more than sums in Float64 can be off (terms · 2⁻⁵³), far less than what pruning would miss. */
export const SLACK = 1e-9;

/** What the sum of each run's records has to stand for at least. */
const RUN_NEED = new Float64Array(SUM_LIMIT);

/**
 * What the records of each run of a block must bring for a threshold θ: need(r) = (θ − the most that its other signals add) ÷ (text factor · max gain of r),
 * and which sums of integers stand for it, `RUN_LEAST`.
 */
export class RunNeeds {
  readonly runCount: number;
  /** For each run 1 ÷ (text factor · largest gain). */
  private readonly perGain: Float64Array;

  /** @param most what other signals add in each run at most, for the probe. */
  constructor(
    private readonly runs: Runs,
    textFactor: number,
    private readonly most: Float64Array,
  ) {
    this.runCount = runs.maxGain.length;
    this.perGain = Float64Array.from(runs.maxGain, (gain) => 1 / (textFactor * gain));
  }

  /** Sets what runs need for a threshold. @returns the least of it. */
  set(threshold: number): number {
    const lowered = threshold * (threshold > 0 ? 1 - SLACK : 1 + SLACK);
    let least = Infinity;
    for (let r = 0; r < this.runCount; r++) least = Math.min(least, (RUN_NEED[r] = (lowered - this.most[r]!) * this.perGain[r]!));
    return least;
  }

  /** Sets the least sums for what runs need, where the heads that sums lack add up to `headBound` at most. */
  setLeasts(headBound: number, unit: number): void {
    for (let r = 0; r < this.runCount; r++) RUN_LEAST[r] = leastSum(RUN_NEED[r]!, headBound, unit);
  }

  /** As `setLeasts` for sums that lack nothing. @returns whether one fell, so that fewer places were listed by the sums of before than might matter. */
  resetLeasts(unit: number): boolean {
    let isLower = false;
    for (let r = 0; r < this.runCount; r++) {
      const least = leastSum(RUN_NEED[r]!, 0, unit);
      isLower ||= least < RUN_LEAST[r]!;
      RUN_LEAST[r] = least;
    }
    return isLower;
  }

  /** Lists the places that reach the least sum of their run: `CANDIDATE`. @returns how many. */
  scan(): number {
    return scanRuns(this.runCount, this.runs.size, this.runs.start[this.runCount]!);
  }

  /** Whether records of the run whose sum is 0 have to be looked at: some may enter by other signals alone. */
  isNothing(r: number, unit: number): boolean {
    return RUN_NEED[r]! < unit;
  }

  /** The most that any record can score whose sum stands for `mostSum`. */
  mostScore(mostSum: number): number {
    let most = 0;
    for (let r = 0; r < this.runCount; r++) most = Math.max(most, mostSum / this.perGain[r]! + this.most[r]!);
    return most;
  }
}

/** The least sum, from 1, with which a record may have what its run needs, where the heads that the sum lacks add up to `slack` at most. */
function leastSum(need: number, slack: number, unit: number): number {
  const least = (need * (1 - SLACK) - slack) / unit;
  return least >= SUM_LIMIT ? SUM_LIMIT : least < 1 ? 1 : Math.floor(least);
}
