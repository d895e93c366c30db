import { regionTreeOfChina } from "../../src/data/regions-cn.js";
import { randomInteger, type Random } from "../../src/kernel/random.js";
import { zipf } from "./language.js";

/** True closeness of places that share a prefecture or a province. `distance` falls with the way between the seats; `mixed` is the mean of the others. Assumed. */
const CLOSENESS = {
  city: { county: 1, prefecture: 1, province: 0.3 },
  province: { county: 1, prefecture: 0.9, province: 0.7 },
} as const;
export type RegionTruth = keyof typeof CLOSENESS | "distance" | "mixed";

/** The way at which closeness by distance has fallen to 1/e. Assumed: half a day's drive there and back. */
const REACH_KM = 300;
const EARTH_RADIUS_KM = 6_371;
const HOME_PROVINCE = "21";
/** Provinces without data of their parts are left out. */
const LEFT_OUT: ReadonlySet<string> = new Set(["71", "81", "82"]);

interface Prefecture {
  readonly code: string;
  readonly counties: readonly string[];
  readonly centre: readonly [longitude: number, latitude: number];
}

/** Prefectures (a municipality is one), each with its counties: all of GB/T 2260 that has a seat with coordinates. */
const PREFECTURES: readonly Prefecture[] = listPrefectures();
const PREFECTURE_BY_PREFIX: ReadonlyMap<string, Prefecture> = new Map(PREFECTURES.map((prefecture) => [prefecture.code, prefecture]));
const AT_HOME = PREFECTURES.filter(({ code }) => code.startsWith(HOME_PROVINCE));

function listPrefectures(): Prefecture[] {
  const { regions } = regionTreeOfChina;
  const counties = new Map<string, string[]>();
  for (const { code, parent } of regions) {
    if (code.length !== 6 || parent === undefined) continue;
    counties.set(parent, [...(counties.get(parent) ?? []), code]);
  }
  return regions.flatMap(({ code, centre, levels = 1 }): Prefecture[] => {
    const isPrefecture = code.length === 4 || (code.length === 2 && levels === 2);
    if (!isPrefecture || centre === undefined || LEFT_OUT.has(code)) return [];
    return [{ code, centre, counties: counties.get(code) ?? [code] }];
  });
}

/** A place at the depth of a county: in the home province with the given odds, and there in large cities more often than in small ones. */
export function drawRegion(random: Random, homeProvince: number): string {
  const prefectures = random() < homeProvince ? AT_HOME : PREFECTURES;
  const at = prefectures === AT_HOME ? zipf(random, AT_HOME.length) : randomInteger(random, PREFECTURES.length);
  const { counties } = prefectures[at]!;
  return counties[randomInteger(random, counties.length)]!;
}

/** The prefecture of a place: four digits, or two for a municipality. */
export function prefectureOf(code: string): string {
  const province = code.slice(0, 2);
  return PREFECTURE_BY_PREFIX.has(province) ? province : code.slice(0, 4);
}

/** The way between the seats of two places' prefectures, along a great circle. */
export function distanceKm(a: string, b: string): number {
  const [from, to] = [PREFECTURE_BY_PREFIX.get(prefectureOf(a)), PREFECTURE_BY_PREFIX.get(prefectureOf(b))];
  if (from === undefined || to === undefined) return Infinity;
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const [latitudeA, latitudeB] = [radians(from.centre[1]), radians(to.centre[1])];
  const haversine =
    Math.sin((latitudeB - latitudeA) / 2) ** 2 +
    Math.cos(latitudeA) * Math.cos(latitudeB) * Math.sin(radians(to.centre[0] - from.centre[0]) / 2) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(haversine)));
}

const closenessByPair = new Map<string, number>();

/** How alike two places are in truth, 0 to 1. Symmetric. */
export function regionCloseness(a: string, b: string, truth: RegionTruth): number {
  const key = a < b ? `${truth}${a} ${b}` : `${truth}${b} ${a}`;
  let closeness = closenessByPair.get(key);
  if (closeness === undefined) closenessByPair.set(key, (closeness = computeCloseness(a, b, truth)));
  return closeness;
}

function computeCloseness(a: string, b: string, truth: RegionTruth): number {
  if (truth === "mixed")
    return (computeCloseness(a, b, "city") + computeCloseness(a, b, "province") + computeCloseness(a, b, "distance")) / 3;
  if (truth === "distance") return Math.exp(-distanceKm(a, b) / REACH_KM);
  const { county, prefecture, province } = CLOSENESS[truth];
  if (a === b) return county;
  if (prefectureOf(a) === prefectureOf(b)) return prefecture;
  return a.slice(0, 2) === b.slice(0, 2) ? province : 0;
}
