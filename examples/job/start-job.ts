/** The main job on the example catalogue: what `npm start` runs. Options: `--out DIR` (out), `--lang zh|en` (zh), `--json`. */
import { fileURLToPath } from "node:url";
import { rankOutcomes, type Corpus, type Language, type ProposeRequest } from "alliance-match";
import { parseFlags } from "../io/command-line.js";
import { csvText } from "../io/csv-text.js";
import { checkOutputFolder, writeOutputFolder, type OutputFile } from "../io/output-folder.js";
import { createProgress } from "../io/progress.js";
import { textTable } from "../io/text-table.js";
import { configForChina } from "./china.js";
import { createDirectory, type Directory } from "./directory.js";
import { EXIT, runCommand, say, warn, type ExitStatus } from "./exit.js";
import { makePlan } from "./make-plan.js";
import { formatFoundIssue, toFoundIssue } from "./found-issue.js";
import { readLanguage } from "./language.js";
import { pairReason } from "./pair-reason.js";
import { pairRows } from "./pair-rows.js";
import { toPlanDocument, type PlanDocument } from "./plan-document.js";
import { buildMarket, readMarketFiles } from "./read-market.js";
import { reportFile } from "./report-file.js";
import { jsonLinesText, jsonText, proposalsCsv, rejectedCsv, rounded, unmatchedCsv } from "./result-files.js";
import { resultWorkbook } from "./result-workbook.js";
import { SHAPE_NAMES } from "./shape-names.js";
import {
  filesTable,
  heading,
  issuesByCode,
  issuesTable,
  qualityTables,
  planLine,
  proposalBlocks,
  readerOf,
  unmatchedTable,
  type Reader,
} from "./screen.js";

const FLAGS = { out: { value: "DIR" }, lang: { value: "zh|en" }, json: {} } as const;
const catalogue = (name: string): string => fileURLToPath(new URL(`../catalogue/${name}.jsonl`, import.meta.url));

/** Needs shown with their best outcomes: steel, an electric vehicle, rice on saline soil, and one in English. */
const SHOWN_NEEDS = ["n001", "n090", "n104", "n098"];
const SHOWN_PARTNERS = 3;
/** Partners of each need in `ranked.csv`. */
const RANKED_PARTNERS = 10;
/** Proposals of each shape shown on screen. */
const SHOWN_PROPOSALS = 3;

/** What is planned: the four shapes by records, then organisations with organisations, parts of needs, and consortia. */
const PLANS: ReadonlyArray<{
  readonly name: string;
  readonly request: ProposeRequest;
  readonly title: Readonly<Record<Language, string>>;
}> = [
  ...(["one-to-one", "one-to-many", "many-to-one", "many-to-many"] as const).map((shape) => ({
    name: shape,
    request: { shape },
    title: SHAPE_NAMES[shape],
  })),
  {
    name: "one-to-many.organisations",
    request: { shape: "one-to-many", level: "organisations", objective: "stable", perUniversity: 3 },
    title: { zh: "按单位配对，双向稳定", en: "organisation with organisation, stable" },
  },
  {
    name: "many-to-one.coverage",
    request: { shape: "many-to-one", method: "coverage" },
    title: { zh: "多校分项覆盖一条需求", en: "several universities cover the parts of a need" },
  },
  {
    name: "many-to-many.consortium",
    request: { shape: "many-to-many", method: "consortium" },
    title: { zh: "共性技术联合体", en: "consortia around a common technology" },
  },
];

const FILES = ["issues.jsonl", "rejected.csv", "ranked.csv", "unmatched.csv", "proposals.xlsx", "report.html", "run.json"];
/** The plan that the report is of. */
const REPORTED_PLAN = "one-to-many";
const ALL_FILES = [...FILES, ...PLANS.flatMap(({ name }) => [`proposals.${name}.json`, `proposals.${name}.csv`])];

await runCommand(start);

