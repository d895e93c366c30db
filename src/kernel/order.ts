/**
 * The one order of strings in this project: by UTF-16 code unit, ascending, as `<` compares.
 *
 * Independent of locale, so two machines agree.
 *
 * @returns a negative number, 0 or a positive number.
 */
export function compareIds(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * The one total order of ranked things: score descending, then index ascending.
 *
 * Indices are handed out in id order (see `compareIds`), so index order is id order.
 *
 * @returns true where (scoreA, indexA) comes strictly before (scoreB, indexB).
 */
export function ranksBefore(scoreA: number, indexA: number, scoreB: number, indexB: number): boolean {
  return scoreA > scoreB || (scoreA === scoreB && indexA < indexB);
}
