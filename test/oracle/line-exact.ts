import type { RankedGrade, SignalColumns } from "../../src/evaluate/index.js";

/** A fraction in whole numbers, bottom > 0. */
export interface Fraction {
  readonly top: bigint;
  readonly bottom: bigint;
}

export const toNumber = ({ top, bottom }: Fraction): number => Number(top) / Number(bottom);

function compare(a: Fraction, b: Fraction): number {
  const difference = a.top * b.bottom - b.top * a.bottom;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Scores at both ends of the line, as whole numbers; columns and weights must be whole. `undefined` where a row is no candidate. */
function ends(columns: SignalColumns, weights: readonly number[]): Array<bigint | undefined> {
  return Array.from(columns.grade, (_, row) =>
    columns.isCandidate[row] === 0
      ? undefined
      : columns.columns.reduce((sum, column, s) => sum + BigInt(weights[s]!) * BigInt(column[row]!), 0n),
  );
}

/** Every point of [0, 1] at which any two rows of a need cross, with 0, 1 and the middles in between: ascending, exact. */
export function pointsOnLine(columns: SignalColumns, from: readonly number[], to: readonly number[]): Fraction[] {
  const [start, end] = [ends(columns, from), ends(columns, to)];
  const points: Fraction[] = [
    { top: 0n, bottom: 1n },
    { top: 1n, bottom: 1n },
  ];
  for (let need = 0; need + 1 < columns.needStart.length; need++) {
    for (let a = columns.needStart[need]!; a < columns.needStart[need + 1]!; a++) {
      for (let b = a + 1; b < columns.needStart[need + 1]!; b++) {
        if (start[a] === undefined || start[b] === undefined) continue;
        const before = start[a]! - start[b]!;
        const after = end[a]! - end[b]!;
        if (before === after) continue;
        const [top, bottom] = before > after ? [before, before - after] : [-before, after - before];
        if (top >= 0n && top <= bottom) points.push({ top, bottom });
      }
    }
  }
  points.sort(compare);
  const distinct = points.filter((point, at) => at === 0 || compare(point, points[at - 1]!) !== 0);
  return distinct.flatMap((point, at) => {
    const next = distinct[at + 1];
    return next === undefined
      ? [point]
      : [point, { top: point.top * next.bottom + next.top * point.bottom, bottom: 2n * point.bottom * next.bottom }];
  });
}

/** Every need's judged outcomes as the exact scores at a point rank them: by sorting, ties by row. */
export function rankingsAt(
  columns: SignalColumns,
  from: readonly number[],
  to: readonly number[],
  { top, bottom }: Fraction,
): RankedGrade[][] {
  const [start, end] = [ends(columns, from), ends(columns, to)];
  return columns.needIds.map((_, need) => {
    const rows = Array.from({ length: columns.needStart[need + 1]! - columns.needStart[need]! }, (_, at) => columns.needStart[need]! + at);
    const score = new Map(rows.map((row) => [row, start[row] === undefined ? undefined : start[row] * (bottom - top) + end[row]! * top]));
    const order = [...rows].sort((a, b) => {
      const [left, right] = [score.get(a), score.get(b)];
      if (left === right) return a - b;
      if (left === undefined || right === undefined) return left === undefined ? 1 : -1;
      return left > right ? -1 : 1;
    });
    // Scores as the numbers of their size, so that equal ones stay equal whatever their magnitude.
    const sizes = [...new Set(order.map((row) => score.get(row)))];
    return order.flatMap((row, at) => {
      const size = score.get(row);
      const asNumber = size === undefined ? -Infinity : -sizes.indexOf(size);
      return columns.grade[row]! < 0 ? [] : [{ rank: at + 1, grade: columns.grade[row]!, score: asNumber }];
    });
  });
}
