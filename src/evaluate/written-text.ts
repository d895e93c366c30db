import type { EvaluateIssue } from "./issue.js";

/** A file's text, and what could not be written into it as it was. */
export interface WrittenText {
  readonly text: string;
  readonly issues: readonly EvaluateIssue[];
}

/** A line of a text that holds something, with its number from 1. */
export interface NumberedLine {
  readonly line: number;
  readonly content: string;
}

/** The lines of a text that are not blank: any line end, a byte order mark dropped. O(length). */
export function filledLines(text: string): NumberedLine[] {
  return text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .map((content, at) => ({ line: at + 1, content }))
    .filter(({ content }) => content.trim() !== "");
}

/** Decimal numbers as people and programs write them; no hexadecimal, no empty text, both of which `Number` would accept. */
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The number that a text writes in decimals; NaN where it writes none, or one beyond Float64. */
export function readDecimal(text: string): number {
  // -0 and 0 are one grade and one score.
  const value = DECIMAL.test(text) ? Number(text) + 0 : NaN;
  return Number.isFinite(value) ? value : NaN;
}

/** Above it 2^grade, nDCG's gain, nears the largest Float64, and sums of gains would overflow. */
export const MAX_GRADE = 1_000;
/** What a grade may be, in words. */
export const GRADE_RANGE = `a number from 0 to ${MAX_GRADE}`;

/** Whether a number may be a grade. */
export function isGrade(value: number): boolean {
  return value >= 0 && value <= MAX_GRADE;
}
