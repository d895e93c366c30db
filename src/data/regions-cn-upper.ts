import type { Region } from "../model/region-tree.js";
import { REGIONS } from "./generated/regions-cn.js";
import { shortNamesOf, shortNameUseOf } from "./regions-cn-names.js";

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

/** Everything down to the prefectures, and the county-level divisions directly below a province or municipality. */
export function decodeUpperRegions(): Region[] {
  return REGIONS.split("\n").map((line): Region => {
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
}
