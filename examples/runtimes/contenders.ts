import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { runInChromium } from "./chromium-page.js";
import { freshFolder, PROGRAMS, type PackedLibrary, type Program } from "./packed-library.js";
import { runProcess } from "./run-process.js";
import type { Answer, NamedAnswer } from "./verdict.js";

/** A runtime or a compiler: what npm calls it, and what to do in a folder that has it and the library. */
export interface Contender {
  readonly runtime: string;
  /** Packages of npm that bring it; none for what runs this command or is on the machine. */
  readonly tools: readonly string[];
  readonly forms: readonly Form[];
}

/** A program in a form of source or of use. */
interface Form {
  readonly program: Program;
  readonly form: string;
  readonly run: (folder: string) => Promise<Answer>;
}

const PLATFORM = process.platform === "win32" ? "win" : process.platform;

/** The oldest Node that `engines` allows, then a late one of each line. */
const NODES = ["20.19.0", "22.23.3", "24.21.0", "26.10.0"];
const DENO = "2.9.6";
const BUN = "1.4.5";
const COMPILERS = ["5.4.5", "6.0.3"];

/** Every program in every form; `run` is told the file. */
function inEach(
  programs: readonly Program[],
  endings: Readonly<Record<string, string>>,
  run: (file: string, folder: string, program: Program) => Promise<Answer>,
): Form[] {
  return programs.flatMap((program) =>
    Object.entries(endings).map(([form, ending]) => ({ program, form, run: (folder) => run(`${program}.${ending}`, folder, program) })),
  );
}

const SCRIPTS = { ESM: "mjs", CommonJS: "cjs" } as const;

/**
 * What Deno lets each program do, and no more. The library itself reads, writes and fetches nothing; threads are started from a file of the package
 * and as many as there are processors.
 */
const DENO_ALLOWS: Readonly<Record<Program, readonly string[]>> = {
  program: [],
  threads: ["--allow-read=.", "--allow-sys=cpus"],
  files: ["--allow-read=.", "--allow-write=."],
};

/** In the order of the table; the first is the reference. */
export const CONTENDERS: readonly Contender[] = [
  {
    runtime: `Node ${process.versions.node} (this one)`,
    tools: [],
    forms: inEach(PROGRAMS, SCRIPTS, (file, folder) => printedBy(process.execPath, [file], folder)),
  },
  ...NODES.map((version): Contender => {
    const tool = `node-${PLATFORM}-${process.arch}`;
    return {
      runtime: `Node ${version}`,
      tools: [`${tool}@${version}`],
      forms: inEach(PROGRAMS, SCRIPTS, (file, folder) => printedBy(`node_modules/${tool}/bin/node`, [file], folder)),
    };
  }),
  {
    runtime: `Deno ${DENO}`,
    tools: [`deno@${DENO}`],
    forms: inEach(PROGRAMS, { ESM: "mjs", TypeScript: "ts" }, (file, folder, program) =>
      printedBy(denoProgram(), ["run", "--no-prompt", "--cached-only", ...DENO_ALLOWS[program], file], folder),
    ),
  },
  {
    runtime: `Bun ${BUN}`,
    tools: [`bun@${BUN}`],
    forms: inEach(PROGRAMS, { ...SCRIPTS, TypeScript: "ts" }, (file, folder) => printedBy(bunProgram(), ["run", file], folder)),
  },
  {
    runtime: "Chromium",
    tools: [],
    // A page has threads and no files.
    forms: inEach(["program", "threads"], { "esbuild bundle, strict CSP": "mjs" }, (file, folder) => runInChromium(folder, file)),
  },
  ...COMPILERS.map((version): Contender => ({
    runtime: `TypeScript ${version}`,
    tools: [`typescript@${version}`],
    forms: [
      ...inEach(PROGRAMS, { "node16, ESM": "ts", "node16, CommonJS": "cts" }, (file, folder) => checkedBy(folder, "node16", file)),
      ...inEach(PROGRAMS, { bundler: "ts" }, (file, folder) => checkedBy(folder, "bundler", file)),
    ],
  })),
];

/** Runs every form of a contender in a fresh folder. */
export async function answersOf({ runtime, tools, forms }: Contender, folder: string, library: PackedLibrary): Promise<NamedAnswer[]> {
  const hindered = await freshFolder(folder, library, tools);
  const answers: NamedAnswer[] = [];
  for (const { program, form, run } of forms) answers.push({ program, runtime, form, answer: hindered ?? (await run(folder)) });
  return answers;
}

// Scripts of packages are off, so the programs are taken from the packages of this platform, where their installers would find them.
function denoProgram(): string {
  return `node_modules/@deno/${process.platform}-${process.arch}${process.platform === "linux" ? "-glibc" : ""}/deno`;
}

function bunProgram(): string {
  const system = process.platform === "win32" ? "windows" : process.platform;
  return `node_modules/@oven/bun-${system}-${process.arch === "arm64" ? "aarch64" : process.arch}/bin/bun`;
}

async function printedBy(program: string, args: readonly string[], folder: string): Promise<Answer> {
  const path = program === process.execPath ? program : join(folder, program);
  if (path !== program) {
    const found = await chmod(path, 0o755).then(
      () => true,
      () => false,
    );
    if (!found) return { kind: "unavailable", reason: `no program for ${process.platform} ${process.arch}` };
  }
  const environment = { DENO_DIR: join(folder, ".deno"), DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1", NODE_OPTIONS: "" };
  const { succeeded, stdout, reason } = await runProcess(path, args, { folder, environment });
  return succeeded ? { kind: "printed", text: stdout } : { kind: "failed", reason };
}

/** Type checks a program as a user would, and the library's declarations with it: `skipLibCheck` is off. */
async function checkedBy(folder: string, resolution: "node16" | "bundler", file: string): Promise<Answer> {
  const kinds = ["--module", resolution === "node16" ? "node16" : "esnext", "--moduleResolution", resolution];
  // `console` is the one name beyond the language: the DOM library has it.
  const strict = ["--noEmit", "--strict", "--target", "es2022", "--lib", "es2022,dom", "--skipLibCheck", "false"];
  const { succeeded, reason } = await runProcess(process.execPath, ["node_modules/typescript/bin/tsc", ...strict, ...kinds, file], {
    folder,
  });
  return succeeded ? { kind: "checked" } : { kind: "failed", reason };
}
