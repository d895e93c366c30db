import { compareIds } from "../kernel/order.js";
import { regionChain, type RegionIndex } from "./region-tree.js";

/** Mean radius of the earth, IUGG 1980. */
const EARTH_RADIUS_KM = 6371.0088;
const RADIANS = Math.PI / 180;

export interface PlaceAround {
  readonly code: string;
  readonly km: number;
}

type Centre = readonly [longitude: number, latitude: number];

/** Great-circle distance by the haversine formula: symmetric to the last bit, 0 for one point. */
export function distanceKm([longitudeA, latitudeA]: Centre, [longitudeB, latitudeB]: Centre): number {
  const half = (a: number, b: number): number => Math.sin((Math.abs(a - b) * RADIANS) / 2) ** 2;
  const chord = half(latitudeA, latitudeB) + Math.cos(latitudeA * RADIANS) * Math.cos(latitudeB * RADIANS) * half(longitudeA, longitudeB);
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(Math.min(1, chord)));
}

/**
 * Answers which places lie around one (see `RegionTable.around`); `undefined` for a tree without centres.
 *
 * Distances are between prefectures where only those have centres, so two counties of one prefecture are 0 km apart. Provinces do not
 * count as places: their capital is not where they are. The first question about a place looks at all centres, the next at none.
 */
export function placesAround(index: RegionIndex): ((code: string, km: number) => readonly PlaceAround[]) | undefined {
  const centres = [...index.regionByCode.values()].flatMap(({ code, parent, levels = 1, centre }) =>
    centre === undefined || (parent === undefined && levels === 1) ? [] : [{ code, centre }],
  );
  if (centres.length === 0) return undefined;
  const centreByCode = new Map(centres.map(({ code, centre }) => [code, centre]));
  const sortedByCode = new Map<string, readonly PlaceAround[]>();
  return (code, km) => {
    const own = [...regionChain(index, code)].reverse().find((ancestor) => centreByCode.has(ancestor));
    if (own === undefined) return [];
    let sorted = sortedByCode.get(own);
    if (sorted === undefined) {
      const from = centreByCode.get(own)!;
      sorted = centres
        .map(({ code: other, centre }) => ({ code: other, km: other === own ? 0 : distanceKm(from, centre) }))
        .sort((a, b) => a.km - b.km || Number(b.code === own) - Number(a.code === own) || compareIds(a.code, b.code));
      sortedByCode.set(own, sorted);
    }
    return sorted.slice(0, countWithin(sorted, km));
  };
}

function countWithin(sorted: readonly PlaceAround[], km: number): number {
  let count = 0;
  while (count < sorted.length && (count === 0 || sorted[count]!.km <= km)) count++;
  return count;
}
