/** `npm run grade -- export|import`: hands out pairs to judge and reads the judges' sheets back. `npm run grade -- --help` tells the options. */
import type { Config, Language } from "alliance-match";
import { formatEvaluateIssue } from "alliance-match/evaluate";
import { exportSheet, SHEET_FILES, usualConfigs } from "./grading/export-sheet.js";
import { importSheets } from "./grading/import-sheets.js";
import { readPool } from "./grading/read-pool.js";
import { readSheet } from "./grading/read-sheet.js";
import { parseFlags, readWhole } from "./io/command-line.js";
import { counted } from "./io/fill-text.js";
import { createIoIssue, formatIoIssue, type IoIssue } from "./io/io-issue.js";
import { checkOutputFolder, writeOutputFolder } from "./io/output-folder.js";
import { readConfigFile } from "./io/read-config.js";
import { configForChina } from "./job/china.js";
import { EXIT, runCommand, say, warn, type ExitStatus } from "./job/exit.js";
import { toFoundIssue } from "./job/found-issue.js";
import { readMarketFiles } from "./job/read-market.js";

const SHARED = { out: { value: "DIR", required: true }, lang: { value: "zh|en" }, json: {} } as const;
const FLAGS = {
  export: {
    outcomes: { value: "FILE", required: true },
    needs: { value: "FILE", required: true },
    organisations: { value: "FILE" },
    configs: { value: "FILE,FILE,…" },
    depth: { value: "N" },
    seed: { value: "N" },
    ...SHARED,
  },
  import: { pool: { value: "FILE", required: true }, sheets: { value: "FILE,FILE,…", required: true }, ...SHARED },
} as const;
const JUDGEMENTS = "judgements.tsv";
const DEFAULTS = { depth: 10, seed: 1 };

await runCommand(grade);

async function grade([action, ...args]: readonly string[]): Promise<ExitStatus> {
  if (action === "--help" || args.includes("--help")) {
    say(`${USAGE.zh}\n\n${USAGE.en}`);
    return EXIT.done;
  }
  if (action !== "export" && action !== "import") {
    warn(`${USAGE.zh}\n\n${USAGE.en}`);
    return EXIT.usage;
  }
  const { values, switches, issues } = parseFlags(args, FLAGS[action]);
  const lang = values["lang"] ?? "zh";
  const language: Language = lang === "en" ? "en" : "zh";
  const all =
    lang === "zh" || lang === "en"
      ? issues
      : [...issues, createIoIssue("flag-invalid", { option: "--lang", expected: "zh | en", received: lang })];
  const request: GradeRequest = { values, language, json: switches.has("json") };
  if (all.length > 0) return refuse(all, language);
  return action === "export" ? handOut(request) : takeBack(request);
}

interface GradeRequest {
  readonly values: Readonly<Record<string, string>>;
  readonly language: Language;
  readonly json: boolean;
}

async function handOut({ values, language, json }: GradeRequest): Promise<ExitStatus> {
  const numbers = (["depth", "seed"] as const).map((name) =>
    values[name] === undefined ? DEFAULTS[name] : readWhole(values[name], `--${name}`),
  );
  const wrong = numbers.filter((number) => typeof number === "object");
  const [depth, seed] = numbers as [number, number];
  const configs = await readConfigs(values["configs"], language);
  const [outcomes, needs, organisations] = [values["outcomes"]!, values["needs"]!, values["organisations"]];
  const inputs = [outcomes, needs, organisations].filter((file) => file !== undefined);
  const out = values["out"]!;
  wrong.push(...(await checkOutputFolder(out, SHEET_FILES, inputs)));
  if (wrong.length > 0 || !("configs" in configs)) return refuse(wrong, language, "configs" in configs ? [] : configs.messages);
  const files = await readMarketFiles({ outcomes, needs, organisations });
  const unusable = files.flatMap((file) => file.issues).filter(({ effect }) => effect === "refused");
  if (unusable.length > 0) return refuse(unusable, language);
  const sheet = await exportSheet(files, configs.configs, { language, depth, seed });
  const failure = await writeOutputFolder(out, sheet.files, SHEET_FILES);
  if (failure !== undefined) return refuse([failure], language);
  const counts = { needs: sheet.needs, pairs: sheet.pairs, configurations: sheet.configurations };
  say(
    language === "zh"
      ? `${counts.configurations} 个配置各取前 ${depth} 名：${counts.needs} 条需求，${counts.pairs} 对，已打乱，不含得分；写入 ${SHEET_FILES.join("、")}`
      : `the first ${depth} of ${counted(counts.configurations, "configuration")}: ${counted(counts.needs, "need")}, ${counted(counts.pairs, "pair")}, shuffled, without scores; written: ${SHEET_FILES.join(", ")}`,
  );
  if (json) say(JSON.stringify(counts));
  return EXIT.done;
}

