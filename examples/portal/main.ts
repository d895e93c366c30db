/** `npm run portal [-- --port N] [--out DIR]`: bundles the portal page into a folder and serves it on this machine. Ctrl-C ends it. */
import { resolve } from "node:path";
import { parseFlags, readWhole } from "../io/command-line.js";
import { EXIT, runCommand, say, warn, type ExitStatus } from "../job/exit.js";
import { formatFoundIssue, toFoundIssue } from "../job/found-issue.js";
import { buildPortal } from "./build.js";
import { serveFolder } from "./serve-folder.js";

const FLAGS = { port: { value: "N" }, out: { value: "DIR" } } as const;
const DEFAULT_PORT = 8_090;
const DEFAULT_OUT = "out/portal";

await runCommand(async (args): Promise<ExitStatus> => {
  const { values, issues } = parseFlags(args, FLAGS);
  const port = values["port"] === undefined ? DEFAULT_PORT : readWhole(values["port"], "--port");
  const found = typeof port === "number" ? issues : [...issues, port];
  for (const issue of found) warn(formatFoundIssue(toFoundIssue(issue, "en")));
  if (found.length > 0) return EXIT.usage;
  const folder = resolve(values["out"] ?? DEFAULT_OUT);
  await buildPortal(folder);
  const { url, close } = await serveFolder(folder, port as number);
  say(`${url}  (Ctrl-C)`);
  await new Promise<void>((ended) => ["SIGTERM", "SIGINT"].forEach((signal) => process.once(signal, () => ended())));
  await close();
  return EXIT.done;
});
