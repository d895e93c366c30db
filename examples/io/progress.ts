import type { Language } from "alliance-match";
import { Presets, SingleBar } from "cli-progress";

/** Shows how far a stage of work has come. A total of 0 stands for one that is not known. */
export interface Progress {
  report(stage: string, done: number, total: number): void;
  stop(): void;
}

/** For work that nobody watches. */
export const SILENT: Progress = { report: () => undefined, stop: () => undefined };

/** Between two updates, in ms: more often nobody could read them, and the time left would be guessed from moments. */
const UPDATE_MS = 50;
/** Updates that the time left is estimated from: the last seconds, not the whole stage, which may have begun slowly. */
const ETA_UPDATES = 100;

/**
 * A bar a stage with the time left, taken away when the next stage begins. Nothing at all where the stream is no terminal.
 *
 * @param stream where bars are drawn.
 */
export function createProgress(language: Language, stream: NodeJS.WriteStream = process.stderr): Progress {
  if (!stream.isTTY) return SILENT;
  let bar: SingleBar | undefined;
  let current: string | undefined;
  let updatedMs = 0;
  return {
    report(stage, done, total) {
      if (stage !== current) {
        bar?.stop();
        current = stage;
        bar = startBar({ stage, done, total }, language, stream);
        updatedMs = Date.now();
      } else if (done === total || Date.now() - updatedMs >= UPDATE_MS) {
        bar?.setTotal(total);
        bar?.update(done);
        updatedMs = Date.now();
      }
    },
    stop() {
      bar?.stop();
      bar = undefined;
      current = undefined;
    },
  };
}

/** Takes away the bar of a process that was ended while it drew: its line is cleared, and long lines are broken again. */
export function clearAbandonedBar(stream: NodeJS.WriteStream = process.stderr): void {
  // The library turns DECAWM off while a bar stands, and on again when it is stopped.
  if (stream.isTTY) stream.write("\r\u001B[2K\u001B[?7h");
}

interface StageState {
  readonly stage: string;
  readonly done: number;
  readonly total: number;
}

function startBar({ stage, done, total }: StageState, language: Language, stream: NodeJS.WriteStream): SingleBar {
  const bar = new SingleBar(
    {
      format: "{stage} {bar} {percentage} % {eta_formatted}",
      formatTime: (seconds) => timeLeft(seconds, language),
      etaBuffer: ETA_UPDATES,
      emptyOnZero: true,
      clearOnComplete: true,
      // A handler of signals would keep a process alive that is to end in the middle of a calculation.
      gracefulExit: false,
      stream,
    },
    Presets.shades_classic,
  );
  bar.start(total, done, { stage });
  return bar;
}

/** @param seconds as the library has it: a text where it cannot say. */
function timeLeft(seconds: number | string, language: Language): string {
  if (typeof seconds !== "number") return "…";
  const minutes = Math.floor(seconds / SECONDS);
  const text = minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % SECONDS} s`;
  return language === "zh" ? `剩余 ${text.replace("min", "分").replace("s", "秒")}` : `${text} left`;
}

/** Of a minute. */
const SECONDS = 60;
