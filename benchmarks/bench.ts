/**
 * `npm run bench -- QUESTION [options] [--json] [--record]`: how fast, on a seeded world, checked before it is timed, beside peers.
 *
 * One file a question in `questions/`. `--record` also keeps the figures in `RESULTS.md`. Exit status 0, or 2 for bad usage.
 */
import { join } from "node:path";
import { runBundled } from "./as-bundled.js";
import { CommandError, runCommand, type CommandResult } from "./command.js";
import { recordResult } from "./results.js";

/** What a question's file exports as `run`: options in, figures out. */
type Question = (argv: readonly string[]) => CommandResult | Promise<CommandResult>;

/** Questions about loops over typed arrays. */
const bundled = (name: string): Promise<{ readonly run: Question }> =>
  Promise.resolve({ run: (argv) => runBundled(join(import.meta.dirname, "questions", `${name}.ts`), argv) });

const QUESTIONS: Readonly<Record<string, () => Promise<{ readonly run: Question }>>> = {
  join: () => bundled("join"),
  index: () => bundled("index"),
  live: () => bundled("live"),
  snapshot: () => bundled("snapshot"),
  portal: () => import("./questions/portal.js"),
  server: () => import("./questions/server.js"),
  solve: () => bundled("solve"),
  files: () => import("./questions/files.js"),
  propose: () => import("./questions/propose.js"),
  certify: () => bundled("certify"),
  tune: () => import("./questions/tune.js"),
};

async function bench(argv: readonly string[]): Promise<CommandResult> {
  const [name, ...given] = argv;
  const options = given.filter((option) => option !== "--record");
  const known = `known are ${Object.keys(QUESTIONS).join(", ")}`;
  if (name === undefined || name.startsWith("-")) throw new CommandError("bad-usage", `a question is wanted; ${known}`);
  if (!Object.hasOwn(QUESTIONS, name)) throw new CommandError("bad-usage", `unknown question ${name}; ${known}`);
  const { run } = await QUESTIONS[name]!();
  const result = await run(options);
  if (options.length < given.length)
    recordResult(
      name,
      options.filter((option) => option !== "--json"),
      result,
    );
  return result;
}

await runCommand(process.argv.slice(2), bench);
