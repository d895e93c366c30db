import { sumOf } from "../kernel/sum.js";
import { orderOfPoints } from "./point-order.js";
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
 * metric looks is skipped, and the metric is worked out again only where ranks that it sees changed. Scores that cross tie at the crossing,
 * and the tie goes by id as everywhere; crossings within 2⁻³⁴ are one.
 *
 * @returns the mean over the needs for which the metric is defined; `undefined` where it is for none.
 * O(Σ over needs of G · pool + C · (log C + G)) for G outcomes looked at and C crossings; pair accuracy: O(judged² · log judged).
 * @see Och, "Minimum error rate training in statistical machine translation", ACL 2003, § 5; Metzler and Croft, Information Retrieval 10 (2007).
 */
export function lineValues(prepared: PreparedObjective, from: ArrayLike<number>, to: ArrayLike<number>): LineValues | undefined {
  const { columns, ranked, objective } = prepared;
  const start = scoreColumns(columns, from);
  const end = scoreColumns(columns, to);
  const line: Line = { columns, start, end, crossings: roomForCrossings(prepared) };
  const curves = columns.needIds.flatMap((_, need) => {
    const curve =
      objective.metric === "pairAccuracy"
        ? pairCurve(need, line)
        : ranked[need] === undefined
          ? undefined
          : rankCurve(ranked[need], need, line);
    return curve === undefined ? [] : [curve];
  });
  return curves.length === 0 ? undefined : meanCurve(curves);
}

/** Pairs of rows that change places along the line, or tie at an end of it: the first `count` entries, written anew for every need. */
interface Crossings {
  readonly t: Float64Array;
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  /** Sign of the difference at the start and at the end of the line. */
  readonly before: Int8Array;
  readonly after: Int8Array;
  count: number;
}

/** Room for the crossings of any one need: arrays that grow need by need took a quarter of the time. */
function roomForCrossings({ columns, ranked }: PreparedObjective): Crossings {
  let most = 0;
  columns.needIds.forEach((_, need) => {
    const pool = columns.needStart[need + 1]! - columns.needStart[need]!;
    most = Math.max(most, pool * (ranked.length === 0 ? pool / 2 : (ranked[need]?.rows.length ?? 0)));
  });
  const size = Math.ceil(most);
  return {
    t: new Float64Array(size),
    a: new Uint32Array(size),
    b: new Uint32Array(size),
    before: new Int8Array(size),
    after: new Int8Array(size),
    count: 0,
  };
}

/** Notes a pair whose difference goes from `before` to `after`, unless it keeps its sign or is 0 throughout. */
function noteCrossing(crossings: Crossings, a: number, b: number, before: number, after: number): void {
  if ((before > 0 && after > 0) || (before < 0 && after < 0) || (before === 0 && after === 0)) return;
  const at = crossings.count++;
  crossings.t[at] = before / (before - after);
  crossings.a[at] = a;
  crossings.b[at] = b;
  crossings.before[at] = Math.sign(before);
  crossings.after[at] = Math.sign(after);
}

interface Line {
  readonly columns: SignalColumns;
  readonly start: Float64Array;
  readonly end: Float64Array;
  readonly crossings: Crossings;
}

function rankCurve(value: RankValue, need: number, { columns, start, end, crossings }: Line): NeedChange[] {
  const [low, high] = [columns.needStart[need]!, columns.needStart[need + 1]!];
  const { isCandidate } = columns;
  const { cut, worth } = value;
  const ranks = new Float64Array(value.rows.length);
  // Outcomes that may come as high as the metric looks. The others stand behind those at every point of the line, so that leaving them out
  // changes no rank up to the cut, and lets none beyond it come up to it.
  const seen = rowsEverSeen(cut, isCandidate, { low, high, start, end });
  // The place of a row among those that the metric looks at; −1 for the others and for those that never come high enough.
  const placeOf = new Int32Array(high - low).fill(-1);
  value.rows.forEach((row, place) => {
    if (isCandidate[row] === 0) ranks[place] = rankLast(columns, row, low, high);
    else if (!seen.includes(row)) ranks[place] = Infinity;
    else placeOf[row - low] = place;
  });
  crossings.count = 0;
  for (const row of seen) {
    const place = placeOf[row - low]!;
    if (place === -1) continue;
    const [startOfRow, endOfRow] = [start[row]!, end[row]!];
    let rank = 1;
    for (const other of seen) {
      if (other === row) continue;
      const before = startOfRow - start[other]!;
      if (before < 0 || (before === 0 && other < row)) rank++;
      // A pair of which both are looked at is noted once, by its first row.
      if (other < row && placeOf[other - low] !== -1) continue;
      noteCrossing(crossings, row, other, before, endOfRow - end[other]!);
    }
    ranks[place] = rank;
  }
  return sweep(crossings, {
    value: () => value.valueOf(ranks),
    turn(pair, was, is) {
      const [a, b] = [crossings.a[pair]!, crossings.b[pair]!];
      const step = Number(isBehind(is, a, b)) - Number(isBehind(was, a, b));
      if (step === 0) return false;
      const [placeA, placeB] = [placeOf[a - low]!, placeOf[b - low]!];
      const before = ranks[placeA]!;
      ranks[placeA] = before + step;
      // The metric sees no rank beyond its cut; and two that are worth the same may change places unseen.
      const isSeen = before <= cut || before + step <= cut;
      if (placeB === -1) return isSeen;
      const beforeB = ranks[placeB]!;
      ranks[placeB] = beforeB - step;
      return (isSeen || beforeB <= cut || beforeB - step <= cut) && worth[placeA] !== worth[placeB];
    },
  });
}

