/** The job of `npm run match`, in a process of its own: proposes alliances from a team's own files. */
import { basename } from "node:path";
import { ConfigError, type Issue } from "alliance-match";
import { choicesWithoutColumn } from "../io/read-column-choices.js";
import { createIoIssue, type IoIssue } from "../io/io-issue.js";
import { checkOutputFolder, writeOutputFolder, type OutputFile } from "../io/output-folder.js";
import { createProgress, type Progress } from "../io/progress.js";
import type { RecordFile } from "../io/record-file.js";
import { createDirectory } from "./directory.js";
import { EXIT, runCommand, say, warn, type ExitStatus } from "./exit.js";
import { formatFoundIssue, formatPlanIssue, toFoundIssue, type FoundIssue } from "./found-issue.js";
import { matchUsage, readMatchRequest, type MatchRequest } from "./match-request.js";
import { makePlan, type MadePlan } from "./make-plan.js";
import { infeasibleLines, roundedSeconds, summarise, summaryLine } from "./match-summary.js";
import { pairRows } from "./pair-rows.js";
import { toPlanDocument, type PlanDocument } from "./plan-document.js";
import { buildMarket, readMarketFiles, type MarketReading } from "./read-market.js";
import type { ReportInput } from "../report/report-input.js";
import { reportFile } from "./report-file.js";
import { jsonLinesText, jsonText, proposalsCsv, rejectedCsv, unmatchedCsv } from "./result-files.js";
import { pairsParquet } from "./result-parquet.js";
import { resultWorkbook } from "./result-workbook.js";
import { filesTable, heading, issuesTable, planLine, qualityTables, proposalBlocks, readerOf, unmatchedTable } from "./screen.js";
import { SHAPE_NAMES } from "./shape-names.js";
import { createStageClock, type StageClock } from "./stage-clock.js";
import { stageName } from "./stage-names.js";

/** Written when the job is done. */
const RESULTS = ["proposals.json", "proposals.jsonl", "proposals.csv", "unmatched.csv", "proposals.xlsx", "pairs.parquet", "report.html"];
/** Written however the job ends, once it has begun; the last of them says that all is there. */
const LOGS = ["issues.jsonl", "rejected.csv", "run.json"];

/** Proposals shown on screen; the files hold them all. */
const SHOWN_PROPOSALS = 10;

await runCommand(match);

async function match(args: readonly string[]): Promise<ExitStatus> {
  const clock = createStageClock();
  clock.begin("read");
  const { request, issues } = await readMatchRequest(args);
  if (request.help) {
    say(matchUsage(request.language));
    return EXIT.done;
  }
  const { outcomes, needs, organisations } = request.files;
  const inputs = [outcomes, needs, organisations].filter((file) => file !== undefined);
  const outIssues = request.out === "" ? [] : await checkOutputFolder(request.out, [...RESULTS, ...LOGS], inputs);
  if (issues.length + outIssues.length > 0) {
    return refuse([...issues, ...outIssues.map((issue) => toFoundIssue(issue, request.language))], request, "request");
  }
  const progress = createProgress(request.language);
  try {
    return await run(request, clock, progress);
  } finally {
    progress.stop();
  }
}

/** The job itself, once the command line is understood. */
async function run(request: MatchRequest, clock: StageClock, progress: Progress): Promise<ExitStatus> {
  const { language } = request;
  const market = await readMarket(request, clock, progress);
  progress.stop();
  if ("unusable" in market) {
    const issues = market.unusable.map((issue) => toFoundIssue(issue, language));
    return refuse(issues, request, "file");
  }
  return propose({ request, market, clock, progress });
}

/** The market, or why one of its files cannot be used. When it is there, nothing holds the rows any more. */
async function readMarket(
  request: MatchRequest,
  clock: StageClock,
  progress: Progress,
): Promise<MarketReading | { readonly unusable: readonly IoIssue[] }> {
  const { language } = request;
  const files = await readMarketFiles(request.files, {
    ...request.reading,
    onProgress: (stage, file, done, total) => progress.report(stageName(stage, language, basename(file)), done, total),
  });
  const unusable = [...files.flatMap((file) => file.issues), ...columnIssues(files, request)].filter(({ effect }) => effect === "refused");
  if (unusable.length > 0) return { unusable };
  clock.begin("match");
  progress.report(stageName("build", language), 0, 0);
  return buildMarket(files, request.config, language);
}

/** What a file of columns says of headers that no file has; nothing where a file could not be read. */
function columnIssues(files: readonly RecordFile[], { reading, given }: MatchRequest): readonly IoIssue[] {
  if (files.some(({ issues }) => issues.some(({ effect }) => effect === "refused"))) return [];
  const expected = files.flatMap(({ columns = [] }) => columns.map(({ header }) => header)).join(", ");
  return choicesWithoutColumn(reading.choices ?? [], files).map(({ header }) =>
    createIoIssue("columns-header-unknown", { file: String(given["columns"]), column: header, expected }),
  );
}

/** What every part of the job knows. */
interface Job {
  readonly request: MatchRequest;
  readonly market: MarketReading;
  readonly clock: StageClock;
  readonly progress: Progress;
}

