/**
 * `npm run tune -- DIR --out DIR [--json] [--fields] [--lexicon F] [--world NAME] [--seeds N] [--folds N] [--seed N] [--candidates N]
 * [--lang zh|en]`: tunes on a judged set.
 *
 * `--fields` tunes a need's title and its whole text as signals of their own, as is done anyway where the judged pairs tell nothing else apart.
 * `--lexicon` tries the words of a file, one a line. `--world` adds what tuning finds on planted worlds. Writes `tuning.json` (read by `npm run match -- --config`), `report.json`, tables and `report.html`. Exit status 0, or 2 for bad usage, unusable
 * files, or judgements that cannot be tuned on; nothing is written then.
 */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { checkOutputFolder, writeOutputFolder } from "../examples/io/output-folder.js";
import { tuningPage } from "../examples/report-tune.js";
import { EvaluateError } from "../src/evaluate/index.js";
import { CommandError, runCommand, type CommandResult } from "./command.js";
import { prepareObjective } from "../src/evaluate/index.js";
import { gridRatio } from "./tune/grid-ratio.js";
import { FRESH_NEEDS, measurePlanted, plant, TRAIN } from "./tune/planted.js";
import { tuningTables } from "./tune/tables.js";
import { tuneSet, type TuneOptions } from "./tune/tune-set.js";
import type { Measured, TuningReport } from "./tune/tuning-report.js";
import { WORLD_NAMES, type WorldName } from "./world.js";

const COUNTS = { folds: 5, seed: 1, candidates: 6, seeds: 20 };
const USAGE = `usage: npm run tune -- DIR --out DIR [--json] [--fields] [--lexicon FILE] [--world ${WORLD_NAMES.join("|")}] [--folds 5] [--seed 1] [--candidates 6] [--seeds 20] [--lang en|zh]`;

interface Request {
  readonly folder: string;
  readonly out: string;
  readonly world: WorldName | undefined;
  readonly fields: boolean;
  readonly lexiconFile: string | undefined;
  /** Of the page. */
  readonly language: "zh" | "en";
  readonly counts: Readonly<Record<keyof typeof COUNTS, number>>;
}

async function tune(argv: readonly string[]): Promise<CommandResult> {
  const { folder, out, world, language, counts, fields, lexiconFile } = readArguments(argv);
  const unusable = await checkOutputFolder(out, [], []);
  if (unusable.length > 0 || resolve(out) === resolve(folder))
    throw new CommandError("bad-usage", `--out ${out} should be a folder of its own`);
  const { report: found, config } = tuneOrRefuse(folder, { ...counts, fields, lexicon: readLexicon(lexiconFile) });
  const planted = world === undefined ? null : measurePlanted(world, { from: 1, count: counts.seeds }, FRESH_NEEDS);
  const report: TuningReport = { ...found, planted, grid: found.grid ?? gridOfWorld() };
  const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
  // Times differ from run to run: they are told, and kept out of the files, which are the same bytes each time.
  const kept = { ...report, grid: null };
  const files = [
    { name: "tuning.json", content: json(config) },
    { name: "report.json", content: json(kept) },
    { name: "report.html", content: tuningPage(kept, language) },
    ...tuningTables(kept),
  ];
  const failure = await writeOutputFolder(
    out,
    files,
    files.map(({ name }) => name),
  );
  if (failure !== undefined) throw new CommandError("bad-usage", `${out} cannot be written (${failure.received ?? failure.code})`);
  return { lines: linesOf(report), json: lastLine(report) };
}

/** Where the set has not just three signals to tune, the search is timed on a planted world that has. */
function gridOfWorld(): TuningReport["grid"] {
  const { columns, space } = plant("balanced", 1, TRAIN);
  return gridRatio(prepareObjective(columns), space);
}

/** One word a line; lines that are empty or start with # count for nothing. */
function readLexicon(file: string | undefined): string[] {
  if (file === undefined) return [];
  try {
    const lines = readFileSync(file, "utf8")
      .replace(/^\uFEFF/, "")
      .split(/\r\n|\n|\r/)
      .map((line) => line.trim());
    return [...new Set(lines.filter((line) => line !== "" && !line.startsWith("#")))].sort();
  } catch (error) {
    throw new CommandError("unreadable-file", `${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown reason"})`);
  }
}

function tuneOrRefuse(folder: string, options: TuneOptions): ReturnType<typeof tuneSet> {
  try {
    return tuneSet(folder, options);
  } catch (error) {
    if (!(error instanceof EvaluateError)) throw error;
    throw new CommandError("invalid-judgements", error.message);
  }
}

