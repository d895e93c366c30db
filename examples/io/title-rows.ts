import { mapColumns } from "./columns.js";
import { isEmptyCell, type TableNote, type TableOptions } from "./table.js";

interface TopRow {
  readonly cells: readonly unknown[];
  readonly line: number;
}

/** More rows of one text than this are a list, not titles. */
export const MAX_TITLES = 5;

/** How many rows at the top are titles: one text alone in each, no header by itself, above a row of several texts. */
export function countTitleRows(rows: readonly TopRow[], options: TableOptions): number {
  const textsOf = ({ cells }: TopRow): string[] => cells.filter((cell): cell is string => !isEmptyCell(cell));
  const first = rows.slice(0, MAX_TITLES + 1).findIndex((row) => textsOf(row).length > 1);
  const isTitle = (row: TopRow): boolean => mapColumns(textsOf(row), { ...options, line: row.line }).columns[0]?.field === undefined;
  return first > 0 && rows.slice(0, first).every(isTitle) ? first : 0;
}

/** What is said of rows that were passed over as titles. */
export function titleNotes(titles: readonly TopRow[]): TableNote[] {
  return titles.map(({ cells, line }) => ({ code: "title-row", line, received: String(cells.find((cell) => !isEmptyCell(cell))) }));
}
