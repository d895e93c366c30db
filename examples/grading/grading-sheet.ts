import { visibleNeed, type Corpus, type Language } from "alliance-match";
import { csvText, type Cell } from "../io/csv-text.js";
import { xlsxBytes } from "../io/xlsx-bytes.js";

/** Columns of a grading sheet, in order, with their headers; either language is read back. */
export const SHEET_COLUMNS = {
  needId: { zh: "需求编号", en: "need id" },
  needTitle: { zh: "需求名称", en: "need" },
  needText: { zh: "需求描述", en: "need text" },
  outcomeId: { zh: "成果编号", en: "outcome id" },
  outcomeTitle: { zh: "成果名称", en: "outcome" },
  outcomeText: { zh: "成果简介", en: "outcome text" },
  grade: { zh: "评分", en: "grade" },
  judge: { zh: "评判者", en: "judge" },
} as const;
export type SheetColumn = keyof typeof SHEET_COLUMNS;

export const COLUMN_NAMES = Object.keys(SHEET_COLUMNS) as readonly SheetColumn[];

/** Characters, as a spreadsheet measures columns. */
const WIDTHS: Readonly<Record<SheetColumn, number>> = {
  needId: 12,
  needTitle: 28,
  needText: 48,
  outcomeId: 12,
  outcomeTitle: 28,
  outcomeText: 48,
  grade: 8,
  judge: 12,
};
/** Characters of a record's long text: enough to judge by, and far below what a cell may hold. */
const MAX_TEXT = 2_000;

/** What a judge is asked, one sheet: the pool's pairs in its order, each with what the records say, grade and judge left empty. No scores. */
export interface GradingSheet {
  readonly rows: ReadonlyArray<readonly Cell[]>;
  readonly language: Language;
}

/** Fills a sheet. Of needs only what the parties may read is shown. O(pairs). */
export function gradingSheet(corpus: Corpus, pool: ReadonlyMap<string, readonly string[]>, language: Language): GradingSheet {
  const { needs, outcomes } = corpus;
  const rows = [...pool].flatMap(([needId, outcomeIds]) => {
    const need = visibleNeed(needs.records[needs.indexOf.get(needId)!]!, "parties");
    return outcomeIds.map((outcomeId): Cell[] => {
      const outcome = outcomes.records[outcomes.indexOf.get(outcomeId)!]!;
      return [needId, need.title, shortened(need.description), outcomeId, outcome.title, shortened(outcome.abstract), undefined, undefined];
    });
  });
  return { rows, language };
}

function shortened(text: string | undefined): string | undefined {
  return text === undefined || text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT - 1)}…`;
}

export function sheetCsv({ rows, language }: GradingSheet): string {
  return csvText([COLUMN_NAMES.map((name) => SHEET_COLUMNS[name][language]), ...rows]);
}

/** The sheet as a workbook; the same sheet gives the same bytes. */
export function sheetWorkbook({ rows, language }: GradingSheet): Promise<Uint8Array> {
  const columns = COLUMN_NAMES.map((name) => ({ header: SHEET_COLUMNS[name][language], width: WIDTHS[name], wraps: true as const }));
  return xlsxBytes([{ name: language === "zh" ? "评分表" : "grading", columns, rows }]);
}
