import { hashString } from "../kernel/random.js";
import { rowAt, type SparseRow } from "../kernel/sparse-rows.js";
import type { Corpus } from "./corpus.js";

/** Two records of one side whose texts are nearly the same. */
export interface NearDuplicate {
  /** First by code unit. */
  readonly a: string;
  readonly b: string;
  /** Jaccard likeness of their sets of terms, `threshold` to 1. */
  readonly likeness: number;
}

export interface NearDuplicateOptions {
  /** Least Jaccard likeness of two sets of terms, above 0 to 1. Default 0.7. */
  readonly threshold?: number;
}

/** Two thirds of the terms in common, and a little more: a record edited or entered twice, not two records of one topic. */
export const DEFAULT_THRESHOLD = 0.7;
/**
 * Bands × rows of the signature. A pair of likeness s shares a band with probability 1 − (1 − s^ROWS)^BANDS: 0.9994 at 0.7, 0.32 at 0.3.
 *
 * @see J. Leskovec, A. Rajaraman, J. Ullman, Mining of Massive Datasets, 3rd ed., § 3.4.2.
 */
const BANDS = 26;
const ROWS = 4;

/**
 * Pairs of records of one side with nearly the same text, found by MinHash and checked exactly.
 *
 * What is reported is exact; a pair at the threshold is missed with probability below 0.001. Hashes are seeded, so the answer depends on
 * the records alone. Records without text have no duplicates.
 *
 * @returns by likeness descending, then ids.
 * O(entries · BANDS · ROWS + pairs that share a band × terms of a record).
 * @see A. Broder, "On the resemblance and containment of documents", SEQUENCES 1997.
 * @example
 * const { corpus } = buildCorpus({ outcomes: [{ id: "o1", title: "烟气余热回收装置" }, { id: "o2", title: "烟气余热回收装置。" }], needs: [] });
 * nearDuplicates(corpus, "outcomes"); // [{ "a": "o1", "b": "o2", "likeness": 1 }]
 */
export function nearDuplicates(
  corpus: Corpus,
  side: "outcomes" | "needs",
  { threshold = DEFAULT_THRESHOLD }: NearDuplicateOptions = {},
): NearDuplicate[] {
  const { count, rows, ids } = corpus[side];
  const hashes = Uint32Array.from(corpus.vocabularies.text.terms, (term) => hashString(term));
  const found = new Map<string, NearDuplicate>();
  for (let band = 0; band < BANDS; band++) {
    const buckets = new Map<string, number[]>();
    for (let r = 0; r < count; r++) {
      const row = rowAt(rows.text, r);
      if (row.column.length === 0) continue;
      const key = bandKey(row, hashes, band);
      const bucket = buckets.get(key);
      if (bucket === undefined) buckets.set(key, [r]);
      else {
        for (const other of bucket) {
          const pair = `${other},${r}`;
          if (found.has(pair)) continue;
          const likeness = jaccard(rowAt(rows.text, other), row);
          if (likeness >= threshold) found.set(pair, { a: ids[other]!, b: ids[r]!, likeness });
        }
        // Newcomers meet the first members of a bucket only; else a thousand copies make a million pairs.
        if (bucket.length < MAX_BUCKET) bucket.push(r);
      }
    }
  }
  return [...found.values()].sort((p, q) => q.likeness - p.likeness || (p.a < q.a || (p.a === q.a && p.b < q.b) ? -1 : 1));
}

/** Members of one bucket that newcomers are compared with. */
const MAX_BUCKET = 64;

/** The smallest hashes of a row's terms under the band's functions, as one key. */
function bandKey(row: SparseRow, hashes: Uint32Array, band: number): string {
  let key = "";
  for (let at = 0; at < ROWS; at++) {
    const seed = Math.imul(band * ROWS + at + 1, 0x9e3779b1);
    let smallest = 0xffffffff;
    for (const column of row.column) {
      let hash = Math.imul(hashes[column]! ^ seed, 0x85ebca6b);
      hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
      hash = (hash ^ (hash >>> 16)) >>> 0;
      if (hash < smallest) smallest = hash;
    }
    key += `${smallest},`;
  }
  return key;
}

function jaccard(a: SparseRow, b: SparseRow): number {
  let shared = 0;
  for (let i = 0, j = 0; i < a.column.length && j < b.column.length;) {
    if (a.column[i] === b.column[j]) {
      shared++;
      i++;
      j++;
    } else if (a.column[i]! < b.column[j]!) i++;
    else j++;
  }
  return shared / (a.column.length + b.column.length - shared);
}
