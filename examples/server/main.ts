/**
 * `npm run server -- [--folder DIR] [--port N] [--tokens FILE] [--catalogue] [--lang zh|en]`: the example portal's server, on this machine only (127.0.0.1).
 *
 * `--tokens` names a JSON file `{ "token": "authority" | "parties" }`; without it a token of the authority is made and printed. `--catalogue` puts
 * the invented example catalogue in where the market is empty. SIGTERM or Ctrl-C writes a snapshot and ends with 0.
 */
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { parseMarket, type Language } from "alliance-match";
import { createIoIssue, type IoIssue } from "../io/io-issue.js";
import { parseFlags, readWhole } from "../io/command-line.js";
import { configForChina } from "../job/china.js";
import { EXIT, runCommand, warn, type ExitStatus } from "../job/exit.js";
import { formatFoundIssue, toFoundIssue } from "../job/found-issue.js";
import { readLanguage } from "../job/language.js";
import { whenPortIsFree } from "../job/listening.js";
import { createApp } from "./app.js";
import { lockFolder } from "./folder-lock.js";
import { LiveMarket } from "./live-market.js";
import { LiveSearch } from "./live-search.js";
import { PlanJobs } from "./plan-jobs.js";
import type { Tokens } from "./reader.js";

const FLAGS = {
  folder: { value: "DIR" },
  port: { value: "N" },
  tokens: { value: "FILE" },
  catalogue: {},
  lang: { value: "zh|en" },
} as const;
const DEFAULT_FOLDER = "out/server";
const DEFAULT_PORT = 8_080;
const HOST = "127.0.0.1";

await runCommand(serve);

async function serve(args: readonly string[]): Promise<ExitStatus> {
  const { values, switches, issues } = parseFlags(args, FLAGS);
  const port = values["port"] === undefined ? DEFAULT_PORT : readWhole(values["port"], "--port");
  const tokens = await readTokens(values["tokens"]);
  const { language, issue: languageIssue } = readLanguage(values["lang"]);
  const found = [...issues, ...[port, tokens, languageIssue].filter(isIssue)];
  if (found.length > 0) return refuse(found, language);

  const folder = values["folder"] ?? DEFAULT_FOLDER;
  const unlock = await lockFolder(folder);
  if (isIssue(unlock)) return refuse([unlock], language);
  const search: LiveSearch = new LiveSearch(() => market.corpus);
  const events: unknown[] = [];
  let tell = (event: object): void => void events.push(event);
  const jobs = new PlanJobs((failed) => tell(failed));
  const market = await LiveMarket.open({
    folder,
    config: configForChina(),
    onEvent: (event) => tell(event),
    onChange: (corpus, change) => search.follow(corpus, change),
  });
  if (switches.has("catalogue") && market.change === 0) await market.apply({ add: await readCatalogue() });
  const app = createApp({ market, search, jobs, tokens: tokens as Tokens, logger: true });
  tell = (event) => app.log.info(event);
  events.forEach((event) => tell(event as object));
  const stop = async (): Promise<void> => {
    search.close();
    jobs.close();
    await app.close();
    await market.close();
    await unlock();
  };
  const listening = await whenPortIsFree(app.listen({ host: HOST, port: port as number }), port as number);
  if (isIssue(listening)) {
    await stop();
    return refuse([listening], language);
  }
  if (values["tokens"] === undefined) app.log.info({ token: Object.keys(tokens)[0] }, "token of the authority, until the server stops");
  void search.build("public");

  await new Promise<void>((resolve) => ["SIGTERM", "SIGINT"].forEach((signal) => process.once(signal, () => resolve())));
  await stop();
  return EXIT.done;
}

function refuse(issues: readonly IoIssue[], language: Language): ExitStatus {
  for (const issue of issues) warn(formatFoundIssue(toFoundIssue(issue, language)));
  return EXIT.usage;
}

async function readTokens(file: string | undefined): Promise<Tokens | IoIssue> {
  if (file === undefined) return { [randomBytes(24).toString("base64url")]: "authority" };
  try {
    const given = JSON.parse(await readFile(file, "utf8")) as unknown;
    const isTokens =
      typeof given === "object" &&
      given !== null &&
      // The tokens of an array would be 0, 1, 2, …
      !Array.isArray(given) &&
      Object.entries(given).every(([token, circle]) => token !== "" && (circle === "authority" || circle === "parties"));
    if (isTokens) return given as Tokens;
  } catch {
    // Told below: whatever is wrong with the file, it holds no tokens.
  }
  return createIoIssue("flag-invalid", { option: "--tokens", expected: '{ "token": "authority" | "parties" }', received: file });
}

function isIssue(value: unknown): value is IoIssue {
  return typeof value === "object" && value !== null && "code" in value;
}

async function readCatalogue() {
  const read = async (name: string): Promise<unknown[]> => {
    const lines = (await readFile(new URL(`../catalogue/${name}.jsonl`, import.meta.url), "utf8")).split("\n");
    return lines.flatMap((line) => {
      try {
        return [JSON.parse(line) as unknown];
      } catch {
        // The catalogue has broken lines on purpose; `npm start` shows them.
        return [];
      }
    });
  };
  const [organisations, outcomes, needs] = await Promise.all([read("organisations"), read("outcomes"), read("needs")]);
  // Of the records that it has twice, the fullest.
  return parseMarket({ organisations, outcomes, needs }).market;
}
