import { sumOf } from "../kernel/sum.js";
import { NOT_JUDGED, scoreColumns, type SignalColumns } from "./signal-columns.js";
import type { PreparedObjective, RankValue } from "./objective.js";

/**
 * An objective along a line of weights, exactly: it changes only where two outcomes of a need change places.
 *
 * `breaks` ascend from 0 to 1. `at[i]` is the value at `breaks[i]`, where outcomes tie and ids decide; `between[i]` is the value all the way
 * from `breaks[i]` to `breaks[i + 1]`, both left out. So there is one value of `between` less.
 */
export interface LineValues {
  readonly breaks: Float64Array;
  readonly at: Float64Array;
  readonly between: Float64Array;
}

/** Crossings nearer than this are one: weights are rounded to 2⁻³², so nothing in between could be asked for. */
const ONE_POINT = 2 ** -34;
/** Values of the objective nearer than this are one: sums of shares of needs, each rounded. */
const ONE_VALUE = 1e-13;

/** What happens to one need's share of the objective along the line: at point t it is `at`, then `after`, until the next point. */
interface NeedChange {
  readonly t: number;
  readonly at: number;
  readonly after: number;
}

/**
 * The objective at every point of the line from one weighting to another: (1 − t) · from + t · to, t from 0 to 1.
 *
 * A score is linear in t, so two outcomes change places at most once, where their scores cross. Each need is swept over the crossings of the
 * outcomes that its metric looks at (those with gain, or relevant) with all others of its pool; an outcome that never comes as high as the
 * metric looks is skipped. Scores that cross tie at the crossing, and the tie goes by id as everywhere; crossings within 2⁻³⁴ are one.
 *
 * @returns the mean over the needs for which the metric is defined; `undefined` where it is for none.
 * O(Σ over needs of G · pool + C · (log C + G)) for G outcomes looked at and C crossings; pair accuracy: O(judged² · log judged).
 * @see Och, "Minimum error rate training in statistical machine translation", ACL 2003, § 5; Metzler and Croft, Information Retrieval 10 (2007).
 */
export function lineValues(prepared: PreparedObjective, from: ArrayLike<number>, to: ArrayLike<number>): LineValues | undefined {
  const { columns, ranked, objective } = prepared;
  const start = scoreColumns(columns, from);
  const end = scoreColumns(columns, to);
  const curves = columns.needIds.flatMap((_, need) => {
    const curve =
      objective.metric === "pairAccuracy"
        ? pairCurve(columns, need, start, end)
        : ranked[need] === undefined
          ? undefined
          : rankCurve(ranked[need], columns, need, start, end);
    return curve === undefined ? [] : [curve];
  });
  return curves.length === 0 ? undefined : meanCurve(curves);
}

/** Pairs of rows that change places along the line, or tie at an end of it. */
interface Crossings {
  readonly t: number[];
  readonly a: number[];
  readonly b: number[];
  /** Sign of the difference at the start and at the end of the line. */
  readonly before: number[];
  readonly after: number[];
}

function noCrossings(): Crossings {
  return { t: [], a: [], b: [], before: [], after: [] };
}

/** Notes a pair whose difference goes from `before` to `after`, unless it keeps its sign or is 0 throughout. */
function noteCrossing(crossings: Crossings, a: number, b: number, before: number, after: number): void {
  if ((before > 0 && after > 0) || (before < 0 && after < 0) || (before === 0 && after === 0)) return;
  crossings.t.push(before / (before - after));
  crossings.a.push(a);
  crossings.b.push(b);
  crossings.before.push(Math.sign(before));
  crossings.after.push(Math.sign(after));
}

function rankCurve(value: RankValue, columns: SignalColumns, need: number, start: Float64Array, end: Float64Array): NeedChange[] {
  const [low, high] = [columns.needStart[need]!, columns.needStart[need + 1]!];
  const { isCandidate } = columns;
  const ranks = new Float64Array(value.rows.length);
  // The place of a row among those that the metric looks at; −1 for the others and for those that never come high enough.
  const placeOf = new Int32Array(high - low).fill(-1);
  value.rows.forEach((row, place) => {
    if (isCandidate[row] === 0) ranks[place] = rankLast(columns, row, low, high);
    else if (alwaysBeyond(value.cut, row, { low, high, start, end })) ranks[place] = Infinity;
    else placeOf[row - low] = place;
  });
  const crossings = noCrossings();
  value.rows.forEach((row, place) => {
    if (placeOf[row - low] === -1) return;
    const [startOfRow, endOfRow] = [start[row]!, end[row]!];
    let rank = 1;
    for (let other = low; other < high; other++) {
      if (other === row || isCandidate[other] === 0) continue;
      const before = startOfRow - start[other]!;
      if (isBehind(Math.sign(before), row, other)) rank++;
      // A pair of which both are looked at is noted once, by its first row.
      if (other < row && placeOf[other - low] !== -1) continue;
      noteCrossing(crossings, row, other, before, endOfRow - end[other]!);
    }
    ranks[place] = rank;
  });
  return sweep(crossings, {
    value: () => value.valueOf(ranks),
    turn(pair, was, is) {
      const [a, b] = [crossings.a[pair]!, crossings.b[pair]!];
      const step = Number(isBehind(is, a, b)) - Number(isBehind(was, a, b));
      const [placeA, placeB] = [placeOf[a - low]!, placeOf[b - low]!];
      if (placeA !== -1) ranks[placeA]! += step;
      if (placeB !== -1) ranks[placeB]! -= step;
    },
  });
}

