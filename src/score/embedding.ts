import { similarity } from "ml-distance";

/**
 * The likeness of two dense vectors: their cosine, negative ones counted as 0.
 *
 * The guard stands here because ml-distance answers NaN for zero vectors and reads past the end of unequal lengths.
 *
 * @param a finite numbers, not all zero. @param b of the same length.
 * @returns from 0 to 1, or `undefined` where the lengths differ: vectors of two models say nothing about each other.
 */
export function embeddingLikeness(a: Float32Array, b: Float32Array): number | undefined {
  if (a.length !== b.length || a.length === 0) return undefined;
  const cosine = similarity.cosine(a, b);
  return cosine > 0 ? Math.min(cosine, 1) : 0;
}

/** A caller's vector brought to length 1 in Float32, so that squares neither overflow nor vanish. */
export function unitVector(numbers: readonly number[]): Float32Array {
  let largest = 0;
  for (const entry of numbers) largest = Math.max(largest, Math.abs(entry));
  let squares = 0;
  for (const entry of numbers) squares += (entry / largest) ** 2;
  const norm = Math.sqrt(squares);
  return Float32Array.from(numbers, (entry) => entry / largest / norm);
}