/** Whether a row stands behind another, given the sign of the difference of their scores. */
function isBehind(sign: number, row: number, other: number): boolean {
  return sign < 0 || (sign === 0 && other < row);
}

interface Stretch {
  readonly low: number;
  readonly high: number;
  readonly start: Float64Array;
  readonly end: Float64Array;
}

/** Candidates above which, somewhere along the line, fewer than `cut` others may stand; ascending. */
function rowsEverSeen(cut: number, isCandidate: Uint8Array, { low, high, start, end }: Stretch): number[] {
  const seen: number[] = [];
  for (let row = low; row < high; row++) {
    if (isCandidate[row] === 0) continue;
    const [startOfRow, endOfRow] = [start[row]!, end[row]!];
    let above = 0;
    for (let other = low; other < high && above < cut; other++) if (start[other]! > startOfRow && end[other]! > endOfRow) above++;
    if (above < cut) seen.push(row);
  }
  return seen;
}

function rankLast({ isCandidate }: SignalColumns, row: number, low: number, high: number): number {
  let rank = 1;
  for (let other = low; other < high; other++) if (other !== row && (isCandidate[other] === 1 || other < row)) rank++;
  return rank;
}

function pairCurve(need: number, { columns: { grade, needStart }, start, end, crossings }: Line): NeedChange[] | undefined {
  crossings.count = 0;
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
    turn(_, was, is) {
      halves += is - was;
      return true;
    },
  });
}

/** What a sweep moves: at a crossing a pair's difference turns from one sign to another; says whether the value may have changed by it. */
interface Swept {
  readonly value: () => number;
  readonly turn: (pair: number, was: number, is: number) => boolean;
}

/** Goes along the line from crossing to crossing and notes where the value changes. The first entry is the value at the start. */
function sweep({ t, before, after, count }: Crossings, { value, turn }: Swept): NeedChange[] {
  const order = orderOfPoints(t, count);
  let current = value();
  const changes: NeedChange[] = [{ t: 0, at: current, after: current }];
  for (let first = 0; first < order.length;) {
    const point = t[order[first]!]!;
    let next = first;
    let isChanged = false;
    for (; next < order.length && t[order[next]!]! - point <= ONE_POINT; next++)
      isChanged = turn(order[next]!, before[order[next]!]!, 0) || isChanged;
    const at = isChanged ? value() : current;
    isChanged = false;
    for (let pair = first; pair < next; pair++) isChanged = turn(order[pair]!, 0, after[order[pair]!]!) || isChanged;
    const beyond = isChanged ? value() : at;
    if (at !== current || beyond !== current) changes.push({ t: point, at, after: beyond });
    current = beyond;
    first = next;
  }
  return changes;
}

/** Adds up the needs' curves and divides by their number. */
function meanCurve(curves: ReadonlyArray<readonly NeedChange[]>): LineValues {
  const [points, toAts, toAfters]: [number[], number[], number[]] = [[], [], []];
  for (const curve of curves) {
    for (let c = 1; c < curve.length; c++) {
      const { after: before } = curve[c - 1]!;
      points.push(curve[c]!.t);
      toAts.push(curve[c]!.at - before);
      toAfters.push(curve[c]!.after - before);
    }
  }
  const order = orderOfPoints(points, points.length);
  const start = sumOf(curves.map(([first]) => first!.at));
  const breaks = [0];
  const ats = [start];
  const betweens: number[] = [];
  let current = start;
  for (let first = 0; first < order.length;) {
    const point = points[order[first]!]!;
    let [at, after] = [current, current];
    let next = first;
    for (; next < order.length && points[order[next]!]! - point <= ONE_POINT; next++) {
      at += toAts[order[next]!]!;
      after += toAfters[order[next]!]!;
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