/** Whether a row stands behind another, given the sign of the difference of their scores. */
function isBehind(sign: number, row: number, other: number): boolean {
  return sign < 0 || (sign === 0 && other < row);
}

/** Whether so many outcomes stand above a row all along the line that a metric which stops at `cut` never sees it. */
function alwaysBeyond(
  cut: number,
  row: number,
  { low, high, start, end }: { readonly low: number; readonly high: number; readonly start: Float64Array; readonly end: Float64Array },
): boolean {
  if (cut === Infinity) return false;
  let above = 0;
  for (let other = low; other < high && above < cut; other++) if (start[other]! > start[row]! && end[other]! > end[row]!) above++;
  return above >= cut;
}

function rankLast({ isCandidate }: SignalColumns, row: number, low: number, high: number): number {
  let rank = 1;
  for (let other = low; other < high; other++) if (other !== row && (isCandidate[other] === 1 || other < row)) rank++;
  return rank;
}

function pairCurve({ grade, needStart }: SignalColumns, need: number, start: Float64Array, end: Float64Array): NeedChange[] | undefined {
  const crossings = noCrossings();
  let pairs = 0;
  let halves = 0;
  for (let a = needStart[need]!; a < needStart[need + 1]!; a++) {
    if (grade[a] === NOT_JUDGED) continue;
    for (let b = a + 1; b < needStart[need + 1]!; b++) {
      if (grade[b] === NOT_JUDGED || grade[a] === grade[b]) continue;
      pairs++;
      // Two rows that are no candidates both score −∞: a tie. Differences are taken towards the better grade.
      const [better, worse] = grade[a]! > grade[b]! ? [a, b] : [b, a];
      const before = start[a] === start[b] ? 0 : start[better]! - start[worse]!;
      halves += 1 + Math.sign(before);
      noteCrossing(crossings, better, worse, before, end[a] === end[b] ? 0 : end[better]! - end[worse]!);
    }
  }
  if (pairs === 0) return undefined;
  return sweep(crossings, {
    value: () => halves / (2 * pairs),
    turn: (_, was, is) => void (halves += is - was),
  });
}

/** What a sweep moves: at a crossing a pair's difference turns from one sign to another. */
interface Swept {
  readonly value: () => number;
  readonly turn: (pair: number, was: number, is: number) => void;
}

/** Goes along the line from crossing to crossing and notes where the value changes. The first entry is the value at the start. */
function sweep({ t, before, after }: Crossings, { value, turn }: Swept): NeedChange[] {
  const times = Float64Array.from(t);
  const order = Uint32Array.from(t, (_, pair) => pair).sort((x, y) => times[x]! - times[y]! || x - y);
  let current = value();
  const changes: NeedChange[] = [{ t: 0, at: current, after: current }];
  for (let first = 0; first < order.length;) {
    const point = times[order[first]!]!;
    let next = first;
    for (; next < order.length && times[order[next]!]! - point <= ONE_POINT; next++) turn(order[next]!, before[order[next]!]!, 0);
    const at = value();
    for (let pair = first; pair < next; pair++) turn(order[pair]!, 0, after[order[pair]!]!);
    const beyond = value();
    if (at !== current || beyond !== current) changes.push({ t: point, at, after: beyond });
    current = beyond;
    first = next;
  }
  return changes;
}

/** Adds up the needs' curves and divides by their number. */
function meanCurve(curves: ReadonlyArray<readonly NeedChange[]>): LineValues {
  const changes = curves.flatMap((curve) =>
    curve.slice(1).map(({ t, at, after }, c) => ({ t, toAt: at - curve[c]!.after, toAfter: after - curve[c]!.after })),
  );
  changes.sort((a, b) => a.t - b.t);
  const start = sumOf(curves.map(([first]) => first!.at));
  const breaks = [0];
  const ats = [start];
  const betweens: number[] = [];
  let current = start;
  for (let first = 0; first < changes.length;) {
    const point = changes[first]!.t;
    let [at, after] = [current, current];
    let next = first;
    for (; next < changes.length && changes[next]!.t - point <= ONE_POINT; next++) {
      at += changes[next]!.toAt;
      after += changes[next]!.toAfter;
    }
    first = next;
    const isAtStart = point <= ONE_POINT;
    if (point >= 1 - ONE_POINT) {
      betweens.push(current);
      breaks.push(1);
      ats.push(at);
    } else if (!isAtStart && (Math.abs(at - current) > ONE_VALUE || Math.abs(after - current) > ONE_VALUE)) {
      betweens.push(current);
      breaks.push(point);
      ats.push(at);
    }
    current = after;
  }
  if (breaks.at(-1) !== 1) {
    betweens.push(current);
    breaks.push(1);
    ats.push(current);
  }
  const share = (sum: number): number => sum / curves.length;
  return { breaks: Float64Array.from(breaks), at: Float64Array.from(ats, share), between: Float64Array.from(betweens, share) };
}
