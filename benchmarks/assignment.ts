/**
 * `npm run assignment -- FILE [--json]`: solves an OR-Library assignment instance to the least cost, and has the certificate checked.
 *
 * Exit status 0; 2 for a file that is missing or no instance; 3 where no full assignment exists: then `optimum` is null, and `certified`
 * says whether the proof of that was accepted.
 */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { solve, verifySolution } from "alliance-match/solve";
import { readInstance } from "./assignment/instance.js";
import { CommandError, runCommand, type CommandResult } from "./command.js";

const USAGE = "usage: npm run assignment -- FILE [--json]";
const EVERY_ONE_ONCE = { rows: { min: 1, max: 1 }, columns: { min: 1, max: 1 } };

function assignment(argv: readonly string[]): CommandResult {
  const files = argv.filter((argument) => argument !== "--json");
  const [file] = files;
  if (file === undefined || files.length > 1 || file.startsWith("-")) throw new CommandError("bad-usage", USAGE);
  const edges = readInstance(readText(file), file);
  const before = performance.now();
  const plan = solve(edges, EVERY_ONE_ONCE);
  const ms = Math.round(performance.now() - before);
  const isProved = verifySolution(edges, EVERY_ONE_ONCE, plan).valid;
  const instance = basename(file).replace(/\.[^.]*$/, "");
  if (plan.status === "infeasible") {
    const what = `no assignment of every row exists, bounds are out of reach by ${plan.reason.shortfall} in sum`;
    return {
      lines: [`${instance}: ${edges.rowCount} rows, ${what}; proof ${isProved ? "accepted" : "refused"}, ${ms} ms`],
      json: { instance, n: edges.rowCount, optimum: null, certified: isProved, ms },
      exitStatus: 3,
    };
  }
  const certified = plan.status === "optimal" && plan.bound === plan.total && isProved;
  const json = { instance, n: edges.rowCount, optimum: 0 - plan.total, certified, ms };
  return {
    lines: [`${instance}: ${json.n} rows, least cost ${json.optimum}, certificate ${certified ? "accepted" : "refused"}, ${ms} ms`],
    json,
  };
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT") throw new CommandError("missing-file", `${file} does not exist`);
    throw new CommandError("unreadable-file", `${file}: ${(error as Error).message}`);
  }
}

await runCommand(process.argv.slice(2), assignment);