function lastLine({ set, folds, quality, weights, planted, grid }: TuningReport): object {
  const means = ({ ndcg10, pairAccuracy }: TuningReport["quality"]["default"]): object => ({
    ndcg10: ndcg10.mean,
    pairAccuracy: pairAccuracy.mean,
  });
  return {
    set,
    folds,
    default: means(quality.default),
    tuned: means(quality.nested),
    pValue: weights.comparison.pValue,
    plantedGap: planted?.meanGap ?? null,
    gridTimeRatio: grid?.timeRatio ?? null,
  };
}

function linesOf({ set, needs, folds, quality, weights, parameters, tuned, notes, planted, grid, judging }: TuningReport): string[] {
  const show = ({ mean, interval }: Measured): string =>
    mean === null || interval === null ? "–" : `${mean.toFixed(3)} [${interval[0].toFixed(3)}, ${interval[1].toFixed(3)}]`;
  const row = (name: string, { ndcg10, pairAccuracy }: TuningReport["quality"]["default"]): string =>
    `${name.padEnd(8)} nDCG@10 ${show(ndcg10)}  pair accuracy ${show(pairAccuracy)}`;
  return [
    `${set}: ${needs} counted needs, ${folds} outer folds, tuned: ${tuned.join(", ")}; mean [95 % interval]`,
    ...notes.map(({ code, count, message }) => `${code} × ${count}: ${message}`),
    row("default", quality.default),
    row("tuned", quality.nested),
    `weights: ${weights.verdict}, p = ${weights.comparison.pValue.toFixed(4)}, instability ${weights.instability.toFixed(3)}, used ${JSON.stringify(weights.used)}`,
    `difference of nDCG@10 ${weights.comparison.difference?.toFixed(4) ?? "–"} [${weights.comparison.interval?.map((end) => end.toFixed(4)).join(", ") ?? ""}], folds chose ${weights.folds.map(({ method }) => method).join(", ")}`,
    `needs to judge to see a gain: ${judging.wanted.map((row) => `${row.effect} ${row.needs ?? "–"}`).join(", ")}`,
    `text parameters: ${parameters.verdict}, p = ${parameters.comparison.pValue.toFixed(4)}, candidate ${parameters.chosen} of ${parameters.candidates.length - 1}`,
    ...(planted === null
      ? []
      : [
          `planted ${planted.world}: gap ${planted.meanGap.toFixed(4)} [${planted.interval.map((end) => end.toFixed(4)).join(", ")}] over ${planted.gaps.length} seeds; default ${planted.defaultGap.toFixed(4)}`,
        ]),
    ...(grid === null
      ? []
      : [
          `exact search ÷ grid of 0.01 over three signals: CPU ${grid.timeRatio.toFixed(3)}; optimum ${grid.exact.toFixed(4)}, the grid's ${grid.grid.toFixed(4)}`,
        ]),
  ];
}

function readArguments(argv: readonly string[]): Request {
  try {
    const text = { type: "string" } as const;
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: {
        json: { type: "boolean" },
        out: text,
        world: text,
        folds: text,
        seed: text,
        candidates: text,
        seeds: text,
        lang: text,
        lexicon: text,
        fields: { type: "boolean" },
      },
      allowPositionals: true,
    });
    const [folder, ...more] = positionals;
    if (folder === undefined || more.length > 0) throw new Error(`one folder is wanted, ${positionals.length} given`);
    if (values.out === undefined || values.out === "") throw new Error("--out is wanted");
    const world = WORLD_NAMES.find((name) => name === values.world);
    if (values.world !== undefined && world === undefined) throw new Error(`no world ${values.world}`);
    const language = values.lang ?? "en";
    if (language !== "zh" && language !== "en") throw new Error(`--lang should be zh or en but is ${language}`);
    const countOf = (name: keyof typeof COUNTS): number => {
      const given = values[name];
      if (given !== undefined && !/^[1-9]\d{0,5}$/.test(given))
        throw new Error(`--${name} should be a whole number from 1 but is ${given}`);
      return given === undefined ? COUNTS[name] : Number(given);
    };
    return {
      folder,
      out: values.out,
      world,
      language,
      fields: values.fields === true,
      lexiconFile: values.lexicon,
      counts: { folds: countOf("folds"), seed: countOf("seed"), candidates: countOf("candidates"), seeds: countOf("seeds") },
    };
  } catch (error) {
    throw new CommandError("bad-usage", `${(error as Error).message}\n${USAGE}`);
  }
}

await runCommand(process.argv.slice(2), tune);
