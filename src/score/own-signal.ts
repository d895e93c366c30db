import { ConfigError, createIssue } from "../model/issue.js";
import type { Need, Outcome } from "../model/record.js";
import { whileComparing } from "./comparing.js";
import type { Comparison } from "./comparison.js";

/** A signal that the caller computes. */
export interface OwnSignal {
  /** What the signal never exceeds, > 0; default 1, which is a very good match like everywhere. The join skips pairs by it. */
  readonly bound?: number;
  /**
   * From 0 to `bound`, or `undefined` for “cannot say”, which takes the neutral value. The same pair must get the same number each time.
   * It may not rank or join: that is refused (`own-signal-ranks`).
   * Asked for the pairs that may enter a ranking, not for all; and for a sample, to fit the neutral value.
   */
  readonly compare: (need: Need, outcome: Outcome) => number | undefined;
  /** What an explanation says of a pair. */
  readonly describe?: (need: Need, outcome: Outcome, language: "zh" | "en") => string;
}

/**
 * The caller's signal, with its bound checked on every pair that it is asked for: a bound that does not hold would make the join
 * leave out good pairs in silence.
 */
export function ownComparison({ bound = 1, compare, describe }: OwnSignal): Comparison {
  const checked = (need: unknown, outcome: unknown): number | undefined => {
    const [n, o] = [need as Need, outcome as Outcome];
    const value = whileComparing(refuseRanking, () => compare(n, o));
    if (value === undefined || (typeof value === "number" && value >= 0 && value <= bound)) return value;
    throw new ConfigError([
      createIssue("own-signal-out-of-range", { path: ["own"], expected: `0 … ${bound}`, received: `${String(value)} (${n.id}, ${o.id})` }),
    ]);
  };
  return {
    bound,
    ofNeed: (need) => need,
    ofOutcome: (outcome) => outcome,
    compare: checked,
    ...(describe === undefined
      ? {}
      : {
          parts: (need, outcome) => [
            {
              zh: describe(need as Need, outcome as Outcome, "zh"),
              en: describe(need as Need, outcome as Outcome, "en"),
              share: checked(need, outcome) ?? 0,
            },
          ],
        }),
  };
}

function refuseRanking(): never {
  throw new ConfigError([createIssue("own-signal-ranks", { path: ["own"] })]);
}
