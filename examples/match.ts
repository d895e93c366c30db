/** `npm run match`: proposes alliances from a team's own files. `npm run match -- --help` tells the options. */
import { ConfigError, type Corpus, type Issue } from "alliance-match";
import { choicesWithoutColumn } from "./io/read-column-choices.js";
import { createIoIssue, type IoIssue } from "./io/io-issue.js";
import { checkOutputFolder, writeOutputFolder, type OutputFile } from "./io/output-folder.js";
import type { RecordFile } from "./io/record-file.js";
import { createDirectory } from "./job/directory.js";
import { EXIT, runCommand, say, warn, type ExitStatus } from "./job/exit.js";
import { formatFoundIssue, formatPlanIssue, toFoundIssue, type FoundIssue } from "./job/found-issue.js";
import { matchUsage, readMatchRequest, type MatchRequest } from "./job/match-request.js";
import { makePlan, type MadePlan } from "./job/make-plan.js";
import { infeasibleLines, summarise, summaryLine } from "./job/match-summary.js";
import { toPlanDocument, type PlanDocument } from "./job/plan-document.js";
import { buildMarket, readMarketFiles, type MarketReading } from "./job/read-market.js";
import { reportFile } from "./job/report-file.js";
import { jsonLinesText, jsonText, proposalsCsv, rejectedCsv, unmatchedCsv } from "./job/result-files.js";
import { filesTable, heading, issuesTable, planLine, qualityTables, proposalBlocks, readerOf, unmatchedTable } from "./job/screen.js";

/** Written when the job is done. */
const RESULTS = ["proposals.json", "proposals.csv", "unmatched.csv", "report.html"];
/** Written however the job ends, once it has begun. */
const LOGS = ["issues.jsonl", "rejected.csv", "run.json"];

/** Proposals shown on screen; the files hold them all. */
const SHOWN_PROPOSALS = 10;

await runCommand(match);

async function match(args: readonly string[]): Promise<ExitStatus> {
  const startedMs = performance.now();
  const { request, issues } = await readMatchRequest(args);
  if (request.help) {
    say(matchUsage(request.language));
    return EXIT.done;
  }
  const { outcomes, needs, organisations } = request.files;
  const inputs = [outcomes, needs, organisations].filter((file) => file !== undefined);
  const outIssues = request.out === "" ? [] : await checkOutputFolder(request.out, [...RESULTS, ...LOGS], inputs);
  if (issues.length + outIssues.length > 0) {
    return refuse([...issues, ...outIssues.map((issue) => toFoundIssue(issue, request.language))], request);
  }
  const files = await readMarketFiles(request.files, request.reading);
  const unusable = [...files.flatMap((file) => file.issues), ...columnIssues(files, request)].filter(({ effect }) => effect === "refused");
  if (unusable.length > 0) {
    return refuse(
      unusable.map((issue) => toFoundIssue(issue, request.language)),
      request,
    );
  }
  return propose(request, buildMarket(files, request.config, request.language), startedMs);
}

/** What a file of columns says of headers that no file has; nothing where a file could not be read. */
function columnIssues(files: readonly RecordFile[], { reading, given }: MatchRequest): readonly IoIssue[] {
  if (files.some(({ issues }) => issues.some(({ effect }) => effect === "refused"))) return [];
  const expected = files.flatMap(({ columns = [] }) => columns.map(({ header }) => header)).join(", ");
  return choicesWithoutColumn(reading.choices ?? [], files).map(({ header }) =>
    createIoIssue("columns-header-unknown", { file: given["columns"] ?? "", column: header, expected }),
  );
}

