import type { ResultRow } from "./results.js";

/**
 * What a command prints about input it cannot work with: a code for programs, a sentence for people. Exit status 2.
 *
 * Codes: `bad-usage`, `missing-file`, `not-a-folder`, `unreadable-file`, `invalid-json`, `invalid-meta`, `invalid-judgements`, `invalid-instance`.
 */
export class CommandError extends Error {
  override readonly name = "CommandError";

  constructor(
    readonly code:
      | "bad-usage"
      | "missing-file"
      | "not-a-folder"
      | "unreadable-file"
      | "invalid-json"
      | "invalid-meta"
      | "invalid-judgements"
      | "invalid-instance",
    message: string,
  ) {
    super(message);
  }
}

/** What a command has to say once it is done: lines for people, then one object for programs. */
export interface CommandResult {
  readonly lines: readonly string[];
  readonly json: object;
  /** The table that a benchmark keeps in `RESULTS.md`; its lines where absent. */
  readonly rows?: readonly ResultRow[];
  /** 3 where the answer is that no plan exists; 0 where absent. */
  readonly exitStatus?: 3;
  /** Title of the section in which a question's figures are kept, where it is not the question's name. */
  readonly section?: string;
}

/**
 * Runs a command: its result goes to stdout, the object as the last line under `--json`; a `CommandError` goes to stderr with exit
 * status 2 and nothing on stdout. Any other error is ours and is thrown on.
 */
export async function runCommand(
  argv: readonly string[],
  command: (argv: readonly string[]) => CommandResult | Promise<CommandResult>,
): Promise<void> {
  try {
    const { lines, json, exitStatus } = await command(argv);
    const output = argv.includes("--json") ? [...lines, JSON.stringify(json)] : lines;
    process.stdout.write(output.map((line) => `${line}\n`).join(""));
    if (exitStatus !== undefined) process.exitCode = exitStatus;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    process.stderr.write(`${error.code}: ${error.message}\n`);
    process.exitCode = 2;
  }
}
