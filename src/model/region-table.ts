import { ConfigError, createIssue } from "./issue.js";
import type { RegionTable } from "./references.js";
import { placesAround } from "./region-distance.js";
import { resolveRegion } from "./region-resolve.js";
import { indexRegions, regionChain, zonesOf, type RegionTree } from "./region-tree.js";

/**
 * Makes a table of a tree of places. Linear in its names; do it once.
 *
 * @throws ConfigError with every `taxonomy-…` issue of the tree: cycles, unknown parents, codes given twice.
 * @example
 * const table = createRegionTable({ id: "mine", regions: [{ code: "n", name: "North" }, { code: "n1", name: "Northport", parent: "n" }] });
 * table.chain("n1"); // ["n", "n1"]
 */
export function createRegionTable(tree: RegionTree): RegionTable {
  const index = indexRegions(tree);
  if ("issues" in index)
    throw new ConfigError(index.issues.map(({ code, path, received }) => createIssue(code, { path: ["regions", ...path], received })));
  const zoneNames = new Map((tree.zones ?? []).map(({ id, name }) => [id, name.zh]));
  const around = placesAround(index);
  const zonesByCode = new Map<string, readonly string[]>();
  return {
    id: tree.id,
    resolve: (text, within) => resolveRegion(text, index, within === undefined ? {} : { within }),
    ...(around === undefined ? {} : { around }),
    chain: (code) => regionChain(index, code),
    zones(code) {
      let zones = zonesByCode.get(code);
      if (zones === undefined) zonesByCode.set(code, (zones = zonesOf(index, code)));
      return zones;
    },
    nameOf: (codeOrZone) => index.regionByCode.get(codeOrZone)?.name ?? zoneNames.get(codeOrZone),
  };
}
