import {
  agreement,
  askedJudgements,
  formatJudgements,
  gradingProgress,
  settleJudgements,
  type Agreement,
  type EvaluateIssue,
  type GradingProgress,
  type Judgement,
} from "alliance-match/evaluate";
import type { SheetReading } from "./read-sheet.js";

export interface ImportedSheets {
  readonly progress: GradingProgress;
  readonly agreement: Agreement;
  /** Judgements kept: asked for, each judge once a pair. */
  readonly judgements: number;
  /** Rows without a grade, over all sheets. */
  readonly open: number;
  /** With the sheet that each comes from; those of what sheets say together have none. */
  readonly issues: ReadonlyArray<{ readonly file: string | undefined; readonly issue: EvaluateIssue }>;
  /** `judgements.tsv`, by need, outcome, judge. */
  readonly text: string;
}

/** Puts filled sheets together: what was not asked is named and left out, a judge has one voice a pair. The order of sheets never matters. */
export function importSheets(
  pool: ReadonlyMap<string, readonly string[]>,
  sheets: ReadonlyArray<{ readonly file: string; readonly reading: SheetReading }>,
): ImportedSheets {
  const asked = sheets.map(({ file, reading }) => ({ file, reading, ...askedJudgements(pool, reading.judgements) }));
  const settled = settleJudgements(asked.flatMap(({ judgements }) => judgements));
  const keyOf = ({ needId, outcomeId, judge = "" }: Judgement): string => [needId, outcomeId, judge].join("\0");
  const written = formatJudgements([...settled.judgements].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)));
  const bySheet = asked.flatMap(({ file, reading, issues }) => [...reading.issues, ...issues].map((issue) => ({ file, issue })));
  const together = [...settled.issues, ...written.issues].map((issue) => ({ file: undefined, issue }));
  return {
    progress: gradingProgress(pool, settled.judgements),
    agreement: agreement(settled.judgements),
    judgements: settled.judgements.length,
    open: sheets.reduce((sum, { reading }) => sum + reading.open, 0),
    issues: [...bySheet, ...together],
    text: written.text,
  };
}
