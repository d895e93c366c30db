import type { Embedder } from "../../src/embeddings.js";
import { hashString } from "../../src/kernel/random.js";

/** An embedder that counts characters by their hash, and keeps what it was asked for. */
export function hashingEmbedder(vectorOf: (text: string) => unknown = hashedCharacters): Embedder & { readonly batches: string[][] } {
  const batches: string[][] = [];
  return {
    id: "characters/1",
    dimensions: DIMENSIONS,
    batches,
    embed: async (texts) => {
      batches.push([...texts]);
      return texts.map((text) => vectorOf(text) as number[]);
    },
  };
}

export const DIMENSIONS = 8;

export function hashedCharacters(text: string): number[] {
  const vector = new Array<number>(DIMENSIONS).fill(0.1);
  for (const character of text) vector[hashString(character) % DIMENSIONS]! += 1;
  return vector;
}
