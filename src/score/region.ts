import { regionAncestors } from "../model/region-code.js";
import type { WeightedTerm } from "./weighted-row.js";

/**
 * How much of the likeness of two equal places each level of GB/T 2260 carries: province, prefecture, county.
 *
 * The policy's city alliances form inside a prefecture, so province and prefecture carry nearly all. To be settled on the planted world.
 */
const LEVEL_SHARES = [0.5, 0.35, 0.15] as const;

/** The place of a record as weighted terms, the province first. Entries are square roots of level shares, as for industries. */
export function regionTerms(code: string): WeightedTerm[] {
  return regionAncestors(code).map((ancestor, level) => [ancestor, Math.sqrt(LEVEL_SHARES[level]!)]);
}
