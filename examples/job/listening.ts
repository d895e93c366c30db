import { createIoIssue, type IoIssue } from "../io/io-issue.js";

/** What listening on a port gives, or `port-taken` where another program has it. Anything else that goes wrong is thrown on. */
export async function whenPortIsFree<A>(listening: Promise<A>, port: number): Promise<A | IoIssue> {
  try {
    return await listening;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    return createIoIssue("port-taken", { option: "--port", received: String(port) });
  }
}
