import { createRandom, hashString, randomInteger, type Random } from "../../src/kernel/random.js";
import { readIndustry } from "../../src/model/industry-code.js";

/** Divisions of GB/T 4754 that research serves: farming, manufacturing, energy, software, testing. */
const DIVISIONS = [
  "01", "03", "04", "13", "14", "17", "22", "25", "26", "27", "28", "29", "30", "31", "32", "33",
  "34", "35", "36", "37", "38", "39", "40", "42", "44", "46", "65", "73", "74", "75", "77",
] as const; // prettier-ignore

/** True closeness of two classes that agree down to the section, the division, the group, the class. Assumed; `mixed` is the mean of the others. */
const CLOSENESS = {
  even: [0.25, 0.5, 0.75, 1],
  division: [0.1, 0.8, 0.9, 1],
  class: [0.05, 0.2, 0.5, 1],
  mixed: [0.133, 0.5, 0.717, 1],
} as const;
export type IndustryTruth = keyof typeof CLOSENESS;

/** Distinct class codes of GB/T 4754 (letter and four digits), the same for the same seed. */
export function drawIndustries(seed: number, count: number): readonly string[] {
  const random = createRandom(hashString("industries", seed));
  const codes = new Set<string>();
  while (codes.size < count) {
    const read = readIndustry(`${DIVISIONS[randomInteger(random, DIVISIONS.length)]!}${randomDigits(random)}`);
    if (read.kind === "code") codes.add(read.code);
  }
  return [...codes];
}

function randomDigits(random: Random): string {
  return `${1 + randomInteger(random, 9)}${randomInteger(random, 10)}`;
}

/** The same division with a group and class that a clerk might have taken instead. */
export function mistakeClass(code: string, random: Random): string {
  return code.slice(0, 3) + randomDigits(random);
}

/** How alike two classes are in truth, 0 to 1. Symmetric. */
export function industryCloseness(a: string, b: string, truth: IndustryTruth): number {
  const closeness = CLOSENESS[truth];
  if (a === b) return closeness[3];
  if (a.slice(0, 4) === b.slice(0, 4)) return closeness[2];
  if (a.slice(0, 3) === b.slice(0, 3)) return closeness[1];
  return a.slice(0, 1) === b.slice(0, 1) ? closeness[0] : 0;
}
