import type { LineValues } from "./line-search.js";

/** A point of a line and what it is worth. */
export interface LineChoice {
  readonly t: number;
  /** Value of the objective, or its mean over the window where one is given. */
  readonly value: number;
}

/** Pieces narrower than this are passed over: weights rounded to 2⁻³² might miss them. */
const NARROW = 2 ** -30;
/** Values nearer than this are alike. */
const ALIKE = 1e-12;

/**
 * The best point of a line.
 *
 * Without a window: the middle of the best piece; of equal pieces the one that holds `current`, then the widest, then the first. Single points
 * where outcomes tie are passed over: what is best there is best by the order of ids only.
 * With a window h: the point whose mean over [t − h, t + h], cut to [0, 1], is largest. A sharp peak of a few needs then counts less than a
 * broad one. The mean is linear or monotone between the points where an end of the window meets a break, so looking there is exact.
 *
 * @param current where the search stands, 0 to 1. Ties go to the point nearest to it.
 * @see window: Cer, Jurafsky and Manning, "Regularization and search for minimum error rate training", WMT 2008, § 3.3.
 */
export function bestOnLine(line: LineValues, current: number, window = 0): LineChoice {
  return window > 0 ? bestWindow(line, current, window) : bestPiece(line, current);
}

function bestPiece({ breaks, between }: LineValues, current: number): LineChoice {
  let best: LineChoice & { readonly width: number } = { t: current, value: -Infinity, width: 0 };
  for (let low = 0; low < between.length;) {
    // Pieces of one value beside each other are one, whatever a tie at the point between them gives.
    let high = low + 1;
    while (high < between.length && Math.abs(between[high]! - between[low]!) <= ALIKE) high++;
    const [from, to] = [breaks[low]!, breaks[high]!];
    const value = between[low]!;
    const holds = current >= from && current <= to;
    const width = holds ? Infinity : to - from;
    const isBetter = value > best.value + ALIKE || (Math.abs(value - best.value) <= ALIKE && width > best.width);
    if (to - from > NARROW && isBetter) best = { t: (from + to) / 2, value, width };
    low = high;
  }
  return { t: best.t, value: best.value };
}

function bestWindow(line: LineValues, current: number, h: number): LineChoice {
  const meanAt = windowMean(line, h);
  let best: LineChoice = { t: current, value: meanAt(current) };
  const ends = Array.from(line.breaks).flatMap((point) => [point - h, point + h]);
  for (const t of [0, 1, ...ends].filter((point) => point >= 0 && point <= 1).sort((a, b) => a - b)) {
    const value = meanAt(t);
    const isNearer = Math.abs(t - current) < Math.abs(best.t - current);
    if (value > best.value + ALIKE || (value > best.value - ALIKE && isNearer)) best = { t, value };
  }
  return best;
}

/** The mean of the objective over [t − h, t + h] ∩ [0, 1]. Single points weigh nothing. Each call O(log breaks). */
export function windowMean({ breaks, between }: LineValues, h: number): (t: number) => number {
  const integral = new Float64Array(breaks.length);
  for (let at = 1; at < breaks.length; at++) integral[at] = integral[at - 1]! + between[at - 1]! * (breaks[at]! - breaks[at - 1]!);
  const upTo = (t: number): number => {
    let [low, high] = [0, breaks.length - 2];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (breaks[middle]! <= t) low = middle;
      else high = middle - 1;
    }
    return integral[low]! + between[low]! * (t - breaks[low]!);
  };
  return (t) => {
    const [from, to] = [Math.max(0, t - h), Math.min(1, t + h)];
    return (upTo(to) - upTo(from)) / (to - from);
  };
}
