import { regionAncestors } from "../model/region-code.js";
import type { RegionTable } from "../model/references.js";
import type { SideRole } from "./pair-score.js";
import { dividedRow, EMPTY_ROW, type TermRow, type WeightedTerm } from "./weighted-row.js";

/**
 * How much of the likeness of two equal places each level carries: province, prefecture, county; and an economic zone above them.
 *
 * The policy's city alliances form inside a prefecture, so province and prefecture carry nearly all. See docs/defaults.md.
 */
const LEVEL_SHARES = [0.4, 0.55, 0.05] as const;
const ZONE_SHARE = 0.1;

/** How near two places count that lie so far apart. */
export interface DistanceBand {
  /** Kilometres between the places' centres, > 0. */
  readonly km: number;
  /** From 0 to 1; 0 kilometres are 1. */
  readonly likeness: number;
}

/** Nearness on the map beside nearness in the tree of places. */
export interface DistanceBands {
  /** What distance counts beside province, prefecture and county, which count 1 together; > 0. */
  readonly share: number;
  /** Ascending kilometres, likeness never rising. Between two bands it falls evenly, beyond the last it is 0: there is no border to jump over. */
  readonly bands: readonly DistanceBand[];
}

/** What a record's place is seen with. */
export interface RegionSetting {
  /** Where given, it says what lies in what; otherwise the digits do. */
  readonly table?: RegionTable | undefined;
  readonly distance?: DistanceBands | undefined;
}

/**
 * The place of a record as a row: `0:21` its province, `1:2101` its prefecture, `2:210102` its county, `z:…` its zones.
 *
 * Entries are square roots of shares, so that the product of two places is the sum of the shares of the levels and zones that they have in
 * common: it never falls as places come nearer in the tree, and is 1 for one county. A place told to the province only counts what the
 * province carries. A municipality fills two levels with its one code.
 *
 * With distance bands a need has one entry `d:2101` more, and an outcome one for each place in reach, worth the likeness at its distance;
 * their product is that likeness, whichever of the two stands where.
 *
 * @param code as `model/parse` leaves it; `undefined` is unknown.
 */
export function regionRow(code: string | undefined, role: SideRole, { table, distance }: RegionSetting = {}): TermRow {
  if (code === undefined) return EMPTY_ROW;
  const chain = table === undefined ? regionAncestors(code) : table.chain(code);
  const zones = table === undefined ? [] : table.zones(code);
  const near = table === undefined || distance === undefined ? [] : distanceTerms(code, role, table, distance);
  const terms = [
    ...chain.map((ancestor, level): WeightedTerm => [`${level}:${ancestor}`, Math.sqrt(LEVEL_SHARES[level] ?? 0)]),
    ...zones.map((zone): WeightedTerm => [`z:${zone}`, Math.sqrt(ZONE_SHARE / zones.length)]),
    ...near,
  ];
  const full = 1 + (zones.length === 0 ? 0 : ZONE_SHARE) + (near.length === 0 ? 0 : distance!.share);
  return dividedRow(terms, Math.sqrt(full));
}

function distanceTerms(code: string, role: SideRole, table: RegionTable, { share, bands }: DistanceBands): WeightedTerm[] {
  const reach = bands.at(-1)?.km ?? 0;
  const around = table.around?.(code, role === "needs" ? 0 : reach) ?? [];
  return around.flatMap(({ code: place, km }): WeightedTerm[] => {
    const likeness = likenessAt(km, bands);
    return likeness > 0 ? [[`d:${place}`, Math.sqrt(share) * likeness]] : [];
  });
}

/** Likeness at a distance: 1 at 0 km, straight lines between the bands, 0 beyond the last. */
function likenessAt(km: number, bands: readonly DistanceBand[]): number {
  let from: DistanceBand = { km: 0, likeness: 1 };
  for (const to of bands) {
    if (km <= to.km) return from.likeness + ((to.likeness - from.likeness) * (km - from.km)) / (to.km - from.km);
    from = to;
  }
  return 0;
}
