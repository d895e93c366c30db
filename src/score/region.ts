import { regionAncestors } from "../model/region-code.js";
import type { RegionTable } from "../model/references.js";
import type { WeightedTerm } from "./weighted-row.js";

/**
 * How much of the likeness of two equal places each level carries: province, prefecture, county; and an economic zone above them.
 *
 * The policy's city alliances form inside a prefecture, so province and prefecture carry most. See docs/defaults.md.
 */
const LEVEL_SHARES = [0.5, 0.35, 0.15] as const;
const ZONE_SHARE = 0.1;

/**
 * The place of a record as weighted terms: `0:21` its province, `1:2101` its prefecture, `2:210102` its county, `z:…` its zones.
 *
 * Entries are square roots of shares, as for industries. Two places share the terms of the levels down to which they agree, so the
 * signal never falls as places come nearer in the tree. A municipality fills two levels with its one code.
 *
 * @param code as `model/parse` leaves it. @param table where given, it says what lies in what; otherwise the digits do.
 */
export function regionTerms(code: string, table?: RegionTable): WeightedTerm[] {
  const chain = table === undefined ? regionAncestors(code) : table.chain(code);
  const levels = chain.map((ancestor, level): WeightedTerm => [`${level}:${ancestor}`, Math.sqrt(LEVEL_SHARES[level] ?? 0)]);
  const zones = table === undefined ? [] : table.zones(code);
  return [...levels, ...zones.map((zone): WeightedTerm => [`z:${zone}`, Math.sqrt(ZONE_SHARE / zones.length)])];
}
