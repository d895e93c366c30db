import type { PlaceCounter } from "../kernel/place-counter.js";
import type { NumberedTerms } from "../text/term-numberer.js";

/** Entries of neighbouring texts, one text after the other. */
interface Chunk {
  readonly place: Uint32Array;
  /** How often the term stands in the text; `MANY` where that is in `large`, by entry. */
  readonly frequency: Uint8Array;
  readonly large: Map<number, number>;
}

/**
 * The terms of many texts by their places in a sorted list of terms: text r has the entries `start[r] … start[r] + size[r] − 1` of the chunk
 * `chunkOf[r]`, places ascending.
 */
export interface CountedRows {
  readonly chunks: readonly Chunk[];
  readonly chunkOf: Uint32Array;
  readonly start: Uint32Array;
  readonly size: Uint32Array;
  /** Tokens of each text in all. */
  readonly lengths: Uint32Array;
  /** Texts that have the term of each place. */
  readonly documentFrequency: Uint32Array;
}

/** Entries of a chunk; a text that has more is one alone. */
const CHUNK_ENTRIES = 1 << 18;
/** Entries of the first chunk, which may be the only one: an update brings few texts. */
const FIRST_ENTRIES = 1 << 12;

/** A frequency that has no room in a byte. */
export const MANY = 0xff;

/** Collects the terms of texts one by one, then counts them by place all at once, when all terms are known. */
export class CountedRowsBuilder {
  private readonly chunks: Chunk[] = [];
  private readonly chunkOf: number[] = [];
  private readonly lengths: number[] = [];
  /** Entries of the last chunk. */
  private entries = 0;

  push({ number, length }: NumberedTerms): void {
    const { chunks } = this;
    let chunk = chunks.at(-1);
    if (chunk === undefined || this.entries + length > chunk.place.length) {
      const room = Math.max(chunk === undefined ? FIRST_ENTRIES : CHUNK_ENTRIES, length);
      chunks.push((chunk = { place: new Uint32Array(room), frequency: new Uint8Array(room), large: new Map() }));
      this.entries = 0;
    }
    const { place } = chunk;
    for (let at = 0, to = this.entries; at < length; at++, to++) place[to] = number[at]!;
    this.entries += length;
    this.chunkOf.push(chunks.length - 1);
    this.lengths.push(length);
  }

  /**
   * The rows, in the order in which they came; the last call. Terms are counted in the chunks where they are: a copy would be memory outside the
   * heap, of which every 64 MB make V8 collect garbage.
   *
   * @param placeOf the place of each number. @param counter of as many places.
   */
  placed(placeOf: Uint32Array, counter: PlaceCounter): CountedRows {
    const { chunks } = this;
    const chunkOf = Uint32Array.from(this.chunkOf);
    const lengths = Uint32Array.from(this.lengths);
    const start = new Uint32Array(lengths.length);
    const size = new Uint32Array(lengths.length);
    const documentFrequency = new Uint32Array(placeOf.length);
    for (let r = 0; r < lengths.length; r++) {
      const { place, frequency, large } = chunks[chunkOf[r]!]!;
      const from = r > 0 && chunkOf[r] === chunkOf[r - 1] ? start[r - 1]! + lengths[r - 1]! : 0;
      start[r] = from;
      for (let entry = from; entry < from + lengths[r]!; entry++) counter.add(placeOf[place[entry]!]!);
      const end = counter.drain(place, from);
      size[r] = end - from;
      for (let entry = from; entry < end; entry++) {
        const times = counter.take(place[entry]!);
        frequency[entry] = times < MANY ? times : MANY;
        if (times >= MANY) large.set(entry, times);
        documentFrequency[place[entry]!]!++;
      }
    }
    return { chunks, chunkOf, start, size, lengths, documentFrequency };
  }
}
