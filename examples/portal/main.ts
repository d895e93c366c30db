/** `npm run portal [-- --port N] [--out DIR] [--lang zh|en]`: bundles the portal page into a folder and serves it on this machine. Ctrl-C ends it. */
import { resolve } from "node:path";
import type { Language } from "alliance-match";
import { parseFlags, readWhole } from "../io/command-line.js";
import { createIoIssue, type IoIssue } from "../io/io-issue.js";
import { checkOutputFolder } from "../io/output-folder.js";
import { EXIT, runCommand, say, warn, type ExitStatus } from "../job/exit.js";
import { readLanguage } from "../job/language.js";
import { whenPortIsFree } from "../job/listening.js";
import { formatFoundIssue, toFoundIssue } from "../job/found-issue.js";
import { buildPortal, foreignEntry } from "./build.js";
import { serveFolder } from "./serve-folder.js";

const FLAGS = { port: { value: "N" }, out: { value: "DIR" }, lang: { value: "zh|en" } } as const;
const DEFAULT_PORT = 8_090;
const DEFAULT_OUT = "out/portal";

await runCommand(async (args): Promise<ExitStatus> => {
  const { values, issues } = parseFlags(args, FLAGS);
  const port = values["port"] === undefined ? DEFAULT_PORT : readWhole(values["port"], "--port");
  const folder = resolve(values["out"] ?? DEFAULT_OUT);
  const { language, issue: languageIssue } = readLanguage(values["lang"]);
  const ofValues = [port, languageIssue].filter((value) => typeof value === "object");
  const found = [...issues, ...ofValues, ...(await checkOutputFolder(folder, [], []))];
  if (found.length > 0) return refuse(found, language);
  const foreign = await foreignEntry(folder);
  if (foreign !== undefined)
    return refuse([createIoIssue("out-holds-other", { file: values["out"] ?? DEFAULT_OUT, received: foreign })], language);
  await buildPortal(folder);
  const served = await whenPortIsFree(serveFolder(folder, port as number), port as number);
  if ("code" in served) return refuse([served], language);
  const { url, close } = served;
  say(`${url}  (Ctrl-C)`);
  await new Promise<void>((ended) => ["SIGTERM", "SIGINT"].forEach((signal) => process.once(signal, () => ended())));
  await close();
  return EXIT.done;
});

function refuse(issues: readonly IoIssue[], language: Language): ExitStatus {
  for (const issue of issues) warn(formatFoundIssue(toFoundIssue(issue, language)));
  return EXIT.usage;
}