async function start(args: readonly string[]): Promise<ExitStatus> {
  const startedMs = performance.now();
  const { values, switches, issues: flagIssues } = parseFlags(args, FLAGS);
  const { language, issue: languageIssue } = readLanguage(values["lang"]);
  const out = values["out"] ?? "out";
  const usage = [...flagIssues, ...(languageIssue === undefined ? [] : [languageIssue]), ...(await checkOutputFolder(out, ALL_FILES, []))];
  for (const issue of usage) warn(formatFoundIssue(toFoundIssue(issue, language)));
  if (usage.length > 0) return EXIT.usage;

  const zh = language === "zh";
  const reader = readerOf(language, process.stdout.columns);
  const files = await readMarketFiles({
    outcomes: catalogue("outcomes"),
    needs: catalogue("needs"),
    organisations: catalogue("organisations"),
  });
  // Short names on screen and in the files, the same on every machine.
  const named = files.map((file) => ({ ...file, file: file.file.replace(/^.*[/\\](catalogue)[/\\]/, "examples/$1/") }));
  const market = buildMarket(named, configForChina(), language);
  const { corpus, issues, rejected, quality } = market;
  const directory = createDirectory(corpus, language);

  say(zh ? "校企联盟匹配 · 示例目录（全部虚构）" : "University–enterprise alliances · example catalogue (all invented)");
  say(heading(zh ? "读入" : "Read"));
  say(filesTable(market.files, reader));
  say(
    heading(
      zh
        ? `数据问题（${issues.length}）：脏数据不影响其余记录`
        : `Issues in the data (${issues.length}): dirty records never stop the rest`,
    ),
  );
  say(issuesTable(issues, reader));
  say(heading(zh ? "数据质量" : "Data quality"));
  say(qualityTables(quality, reader));
  say(heading(zh ? "几条需求的最佳成果" : "The best outcomes for a few needs"));
  for (const need of SHOWN_NEEDS) say(rankedTable(corpus, need, directory, reader));

  const progress = createProgress(language);
  const plans = PLANS.map(({ name, request, title }) => {
    const { plan } = makePlan(corpus, { proposal: request, constraints: undefined }, { progress, language });
    return { name, title, request, document: toPlanDocument(plan, { corpus, directory, language, request }) };
  });
  progress.stop();
  for (const { name, title, document } of plans) {
    say(heading(`${title[language]} · ${name}`));
    say(planLine(document, reader));
    say(proposalBlocks(document, directory, { count: SHOWN_PROPOSALS, reader }));
  }
  say(heading(zh ? "未匹配（一校对一企）" : "Unmatched (one to one)"));
  say(unmatchedTable(plans[0]!.document, reader));

  const summary = {
    status: "done",
    exit: EXIT.done,
    read: Object.fromEntries(named.map(({ kind, rows, rejected: unread }) => [`${kind}s`, rows.length + unread.length])),
    rejected: rejected.length,
    issues: issues.length,
    issuesByCode: issuesByCode(issues),
    plans: Object.fromEntries(plans.map(({ name, document }) => [name, planCounts(document)])),
    out,
    seconds: Math.round((performance.now() - startedMs) / 10) / 100,
  };
  const { request, document } = plans.find(({ name }) => name === REPORTED_PLAN)!;
  const sheets = plans.map(({ name, title, document }) => ({ name: zh ? title.zh : name, document }));
  const outputs: OutputFile[] = [
    await reportFile({ market, document, directory, request: { proposal: request, constraints: undefined }, planIssues: [] }),
    { name: "issues.jsonl", content: jsonLinesText(issues) },
    { name: "rejected.csv", content: rejectedCsv(rejected, language) },
    { name: "ranked.csv", content: rankedCsv(corpus, directory, language) },
    {
      name: "unmatched.csv",
      content: unmatchedCsv(
        plans.map(({ document }) => document),
        language,
      ),
    },
    { name: "proposals.xlsx", content: await resultWorkbook(sheets, { corpus, directory, language }) },
    ...plans.flatMap(({ name, document }) => [
      { name: `proposals.${name}.json`, content: jsonText(document) },
      { name: `proposals.${name}.csv`, content: proposalsCsv(pairRows(document, directory), language) },
    ]),
    { name: "run.json", content: jsonText({ command: "start", summary }) },
  ];
  const failure = await writeOutputFolder(out, outputs, ALL_FILES);
  if (failure !== undefined) {
    warn(formatFoundIssue(toFoundIssue(failure, language)));
    return EXIT.usage;
  }
  say(heading(zh ? `文件（${out}/）` : `Files (${out}/)`));
  say(filesGuide(language));
  say(`\n${zh ? `完成，${summary.seconds} 秒` : `done in ${summary.seconds} s`}`);
  if (switches.has("json")) say(JSON.stringify(summary));
  return EXIT.done;
}

