import { axisOf, pointOn, type WeightSpace } from "./weight-space.js";

export interface FlipOptions {
  /**
   * The plan under some weights, one weight a column: a name for each of its proposals, such as the ids of its pair. What plans is the caller's;
   * it is asked once for now and once for every move.
   */
  readonly planOf: (weights: Float64Array) => Iterable<string>;
  /** How far each weight moves. Default −0.1, −0.05, 0.05, 0.1. */
  readonly steps?: readonly number[];
}

/** What one move of one weight does to a plan. */
export interface PlanFlip {
  /** Number of the column. */
  readonly signal: number;
  readonly step: number;
  /** Proposals of the plan as it is. */
  readonly proposals: number;
  /** Of those, how many the moved weights do not propose. */
  readonly gone: number;
  /** Proposals that are there only under the moved weights. */
  readonly come: number;
}

/** A tenth of all weight is what people argue about; half of it shows whether the plan gives way at once. */
const STEPS: readonly number[] = [-0.1, -0.05, 0.05, 0.1];

/**
 * How many proposals of a plan flip as a weight moves, the other free weights keeping their ratios.
 *
 * @param weights one a column, as `space.start` adds up.
 * @returns by signal, then step as given; none for a weight that cannot move that far, or whose others are all 0.
 * 1 + free · steps plans.
 * @throws RangeError for a step that is no number.
 * @example
 * const space = { start: Float64Array.of(0.5, 0.5), free: [0, 1], mass: 1 };
 * const planOf = ([text, region]: Float64Array): string[] => (text >= region ? ["n1 o1", "n2 o2"] : ["n1 o2", "n2 o2"]);
 * planFlips(space, space.start, { planOf, steps: [0.1] }).map(({ gone, come }) => [gone, come]); // [[0, 0], [1, 1]]
 */
export function planFlips(space: WeightSpace, weights: ArrayLike<number>, { planOf, steps = STEPS }: FlipOptions): PlanFlip[] {
  if (!steps.every(Number.isFinite)) throw new RangeError(`steps should be numbers but are ${steps.join(", ")}`);
  const now = new Set(planOf(Float64Array.from(weights)));
  return space.free.flatMap((signal) => {
    const axis = axisOf(space, weights, signal);
    if (axis === undefined) return [];
    return steps.flatMap((step): PlanFlip[] => {
      const t = (weights[signal]! + step) / space.mass;
      if (t < 0 || t > 1) return [];
      const then = new Set(planOf(pointOn(axis.from, axis.to, t)));
      const kept = [...now].filter((proposal) => then.has(proposal)).length;
      return [{ signal, step, proposals: now.size, gone: now.size - kept, come: then.size - kept }];
    });
  });
}
