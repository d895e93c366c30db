import { createRandom } from "../kernel/random.js";

/** What a parameter may be: a number of a range, drawn evenly or evenly in its logarithm, or one of some values. */
export type ParameterRange =
  | { readonly kind: "even" | "logarithmic"; readonly low: number; readonly high: number }
  | { readonly kind: "choice"; readonly values: readonly [unknown, ...unknown[]] };

/**
 * Points of a declared space of parameters, drawn at random with a seed.
 *
 * @param space ranges by name; names are drawn in code-unit order, so the order in which they are declared never matters.
 * @returns `count` points, the same for the same seed; the first `n` do not depend on `count`.
 * @throws RangeError where a range is no range: an end that is not finite, low above high, or a logarithmic one not above 0.
 * @see Bergstra and Bengio, "Random search for hyper-parameter optimization", JMLR 13 (2012).
 * @example
 * drawParameters({ k1: { kind: "even", low: 1, high: 1 } }, { count: 2 }); // [{ k1: 1 }, { k1: 1 }]
 */
export function drawParameters(
  space: Readonly<Record<string, ParameterRange>>,
  { count, seed = 1 }: { readonly count: number; readonly seed?: number },
): Array<Readonly<Record<string, unknown>>> {
  const random = createRandom(seed);
  const names = Object.keys(space).sort();
  for (const name of names) {
    const range = space[name]!;
    if (range.kind === "choice") continue;
    const { low, high, kind } = range;
    if (!(Number.isFinite(low) && Number.isFinite(high) && low <= high && (kind === "even" || low > 0)))
      throw new RangeError(`${name} is no ${kind} range: ${low} to ${high}`);
  }
  return Array.from({ length: count }, () => Object.fromEntries(names.map((name) => [name, drawFrom(space[name]!, random())])));
}

function drawFrom(range: ParameterRange, share: number): unknown {
  switch (range.kind) {
    case "choice":
      return range.values[Math.floor(share * range.values.length)];
    case "even":
      return range.low + share * (range.high - range.low);
    case "logarithmic":
      return range.low * (range.high / range.low) ** share;
  }
}
