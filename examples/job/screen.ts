import type { Language, UnmatchedReason } from "alliance-match";
import type { SideQuality } from "alliance-match/quality";
import type { FileTold } from "./read-market.js";
import { counted } from "../io/fill-text.js";
import { fitText, textTable, textWidth } from "../io/text-table.js";
import type { Directory } from "./directory.js";
import type { FoundIssue } from "./found-issue.js";
import type { PairDocument, PlanDocument, ProposalDocument, UnmatchedDocument } from "./plan-document.js";
import { REASON_TEXTS } from "./result-files.js";
import { qualityRows } from "./quality-rows.js";
import { SIDE_NAMES } from "./side-names.js";

/** Columns to fill where the output is no terminal, and the most that a line is readable in. */
const DEFAULT_WIDTH = 110;
const MIN_WIDTH = 72;

export interface Reader {
  readonly language: Language;
  /** Terminal columns. */
  readonly width: number;
}

export function readerOf(language: Language, columns: number | undefined): Reader {
  return { language, width: Math.max(MIN_WIDTH, Math.min(columns ?? DEFAULT_WIDTH, DEFAULT_WIDTH)) };
}

export function heading(title: string): string {
  return `\n■ ${title}`;
}

export const KIND_NAMES = {
  outcome: { zh: "成果", en: "outcomes" },
  need: { zh: "需求", en: "needs" },
  organisation: { zh: "单位", en: "organisations" },
} as const;

/** What was read: file, format with the sheet of a workbook, encoding, rows; for tables also which column was taken for what. */
export function filesTable(files: readonly FileTold[], { language, width }: Reader): string {
  const zh = language === "zh";
  const table = textTable(
    [
      { header: zh ? "类别" : "kind", align: "left", width: 14 },
      { header: zh ? "文件" : "file", align: "left", width: width - 68 },
      { header: zh ? "格式" : "format", align: "left", width: 18 },
      { header: zh ? "编码" : "encoding", align: "left", width: 10 },
      { header: zh ? "行数" : "rows", align: "right", width: 9 },
    ],
    files.map((file) => [
      KIND_NAMES[file.kind][language],
      file.file,
      file.sheet === undefined ? (file.format ?? "") : `${file.format} “${file.sheet}”`,
      file.encoding ?? "",
      String(file.rowCount),
    ]),
  );
  const mappings = files.flatMap(({ kind, columns }) => {
    if (columns === undefined) return [];
    const pairs = columns.map(({ header, field }) => (field ? (header === field ? field : `${header} → ${field}`) : `${header} → ∅`));
    return [`  ${fitText(`${KIND_NAMES[kind][language]}${zh ? "列" : " columns"}: ${pairs.join(", ")}`, width - 2)}`];
  });
  return [table, ...mappings].join("\n");
}

export const EFFECT_NAMES = {
  refused: { zh: "拒绝", en: "refused" },
  rejected: { zh: "剔除", en: "rejected" },
  changed: { zh: "修正", en: "changed" },
  noted: { zh: "提示", en: "noted" },
} as const;

/** Issues by code, most frequent first, each with its first case. */
export function issuesTable(issues: readonly FoundIssue[], { language, width }: Reader): string {
  const zh = language === "zh";
  const byCode = groupByCode(issues);
  const rows = [...byCode.values()]
    .sort((a, b) => b.length - a.length || (a[0]!.code < b[0]!.code ? -1 : 1))
    .map((group) => {
      const [first] = group as [FoundIssue, ...FoundIssue[]];
      const who = first.record === undefined ? "" : `${first.record.id ?? `#${first.record.index + 1}`} `;
      return [String(group.length), EFFECT_NAMES[first.effect][language], first.code, who + first.message];
    });
  return textTable(
    [
      { header: zh ? "次数" : "count", align: "right", width: 7 },
      { header: zh ? "处理" : "effect", align: "left", width: 8 },
      { header: zh ? "代码" : "code", align: "left", width: 22 },
      { header: zh ? "例" : "for example", align: "left", width: width - 48 },
    ],
    rows,
  );
}

