/** How a command ends. */
export const EXIT = { done: 0, strictIssues: 1, usage: 2, infeasible: 3, defect: 70 } as const;
export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

/** Runs a command and ends with its status; what it throws is our defect, told with its stack. */
export async function runCommand(command: (args: readonly string[]) => Promise<ExitStatus>): Promise<void> {
  // Whoever reads us may stop early, as `| head` does; the files are written all the same.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  try {
    process.exitCode = await command(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`[defect] ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = EXIT.defect;
  }
}

export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function warn(text: string): void {
  process.stderr.write(`${text}\n`);
}
