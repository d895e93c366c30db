/** Bounds of a block's lists as they were counted: postings of a rank, then two numbers a repeat, rank by rank. */
export function countedBounds(postings: ArrayLike<number>, repeats: ArrayLike<number>): number[] {
  const bounds: number[] = [];
  let end = 0;
  for (let rank = 0; rank < postings.length; rank++) {
    bounds.push(end, (end += postings[rank]!));
    end += 2 * repeats[rank]!;
  }
  return [...bounds, end];
}
