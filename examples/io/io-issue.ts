import type { IssueEffect, Language } from "alliance-match";
import { fillText } from "./fill-text.js";

/** What an issue of a file or command did: as in the library, or the whole command was refused. */
export type IoIssueEffect = IssueEffect | "refused";

/**
 * Every code of files and commands with its effect and texts. Closed, as the library's catalogue is, and disjoint from it.
 *
 * In the texts `{file}`, `{line}`, `{column}`, `{option}`, `{expected}` and `{received}` stand for the issue's own fields; `{received|cell|cells}` for a
 * number and its noun (`fill-text.ts`).
 */
export const IO_ISSUE_CATALOGUE = {
  // Files
  "file-not-found": ["refused", "文件不存在：{file}", "there is no file {file}"],
  "file-is-directory": ["refused", "{file} 是文件夹，应为文件", "{file} is a folder, not a file"],
  "file-unreadable": ["refused", "无法读取 {file}：{received}", "{file} cannot be read: {received}"],
  "file-too-large": [
    "refused",
    "{file} 有 {received}，上限 {expected}；请拆分，或另存为 Parquet",
    "{file} has {received}, {expected} at most; split it, or save it as Parquet",
  ],
  "line-too-long": [
    "refused",
    "{file} 自第 {line} 行起超过 {expected} 没有换行；请用换行（LF）分行",
    "{file} goes on from line {line} for more than {expected} without a line feed; end its lines with one",
  ],
  "unknown-format": [
    "refused",
    "{file}：不认识扩展名“{received}”；可用：{expected}",
    "{file}: unknown extension “{received}”; known are {expected}",
  ],
  "not-text": ["refused", "{file} 不是文本文件（{received}）", "{file} is no text file ({received})"],
  "undecodable-bytes": [
    "changed",
    "{file} 第 {line} 行含非 {expected} 字节，已用 � 代替",
    "{file} line {line} holds bytes that are not {expected}; � stands for them",
  ],
  "workbook-unreadable": ["refused", "{file} 不是可读的工作簿：{received}", "{file} is no workbook that can be read: {received}"],
  "sheet-not-found": [
    "refused",
    "{file} 没有名为“{received}”的工作表；现有：{expected}",
    "{file} has no sheet “{received}”; it has {expected}",
  ],
  "parquet-unreadable": ["refused", "{file} 不是可读的 Parquet 文件：{received}", "{file} is no Parquet file that can be read: {received}"],
  "unpacks-too-large": [
    "refused",
    "{file} 解压后为 {received}，超过上限；请拆分，或另存为 CSV",
    "{file} unpacks to {received}, more than is allowed; split it, or save it as CSV",
  ],
  "empty-file": ["noted", "{file} 是空文件，没有记录", "{file} is empty: no records"],
  "invalid-json": [
    "rejected",
    "{file} 第 {line} 行不是合法 JSON（{received}）；已跳过该行",
    "{file} line {line} is not valid JSON ({received}); the line is left out",
  ],
  "invalid-json-file": [
    "refused",
    "{file} 第 {line} 行起不是合法 JSON：{received}",
    "{file} is not valid JSON from line {line}: {received}",
  ],
  "json-not-array": ["refused", "{file} 应为 JSON 数组，实为 {received}", "{file} should hold a JSON array but holds {received}"],
  "missing-column": [
    "refused",
    "{file} 缺少编号列；表头为：{received}；编号列可写作：{expected}",
    "{file} has no id column; its headers are: {received}; an id column may be called: {expected}",
  ],
  "no-header": [
    "refused",
    "{file} 第 {line} 行没有一格是认识的表头：{received}；请加表头，或用 --columns 说明",
    "{file} line {line} holds no header that is known: {received}; add a header row, or say what is what with --columns",
  ],
  "duplicate-column": [
    "noted",
    "{file} 第 {line} 行：{column} 列“{received}”与另一列同为 {expected}，已忽略",
    "{file} line {line}: column {column}, “{received}”, means {expected}, which another column gives already; left out",
  ],
  "column-without-header": [
    "noted",
    "{file} 的 {column} 列没有表头，自第 {line} 行起有内容，已忽略",
    "{file}: column {column} has no header but something in it from line {line}; left out",
  ],
  "title-row": ["noted", "{file} 第 {line} 行是标题“{received}”，不作为数据", "{file} line {line} is a title, “{received}”, and no data"],
  "cell-too-long": [
    "rejected",
    "{file} 第 {line} 行“{column}”列有 {received} 个字符，上限 {expected}；已跳过该行",
    "{file} line {line}, column “{column}” holds {received|character|characters}, {expected} at most; the row is left out",
  ],
  "merged-header": [
    "noted",
    "{file} 第 {line} 行“{column}”列的表头由 {received} 合并而成，按合并后的各列读入",
    "{file} line {line}, column “{column}”: its header is merged over {received}; it is taken for each of these columns",
  ],
  "merged-cells": [
    "noted",
    "{file} 自第 {line} 行起“{column}”列有 {received} 处合并单元格，其值用于所合并的每一行",
    "{file} from line {line}, column “{column}” has {received|merged cell|merged cells}; the value stands for each of their rows",
  ],
  "hidden-rows": [
    "noted",
    "{file} 自第 {line} 行起有 {received} 个隐藏行，照常读入",
    "{file} has {received|hidden row|hidden rows}, from line {line} on; read like the others",
  ],
  "hidden-column": [
    "noted",
    "{file} 第 {line} 行：“{column}”列是隐藏的，照常读入",
    "{file} line {line}: the column “{column}” is hidden; it is read",
  ],
  "date-cells": [
    "noted",
    "{file} 自第 {line} 行起“{column}”列有 {received} 个日期，写作 2024-03-01 的形式；若原为编号，请把该列设为文本",
    "{file} from line {line}, column “{column}” has {received|date|dates}, read as 2024-03-01; if codes were meant, make the column text",
  ],
  "cell-error": [
    "changed",
    "{file} 第 {line} 行“{column}”列是错误值 {received}，按空白处理",
    "{file} line {line}, column “{column}” holds the error {received}; taken as empty",
  ],
  "formula-without-value": [
    "changed",
    "{file} 自第 {line} 行起“{column}”列有 {received} 个公式没有保存结果，按空白处理；请用表格软件打开并保存",
    "{file} from line {line}, column “{column}” has {received|formula|formulas} without a saved value; taken as empty: open and save it in a spreadsheet",
  ],
  "nested-column": [
    "changed",
    "{file} 的“{column}”列是嵌套结构（{received}），不能作为 {expected}，已忽略；例见第 {line} 行",
    "{file}: the column “{column}” is nested ({received}) and cannot be {expected}; left out; see row {line}",
  ],
  "encoding-changes": [
    "changed",
    "{file} 自第 {line} 行起编码变为 {received}，已按该编码读入",
    "{file} goes over to {received} in line {line}; it is read as that from there",
  ],
  "column-count": [
    "rejected",
    "{file} 第 {line} 行有 {received} 格，表头有 {expected} 格；已跳过该行",
    "{file} line {line} has {received|cell|cells} under {expected|header|headers}; the row is left out",
  ],
  "quote-not-closed": [
    "rejected",
    "{file} 第 {line} 行“{column}”列的引号没有闭合；已跳过该行",
    "{file} line {line}, column “{column}” opens a quote that is never closed; the line is left out",
  ],
  "config-not-json": [
    "refused",
    "配置文件 {file} 第 {line} 行起不是合法 JSON：{received}",
    "the configuration {file} is not valid JSON from line {line}: {received}",
  ],
  "constraints-not-json": [
    "refused",
    "约束文件 {file} 第 {line} 行起不是合法 JSON：{received}",
    "the constraints {file} are not valid JSON from line {line}: {received}",
  ],
  "constraints-not-object": [
    "refused",
    "约束文件 {file} 应为 JSON 对象，实为 {received}",
    "the constraints {file} should be a JSON object but are {received}",
  ],
  "constraint-key-unknown": [
    "refused",
    "约束文件 {file} 有未知的键 {received}；可用：{expected}",
    "the constraints {file} have an unknown key {received}; known are {expected}",
  ],
  "columns-not-json": [
    "refused",
    "列对应文件 {file} 第 {line} 行起不是合法 JSON：{received}",
    "the columns file {file} is not valid JSON from line {line}: {received}",
  ],
  "columns-not-object": [
    "refused",
    "列对应文件 {file} 应为 JSON 对象，实为 {received}",
    "the columns file {file} should hold a JSON object but holds {received}",
  ],
  "columns-section-unknown": [
    "refused",
    "列对应文件 {file} 有未知的部分 {received}；可用：{expected}",
    "the columns file {file} has an unknown section {received}; known are {expected}",
  ],
  "columns-field-unknown": [
    "refused",
    "列对应文件 {file} 把“{column}”对应到未知字段 {received}；可用：{expected}",
    "the columns file {file} gives “{column}” to an unknown field {received}; known are {expected}",
  ],
  "columns-field-twice": [
    "refused",
    "列对应文件 {file} 把“{received}”与“{column}”都对应到 {expected}",
    "the columns file {file} gives both “{received}” and “{column}” to {expected}",
  ],
  "columns-header-unknown": [
    "refused",
    "列对应文件 {file} 中的表头“{column}”在数据中不存在；现有：{expected}",
    "the columns file {file} names a header “{column}” that the data have not; they have {expected}",
  ],
  // Commands
  "no-grading-sheet": [
    "refused",
    "{file} 不是评分表：应有列 {expected}，表头为：{received}",
    "{file} is no grading sheet: it should have the columns {expected}, its headers are: {received}",
  ],
  "pool-invalid": ["refused", "{file} 不是评判池：应为导出所写的 pool.json", "{file} is no pool: it should be the pool.json of an export"],
  "unknown-flag": ["refused", "未知选项 {option}；可用：{expected}", "unknown option {option}; known are {expected}"],
  "missing-flag": ["refused", "缺少必需选项 {option}（{expected}）", "the option {option} is required ({expected})"],
  "missing-value": ["refused", "选项 {option} 缺少值：{expected}", "the option {option} needs a value: {expected}"],
  "unexpected-value": ["refused", "选项 {option} 不带值，实为 {received}", "the option {option} takes no value but has {received}"],
  "repeated-flag": ["refused", "选项 {option} 出现多次", "the option {option} is given more than once"],
  "unexpected-argument": ["refused", "多余的参数 {received}", "unexpected argument {received}"],
  "flag-invalid": [
    "refused",
    "选项 {option} 应为 {expected}，实为 {received}",
    "the option {option} should be {expected} but is {received}",
  ],
  "constraints-need-records": [
    "refused",
    "约束 {received} 只用于按记录配对的方案（--level records --method capacities）",
    "the constraints {received} go with plans of single records only (--level records --method capacities)",
  ],
  "port-taken": ["refused", "端口 {received} 已被占用；请用 {option} 另选一个", "port {received} is in use; choose another by {option}"],
  "folder-taken": [
    "refused",
    "文件夹 {file} 正由另一个进程（{received}）使用；请用 {option} 另选一个",
    "the folder {file} is in use by another process ({received}); choose another by {option}",
  ],
  "out-holds-other": [
    "refused",
    "文件夹 {file} 中有其他内容（{received}），为免误删未写入；请另选一个",
    "the folder {file} holds something else ({received}), which would be removed; choose another",
  ],
  "out-is-file": ["refused", "输出文件夹 {file} 是已存在的文件", "the output folder {file} is a file"],
  "out-unwritable": ["refused", "无法写入输出文件夹 {file}：{received}", "the output folder {file} cannot be written: {received}"],
  "out-holds-input": [
    "refused",
    "输出会覆盖输入文件 {file}；请换一个文件夹",
    "the output would overwrite the input {file}; choose another folder",
  ],
  stopped: [
    "refused",
    "已由 {received} 中止：未写入任何文件，{file} 保持原样",
    "stopped by {received}: nothing was written, {file} is as it was",
  ],
  "stopped-after-writing": [
    "noted",
    "收到 {received} 时结果已全部写好：{file} 保存的是本次运行的完整结果",
    "when {received} came all was written: {file} holds the whole of this run",
  ],
  "job-lost": [
    "refused",
    "运行意外终止（{received}），未写入任何文件，{file} 保持原样；若因内存不足，可设 NODE_OPTIONS=--max-old-space-size=8192",
    "the job was ended from outside ({received}); nothing was written, {file} is as it was; if memory ran out, NODE_OPTIONS=--max-old-space-size=8192 allows more",
  ],
} as const satisfies Record<string, readonly [IoIssueEffect, zh: string, en: string]>;

export type IoIssueCode = keyof typeof IO_ISSUE_CATALOGUE;

/** One thing that is wrong with a file or a command, as data. Lines count from 1. */
export interface IoIssue {
  readonly code: IoIssueCode;
  readonly effect: IoIssueEffect;
  readonly file?: string;
  readonly line?: number;
  /** Header of a column, or its letters where it has none. */
  readonly column?: string;
  readonly option?: string;
  readonly expected?: string;
  readonly received?: string;
}

export function createIoIssue(code: IoIssueCode, detail: Omit<IoIssue, "code" | "effect"> = {}): IoIssue {
  return { code, effect: IO_ISSUE_CATALOGUE[code][0], ...detail };
}

/** One issue as one line of text. */
export function formatIoIssue(issue: IoIssue, language: Language): string {
  const template: string = IO_ISSUE_CATALOGUE[issue.code][language === "zh" ? 1 : 2];
  const { file, line, column, option, expected, received } = issue;
  return fillText(template, { file, line, column, option, expected, received });
}
