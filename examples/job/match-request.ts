import { buildCorpus, ConfigError, propose, type Config, type Issue, type Language, type ProposeRequest } from "alliance-match";
import { planChoice } from "alliance-match/choice";
import { parseFlags, readBounds, readFinite, readWhole, type Flag } from "../io/command-line.js";
import { readColumnChoices } from "../io/read-column-choices.js";
import { createIoIssue, type IoIssue } from "../io/io-issue.js";
import { readConfigFile } from "../io/read-config.js";
import { readConstraintsFile } from "../io/read-constraints.js";
import { readSheetChoices } from "../io/sheet-choices.js";
import { configForChina } from "./china.js";
import { toFoundIssue, type FoundIssue } from "./found-issue.js";
import { readLanguage } from "./language.js";
import { METHODS_AT_HAND, type CaseConstraints, type PlanRequest } from "./make-plan.js";
import type { MarketFiles, MarketOptions } from "./read-market.js";

/** The options of `npm run match`. */
export const MATCH_FLAGS = {
  outcomes: { value: "FILE", required: true },
  needs: { value: "FILE", required: true },
  organisations: { value: "FILE" },
  sheet: { value: "NAME | outcomes=NAME | needs=NAME | organisations=NAME", isRepeatable: true },
  columns: { value: "FILE" },
  config: { value: "FILE" },
  shape: { value: "SHAPE", required: true },
  level: { value: "LEVEL" },
  method: { value: "METHOD" },
  objective: { value: "OBJECTIVE" },
  constraints: { value: "FILE" },
  out: { value: "DIR", required: true },
  top: { value: "K" },
  "per-need": { value: "N" },
  "per-outcome": { value: "N" },
  "min-score": { value: "X" },
  lang: { value: "zh|en" },
  strict: {},
  json: {},
  help: {},
} as const satisfies Record<string, Flag>;

/** A command line understood. It counts only where there are no issues. */
export interface MatchRequest extends PlanRequest {
  readonly files: MarketFiles;
  readonly reading: MarketOptions;
  readonly config: Config;
  readonly out: string;
  readonly language: Language;
  readonly strict: boolean;
  readonly json: boolean;
  readonly help: boolean;
  /** The options as given, for `run.json`. */
  readonly given: Readonly<Record<string, string | readonly string[]>>;
}

/** Reads the command line and the configuration file, and finds everything that is wrong with either before any data is read. */
export async function readMatchRequest(
  args: readonly string[],
): Promise<{ readonly request: MatchRequest; readonly issues: readonly FoundIssue[] }> {
  const { values, lists, switches, issues: flagIssues } = parseFlags(args, MATCH_FLAGS);
  const issues: Array<Issue | IoIssue> = [...flagIssues];
  const configIssues: Array<Issue | IoIssue> = [];
  const option = <A>(name: string, read: (text: string, flag: string) => A | IoIssue): A | undefined => {
    const text = values[name];
    if (text === undefined) return undefined;
    const value = read(text, `--${name}`);
    if (!isIssue(value)) return value;
    issues.push(value);
    return undefined;
  };
  const { language, issue } = readLanguage(values["lang"]);
  if (issue !== undefined) issues.push(issue);
  const k = option("top", readWhole);
  const perNeed = option("per-need", readBounds);
  const perOutcome = option("per-outcome", readBounds);
  const minScore = option("min-score", readFinite);
  const constraints = values["constraints"] === undefined ? undefined : await readConstraintsFile(values["constraints"]);
  if (constraints?.kind === "bad") issues.push(...constraints.issues);
  const { sheets, issues: sheetIssues } = readSheetChoices(lists["sheet"] ?? [], "--sheet");
  issues.push(...sheetIssues);
  const columns = values["columns"] === undefined ? undefined : await readColumnChoices(values["columns"]);
  if (columns?.kind === "bad") issues.push(...columns.issues);
  const { ofEveryPlan, ofCase } = constraints?.kind === "good" ? constraints : { ofEveryPlan: {}, ofCase: undefined };
  // Whatever was typed; the library says what is wrong with it.
  const proposal = {
    shape: values["shape"],
    ...(values["level"] === undefined ? {} : { level: values["level"] }),
    ...(values["method"] === undefined ? {} : { method: values["method"] }),
    ...(values["objective"] === undefined ? {} : { objective: values["objective"] }),
    ...ofEveryPlan,
    ...(k === undefined ? {} : { k }),
    ...(perNeed === undefined ? {} : { perNeed }),
    ...(perOutcome === undefined ? {} : { perOutcome }),
    ...(minScore === undefined ? {} : { minScore }),
  } as ProposeRequest;
  const isOfRecords = (proposal.level ?? "records") === "records" && (proposal.method ?? "capacities") === "capacities";
  if (ofCase !== undefined && !isOfRecords)
    issues.push(createIoIssue("constraints-need-records", { received: Object.keys(ofCase).join(", ") }));
  else if (values["shape"] !== undefined) issues.push(...requestIssues({ proposal, constraints: ofCase as CaseConstraints | undefined }));
  let config = configForChina();
  if (values["config"] !== undefined) {
    const reading = await readConfigFile(values["config"], configForChina);
    if (reading.kind === "good") config = reading.config;
    else configIssues.push(...reading.issues);
  }
  const request: MatchRequest = {
    files: { outcomes: values["outcomes"] ?? "", needs: values["needs"] ?? "", organisations: values["organisations"] },
    reading: { sheets, choices: columns?.kind === "good" ? columns.choices : undefined },
    config,
    proposal,
    constraints: ofCase as CaseConstraints | undefined,
    out: values["out"] ?? "",
    language,
    strict: switches.has("strict"),
    json: switches.has("json"),
    help: switches.has("help"),
    given: { ...values, ...lists },
  };
  const configFile = values["config"] === undefined ? {} : { file: values["config"] };
  const found = [
    ...issues.map((wrong) => toFoundIssue(wrong, language)),
    ...configIssues.map((wrong) => toFoundIssue(wrong, language, configFile)),
  ];
  return { request, issues: found };
}

