import { similarity } from "ml-distance";
import type { Need, Outcome } from "../model/record.js";
import type { Comparison } from "./comparison.js";

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

const unitOf = ({ embedding }: Need | Outcome): Float32Array | undefined => (embedding === undefined ? undefined : unitVector(embedding));

/** The embedding signal. */
export const EMBEDDING: Comparison = {
  bound: 1,
  ofNeed: unitOf,
  ofOutcome: unitOf,
  compare: (need, outcome) => embeddingLikeness(need as Float32Array, outcome as Float32Array),
};
