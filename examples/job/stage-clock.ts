/** What a job spends its time on, in this order. */
export const STAGES = ["read", "match", "write"] as const;
export type Stage = (typeof STAGES)[number];

/** Milliseconds of each stage so far, whole; 0 for one that was not reached. */
export type StageTimes = Readonly<Record<`${Stage}Ms`, number>>;

/** Knows how long each stage of a job took. A stage lasts until the next one begins. */
export interface StageClock {
  begin(stage: Stage): void;
  times(): StageTimes;
  /** Milliseconds since the clock was made. */
  elapsedMs(): number;
}

export function createStageClock(): StageClock {
  const startedMs = performance.now();
  const spent: Record<Stage, number> = { read: 0, match: 0, write: 0 };
  let current: { readonly stage: Stage; readonly sinceMs: number } | undefined;
  const stop = (): void => {
    if (current !== undefined) spent[current.stage] += performance.now() - current.sinceMs;
  };
  return {
    begin(stage) {
      stop();
      current = { stage, sinceMs: performance.now() };
    },
    times() {
      stop();
      if (current !== undefined) current = { stage: current.stage, sinceMs: performance.now() };
      return { readMs: Math.round(spent.read), matchMs: Math.round(spent.match), writeMs: Math.round(spent.write) };
    },
    elapsedMs: () => performance.now() - startedMs,
  };
}
