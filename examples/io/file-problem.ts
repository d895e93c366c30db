import type { IoIssue } from "./io-issue.js";

/** Thrown out of a stream of pieces, which can say no otherwise why it ends; whoever takes the pieces hands the issue on. */
export class FileProblem extends Error {
  constructor(readonly issue: IoIssue) {
    super(issue.code);
  }
}

/** What `work` comes to, or the issue of the file that it could not get to the end of. */
export async function orFileIssue<A>(work: () => Promise<A>): Promise<A | IoIssue> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FileProblem) return error.issue;
    throw error;
  }
}
