import type { Factor, Need } from "../model/record.js";
import { numberedPoints } from "../text/points.js";

/** A part of a need, with its share of the need. */
export interface WeightedPart {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  /** Shares of a need add up to 1. */
  readonly weight: number;
  readonly factors: readonly Factor[];
}

/**
 * The parts of a need: those given, or else the numbered points that its asking sections hold, each of the same weight.
 *
 * @returns none for fewer than two: such a need has nothing to divide. In the need's order. O(length).
 */
export function needParts(need: Need, from: "found" | "given"): WeightedPart[] {
  const given = need.parts ?? [];
  const parts =
    given.length > 0
      ? given.map((part) => ({ ...part, weight: part.weight ?? 1, factors: part.factors ?? [] }))
      : from === "given"
        ? []
        : numberedPoints(need.description ?? "").map(({ title, rest }, at) => ({
            id: String(at + 1),
            title,
            ...(rest === "" ? {} : { description: rest }),
            weight: 1,
            factors: [],
          }));
  if (parts.length < 2) return [];
  // Divided by the largest first, so that weights near the ends of the range do not overflow.
  const most = Math.max(...parts.map(({ weight }) => weight));
  const sum = parts.reduce((total, { weight }) => total + weight / most, 0);
  return parts.map((part) => ({ ...part, weight: part.weight / most / sum }));
}
