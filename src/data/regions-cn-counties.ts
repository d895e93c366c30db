import type { Region, RegionTree } from "../model/region-tree.js";
import { COUNTIES } from "./generated/regions-cn-counties.js";
import { shortNamesOf, shortNameUseOf } from "./regions-cn-names.js";
import { retiredRegions } from "./regions-cn-retired.js";
import { regionsOfChina } from "./regions-cn.js";

/**
 * The regions of China down to the counties: `regionsOfChina` and the county-level divisions of every prefecture, in one tree.
 *
 * Zones that only the statistics bureau numbers (third pair 7x, such as 苏州工业园区) are not in GB/T 2260 and not here.
 */
export const regionsOfChinaWithCounties: RegionTree = /* @__PURE__ */ decodeCounties();

function decodeCounties(): RegionTree {
  const counties = COUNTIES.split("\n").flatMap((line) => {
    const parent = line.slice(0, 4);
    return [...line.slice(4).matchAll(/(\d\d)(\D+)/g)].map(([, digits = "", name = ""]): Region => {
      const shortNames = shortNamesOf(name);
      return { code: parent + digits, name, parent, shortNames, shortNameUse: shortNameUseOf(name, "county") };
    });
  });
  const regions = [...regionsOfChina.regions, ...counties];
  return {
    ...regionsOfChina,
    id: `${regionsOfChina.id}, with counties`,
    regions,
    retired: retiredRegions(new Set(regions.map(({ code }) => code))),
  };
}
