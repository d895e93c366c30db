import { Presets, SingleBar } from "cli-progress";

/** Shows how far a stage of work has come. */
export interface Progress {
  report(stage: string, done: number, total: number): void;
  stop(): void;
}

/** A bar on stderr, one a stage; nothing at all where stderr is no terminal. */
export function createProgress(): Progress {
  if (!process.stderr.isTTY) return { report: () => undefined, stop: () => undefined };
  let bar: SingleBar | undefined;
  let current: string | undefined;
  return {
    report(stage, done, total) {
      if (stage !== current) {
        bar?.stop();
        current = stage;
        bar = new SingleBar({ format: "{stage} {bar} {percentage}% {eta_formatted}", clearOnComplete: true }, Presets.shades_classic);
        bar.start(total, done, { stage });
      } else {
        bar?.setTotal(total);
        bar?.update(done, { stage });
      }
    },
    stop() {
      bar?.stop();
      bar = undefined;
      current = undefined;
    },
  };
}
