import type { Corpus, Language } from "alliance-match";
import type { Cell } from "../io/csv-text.js";
import { COUNT_FORMAT, SCORE_FORMAT, xlsxBytes, type LinkedCell, type Sheet, type SheetColumn } from "../io/xlsx-bytes.js";
import type { Directory } from "./directory.js";
import { pairRows, type PairRow } from "./pair-rows.js";
import type { PlanDocument } from "./plan-document.js";
import {
  pairCells,
  PROPOSAL_HEADERS,
  REASON_TEXTS,
  rounded,
  UNMATCHED_HEADERS,
  UNMATCHED_SIDES,
  unmatchedSideName,
} from "./result-files.js";

/** A plan and the name of its sheet. */
export interface NamedPlan {
  readonly name: string;
  readonly document: PlanDocument;
}

export interface WorkbookContext {
  readonly corpus: Corpus;
  readonly directory: Directory;
  readonly language: Language;
}

/** Where the header stands, and how many rows come before a table's first. */
const HEADER_ROWS = 1;
const SCORE = { width: 10, format: SCORE_FORMAT } as const;

/**
 * Plans as a workbook to filter and to go about in: a summary, a sheet a plan with a row a pair and its reason, what no plan matched, and
 * the records of both sides with what became of each. Ids lead from sheet to sheet, headers in column A to the summary. What a need
 * keeps for the authority is not in it.
 */
export async function resultWorkbook(plans: readonly NamedPlan[], context: WorkbookContext): Promise<Uint8Array> {
  const names = SHEET_NAMES[context.language];
  const planned = plans.map(({ name, document }) => ({ name, document, pairs: pairRows(document, context.directory) }));
  const unmatched = unmatchedRows(planned, context);
  const sheets = [
    ...planned.map((plan) => planSheet(plan, context)),
    unmatchedSheet(unmatched, context),
    recordSheet("needs", { planned, unmatched }, context),
    recordSheet("outcomes", { planned, unmatched }, context),
  ];
  return xlsxBytes([summarySheet(planned, sheets, context), ...sheets.map((sheet) => withWayBack(sheet, names.summary))]);
}

interface PlannedPairs extends NamedPlan {
  readonly pairs: readonly PairRow[];
}

type RecordSide = "needs" | "outcomes";

const SHEET_NAMES: Readonly<Record<Language, Readonly<Record<"summary" | "unmatched" | RecordSide, string>>>> = {
  zh: { summary: "概要", unmatched: "未匹配", needs: "需求", outcomes: "成果" },
  en: { summary: "summary", unmatched: "unmatched", needs: "needs", outcomes: "outcomes" },
};

/** The first header leads to the summary: it is always in sight. */
function withWayBack({ columns, ...sheet }: Sheet, summary: string): Sheet {
  const [first, ...others] = columns as readonly [SheetColumn, ...SheetColumn[]];
  const header = { value: first.header as string, link: { sheet: summary, row: HEADER_ROWS } };
  return { ...sheet, columns: [{ ...first, header }, ...others] };
}

function summarySheet(planned: readonly PlannedPairs[], sheets: readonly Sheet[], { language }: WorkbookContext): Sheet {
  const zh = language === "zh";
  const names = SHEET_NAMES[language];
  const headers = zh
    ? ["工作表", "内容", "行数", "联盟", "总分", "未匹配需求", "未匹配成果", "状态", "证书"]
    : ["sheet", "holds", "rows", "proposals", "total", "unmatched needs", "unmatched outcomes", "status", "certificate"];
  const holds: Readonly<Record<string, string>> = {
    [names.unmatched]: zh ? "未匹配的记录与原因" : "records without partner, and why",
    [names.needs]: zh ? "全部需求及其结果" : "all needs, and what became of each",
    [names.outcomes]: zh ? "全部成果及其结果" : "all outcomes, and what became of each",
  };
  const rows = sheets.map(({ name, rows: own }): Array<Cell | LinkedCell> => {
    const link = { value: name, link: { sheet: name, row: HEADER_ROWS } };
    const document = planned.find((plan) => plan.name === name)?.document;
    if (document === undefined) return [link, holds[name], own.length];
    const { proposals, total, unmatched, status, certificate } = document;
    const verified = certificate?.verified === true ? (zh ? "复核通过" : "verified") : zh ? "未通过复核" : "not verified";
    const state = zh ? { optimal: "最优", feasible: "可行", infeasible: "无可行方案" }[status] : status;
    return [
      link,
      zh ? "联盟建议，每对一行" : "proposals, a row a pair",
      own.length,
      proposals.length,
      rounded(total),
      unmatched.needs.length,
      unmatched.outcomes.length,
      state,
      verified,
    ];
  });
  const widths = [32, 34, 9, 11, 11, 13, 13, 11, 13];
  return {
    name: names.summary,
    columns: headers.map((header, at) => ({ header, width: widths[at]!, ...SUMMARY_FORMATS[at] })),
    rows,
  };
}
const COUNT = { format: COUNT_FORMAT } as const;
/** By column: rows, proposals, total, unmatched on either side. */
const SUMMARY_FORMATS = [{}, {}, COUNT, COUNT, { format: SCORE_FORMAT }, COUNT, COUNT] as const;

