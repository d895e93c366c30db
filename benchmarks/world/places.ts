import { createRandom, hashString, randomInteger, type Random } from "../../src/kernel/random.js";
import { readIndustry } from "../../src/model/industry-code.js";
import { zipf } from "./language.js";

/** Provinces by their part in the market: Liaoning first, its neighbours and the large ones after it. */
const PROVINCES = ["21", "22", "23", "15", "13", "37", "11", "12", "32", "31", "33", "44", "51", "61", "42"] as const;
/** Liaoning has 14 cities; other provinces are given as many. */
const CITIES = 14;
const COUNTIES = 6;
/** Odds that a record comes from Liaoning itself. */
const HOME_PROVINCE = 0.7;
/** Divisions of GB/T 4754 that research serves: farming, manufacturing, energy, software, testing. */
const DIVISIONS = [
  "01", "03", "04", "13", "14", "17", "22", "25", "26", "27", "28", "29", "30", "31", "32", "33",
  "34", "35", "36", "37", "38", "39", "40", "42", "44", "46", "65", "73", "74", "75", "77",
] as const; // prettier-ignore

/** A county code of GB/T 2260: large cities more often than small ones. */
export function drawRegion(random: Random): string {
  const province = random() < HOME_PROVINCE ? PROVINCES[0] : PROVINCES[randomInteger(random, PROVINCES.length)]!;
  const city = String(1 + zipf(random, CITIES)).padStart(2, "0");
  const county = String(2 + randomInteger(random, COUNTIES)).padStart(2, "0");
  return province + city + county;
}

/** Distinct class codes of GB/T 4754, the same for the same seed. */
export function drawIndustries(seed: number, count: number): readonly string[] {
  const random = createRandom(hashString("industries", seed));
  const codes = new Set<string>();
  while (codes.size < count) {
    const digits = `${DIVISIONS[randomInteger(random, DIVISIONS.length)]!}${1 + randomInteger(random, 9)}${randomInteger(random, 10)}`;
    const read = readIndustry(digits);
    if (read.kind === "code") codes.add(read.code);
  }
  return [...codes];
}

/** How alike two places are in truth: same city 1, same province ½. */
export function regionFit(a: string, b: string): number {
  return a.slice(0, 4) === b.slice(0, 4) ? 1 : a.slice(0, 2) === b.slice(0, 2) ? 0.5 : 0;
}

/** How alike two classes are in truth: the share of the four levels on which they agree. */
export function industryFit(a: string, b: string): number {
  if (a === b) return 1;
  if (a.slice(0, 4) === b.slice(0, 4)) return 0.75;
  if (a.slice(0, 3) === b.slice(0, 3)) return 0.5;
  return a.slice(0, 1) === b.slice(0, 1) ? 0.25 : 0;
}