/** The library's own opinion of a request, asked of an empty market so that no data need be read for it. */
function requestIssues({ proposal, constraints }: PlanRequest): readonly Issue[] {
  const { corpus } = buildCorpus({ outcomes: [], needs: [] });
  // Whether the pairs named are there shows with the data.
  const { forced: _forced, forbidden: _forbidden, ...options } = proposal;
  try {
    if (constraints === undefined) propose(corpus, options, METHODS_AT_HAND);
    else planChoice(corpus, { ...options, ...constraints });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.issues;
    throw error;
  }
}

function isIssue(value: unknown): value is IoIssue {
  return typeof value === "object" && value !== null && "code" in value;
}

export function matchUsage(language: Language): string {
  return language === "zh"
    ? `用法：npm run match -- --outcomes 文件 --needs 文件 --shape 形式 --out 文件夹 [选项]

  --outcomes, --needs, --organisations   .jsonl .ndjson .json .csv .tsv .xlsx .xls .parquet；
                  文本为 UTF-8、带标记的 UTF-16 或 GB18030，自动识别
  --sheet NAME    工作簿中要读的工作表，默认为第一张未隐藏的表；写作 outcomes=NAME（或 needs= organisations=）
                  则只用于该类文件，可多次给出
  --columns FILE  JSON 文件，表头 → 字段（null 为忽略），优先于自动对应；可分 outcomes needs organisations 三部分
  --shape         one-to-one | one-to-many | many-to-one | many-to-many（一校对一企、一校对多企、多校对一企、多校对多企）
  --level         records（默认）| organisations：按记录配对，或按单位配对
  --method        capacities（默认）| coverage | consortium：名额内最优 | 多校分项覆盖一条需求 | 共性技术联合体
  --objective     total（默认）| stable | fair：总分最高 | 双向稳定 | 最弱者尽量高
  --constraints   JSON 约束文件：forced forbidden perEnterprise perUniversity coverage consortium，
                  及按记录配对时的 locked declined capacities weights views stated
  --out           输出文件夹；不以 0 结束时只写 rejected.csv、issues.jsonl、run.json
  --config        JSON 配置文件（权重、文本参数、中性值）
  --top K         每条记录的候选数，默认 20
  --per-need N, --per-outcome N          每条需求（成果）最多几个伙伴，或 最少..最多，如 1..3
  --min-score X   低于此分不推荐，默认 0.3
  --strict        数据有任何问题即拒绝（退出码 1）
  --lang zh|en    语言，默认 zh
  --json          最后一行输出一个 JSON 对象

退出码：0 完成，1 --strict 下有问题，2 用法或配置错误、无法写入，3 无可行方案，130 被 Ctrl-C 中止（不留半个文件）`
    : `usage: npm run match -- --outcomes FILE --needs FILE --shape SHAPE --out DIR [options]

  --outcomes, --needs, --organisations   .jsonl .ndjson .json .csv .tsv .xlsx .xls .parquet;
                  texts in UTF-8, UTF-16 with a mark, or GB18030, detected
  --sheet NAME    the sheet to read of workbooks, by default the first that is not hidden; outcomes=NAME (needs=,
                  organisations=) is for the file of that kind, and may be given for each
  --columns FILE  a JSON file of header → field (null: left out) that goes before the guess; it may have the
                  sections outcomes, needs, organisations
  --shape         one-to-one | one-to-many | many-to-one | many-to-many (universities to enterprises)
  --level         records (default) | organisations: what is paired
  --method        capacities (default) | coverage | consortium: the best within capacities | several universities cover the
                  parts of a need | needs that share a technology with universities that complement each other
  --objective     total (default) | stable | fair: largest total | nobody would rather leave | the weakest as strong as can be
  --constraints   a JSON file: forced forbidden perEnterprise perUniversity coverage consortium,
                  and for pairs of records locked declined capacities weights views stated
  --out           output folder; unless the end is 0, only rejected.csv, issues.jsonl and run.json are written
  --config        a JSON file: weights, text parameters, neutral values
  --top K         candidates of each record, 20 by default
  --per-need N, --per-outcome N          partners at most, or MIN..MAX, such as 1..3
  --min-score X   pairs below it are not proposed, 0.3 by default
  --strict        any issue in the data is a refusal (exit status 1)
  --lang zh|en    zh by default
  --json          one JSON object as the last line

exit status: 0 done, 1 issues under --strict, 2 bad usage or configuration, or nothing could be written, 3 infeasible,
             130 stopped by Ctrl-C (no half of a file is left)`;
}
