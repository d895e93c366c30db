/** Bits of a word, as a power of 2. */
const WORD = 5;

/**
 * Counts places that come in any order, and gives them in order: each sets a bit, and bits are found word by word, words by a bit a word. Some
 * hundreds of many thousand places take less than sorting them.
 */
export class PlaceCounter {
  private readonly bits: Int32Array;
  private readonly words: Int32Array;
  private readonly count: Uint32Array;

  constructor(placeCount: number) {
    this.bits = new Int32Array((placeCount >>> WORD) + 1);
    this.words = new Int32Array((this.bits.length >>> WORD) + 1);
    this.count = new Uint32Array(placeCount);
  }

  /** @param place below the count of places; one whose count was not taken since it was drained does not come again. */
  add(place: number): void {
    if (this.count[place]!++ > 0) return;
    this.bits[place >>> WORD]! |= 1 << place;
    this.words[place >>> (2 * WORD)]! |= 1 << (place >>> WORD);
  }

  /** Writes the places that were added from an entry on, each once, ascending. O(added + places / 1,024). @returns the entry behind the last one. */
  drain(places: Uint32Array, entry: number): number {
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
    return entry;
  }

  /** How often a place was added, to be asked for once it was drained: from then on it was not. */
  take(place: number): number {
    const count = this.count[place]!;
    this.count[place] = 0;
    return count;
  }
}

function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}
