import { industryAncestors, readIndustry } from "../model/industry-code.js";
import type { IndustryTable } from "../model/references.js";
import type { WeightedTerm } from "./weighted-row.js";

/**
 * How much of the likeness of two equal classes each level of GB/T 4754 carries: section, division, group, class.
 *
 * Two industries alike down to a level are as alike as the levels so far add up to. The division carries most: it is the level at
 * which registers agree and below which hand-given codes differ between clerks. The optimum is flat: docs/defaults.md.
 */
const LEVEL_SHARES = [0.1, 0.4, 0.25, 0.25] as const;

/** A tag's codes stand beside the tag itself, since it covers more than any one of them. */
const TAG_CODE_SHARE = 0.5;

/**
 * The industries of a record as weighted terms: each code with its ancestors, each free tag as it is.
 *
 * Entries are square roots of level shares, so that two equal codes multiply to 1 and two that part at a level to the sum above it.
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
