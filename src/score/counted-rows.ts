import { PlaceSorter } from "../kernel/place-sorter.js";
import type { NumberedBag } from "../text/term-counter.js";

/** The terms of many texts by their places in a sorted list of terms: text r has the entries `rowStart[r] … rowStart[r + 1] − 1`, places ascending. */
export interface CountedRows {
  /** Length: texts + 1. */
  readonly rowStart: Uint32Array;
  readonly place: Uint32Array;
  /** How often the term stands in the text. */
  readonly frequency: Uint32Array;
  /** Tokens of each text in all. */
  readonly lengths: Uint32Array;
}

/** Entries in the order in which they came. */
interface Chunk {
  readonly term: Uint32Array;
  readonly frequency: Uint32Array;
  entries: number;
}

/** Entries of a chunk; a text that has more is one alone. */
const CHUNK_ENTRIES = 1 << 18;
/** Entries of the first chunk, which may be the only one: an update brings few texts. */
const FIRST_ENTRIES = 1 << 12;

/** Collects bags one by one, then gives their terms places all at once, when all terms are known. */
export class CountedRowsBuilder {
  private readonly chunks: Chunk[] = [];
  private readonly ends = [0];
  private readonly lengths: number[] = [];

  push({ term, frequency, length }: NumberedBag): void {
    const { chunks, ends } = this;
    let chunk = chunks.at(-1);
    if (chunk === undefined || chunk.entries + term.length > chunk.term.length) {
      const room = Math.max(chunk === undefined ? FIRST_ENTRIES : CHUNK_ENTRIES, term.length);
      chunks.push((chunk = { term: new Uint32Array(room), frequency: new Uint32Array(room), entries: 0 }));
    }
    chunk.term.set(term, chunk.entries);
    chunk.frequency.set(frequency, chunk.entries);
    chunk.entries += term.length;
    ends.push(ends.at(-1)! + term.length);
    this.lengths.push(length);
  }

  /**
   * The rows, in the order in which they came.
   *
   * @param placeOf the place of each number. @param placeCount how many places there are.
   */
  placed(placeOf: Uint32Array, placeCount: number): CountedRows {
    const rowStart = Uint32Array.from(this.ends);
    const place = new Uint32Array(this.ends.at(-1)!);
    const rows = { rowStart, place, frequency: new Uint32Array(place.length), lengths: Uint32Array.from(this.lengths) };
    const sorter = new PlaceSorter(placeCount);
    let row = 0;
    for (const { term, frequency, entries } of this.chunks) {
      for (let entry = 0; entry < entries; row++) {
        const end = entry + rowStart[row + 1]! - rowStart[row]!;
        for (; entry < end; entry++) sorter.add(placeOf[term[entry]!]!, frequency[entry]!);
        sorter.drain(place, rows.frequency, rowStart[row]!);
      }
    }
    return rows;
  }
}
