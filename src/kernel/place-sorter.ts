/** Bits of a word, as a power of 2. */
const WORD = 5;

/**
 * Gives places in order that came in any: each sets a bit, and bits are found word by word, words by a bit a word. Some hundreds of many
 * thousand places take less than sorting them.
 */
export class PlaceSorter {
  private readonly bits: Int32Array;
  private readonly words: Int32Array;
  private readonly given: Uint32Array;

  constructor(placeCount: number) {
    this.bits = new Int32Array((placeCount >>> WORD) + 1);
    this.words = new Int32Array((this.bits.length >>> WORD) + 1);
    this.given = new Uint32Array(placeCount);
  }

  /** @param place below the count of places, once until it is drained. @param value what comes with it. */
  add(place: number, value: number): void {
    this.bits[place >>> WORD]! |= 1 << place;
    this.words[place >>> (2 * WORD)]! |= 1 << (place >>> WORD);
    this.given[place] = value;
  }

  /** What came with a place when it was last added. */
  valueOf(place: number): number {
    return this.given[place]!;
  }

  /** Writes the places that were added from an entry on, ascending, and forgets that they were. O(added + places / 1,024). */
  drain(places: Uint32Array, entry: number): void {
    const { bits, words } = this;
    for (let w = 0; w < words.length; w++) {
      for (let present = words[w]!; present !== 0; present &= present - 1) {
        const word = (w << WORD) + lowestBit(present);
        for (let left = bits[word]!; left !== 0; left &= left - 1) {
          places[entry++] = (word << WORD) + lowestBit(left);
        }
        bits[word] = 0;
      }
      words[w] = 0;
    }
  }
}

function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}
