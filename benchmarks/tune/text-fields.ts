import { InvariantError, type ConfigInput } from "../../src/index.js";
import type { SignalColumns } from "../../src/evaluate/index.js";
import { DEFAULT_TEXT_PARAMETERS } from "../../src/score/text.js";
import type { Weights } from "./tuning-report.js";

/** The two rows of a need's text as signals of their own: the title's, and that of title and text. */
export const FIELDS = ["title", "whole text"] as const;

/** Rows are rounded to Float32 once in each corpus. */
const ROUNDING = 1e-5;

const { titleWeight, wholeWeight } = DEFAULT_TEXT_PARAMETERS;
const DEFAULT_SHARES = [titleWeight / (titleWeight + wholeWeight), wholeWeight / (titleWeight + wholeWeight)] as const;

/**
 * Columns with the text signal taken apart. A need's text row is a weighted mean of its two rows, so the signal is one of theirs: their weights
 * are found by the same line searches as all others.
 *
 * @param measure columns of the same pairs under other text parameters and a text scale of `scale`.
 * @throws InvariantError where the parts do not add up to the whole.
 */
export function splitText(columns: SignalColumns, scale: number, measure: (input: ConfigInput) => SignalColumns): SignalColumns {
  const at = columns.signals.indexOf("text");
  const parts = [
    { titleWeight: 1, wholeWeight: 0 },
    { titleWeight: 0, wholeWeight: 1 },
  ].map((text) => measure({ text, textScale: scale }).columns[at]!);
  columns.columns[at]!.forEach((whole, row) => {
    const sum = DEFAULT_SHARES[0] * parts[0]![row]! + DEFAULT_SHARES[1] * parts[1]![row]!;
    if (!(Math.abs(sum - whole) <= ROUNDING * Math.max(1, whole)))
      throw new InvariantError(`row ${row}: the text's parts make ${sum}, not ${whole}`);
  });
  return {
    ...columns,
    signals: columns.signals.flatMap((signal) => (signal === "text" ? FIELDS : [signal])),
    columns: columns.columns.flatMap((column, s) => (s === at ? parts : [column])),
  };
}

/** Weights of signals as weights of the parts that the library's own text parameters give. */
export function splitWeights({ text = 0, ...others }: Weights): Weights {
  return { [FIELDS[0]]: text * DEFAULT_SHARES[0], [FIELDS[1]]: text * DEFAULT_SHARES[1], ...others };
}

/** Weights as a configuration that scores alike: weights of the parts become the text's weight and the weights of its fields. */
export function configOfWeights(weights: Weights, scale: number): ConfigInput {
  if (!FIELDS.some((field) => Object.hasOwn(weights, field))) return { weights };
  const { [FIELDS[0]]: title = 0, [FIELDS[1]]: whole = 0, ...others } = weights;
  const text = title + whole;
  if (text === 0) return { weights: others };
  return { weights: { text, ...others }, text: { titleWeight: title, wholeWeight: whole }, textScale: scale };
}
