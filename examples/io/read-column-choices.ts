import { COLUMN_ALIASES, isSameHeader, type ColumnChoice, type ColumnMapping } from "./columns.js";
import { createIoIssue, type IoIssue } from "./io-issue.js";
import { readJsonFile } from "./read-json-file.js";
import { KIND_BY_PLURAL, RECORD_KINDS, type RecordKind } from "./record-file.js";

export type ColumnChoiceReading =
  { readonly kind: "good"; readonly choices: readonly ColumnChoice[] } | { readonly kind: "bad"; readonly issues: readonly IoIssue[] };

/**
 * Reads a file that says which column is which field: a JSON object of header → field (`null`: left out) for all files, or one such
 * object each under `outcomes`, `needs`, `organisations`. What is wrong with it is found at once.
 */
export async function readColumnChoices(file: string): Promise<ColumnChoiceReading> {
  const parsed = await readJsonFile(file, "columns-not-json");
  if (parsed.kind === "bad") return parsed;
  if (!isObject(parsed.value))
    return { kind: "bad", issues: [createIoIssue("columns-not-object", { file, received: kindOf(parsed.value) })] };
  const issues: IoIssue[] = [];
  const sections = Object.entries(parsed.value);
  const choices = sections.every(([, value]) => isObject(value))
    ? sections.flatMap(([name, section]) => {
        const kind = KIND_BY_PLURAL[name];
        if (kind !== undefined) return choicesOf(section as object, [kind], file, issues);
        issues.push(createIoIssue("columns-section-unknown", { file, received: name, expected: Object.keys(KIND_BY_PLURAL).join(", ") }));
        return [];
      })
    : choicesOf(parsed.value, RECORD_KINDS, file, issues);
  return issues.length > 0 ? { kind: "bad", issues } : { kind: "good", choices };
}

/** Choices of headers that no file of their kinds has: misspelt, or of another file. */
export function choicesWithoutColumn(
  choices: readonly ColumnChoice[],
  files: ReadonlyArray<{ readonly kind: RecordKind; readonly columns?: readonly ColumnMapping[] }>,
): readonly ColumnChoice[] {
  return choices.filter(
    ({ header, kinds }) =>
      !files.some(({ kind, columns = [] }) => kinds.includes(kind) && columns.some((column) => isSameHeader(column.header, header))),
  );
}

/** The choices of one object; what is wrong with them is added to `issues`. */
function choicesOf(section: object, kinds: readonly RecordKind[], file: string, issues: IoIssue[]): ColumnChoice[] {
  const fields = new Set(kinds.flatMap((kind) => Object.keys(COLUMN_ALIASES[kind])));
  const taken = new Map<string, string>();
  return Object.entries(section as Readonly<Record<string, unknown>>).flatMap(([header, field]): ColumnChoice[] => {
    if (field === null) return [{ header, field, kinds }];
    if (typeof field !== "string" || !fields.has(field)) {
      const received = typeof field === "string" ? field : kindOf(field);
      issues.push(createIoIssue("columns-field-unknown", { file, column: header, received, expected: [...fields].join(", ") }));
      return [];
    }
    const other = taken.get(field);
    if (other !== undefined) issues.push(createIoIssue("columns-field-twice", { file, column: header, received: other, expected: field }));
    taken.set(field, header);
    return [{ header, field, kinds: kinds.filter((kind) => Object.hasOwn(COLUMN_ALIASES[kind], field)) }];
  });
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  return value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
}
