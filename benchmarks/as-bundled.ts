import { fork } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { build, BuildOptions } from "esbuild";
import { CommandError, type CommandResult } from "./command.js";

/*
 * Sources are timed as users run them, as one bundle in a process of Node alone. It makes more than a small difference: where packages of CommonJS are
 * loaded from modules, as those that run TypeScript as it stands do, the scanner for their exports grows its memory, which detaches a buffer; from then
 * on V8 asks before each access to a typed array whether its buffer is still there, and the inner loops of the join take twice as long.
 */

/** Not imported as a module, for the reason above. */
const esbuild = createRequire(import.meta.url)("esbuild") as { readonly build: typeof build };

/** Packages of CommonJS in a bundle ask for the modules of Node. */
const REQUIRE = 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);';

/** Bundles sources with all that they import. @param outfile beside them, so that what they find by their own place is found. */
async function bundle(entry: BuildOptions, outfile: string): Promise<void> {
  await esbuild.build({
    ...entry,
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    mainFields: ["module", "main"],
    banner: { js: REQUIRE },
    logLevel: "error",
  });
}

function besideOf(source: string): string {
  return join(dirname(source), `.${basename(source, ".ts")}-${process.pid}.mjs`);
}

/** What a source's process answers with: its result, or what is wrong with the options. */
type Answer = { readonly result: CommandResult } | { readonly code: CommandError["code"]; readonly message: string };

/** Asks the source for its answer. */
const asking = (source: string): string => `
  import { run } from "./${basename(source)}";
  let answer;
  try {
    answer = { result: await run(process.argv.slice(2)) };
  } catch (error) {
    if (error.name !== "CommandError") throw error;
    answer = { code: error.code, message: error.message };
  }
  process.send(answer, () => process.disconnect());
`;

/** Runs what a source exports as `run`, bundled, in a process of its own. @throws CommandError as it does. */
export async function runBundled(source: string, argv: readonly string[]): Promise<CommandResult> {
  const file = besideOf(source);
  await bundle({ stdin: { contents: asking(source), resolveDir: dirname(source), loader: "ts" } }, file);
  try {
    const child = fork(file, argv, { execArgv: [] });
    let answer: Answer | undefined;
    child.on("message", (message) => (answer = message as Answer));
    // The channel closes behind its last message, which may come after the end of the process.
    const [[exitCode]] = (await Promise.all([once(child, "exit"), once(child, "disconnect")])) as [[number | null], unknown];
    if (answer === undefined) throw new Error(`${basename(source)} ended with exit code ${String(exitCode)}`);
    if ("result" in answer) return answer.result;
    throw new CommandError(answer.code, answer.message);
  } finally {
    rmSync(file);
  }
}

/** Lends a bundled source for as long as `use` takes: threads load it by themselves. */
export async function withBundled<A>(source: string, use: (bundle: URL) => Promise<A>): Promise<A> {
  const file = besideOf(source);
  await bundle({ entryPoints: [source] }, file);
  try {
    return await use(pathToFileURL(file));
  } finally {
    rmSync(file);
  }
}
