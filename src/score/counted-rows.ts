import type { PlaceSorter } from "../kernel/place-sorter.js";
import type { NumberedBag } from "../text/term-counter.js";

/** Entries of neighbouring texts, one text after the other. */
interface Chunk {
  readonly place: Uint32Array;
  /** How often the term stands in the text. */
  readonly frequency: Uint8Array | Uint32Array;
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

/** The largest frequency that has room in a byte. */
const MOST_NARROW = 0xff;

/** Collects bags one by one, then gives their terms places all at once, when all terms are known. */
export class CountedRowsBuilder {
  private readonly chunks: Chunk[] = [];
  private readonly chunkOf: number[] = [];
  private readonly sizes: number[] = [];
  private readonly lengths: number[] = [];
  /** Entries of the last chunk. */
  private entries = 0;

  push({ term, frequency, size, most, length }: NumberedBag): void {
    const { chunks } = this;
    let chunk = chunks.at(-1);
    // Nearly all frequencies are small; a text with a larger one, and those after it, have a chunk of wider numbers.
    const isWide = most > MOST_NARROW;
    if (chunk === undefined || this.entries + size > chunk.place.length || (isWide && chunk.frequency instanceof Uint8Array)) {
      const room = Math.max(chunk === undefined ? FIRST_ENTRIES : CHUNK_ENTRIES, size);
      chunks.push((chunk = { place: new Uint32Array(room), frequency: new (isWide ? Uint32Array : Uint8Array)(room) }));
      this.entries = 0;
    }
    const { place, frequency: kept } = chunk;
    for (let at = 0, to = this.entries; at < size; at++, to++) {
      const number = term[at]!;
      place[to] = number;
      kept[to] = frequency[at]!;
    }
    this.entries += size;
    this.chunkOf.push(chunks.length - 1);
    this.sizes.push(size);
    this.lengths.push(length);
  }

  /**
   * The rows, in the order in which they came; the last call. Chunks are put in order where they are: a copy would be memory outside the heap, of
   * which every 64 MB make V8 collect garbage.
   *
   * @param placeOf the place of each number. @param sorter of as many places.
   */
  placed(placeOf: Uint32Array, sorter: PlaceSorter): CountedRows {
    const { chunks } = this;
    const [chunkOf, size, lengths] = [this.chunkOf, this.sizes, this.lengths].map((each) => Uint32Array.from(each)) as Uint32Arrays;
    const start = new Uint32Array(size.length);
    const documentFrequency = new Uint32Array(placeOf.length);
    for (let r = 0; r < size.length; r++) {
      const { place, frequency } = chunks[chunkOf[r]!]!;
      const from = r > 0 && chunkOf[r] === chunkOf[r - 1] ? start[r - 1]! + size[r - 1]! : 0;
      const to = from + size[r]!;
      start[r] = from;
      for (let entry = from; entry < to; entry++) sorter.add(placeOf[place[entry]!]!, frequency[entry]!);
      sorter.drain(place, from);
      for (let entry = from; entry < to; entry++) {
        frequency[entry] = sorter.valueOf(place[entry]!);
        documentFrequency[place[entry]!]!++;
      }
    }
    return { chunks, chunkOf, start, size, lengths, documentFrequency };
  }
}

type Uint32Arrays = [Uint32Array, Uint32Array, Uint32Array];
