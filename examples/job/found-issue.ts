import { CHOICE_ISSUE_CATALOGUE, formatChoiceIssue, type ChoiceIssue } from "alliance-match/choice";
import { formatIssue, type Issue, type IssueCode, type IssueRecord, type Language } from "alliance-match";
import { formatIoIssue, IO_ISSUE_CATALOGUE, type IoIssue, type IoIssueCode, type IoIssueEffect } from "../io/io-issue.js";

/** An issue of the library or of a file, with its place on the disk and its text in the reader's language: a line of `issues.jsonl`. */
export interface FoundIssue {
  readonly code: IssueCode | IoIssueCode;
  readonly effect: IoIssueEffect;
  readonly file?: string;
  readonly line?: number;
  readonly column?: string;
  readonly record?: IssueRecord;
  readonly path?: ReadonlyArray<string | number>;
  readonly expected?: string;
  readonly received?: string;
  readonly message: string;
}

/** Where the record of an issue stands. */
export interface Place {
  readonly file?: string;
  readonly line?: number;
}

export function toFoundIssue(issue: Issue | IoIssue, language: Language, place: Place = {}): FoundIssue {
  if (isIoIssue(issue)) return { ...issue, message: formatIoIssue(issue, language) };
  const { code, effect, message: _, ...rest } = issue;
  return { code, effect, ...place, ...rest, message: formatIssue(issue, language) };
}

function isIoIssue(issue: Issue | IoIssue): issue is IoIssue {
  return Object.hasOwn(IO_ISSUE_CATALOGUE, issue.code);
}

/** One issue as one line for a reader: code, place, text. */
export function formatFoundIssue({ code, file, line, record, message }: FoundIssue): string {
  const named = record === undefined ? "" : ` ${record.id ?? `#${record.index + 1}`}`;
  // Texts of file issues name their file themselves.
  const place = Object.hasOwn(IO_ISSUE_CATALOGUE, code) || file === undefined ? "" : ` ${file}${line === undefined ? "" : `:${line}`}`;
  return `[${code}]${place}${named} ${message}`;
}

/** An issue of a plan as one line: what the planner had to pass over or take note of. */
export function formatPlanIssue(issue: Issue | ChoiceIssue, language: Language): string {
  const isOfChoice = (given: Issue | ChoiceIssue): given is ChoiceIssue => Object.hasOwn(CHOICE_ISSUE_CATALOGUE, given.code);
  return `[${issue.code}] ${isOfChoice(issue) ? formatChoiceIssue(issue, language) : formatIssue(issue, language)}`;
}
