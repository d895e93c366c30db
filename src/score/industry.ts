import { industryAncestors, readIndustry } from "../model/industry-code.js";
import type { WeightedTerm } from "./weighted-row.js";

/**
 * How much of the likeness of two equal classes each level of GB/T 4754 carries: section, division, group, class.
 *
 * Two industries alike down to a level are as alike as the levels so far add up to. The division carries most: it is the level at
 * which registers agree and below which hand-given codes differ between clerks. To be settled on the planted world.
 */
const LEVEL_SHARES = [0.1, 0.4, 0.25, 0.25] as const;

/**
 * The industries of a record as weighted terms: each code with its ancestors, each free tag as it is.
 *
 * Entries are square roots of level shares, so that two equal codes multiply to 1 and two that part at a level to the sum above it.
 * An ancestor shared by several of the record's own codes counts once.
 *
 * @param industries as `model/parse` leaves them.
 */
export function industryTerms(industries: readonly string[]): WeightedTerm[] {
  const weightByTerm = new Map<string, number>();
  for (const entry of industries) {
    const read = readIndustry(entry);
    if (read.kind === "code")
      industryAncestors(read.code).forEach((code, level) => weightByTerm.set(code, Math.sqrt(LEVEL_SHARES[level]!)));
    else if (read.kind === "tag") weightByTerm.set(`#${read.tag}`, 1);
  }
  return [...weightByTerm];
}