function rankedTable(corpus: Corpus, need: string, directory: Directory, { language, width }: Reader): string {
  const zh = language === "zh";
  const rows = rankOutcomes(corpus, need, { k: SHOWN_PARTNERS }).map(({ id, score }) => [
    score.toFixed(2),
    id,
    directory.outcomeTitle(id),
    directory.organisationName(directory.outcomeOrganisation(id)),
  ]);
  const title = `  ${need} ${directory.needTitle(need)} — ${directory.organisationName(directory.needOrganisation(need))}`;
  const table = textTable(
    [
      { header: zh ? "得分" : "score", align: "right", width: 5 },
      { header: zh ? "编号" : "id", align: "left", width: 6 },
      { header: zh ? "成果" : "outcome", align: "left", width: width - 51 },
      { header: zh ? "高校" : "university", align: "left", width: 32 },
    ],
    rows,
  );
  return `${title}\n${table}\n`;
}

function planCounts({ status, certificate, proposals, total, unmatched }: PlanDocument): object {
  return {
    status,
    certificateVerified: certificate?.verified ?? false,
    proposals: proposals.length,
    pairs: proposals.reduce((sum, proposal) => sum + proposal.pairs.length, 0),
    total,
    unmatched: { needs: unmatched.needs.length, outcomes: unmatched.outcomes.length },
  };
}

function rankedCsv(corpus: Corpus, directory: Directory, language: Language): string {
  const header =
    language === "zh"
      ? "需求编号 需求名称 企业名称 名次 成果编号 成果名称 高校名称 得分 理由".split(" ")
      : "need,need title,enterprise,rank,outcome,outcome title,university,score,reason".split(",");
  const rows = corpus.needs.ids.flatMap((need) =>
    rankOutcomes(corpus, need, { k: RANKED_PARTNERS }).map(({ id, score }, at) => [
      need,
      directory.needTitle(need),
      directory.organisationName(directory.needOrganisation(need)),
      at + 1,
      id,
      directory.outcomeTitle(id),
      directory.organisationName(directory.outcomeOrganisation(id)),
      rounded(score),
      pairReason(corpus, { need, outcome: id }, { directory, language }),
    ]),
  );
  return csvText([header, ...rows]);
}

function filesGuide(language: Language): string {
  const zh = language === "zh";
  const guide: ReadonlyArray<readonly [name: string, what: string]> = [
    [
      "report.html",
      zh ? "一校对多企方案的报告，可在浏览器中阅读、打印" : "a report on one university, many enterprises, to read and to print",
    ],
    ["proposals.<plan>.csv", zh ? "联盟建议，可用 Excel 打开" : "the proposals, for a spreadsheet"],
    [
      "proposals.<plan>.json",
      zh ? "同上，格式见 examples/schema/plan.v2.schema.json" : "the same, as examples/schema/plan.v2.schema.json says",
    ],
    [
      "proposals.xlsx",
      zh ? "全部方案的工作簿：概要、各方案、未匹配、记录，可筛选" : "all plans in a workbook to filter: summary, plans, unmatched, records",
    ],
    ["ranked.csv", zh ? "每条需求的前 10 项成果" : "the 10 best outcomes for every need"],
    ["unmatched.csv", zh ? "未匹配记录及原因" : "records left over, and why"],
    ["issues.jsonl, rejected.csv", zh ? "数据问题；被剔除的原始行" : "issues in the data; rows rejected, as they stood"],
  ];
  return textTable(
    [
      { header: zh ? "文件" : "file", align: "left", width: 30 },
      { header: zh ? "内容" : "holds", align: "left", width: 60 },
    ],
    guide,
  );
}
