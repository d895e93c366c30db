import { buildCorpus, type Config, type Corpus, type Issue, type IssueRecord, type Language } from "alliance-match";
import { dataQuality, type SideQuality } from "alliance-match/quality";
import { readRecordFile, type ReadOptions } from "../io/read-record-file.js";
import type { SheetChoices } from "../io/sheet-choices.js";
import type { RawRow, RecordFile, RecordKind } from "../io/record-file.js";
import { toFoundIssue, type FoundIssue } from "./found-issue.js";

export interface MarketFiles {
  readonly outcomes: string;
  readonly needs: string;
  readonly organisations?: string | undefined;
}

/** A row that did not become a record, as it stood, with every code that says why: a row of `rejected.csv`. */
export interface RejectedRecord {
  readonly kind: RecordKind;
  readonly file: string;
  readonly line: number;
  readonly codes: readonly string[];
  readonly row: string;
}

/** Rows of one kind: `read` = `kept` + `rejected`. */
export interface RowCounts {
  readonly read: number;
  readonly kept: number;
  readonly rejected: number;
}

/** What is told of a file. Its rows are not: the corpus has what they say, and a second copy of all of them would fill the memory. */
export interface FileTold extends Omit<RecordFile, "rows" | "rejected" | "issues"> {
  readonly rowCount: number;
}

/** A market read from files. Of each file: rows read = records kept + rows rejected. */
export interface MarketReading {
  readonly counts: Readonly<Record<RecordKind, RowCounts>>;
  readonly corpus: Corpus;
  readonly files: readonly FileTold[];
  readonly issues: readonly FoundIssue[];
  readonly rejected: readonly RejectedRecord[];
  /** How well each side is filled, of the rows that could be read. */
  readonly quality: readonly SideQuality[];
}

/** How files of a market are read. */
export interface MarketOptions extends Pick<ReadOptions, "choices"> {
  readonly sheets?: SheetChoices;
  /** Hears of every file how far reading and taking apart have come. */
  readonly onProgress?: (stage: "read" | "parse", file: string, done: number, total: number) => void;
}

/** Reads the files of a market, one after another. A file that cannot be used at all carries an issue whose effect is `refused`. */
export async function readMarketFiles(
  { outcomes, needs, organisations }: MarketFiles,
  { sheets = {}, choices, onProgress }: MarketOptions = {},
): Promise<readonly RecordFile[]> {
  const read = (file: string, kind: RecordKind): Promise<RecordFile> =>
    readRecordFile(file, kind, {
      sheet: sheets[kind],
      choices,
      onProgress: (stage, done, total) => onProgress?.(stage, file, done, total),
    });
  return [
    await read(outcomes, "outcome"),
    await read(needs, "need"),
    ...(organisations === undefined ? [] : [await read(organisations, "organisation")]),
  ];
}

/** Builds the corpus of files that could be read, and leads every issue back to its line. */
export function buildMarket(files: readonly RecordFile[], config: Config, language: Language): MarketReading {
  const rowsOf = (kind: RecordKind): readonly RawRow[] => files.find((file) => file.kind === kind)?.rows ?? [];
  const organisations = rowsOf("organisation").map(({ value }) => value);
  const idByName = organisationIds(organisations);
  const resolve = (kind: RecordKind): unknown[] => rowsOf(kind).map(({ value }) => withOrganisationId(value, idByName));
  const input = { outcomes: resolve("outcome"), needs: resolve("need"), organisations };
  const { corpus, issues } = buildCorpus(input, config);
  const placeOf = (record: IssueRecord): { file: string; line: number; row: RawRow } => {
    const file = files.find(({ kind }) => kind === record.kind)!;
    const row = file.rows[record.index]!;
    return { file: file.file, line: row.line, row };
  };
  const found = issues.map((issue) => {
    if (issue.record === undefined) return toFoundIssue(issue, language);
    const { file, line } = placeOf(issue.record);
    return toFoundIssue(issue, language, { file, line });
  });
  const fileIssues = files.flatMap((file) => file.issues.map((issue) => toFoundIssue(issue, language)));
  const rejected = files.flatMap((file) => rejectedOf(file, issues));
  const quality = dataQuality(corpus, issues, {
    outcomes: input.outcomes.length,
    needs: input.needs.length,
    organisations: organisations.length,
  });
  const told = files.map(({ rows, rejected: unread, issues: _, ...file }) => ({ ...file, rowCount: rows.length + unread.length }));
  return { corpus, counts: countRows(files, corpus, rejected), files: told, issues: [...fileIssues, ...found], rejected, quality };
}

/** @throws where a row is neither among the records nor among those rejected: a defect of ours. */
function countRows(files: readonly RecordFile[], corpus: Corpus, rejected: readonly RejectedRecord[]): MarketReading["counts"] {
  const kept = { outcome: corpus.outcomes.ids.length, need: corpus.needs.ids.length, organisation: corpus.organisations.size };
  const countsOf = (kind: RecordKind): RowCounts => {
    const read = files.filter((file) => file.kind === kind).reduce((sum, file) => sum + file.rows.length + file.rejected.length, 0);
    const counts = { read, kept: kept[kind], rejected: rejected.filter((row) => row.kind === kind).length };
    if (counts.read !== counts.kept + counts.rejected) throw new Error(`${kind} rows do not add up: ${JSON.stringify(counts)}`);
    return counts;
  };
  return { outcome: countsOf("outcome"), need: countsOf("need"), organisation: countsOf("organisation") };
}

function rejectedOf(file: RecordFile, issues: readonly Issue[]): RejectedRecord[] {
  const codesByIndex = new Map<number, string[]>();
  for (const { code, effect, record } of issues) {
    if (effect !== "rejected" || record?.kind !== file.kind) continue;
    codesByIndex.set(record.index, [...(codesByIndex.get(record.index) ?? []), code]);
  }
  const byLibrary = [...codesByIndex].map(([index, codes]) => {
    const { line, original } = file.rows[index]!;
    return { kind: file.kind, file: file.file, line, codes, row: original };
  });
  const byReader = file.rejected.map(({ line, code, original }) => ({
    kind: file.kind,
    file: file.file,
    line,
    codes: [code],
    row: original,
  }));
  return [...byReader, ...byLibrary].sort((a, b) => a.line - b.line);
}

/** Exports name organisations where ours have ids; a name that only one organisation bears stands for its id. */
function organisationIds(organisations: readonly unknown[]): ReadonlyMap<string, string> {
  const idsByName = new Map<string, Set<string>>();
  const ids = new Set<string>();
  for (const organisation of organisations) {
    const { id, name } = (organisation ?? {}) as { readonly id?: unknown; readonly name?: unknown };
    if (typeof id !== "string" || typeof name !== "string") continue;
    ids.add(id);
    idsByName.set(name.trim(), (idsByName.get(name.trim()) ?? new Set()).add(id));
  }
  return new Map([...idsByName].flatMap(([name, own]) => (own.size === 1 && !ids.has(name) ? [[name, [...own][0]!] as const] : [])));
}

function withOrganisationId(value: unknown, idByName: ReadonlyMap<string, string>): unknown {
  if (typeof value !== "object" || value === null || !("organisation" in value) || typeof value.organisation !== "string") return value;
  const id = idByName.get(value.organisation.trim());
  return id === undefined ? value : { ...value, organisation: id };
}
