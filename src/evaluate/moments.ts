import { sumOf } from "../kernel/sum.js";

/** The arithmetic mean; NaN for none, so ask first. */
export function mean(values: readonly number[]): number {
  return sumOf(values) / values.length;
}

/** The sample standard deviation (n − 1), 0 where all values are equal; NaN for fewer than two, so ask first. */
export function standardDeviation(values: readonly number[]): number {
  if (values.every((value) => value === values[0])) return values.length < 2 ? NaN : 0;
  const centre = mean(values);
  return Math.sqrt(sumOf(values.map((value) => (value - centre) ** 2)) / (values.length - 1));
}
