/**
 * `npm run runtimes [-- --strict] [--json]`: does the packed library give the same plans, byte for byte, wherever it runs?
 *
 * Packs the tarball, installs it into fresh temporary folders and runs `program.ts` there as ESM and CommonJS in several Nodes, in Deno, Bun and
 * Chromium, where there are threads and files also `threads.ts` and `files.ts`, and type checks them by an old and a new TypeScript. What cannot be had (no network, no browser) is reported as unavailable.
 * It stands among the examples because its bundler and browser driver are theirs, and its program is a use of the library from outside.
 *
 * Exit status 0; 1 where a runtime failed or gave other bytes, under `--strict` also where one was unavailable; 2 for bad usage.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseFlags } from "../io/command-line.js";
import { textTable, type Column } from "../io/text-table.js";
import { EXIT, runCommand, say, warn, type ExitStatus } from "../job/exit.js";
import { formatFoundIssue, toFoundIssue } from "../job/found-issue.js";
import { answersOf, CONTENDERS } from "./contenders.js";
import { packLibrary } from "./packed-library.js";
import { isAllWell, judge, type NamedAnswer } from "./verdict.js";

const FLAGS = { strict: {}, json: {} } as const;
const COLUMNS: readonly Column[] = [
  { header: "runtime", align: "left", width: 32 },
  { header: "program", align: "left", width: 8 },
  { header: "as", align: "left", width: 28 },
  { header: "status", align: "left", width: 12 },
  { header: "SHA-256 or reason", align: "left", width: 100 },
];

await runCommand(compareRuntimes);

async function compareRuntimes(args: readonly string[]): Promise<ExitStatus> {
  const { switches, issues } = parseFlags(args, FLAGS);
  for (const issue of issues) warn(formatFoundIssue(toFoundIssue(issue, "en")));
  if (issues.length > 0) return EXIT.usage;

  const folder = await mkdtemp(join(tmpdir(), "alliance-match-runtimes-"));
  try {
    const library = await packLibrary(folder);
    const answers: NamedAnswer[] = [];
    for (const [index, contender] of CONTENDERS.entries()) {
      warn(`${contender.runtime} …`);
      answers.push(...(await answersOf(contender, join(folder, String(index)), library)));
    }
    const verdicts = judge(answers);
    const rows = verdicts.map(({ runtime, program, form, status, sha256, reason }) => [
      runtime,
      program,
      form,
      status,
      reason ?? sha256?.slice(0, 16) ?? "",
    ]);
    say(textTable(COLUMNS, rows));
    const held = verdicts.filter(({ status }) => status === "same" || status === "checked").length;
    say(`${held} of ${verdicts.length} hold`);
    const ok = isAllWell(verdicts, switches.has("strict") ? "strict" : "missing-allowed");
    if (switches.has("json")) say(JSON.stringify({ ok, held, runtimes: verdicts }));
    return ok ? EXIT.done : EXIT.strictIssues;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
