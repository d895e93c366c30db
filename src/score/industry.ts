import { industryAncestors, readIndustry } from "../model/industry-code.js";
import type { IndustryTable } from "../model/references.js";
import { shortenedRow, type TermRow, type WeightedTerm } from "./weighted-row.js";

/**
 * How much of the likeness of two equal classes each level of GB/T 4754 carries: section, division, group, class.
 *
 * Two industries alike down to a level are as alike as the levels so far add up to. The division carries most: it is the level at
 * which registers agree and below which hand-given codes differ between clerks. The optimum is flat: docs/defaults.md.
 */
const LEVEL_SHARES = [0.1, 0.4, 0.25, 0.25] as const;

/** Length of the row of one class, told to the last digit. */
const FULL_LENGTH = 1;

/** A tag's codes stand beside the tag itself, since it covers more than any one of them. */
const TAG_CODE_SHARE = 0.5;

/**
 * The industries of a record as a row: the product of two is 1 for equal classes and equal tags, and for two codes that part at a level
 * the sum of the shares above it. A code that stops at a level counts the shares down to it, since two records of one division may still
 * be of different classes. The terms of several codes stand in one row, brought to length 1: a record that names many is a little like each.
 *
 * @param industries as `model/parse` leaves them; none is unknown. @param table where given, a tag of it brings the codes it covers.
 */
export function industryRow(industries: readonly string[], table?: IndustryTable): TermRow {
  return shortenedRow(industryTerms(industries, table), FULL_LENGTH);
}

/**
 * The terms of a record's industries, each code with its ancestors, each free tag as it is; weights are square roots of level shares.
 * An ancestor shared by several of the record's own codes counts once.
 *
 * @param industries as `model/parse` leaves them. @param table where given, a tag of it brings the codes it covers.
 */
export function industryTerms(industries: readonly string[], table?: IndustryTable): WeightedTerm[] {
  const weightByTerm = new Map<string, number>();
  const addChain = (chain: readonly string[], share: number): void => {
    chain.forEach((ancestor, level) => {
      const weight = Math.sqrt((LEVEL_SHARES[level] ?? 0) * share);
      if (weight > (weightByTerm.get(ancestor) ?? 0)) weightByTerm.set(ancestor, weight);
    });
  };
  const chainOf = (code: string): readonly string[] => table?.chain(code) ?? industryAncestors(code);
  for (const entry of industries) {
    const covered = table?.tagCodes(entry);
    const own = table?.chain(entry);
    const read = readIndustry(entry);
    if (covered !== undefined) {
      weightByTerm.set(`#${entry}`, 1);
      for (const code of covered) addChain(chainOf(code), TAG_CODE_SHARE);
    } else if (own !== undefined) addChain(own, 1);
    else if (read.kind === "code") addChain(industryAncestors(read.code), 1);
    else if (read.kind === "tag") weightByTerm.set(`#${read.tag}`, 1);
  }
  return [...weightByTerm];
}
