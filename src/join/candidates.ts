/**
 * The pairs worth considering, as parallel arrays: edge e joins need `need[e]` and outcome `outcome[e]` (indices in id order).
 * Sorted by need, then outcome; no pair twice.
 */
export interface CandidateEdges {
  readonly needCount: number;
  readonly outcomeCount: number;
  readonly need: Uint32Array;
  readonly outcome: Uint32Array;
  readonly score: Float64Array;
}

/** Builds the union of lists of pairs, each given with its score, which must agree where a pair is given twice. */
export class CandidateCollector {
  private readonly scoreByPair = new Map<number, number>();

  constructor(
    private readonly needCount: number,
    private readonly outcomeCount: number,
  ) {}

  add(need: number, outcome: number, score: number): void {
    // need · outcomes + outcome stays below 2⁵³ for any two sides that fit into memory.
    this.scoreByPair.set(need * this.outcomeCount + outcome, score);
  }

  collect(): CandidateEdges {
    const keys = Float64Array.from(this.scoreByPair.keys()).sort();
    return {
      needCount: this.needCount,
      outcomeCount: this.outcomeCount,
      need: Uint32Array.from(keys, (key) => Math.floor(key / this.outcomeCount)),
      outcome: Uint32Array.from(keys, (key) => key % this.outcomeCount),
      score: Float64Array.from(keys, (key) => this.scoreByPair.get(key)!),
    };
  }
}
