/**
 * Arrays of one width by number, made when first asked for and kept while there is room.
 *
 * Its memory is taken once: arrays that come and go lie outside the engine's heap, and enough of them force collections of all of it, which
 * beside a large corpus cost more than what is computed here.
 */
export class RowCache {
  private readonly slots: Float64Array[] = [];
  private readonly slotCount: number;
  private readonly slotOf: Int32Array;
  private readonly ownerOf: Int32Array;
  private readonly cells: Float64Array;
  private next = 0;

  /**
   * @param width entries of an array. @param count how many arrays there are: numbers go from 0 to count − 1.
   * @param room entries kept in all; one array is kept in any case.
   */
  constructor(
    private readonly width: number,
    count: number,
    room: number,
  ) {
    this.slotCount = Math.max(1, Math.min(count, Math.floor(room / Math.max(1, width))));
    this.slotOf = new Int32Array(count).fill(-1);
    this.ownerOf = new Int32Array(this.slotCount).fill(-1);
    this.cells = new Float64Array(this.slotCount * width);
  }

  /** The array of a number, if it is kept. */
  find(number: number): Float64Array | undefined {
    const slot = this.slotOf[number]!;
    return slot < 0 ? undefined : this.slots[slot];
  }

  /** Room for the array of a number, to be filled by the caller; whoever has had it longest loses it. Good until `slotCount` others are placed. */
  place(number: number): Float64Array {
    const slot = this.next;
    this.next = (this.next + 1) % this.slotCount;
    if (this.ownerOf[slot]! >= 0) this.slotOf[this.ownerOf[slot]!] = -1;
    this.ownerOf[slot] = number;
    this.slotOf[number] = slot;
    return (this.slots[slot] ??= this.cells.subarray(slot * this.width, (slot + 1) * this.width));
  }

  /** Forgets all arrays; the memory stays. */
  clear(): void {
    this.slotOf.fill(-1);
    this.ownerOf.fill(-1);
    this.next = 0;
  }
}