/** A line a side on what was kept and what is thin, then a row a field. */
export function qualityTables(report: readonly SideQuality[], { language, width }: Reader): string {
  const zh = language === "zh";
  const [headings, ...rows] = qualityRows(
    report.filter(({ read }) => read > 0),
    language,
  ) as [string[], ...string[][]];
  const columns = headings.map((header, at) => ({
    header,
    align: at === 0 ? ("left" as const) : ("right" as const),
    width: at === 0 ? 28 : Math.floor((width - 40) / 5),
  }));
  const sides = report
    .filter(({ read }) => read > 0)
    .map(({ side, read, kept, rejected, withoutText, thin, nearDuplicates }) => {
      const name = SIDE_NAMES[side][language];
      return zh
        ? `  ${name} ${read} 条：保留 ${kept}，剔除 ${rejected}；无文本 ${withoutText}，过短 ${thin}，近似重复 ${nearDuplicates}`
        : `  ${read} ${name}: ${kept} kept, ${rejected} rejected; ${withoutText} without text, ${thin} too thin, ${nearDuplicates} nearly the same`;
    });
  return [...sides, textTable(columns, rows)].join("\n");
}

/** Issues by their code, in the order of first appearance. */
export function groupByCode(issues: readonly FoundIssue[]): Map<string, FoundIssue[]> {
  const groups = new Map<string, FoundIssue[]>();
  for (const issue of issues) groups.set(issue.code, [...(groups.get(issue.code) ?? []), issue]);
  return groups;
}

export function issuesByCode(issues: readonly FoundIssue[]): Record<string, number> {
  return Object.fromEntries([...groupByCode(issues)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, group]) => [code, group.length]));
}

/** The first proposals of a plan, each with the records, who stands behind them, and why. */
export function proposalBlocks(
  plan: PlanDocument,
  directory: Directory,
  shown: { readonly count: number; readonly reader: Reader },
): string {
  return plan.proposals
    .slice(0, shown.count)
    .map((proposal) => proposalBlock(proposal, plan, directory, shown.reader))
    .join("\n");
}

function proposalBlock(proposal: ProposalDocument, { shape }: PlanDocument, directory: Directory, { language, width }: Reader): string {
  const zh = language === "zh";
  // The side with one record is the head; its partners stand below it.
  const headIsOutcome = shape === "one-to-many";
  const need = (id: string): RecordLine => ({
    mark: zh ? "需求" : "need   ",
    id,
    title: directory.needTitle(id),
    who: directory.organisationName(directory.needOrganisation(id)),
  });
  const outcome = (id: string): RecordLine => ({
    mark: zh ? "成果" : "outcome",
    id,
    title: directory.outcomeTitle(id),
    who: directory.organisationName(directory.outcomeOrganisation(id)),
  });
  if (proposal.explanation !== undefined) return `${`${proposal.rank}.`.padStart(5)} ${indented(proposal.explanation, width)}`;
  if (proposal.needs.length > 1 && proposal.outcomes.length > 1) {
    // Many with many and no words for the whole, as a need withholds some of its own: pair by pair.
    const pairs = proposal.pairs.flatMap((pair) => [
      recordLine(need(pair.need), width - 12).trimEnd(),
      `${recordLine(outcome(pair.outcome), width - 12)}  ${pair.score.toFixed(2)}`,
      `  ${fitText(pair.reason, width - 8)}`,
    ]);
    return pairs.map((line, at) => (at === 0 ? `${`${proposal.rank}.`.padStart(5)} ${line}` : `      ${line}`)).join("\n");
  }
  const head = headIsOutcome ? outcome(proposal.outcomes[0]!.id) : need(proposal.needs[0]!.id);
  const rank = `${proposal.rank}.`.padStart(5);
  const lines = [`${rank} ${recordLine(head, width - 12)}`.trimEnd()];
  proposal.pairs.forEach((pair: PairDocument) => {
    const partner = headIsOutcome ? need(pair.need) : outcome(pair.outcome);
    lines.push(`      ${recordLine(partner, width - 12)}  ${pair.score.toFixed(2)}`);
    lines.push(`        ${fitText(pair.reason, width - 8)}`);
  });
  return lines.join("\n");
}

/** Lines of an explanation on screen; the files have it whole. */
const SHOWN_LINES = 10;

/** Lines of an explanation, the first beside the rank, each cut to the screen. */
function indented(text: string, width: number): string {
  const lines = text.split("\n");
  return [...lines.slice(0, SHOWN_LINES), ...(lines.length > SHOWN_LINES ? ["…"] : [])]
    .map((line, at) => (at === 0 ? fitText(line, width - 6) : `      ${fitText(line, width - 6)}`))
    .join("\n");
}

