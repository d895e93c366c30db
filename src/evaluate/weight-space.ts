import { createEvaluateIssue, EvaluateError, type EvaluateIssue } from "./issue.js";
import { constantSignals, weightsOf, type SignalColumns } from "./signal-columns.js";

/** Which weights may move, and from where. */
export interface WeightSpace {
  /** One a column, ≥ 0, adding up to 1: where tuning starts, and what is kept where it finds nothing better. */
  readonly start: Float64Array;
  /** Numbers of the columns whose weights may move, ascending. */
  readonly free: readonly number[];
  /** What the free weights add up to, above 0 to 1. */
  readonly mass: number;
}

export interface WeightSpaceOptions {
  /** Weights to start from, by signal; those left out are 0. Only their ratios matter. */
  readonly start: Readonly<Record<string, number>>;
  /** Weights that stay as given, 0 to 1, adding up to less than 1. The others share the rest. */
  readonly fixed?: Readonly<Record<string, number>>;
}

/**
 * Finds out which weights may move. A signal that is the same for all outcomes of every need keeps its weight: no ranking depends on it.
 *
 * @returns the space, and a note `signal-constant` for each signal that cannot be tuned.
 * @throws EvaluateError with all of `unknown-signal`, `weight-out-of-range`, `weights-exceed-one`, `no-free-signal`.
 * @example
 * const { corpus } = buildCorpus({ outcomes: [{ id: "o1", title: "余热回收", region: "210100" }, { id: "o2", title: "余热", region: "110101" }], needs: [{ id: "n1", title: "余热回收", region: "210100" }] });
 * const measured = measureSignals(corpus, gradesByNeed([{ needId: "n1", outcomeId: "o1", grade: 3 }, { needId: "n1", outcomeId: "o2", grade: 0 }]));
 * weightSpace(measured, { start: { text: 0.6, region: 0.4 } }).space.free.map((s) => measured.signals[s]); // ["text", "region"]
 */
export function weightSpace(
  columns: SignalColumns,
  { start, fixed = {} }: WeightSpaceOptions,
): { readonly space: WeightSpace; readonly issues: readonly EvaluateIssue[] } {
  const refused = [...namedWrongly(columns, start), ...namedWrongly(columns, fixed), ...outOfRange(fixed)];
  const given = weightsOf(columns, start);
  const sum = given.reduce((total, weight) => total + weight, 0);
  refused.push(
    ...Object.entries(start).flatMap(([signal, weight]) =>
      weight >= 0 && weight < Infinity
        ? []
        : [createEvaluateIssue("weight-out-of-range", { expected: `${signal} ≥ 0`, received: String(weight) })],
    ),
  );
  const fixedSum = Object.values(fixed).reduce((total, weight) => total + weight, 0);
  if (fixedSum >= 1 && refused.length === 0) refused.push(createEvaluateIssue("weights-exceed-one", { received: String(fixedSum) }));
  if (refused.length > 0) throw new EvaluateError(refused);

  const constant = new Set(constantSignals(columns));
  const isFixed = (signal: string): boolean => Object.hasOwn(fixed, signal);
  // The others keep their ratios and share what is not fixed; from nothing at all they start alike.
  const othersSum = sum - columns.signals.reduce((total, signal, s) => total + (isFixed(signal) ? given[s]! : 0), 0);
  const open = columns.signals.filter((signal) => !isFixed(signal)).length;
  const weights = columns.signals.map((signal, s) =>
    isFixed(signal) ? fixed[signal]! : (1 - fixedSum) * (othersSum > 0 ? given[s]! / othersSum : 1 / open),
  );
  const free = columns.signals.flatMap((signal, s) => (isFixed(signal) || constant.has(signal) ? [] : [s]));
  const mass = free.reduce((total, s) => total + weights[s]!, 0);
  if (free.length === 0 || mass === 0) throw new EvaluateError([createEvaluateIssue("no-free-signal", { received: String(1 - mass) })]);
  const issues = columns.signals
    .filter((signal, s) => constant.has(signal) && !isFixed(signal) && weights[s]! > 0)
    .map((signal) => createEvaluateIssue("signal-constant", { received: signal }));
  return { space: { start: Float64Array.from(weights), free, mass }, issues };
}

function namedWrongly({ signals }: SignalColumns, named: Readonly<Record<string, number>>): EvaluateIssue[] {
  return Object.keys(named)
    .filter((signal) => !signals.includes(signal))
    .map((signal) => createEvaluateIssue("unknown-signal", { expected: signals.join(", "), received: signal }));
}

function outOfRange(fixed: Readonly<Record<string, number>>): EvaluateIssue[] {
  return Object.entries(fixed)
    .filter(([, weight]) => !(weight >= 0 && weight <= 1))
    .map(([signal, weight]) => createEvaluateIssue("weight-out-of-range", { expected: `0 ≤ ${signal} ≤ 1`, received: String(weight) }));
}

/** The line along which one free weight goes from 0 to all of the mass while the others keep their ratios; `undefined` where they are all 0. */
export function axisOf(
  { free, mass }: WeightSpace,
  weights: ArrayLike<number>,
  signal: number,
): { readonly from: Float64Array; readonly to: Float64Array; readonly current: number } | undefined {
  const others = free.reduce((sum, s) => sum + (s === signal ? 0 : weights[s]!), 0);
  if (others === 0) return undefined;
  const [from, to] = [Float64Array.from(weights), Float64Array.from(weights)];
  for (const s of free) {
    from[s] = s === signal ? 0 : (weights[s]! * mass) / others;
    to[s] = s === signal ? mass : 0;
  }
  return { from, to, current: weights[signal]! / mass };
}

/** The weighting at a point of a line. */
export function pointOn(from: ArrayLike<number>, to: ArrayLike<number>, t: number): Float64Array {
  return Float64Array.from(from, (weight, s) => (1 - t) * weight + t * to[s]!);
}
