import { decodeText } from "../../io/decode-text.js";
import { readDelimited } from "../../io/delimited.js";
import { createIoIssue, type IoIssue } from "../../io/io-issue.js";
import { readJsonArray } from "../../io/json-array.js";
import { readJsonLines } from "../../io/json-lines.js";
import { refusedReading, type RecordKind, type RowReading } from "../../io/record-file.js";
import { textIssues } from "../../io/text-issues.js";

/** What a person chose or dropped, by kind. */
export type ChosenFiles = Readonly<Partial<Record<RecordKind, File>>>;

export interface ReadFiles {
  readonly records: Readonly<Record<RecordKind, readonly unknown[]>>;
  readonly rejected: number;
  /** Why nothing can be loaded; `null` where it can. */
  readonly refusal: IoIssue | null;
  readonly issues: readonly IoIssue[];
}

/** Largest file taken: a page holds it several times over while it is read. */
const MOST_BYTES = 200 * 2 ** 20;
const KIND_BY_NAME: ReadonlyArray<readonly [RegExp, RecordKind]> = [
  [/need|demand|需求|难题/i, "need"],
  [/organi[sz]ation|单位|机构|高校名录|企业名录/i, "organisation"],
  [/outcome|achievement|成果|专利/i, "outcome"],
];

/** Which file is which, by their names; the first unnamed of two is taken for the outcomes, as people drop them in that order. */
export function guessKinds(files: readonly File[]): ChosenFiles {
  const chosen: Partial<Record<RecordKind, File>> = {};
  const unknown: File[] = [];
  for (const file of files) {
    const kind = KIND_BY_NAME.find(([pattern]) => pattern.test(file.name))?.[1];
    if (kind !== undefined && chosen[kind] === undefined) chosen[kind] = file;
    else unknown.push(file);
  }
  for (const kind of ["outcome", "need", "organisation"] as const) chosen[kind] ??= unknown.shift()!;
  return Object.fromEntries(Object.entries(chosen).filter(([, file]) => file !== undefined));
}

export async function readFiles(chosen: ChosenFiles): Promise<ReadFiles> {
  const records: Record<RecordKind, readonly unknown[]> = { outcome: [], need: [], organisation: [] };
  const issues: IoIssue[] = [];
  let rejected = 0;
  for (const [kind, file] of Object.entries(chosen) as Array<[RecordKind, File]>) {
    const reading = await readOne(file, kind);
    records[kind] = reading.rows.map(({ value }) => value);
    rejected += reading.rejected.length;
    issues.push(...reading.issues);
  }
  return { records, rejected, refusal: issues.find(({ effect }) => effect === "refused") ?? null, issues };
}

async function readOne(file: File, kind: RecordKind): Promise<RowReading> {
  const { name } = file;
  if (file.size > MOST_BYTES)
    return refusedReading(createIoIssue("file-unreadable", { file: name, received: `> ${MOST_BYTES / 2 ** 20} MB` }));
  const decoded = decodeText(new Uint8Array(await file.arrayBuffer()));
  if (decoded.kind === "binary") return refusedReading(createIoIssue("not-text", { file: name, received: decoded.reason }));
  const reading = readText(decoded.text, name, kind);
  return { ...reading, issues: [...textIssues(decoded, name), ...reading.issues] };
}

function readText(text: string, name: string, kind: RecordKind): RowReading {
  if (text.trim() === "") return { rows: [], rejected: [], issues: [createIoIssue("empty-file", { file: name })] };
  const extension = /\.[^.]*$/.exec(name.toLowerCase())?.[0] ?? "";
  switch (extension) {
    case ".jsonl":
    case ".ndjson":
      return readJsonLines(text, name);
    case ".json":
      return readJsonArray(text, name);
    case ".csv":
      return readDelimited(text, { kind, file: name, delimiter: "," });
    case ".tsv":
    case ".tab":
      return readDelimited(text, { kind, file: name, delimiter: "\t" });
    default:
      return refusedReading(createIoIssue("unknown-format", { file: name, received: extension, expected: ".json .jsonl .csv .tsv" }));
  }
}
