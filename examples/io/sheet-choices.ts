import { createIoIssue, type IoIssue } from "./io-issue.js";
import { KIND_BY_PLURAL, RECORD_KINDS, type RecordKind } from "./record-file.js";

/** The sheet to read in the workbook of a kind; without one the first that is not hidden. */
export type SheetChoices = Readonly<Partial<Record<RecordKind, string>>>;

const OF_A_KIND = new RegExp(`^(${Object.keys(KIND_BY_PLURAL).join("|")})=(.*)$`, "s");

/**
 * Reads what an option says of sheets: `成果` for the workbooks of all kinds, `outcomes=成果` for those of one, which goes before it. An
 * equals sign behind anything but the name of a kind is a part of a sheet's name.
 *
 * @param option how messages name it.
 */
export function readSheetChoices(
  texts: readonly string[],
  option: string,
): { readonly sheets: SheetChoices; readonly issues: readonly IoIssue[] } {
  const issues: IoIssue[] = [];
  const named = new Map<RecordKind | "all", string>();
  for (const text of texts) {
    const [, plural, ofKind] = OF_A_KIND.exec(text) ?? [];
    const kind = plural === undefined ? "all" : KIND_BY_PLURAL[plural]!;
    const sheet = ofKind ?? text;
    if (sheet === "") issues.push(createIoIssue("missing-value", { option, expected: `${plural}=NAME` }));
    else if (named.has(kind))
      issues.push(createIoIssue("repeated-flag", { option: plural === undefined ? option : `${option} ${plural}=` }));
    named.set(kind, sheet);
  }
  const sheets = RECORD_KINDS.flatMap((kind) => {
    const sheet = named.get(kind) ?? named.get("all");
    return sheet === undefined ? [] : [[kind, sheet] as const];
  });
  return { sheets: Object.fromEntries(sheets), issues };
}