async function readConfigs(
  listed: string | undefined,
  language: Language,
): Promise<{ readonly configs: readonly Config[] } | { readonly messages: readonly string[] }> {
  if (listed === undefined) return { configs: usualConfigs() };
  const readings = await Promise.all(listed.split(",").map((file) => readConfigFile(file.trim(), configForChina)));
  const messages = readings.flatMap((reading) =>
    reading.kind === "bad"
      ? reading.issues.map((issue) => toFoundIssue(issue, language)).map(({ code, message }) => `[${code}] ${message}`)
      : [],
  );
  return messages.length > 0 ? { messages } : { configs: readings.flatMap((reading) => (reading.kind === "good" ? [reading.config] : [])) };
}

async function takeBack({ values, language, json }: GradeRequest): Promise<ExitStatus> {
  const names = values["sheets"]!.split(",").map((file) => file.trim());
  const out = values["out"]!;
  const pool = await readPool(values["pool"]!);
  const readings = await Promise.all(names.map(async (file) => ({ file, reading: await readSheet(file) })));
  const sheets = readings.flatMap(({ file, reading }) => ("code" in reading ? [] : [{ file, reading }]));
  const unusable: IoIssue[] = [
    ...("code" in pool ? [pool] : []),
    ...readings.flatMap(({ reading }) => ("code" in reading ? [reading] : [])),
    ...(await checkOutputFolder(out, [JUDGEMENTS], [values["pool"]!, ...names])),
  ];
  if (unusable.length > 0 || "code" in pool) return refuse(unusable, language);
  const { progress, agreement, judgements, open, issues, text } = importSheets(pool.pool, sheets);
  const failure = await writeOutputFolder(out, [{ name: JUDGEMENTS, content: text }], [JUDGEMENTS]);
  if (failure !== undefined) return refuse([failure], language);
  for (const { file, issue } of issues)
    warn(
      `${file === undefined ? "" : `${file}${issue.line === undefined ? "" : `:${issue.line}`} `}[${issue.code}] ${formatEvaluateIssue(issue, language)}`,
    );
  const { asked, done, doneTwice } = progress;
  const { alpha, reason, judges, pairs } = agreement;
  const zh = language === "zh";
  const whyNot = {
    "no-pair-twice": zh ? "没有一对由两人评过" : "no pair was graded by two",
    "one-grade": zh ? "所有评分相同" : "all grades are equal",
  };
  const agreed = alpha === null ? `${zh ? "未定义：" : "not defined: "}${whyNot[reason!]}` : alpha.toFixed(3);
  say(
    zh
      ? `应评 ${asked} 对，已评 ${done} 对，两人以上评过 ${doneTwice} 对；未填 ${open} 行；${judges} 位评判者，${pairs} 对可比，Krippendorff α ${agreed}`
      : `${counted(asked, "pair")} asked, ${done} graded, ${doneTwice} by two or more; ${counted(open, "row")} still empty; ${counted(judges, "judge")}, ${counted(pairs, "pair")} to compare, Krippendorff's α ${agreed}`,
  );
  const unfinished = progress.needs.filter((need) => need.done < need.asked);
  for (const need of unfinished) say(`  ${need.needId}: ${need.done} / ${need.asked}`);
  if (json) say(JSON.stringify({ asked, done, doneTwice, judgements, judges, alpha, reason, issues: issues.length }));
  return EXIT.done;
}

function refuse(issues: readonly IoIssue[], language: Language, messages: readonly string[] = []): ExitStatus {
  for (const issue of issues) warn(`[${issue.code}] ${formatIoIssue(issue, language)}`);
  for (const message of messages) warn(message);
  return EXIT.usage;
}

const USAGE = {
  zh: `用法：npm run grade -- export --outcomes 文件 --needs 文件 --out 文件夹 [--organisations 文件] [--configs 文件,文件] [--depth 10] [--seed 1] [--lang zh|en] [--json]
      npm run grade -- import --pool 文件 --sheets 文件,文件 --out 文件夹 [--lang zh|en] [--json]`,
  en: `usage: npm run grade -- export --outcomes FILE --needs FILE --out DIR [--organisations FILE] [--configs FILE,FILE] [--depth 10] [--seed 1] [--lang zh|en] [--json]
       npm run grade -- import --pool FILE --sheets FILE,FILE --out DIR [--lang zh|en] [--json]`,
};
