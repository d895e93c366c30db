/** The passes over a snapshot's arrays as anyone would write them, entry by entry: the first that is wrong, −1 where none is. */

export function wrongStart(start: ArrayLike<number>): number {
  for (let at = 1; at < start.length; at++) if (!(start[at]! >= start[at - 1]! && start[at] === Math.floor(start[at]!))) return at;
  return -1;
}

export function wrongCount(count: ArrayLike<number>, most: number): number {
  return Array.from(count).findIndex((each) => !(each <= most));
}

export function wrongValue(value: ArrayLike<number>): number {
  return Array.from(value).findIndex((each) => !Number.isFinite(each));
}

export function wrongRow(rowStart: ArrayLike<number>, column: ArrayLike<number>, value: ArrayLike<number>, columnCount: number): number {
  for (let r = 0; r + 1 < rowStart.length; r++) {
    for (let e = rowStart[r]!; e < rowStart[r + 1]!; e++) {
      if (column[e]! >= columnCount || (e > rowStart[r]! && column[e]! <= column[e - 1]!)) return r;
      if (!Number.isFinite(value[e]) || value[e]! < 0 || Object.is(value[e], -0)) return r;
    }
  }
  return -1;
}

export function firstDescent(strings: readonly string[], from: number, to: number): number {
  for (let at = from + 1; at < to; at++) if (!(strings[at]! > strings[at - 1]!)) return at;
  return -1;
}