function planSheet({ name, document, pairs }: PlannedPairs, { corpus, language }: WorkbookContext): Sheet {
  const names = SHEET_NAMES[language];
  const explanations = new Map(
    document.proposals.flatMap(({ rank, explanation }) => (explanation === undefined ? [] : [[rank, explanation]])),
  );
  const widths = [10, 10, 14, 44, 14, 34, 14, 44, 14, 34];
  const headers = PROPOSAL_HEADERS[language];
  const columns: SheetColumn[] = headers.map((header, at) => {
    if (at === headers.length - 1) return { header, width: 60, wraps: true };
    if (at === 0) return { header, width: widths[at]!, ...COUNT };
    return at === 1 || at >= widths.length ? { header, ...SCORE } : { header, width: widths[at]! };
  });
  if (explanations.size > 0) columns.push({ header: language === "zh" ? "联盟说明" : "explanation", width: 80, wraps: true });
  const link = (id: string, side: RecordSide): LinkedCell => ({
    value: id,
    link: { sheet: names[side], row: recordRow(corpus, side, id) },
  });
  const rows = pairs.map((pair, at) => [
    ...pairCells(pair, link),
    // Of the whole alliance, once.
    ...(explanations.size === 0 || pairs[at - 1]?.proposal === pair.proposal ? [] : [explanations.get(pair.proposal)]),
  ]);
  return { name, columns, rows };
}

function recordRow(corpus: Corpus, side: RecordSide, id: string): number {
  return corpus[side].indexOf.get(id)! + 1 + HEADER_ROWS;
}

interface UnmatchedRow {
  readonly plan: string;
  readonly side: (typeof UNMATCHED_SIDES)[number];
  readonly id: string;
  readonly cells: ReadonlyArray<Cell | LinkedCell>;
}

function unmatchedRows(planned: readonly PlannedPairs[], { corpus, language }: WorkbookContext): UnmatchedRow[] {
  const names = SHEET_NAMES[language];
  return planned.flatMap(({ name: plan, document }) =>
    UNMATCHED_SIDES.flatMap((side) =>
      (document.unmatched[side] ?? []).map(({ id, name, organisation, reason }) => ({
        plan,
        side,
        id,
        cells: [
          { value: plan, link: { sheet: plan, row: HEADER_ROWS } },
          unmatchedSideName(side, language),
          side === "needs" || side === "outcomes" ? { value: id, link: { sheet: names[side], row: recordRow(corpus, side, id) } } : id,
          name,
          organisation,
          reason,
          REASON_TEXTS[reason][language],
        ],
      })),
    ),
  );
}

function unmatchedSheet(unmatched: readonly UnmatchedRow[], { language }: WorkbookContext): Sheet {
  const widths = [22, 12, 14, 44, 28, 18, 44];
  return {
    name: SHEET_NAMES[language].unmatched,
    columns: UNMATCHED_HEADERS[language].map((header, at) => ({ header, width: widths[at]! })),
    rows: unmatched.map(({ cells }) => cells),
  };
}

interface Results {
  readonly planned: readonly PlannedPairs[];
  readonly unmatched: readonly UnmatchedRow[];
}

/** The records of a side, and a column a plan: how many partners each has there, or why none. */
function recordSheet(side: RecordSide, { planned, unmatched }: Results, { corpus, directory, language }: WorkbookContext): Sheet {
  const zh = language === "zh";
  const names = SHEET_NAMES[language];
  const isNeed = side === "needs";
  const outcomeOf = planned.map(({ name, pairs }) => {
    const results = new Map<string, LinkedCell & { readonly value: string | number }>();
    pairs.forEach((pair, at) => {
      const id = isNeed ? pair.need : pair.outcome;
      const before = results.get(id);
      const link = before?.link ?? { sheet: name, row: at + 1 + HEADER_ROWS };
      results.set(id, { value: Number(before?.value ?? 0) + 1, link });
    });
    unmatched.forEach(({ plan, side: own, id, cells }, at) => {
      if (plan === name && own === side)
        results.set(id, { value: cells.at(-1) as string, link: { sheet: names.unmatched, row: at + 1 + HEADER_ROWS } });
    });
    return results;
  });
  const headers = zh
    ? ["编号", isNeed ? "需求名称" : "成果名称", isNeed ? "企业名称" : "高校名称"]
    : ["id", "title", isNeed ? "enterprise" : "university"];
  const widths = [14, 60, 32];
  return {
    name: names[side],
    columns: [
      ...headers.map((header, at) => ({ header, width: widths[at]! })),
      ...planned.map(({ name }) => ({ header: zh ? `${name}：伙伴数` : `partners, ${name}`, width: 44, align: "left" as const })),
    ],
    rows: corpus[side].ids.map((id) => [
      id,
      isNeed ? directory.needTitle(id) : directory.outcomeTitle(id),
      directory.organisationName(isNeed ? directory.needOrganisation(id) : directory.outcomeOrganisation(id)),
      ...outcomeOf.map((results) => results.get(id)),
    ]),
  };
}
