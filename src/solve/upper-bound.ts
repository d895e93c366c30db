/** Scores add up exactly below this many units. */
const EXACT_UNITS = 2 ** 53;
/** Makes up for the few rounded operations by which a bound is computed. */
const BOUND_SLACK = 2 ** -50;

/** What no plan exceeds, given what no sum of rounded scores does: these miss the true ones by `roundingOfAll` at most; inexact sums are rounded upwards. */
export function upperBound(units: number, { unit, roundingOfAll }: { readonly unit: number; readonly roundingOfAll: number }): number {
  const roundedTotal = units * unit;
  if (Math.abs(units) < EXACT_UNITS && roundingOfAll === 0) return roundedTotal;
  return roundedTotal + roundingOfAll + (Math.abs(roundedTotal) + roundingOfAll) * BOUND_SLACK;
}
