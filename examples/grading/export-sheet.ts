import { DEFAULT_WEIGHTS, rankOutcomes, type Config, type Corpus, type Language } from "alliance-match";
import { poolCandidates, type PoolOptions, type Run } from "alliance-match/evaluate";
import type { RecordFile } from "../io/record-file.js";
import { configForChina } from "../job/china.js";
import { buildMarket } from "../job/read-market.js";
import { gradingSheet, sheetCsv, sheetWorkbook } from "./grading-sheet.js";

export interface SheetFiles {
  readonly needs: number;
  readonly pairs: number;
  readonly configurations: number;
  readonly files: ReadonlyArray<{ readonly name: string; readonly content: string | Uint8Array }>;
}

/** Names of what is written. The pool says what was asked, so that a sheet whose ids were changed is noticed when it comes back. */
export const SHEET_FILES = ["grading.csv", "grading.xlsx", "pool.json"] as const;

/** Where a team names none: the default, text alone, and text counted as much as industry and place together. */
export function usualConfigs(): Config[] {
  return [{}, { weights: { text: 1 } }, { weights: { ...DEFAULT_WEIGHTS, text: DEFAULT_WEIGHTS.industry + DEFAULT_WEIGHTS.region } }].map(
    configForChina,
  );
}

/** Pools what several configurations rank best and writes the sheet for judges. The same records, configurations and options give the same bytes. */
export async function exportSheet(
  files: readonly RecordFile[],
  configs: readonly Config[],
  { language, depth, seed }: Required<PoolOptions> & { readonly language: Language },
): Promise<SheetFiles> {
  const corpora = configs.map((config) => buildMarket(files, config, language).corpus);
  const pool = poolCandidates(
    corpora.map((corpus) => runOf(corpus, depth)),
    { depth, seed },
  );
  const sheet = gradingSheet(corpora[0]!, pool, language);
  const contents = [sheetCsv(sheet), await sheetWorkbook(sheet), `${JSON.stringify(Object.fromEntries(pool), undefined, 1)}\n`];
  return {
    needs: pool.size,
    pairs: sheet.rows.length,
    configurations: configs.length,
    files: SHEET_FILES.map((name, at) => ({ name, content: contents[at]! })),
  };
}

function runOf(corpus: Corpus, depth: number): Run {
  return new Map(
    corpus.needs.ids.map((id) => [
      id,
      rankOutcomes(corpus, id, { k: depth }).map((partner) => ({ outcomeId: partner.id, score: partner.score })),
    ]),
  );
}