/** Everything from the corpus on: shown, solved and written, or refused with logs alone. */
async function propose(job: Job): Promise<ExitStatus> {
  const { request, market, progress } = job;
  const { language } = request;
  const reader = readerOf(language, process.stdout.columns);
  showMarket(market, reader);
  if (request.strict && market.issues.length > 0) return end({ ...job, exit: EXIT.strictIssues });

  const directory = createDirectory(market.corpus, language);
  const made = planOrIssues(job);
  progress.stop();
  if ("refused" in made)
    return refuse(
      made.refused.map((issue) => toFoundIssue(issue, language)),
      request,
      "request",
    );
  const { plan, issues } = made;
  if (issues.length > 0) {
    say(heading(language === "zh" ? `方案中的问题（${issues.length}）` : `Issues of the plan (${issues.length})`));
    for (const issue of issues) say(`  ${formatPlanIssue(issue, language)}`);
  }
  const document = toPlanDocument(plan, { corpus: market.corpus, directory, language, request: request.proposal });
  if (document.status === "infeasible") {
    warn(infeasibleLines(document, language));
    return end({ ...job, document, exit: EXIT.infeasible });
  }
  const shown = Math.min(SHOWN_PROPOSALS, document.proposals.length);
  say(heading(language === "zh" ? `联盟建议（前 ${shown} 个）` : `Proposals (the first ${shown})`));
  say(planLine(document, reader));
  if (shown > 0) say(proposalBlocks(document, directory, { count: shown, reader }));
  if (document.unmatched.needs.length + document.unmatched.outcomes.length > 0) {
    say(heading(language === "zh" ? "未匹配" : "Unmatched"));
    say(unmatchedTable(document, reader));
  }
  const planIssues = issues.map((issue) => formatPlanIssue(issue, language));
  const results = resultFiles({ market, document, directory, request, planIssues });
  return end({ ...job, document, exit: EXIT.done, results });
}

/** The files of a plan, each made when it is asked for. */
async function* resultFiles(input: ReportInput & { readonly request: MatchRequest }): AsyncIterable<OutputFile> {
  const { document, directory } = input;
  const pairs = pairRows(document, directory);
  yield { name: "proposals.json", content: jsonText(document) };
  yield { name: "proposals.jsonl", content: jsonLinesText(pairs) };
  yield { name: "proposals.csv", content: proposalsCsv(pairs, document.language) };
  yield { name: "unmatched.csv", content: unmatchedCsv([document], document.language) };
  const name = document.language === "zh" ? SHAPE_NAMES[document.shape].zh : document.shape;
  const context = { corpus: input.market.corpus, directory, language: document.language };
  yield { name: "proposals.xlsx", content: await resultWorkbook([{ name, document }], context) };
  yield { name: "pairs.parquet", content: pairsParquet(pairs) };
  yield await reportFile(input);
}

/** A plan, or what of the request does not go with these data, such as a forced pair of records that are not there. */
function planOrIssues({ market, request, progress }: Job): MadePlan | { readonly refused: readonly Issue[] } {
  try {
    return makePlan(market.corpus, request, { progress, language: request.language });
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

/** Says why there is nothing to write: the `request` cannot be understood or kept, or a `file` cannot be read or written. */
function refuse(issues: readonly FoundIssue[], { language, json }: MatchRequest, cause: "request" | "file"): ExitStatus {
  for (const issue of issues) warn(formatFoundIssue(issue));
  const isZh = language === "zh";
  // Where a file or a disk is at fault, the usage of the command is of no help.
  const usage = cause === "request" ? (isZh ? "；用法：npm run match -- --help" : "; usage: npm run match -- --help") : "";
  warn(`${isZh ? "未写入任何文件" : "nothing was written"}${usage}`);
  if (json) say(JSON.stringify({ status: "refused", exit: EXIT.usage, issues }));
  return EXIT.usage;
}

interface Ending extends Job {
  readonly exit: ExitStatus;
  readonly document?: PlanDocument;
  readonly results?: AsyncIterable<OutputFile>;
}

/** Writes results and logs, and sums up in one line. */
async function end({ request, market, clock, progress, exit, document, results }: Ending): Promise<ExitStatus> {
  const { language, out } = request;
  clock.begin("write");
  let summary = summarise({ exit, shape: request.proposal.shape, market, document, out, elapsedMs: clock.elapsedMs() });
  const names = [...(results === undefined ? [] : RESULTS), ...LOGS];
  async function* files(): AsyncIterable<OutputFile> {
    if (results !== undefined) yield* results;
    yield { name: "issues.jsonl", content: jsonLinesText(market.issues) };
    yield { name: "rejected.csv", content: rejectedCsv(market.rejected, language) };
    summary = { ...summary, seconds: roundedSeconds(clock.elapsedMs()) };
    const run = {
      command: "match",
      options: request.given,
      strict: request.strict,
      files: market.files,
      summary,
      ...clock.times(),
      peakMb: peakMb(),
    };
    yield { name: "run.json", content: jsonText(run) };
  }
  // Each file is made when it is asked for, and told of until the next one is.
  async function* watched(made: AsyncIterable<OutputFile>): AsyncIterable<OutputFile> {
    let done = 0;
    progress.report(stageName("write", language), done, names.length);
    for await (const file of made) {
      yield file;
      progress.report(stageName("write", language), ++done, names.length);
    }
  }
  const failure = await writeOutputFolder(out, watched(files()), [...RESULTS, ...LOGS], { owner: process.ppid });
  progress.stop();
  if (failure !== undefined) return refuse([toFoundIssue(failure, language)], request, "file");
  say(`\n${summaryLine(summary, language)}`);
  if (request.json) say(JSON.stringify(summary));
  return exit;
}

/** The most memory that the process has had, in MB. */
function peakMb(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}
