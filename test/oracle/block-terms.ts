/** Where a rank's lists begin in a block's, and how many postings and repeats they have. */
export interface CountedList {
  readonly from: number;
  readonly postings: number;
  readonly repeats: number;
}

/** The lists of each rank as they were counted: postings, then two numbers a repeat, rank by rank. */
export function countedLists(postings: ArrayLike<number>, repeats: ArrayLike<number>): CountedList[] {
  let end = 0;
  return Array.from({ length: postings.length }, (_, rank) => {
    const list = { from: end, postings: postings[rank]!, repeats: repeats[rank]! };
    end += list.postings + 2 * list.repeats;
    return list;
  });
}