/** Everything from the corpus on: shown, solved and written, or refused with logs alone. */
async function propose(request: MatchRequest, market: MarketReading, startedMs: number): Promise<ExitStatus> {
  const { language } = request;
  const reader = readerOf(language, process.stdout.columns);
  showMarket(market, reader);
  if (request.strict && market.issues.length > 0) return end({ request, market, startedMs, exit: EXIT.strictIssues });

  const directory = createDirectory(market.corpus, language);
  const made = planOrIssues(market.corpus, request);
  if ("refused" in made)
    return refuse(
      made.refused.map((issue) => toFoundIssue(issue, language)),
      request,
    );
  const { plan, issues } = made;
  if (issues.length > 0) {
    say(heading(language === "zh" ? `方案中的问题（${issues.length}）` : `Issues of the plan (${issues.length})`));
    for (const issue of issues) say(`  ${formatPlanIssue(issue, language)}`);
  }
  const document = toPlanDocument(plan, { corpus: market.corpus, directory, language, request: request.proposal });
  if (document.status === "infeasible") {
    warn(infeasibleLines(document, language));
    return end({ request, market, startedMs, document, exit: EXIT.infeasible });
  }
  const shown = Math.min(SHOWN_PROPOSALS, document.proposals.length);
  say(heading(language === "zh" ? `联盟建议（前 ${shown} 个）` : `Proposals (the first ${shown})`));
  say(planLine(document, reader));
  if (shown > 0) say(proposalBlocks(document, directory, { count: shown, reader }));
  if (document.unmatched.needs.length + document.unmatched.outcomes.length > 0) {
    say(heading(language === "zh" ? "未匹配" : "Unmatched"));
    say(unmatchedTable(document, reader));
  }
  const results = [
    { name: "proposals.json", content: jsonText(document) },
    { name: "proposals.csv", content: proposalsCsv(document, directory) },
    { name: "unmatched.csv", content: unmatchedCsv([document], language) },
    await reportFile({ market, document, directory, request, planIssues: issues.map((issue) => formatPlanIssue(issue, language)) }),
  ];
  return end({ request, market, startedMs, document, exit: EXIT.done, results });
}

/** A plan, or what of the request does not go with these data, such as a forced pair of records that are not there. */
function planOrIssues(corpus: Corpus, request: MatchRequest): MadePlan | { readonly refused: readonly Issue[] } {
  try {
    return makePlan(corpus, request);
  } catch (error) {
    if (error instanceof ConfigError) return { refused: error.issues };
    throw error;
  }
}

function showMarket(market: MarketReading, reader: ReturnType<typeof readerOf>): void {
  const zh = reader.language === "zh";
  say(heading(zh ? "读入" : "Read"));
  say(filesTable(market.files, reader));
  say(heading(zh ? "数据质量" : "Data quality"));
  say(qualityTables(market.quality, reader));
  if (market.issues.length === 0) return;
  say(heading(zh ? `数据问题（${market.issues.length}）` : `Issues in the data (${market.issues.length})`));
  say(issuesTable(market.issues, reader));
}

/** Says what is wrong before the job has begun. Nothing is written. */
function refuse(issues: readonly FoundIssue[], { language, json }: MatchRequest): ExitStatus {
  for (const issue of issues) warn(formatFoundIssue(issue));
  warn(language === "zh" ? "未写入任何文件；用法：npm run match -- --help" : "nothing was written; usage: npm run match -- --help");
  if (json) say(JSON.stringify({ status: "refused", exit: EXIT.usage, issues }));
  return EXIT.usage;
}

interface Ending {
  readonly request: MatchRequest;
  readonly market: MarketReading;
  readonly startedMs: number;
  readonly exit: ExitStatus;
  readonly document?: PlanDocument;
  readonly results?: readonly OutputFile[];
}

/** Writes results and logs, and sums up in one line. */
async function end({ request, market, startedMs, exit, document, results = [] }: Ending): Promise<ExitStatus> {
  const { language, out } = request;
  const elapsedMs = performance.now() - startedMs;
  const summary = summarise({ exit, shape: request.proposal.shape, market, document, out, elapsedMs });
  const files = market.files.map(({ rows, rejected, issues: _, ...file }) => ({ ...file, rowCount: rows.length + rejected.length }));
  const logs = [
    { name: "issues.jsonl", content: jsonLinesText(market.issues) },
    { name: "rejected.csv", content: rejectedCsv(market.rejected, language) },
    { name: "run.json", content: jsonText({ command: "match", options: request.given, strict: request.strict, files, summary }) },
  ];
  const failure = await writeOutputFolder(out, [...results, ...logs], [...RESULTS, ...LOGS]);
  if (failure !== undefined) return refuse([toFoundIssue(failure, language)], request);
  say(`\n${summaryLine(summary, language)}`);
  if (request.json) say(JSON.stringify(summary));
  return exit;
}