interface RecordLine {
  readonly mark: string;
  readonly id: string;
  readonly title: string;
  readonly who: string;
}

/** Terminal columns for the name of an organisation; a market without organisations gives them to the titles. */
const WHO_WIDTH = 28;
/** Terminal columns for an id: a UUID is cut, ids of catalogues are not. */
const ID_WIDTH = 10;

function recordLine({ mark, id, title, who }: RecordLine, width: number): string {
  const left = `${mark} ${padded(fitText(id, ID_WIDTH), Math.min(ID_WIDTH, Math.max(6, textWidth(id))))} `;
  const room = width - textWidth(left);
  const whoWidth = who === "" ? 0 : Math.min(WHO_WIDTH, Math.floor(room / 3));
  const titleWidth = room - whoWidth - 2;
  return left + padded(fitText(title, titleWidth), titleWidth) + (who === "" ? "  " : `  ${padded(fitText(who, whoWidth), whoWidth)}`);
}

function padded(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - textWidth(text)));
}

/** One line about a plan: what it holds, what it is worth, and what proves it. */
export function planLine(plan: PlanDocument, { language }: Reader): string {
  const { proposals, total, unmatched } = plan;
  const pairs = proposals.reduce((sum, proposal) => sum + proposal.pairs.length, 0);
  const { needs, outcomes } = unmatched;
  return language === "zh"
    ? `  ${proposals.length} 个联盟，${pairs} 对，总分 ${total.toFixed(2)}；${proofText(plan, language)}；未匹配需求 ${needs.length}、成果 ${outcomes.length}`
    : `  ${counted(proposals.length, "proposal")}, ${counted(pairs, "pair")}, total ${total.toFixed(2)}; ${proofText(plan, language)}; unmatched: ${counted(needs.length, "need")}, ${counted(outcomes.length, "outcome")}`;
}

/** What is proved of a plan, by what, and whether it was checked. */
function proofText({ status, objective, certificate }: PlanDocument, language: Language): string {
  const zh = language === "zh";
  if (status === "infeasible") return zh ? "无可行方案" : "infeasible";
  if (certificate?.verified !== true) return zh ? "未通过复核" : "not verified";
  const { candidates, bound } = certificate;
  const [among, checked] = zh ? [`候选 ${candidates} 项中`, "证书复核通过"] : [`among ${candidates} candidates`, "certificate verified"];
  if (objective === "stable") return zh ? `${among}双向稳定，${checked}` : `stable ${among} (${checked})`;
  if (status === "optimal") return zh ? `已证明最优（${among}，${checked}）` : `proved optimal ${among} (${checked})`;
  const most = bound === null ? "" : zh ? `，上界 ${bound.toFixed(2)}` : `, at most ${bound.toFixed(2)}`;
  return zh ? `可行（${among}${most}，${checked}）` : `feasible (${among}${most}; ${checked})`;
}

/** Unmatched records by reason, with the first few of each. */
export function unmatchedTable(plan: PlanDocument, { language, width }: Reader): string {
  const zh = language === "zh";
  const rows = (["needs", "outcomes"] as const).flatMap((side) => {
    const groups = new Map<UnmatchedReason, UnmatchedDocument[]>();
    for (const record of plan.unmatched[side]) groups.set(record.reason, [...(groups.get(record.reason) ?? []), record]);
    return [...groups]
      .sort(([, a], [, b]) => b.length - a.length)
      .map(([reason, group]) => {
        const examples = group.slice(0, 3).map(({ id, name }) => `${fitText(id, ID_WIDTH)} ${fitText(name, 24)}`);
        const kind = KIND_NAMES[side === "needs" ? "need" : "outcome"][language];
        return [String(group.length), kind, REASON_TEXTS[reason][language], examples.join(zh ? "、" : ", ")];
      });
  });
  return textTable(
    [
      { header: zh ? "条数" : "count", align: "right", width: 6 },
      { header: zh ? "类别" : "kind", align: "left", width: 8 },
      { header: zh ? "原因" : "reason", align: "left", width: 38 },
      { header: zh ? "例" : "for example", align: "left", width: width - 62 },
    ],
    rows,
  );
}
