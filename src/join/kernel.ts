import { HEAD_WORD, PLACE_WORDS, type Block } from "./block-index.js";

/*
 * The loops that all time goes into. They see their arrays as constants of this module: V8 then compiles addresses and lengths in, which
 * makes them 1.6 to 1.8 times faster than arrays in parameters, for every corpus of a process alike. So a block is copied in once, and all
 * needs run over it. They stand inside a function that runs once, since bundlers turn the `const`s of a module, but not those of a function,
 * into `var`s, and exported ones are cells: both cost the gain. A join that was paused asks for its block again before it goes on (`loadList`); nothing else outlives a probe.
 */

/** Capacities: see `INDEX_LIMITS`. Untouched pages cost no memory. */
const BLOCK_RECORDS = 32_768;
const BLOCK_LIST = 3 << 21;
/** Terms of a probe. With more the rounding of weights could fill a sum (see `sumUnit`); such a record is scored without an index. */
export const PROBE_TERMS = 4_096;
/** With the lists of other signals. */
const ALL_TERMS = PROBE_TERMS + 512;

function createKernel() {
  const LIST = new Uint16Array(BLOCK_LIST);
  /** Sum of each place of the block, in units; and the same memory two sums at a time. */
  const SUM = new Uint16Array(BLOCK_RECORDS);
  const SUM_PAIR = new Int32Array(SUM.buffer);

  /** Sums stay below this, so that adding up to as much to a pair of sums never carries from one into the other. */
  const SUM_LIMIT = 0x8000;

  /** The probe's terms that the block has: bounds of their postings and repeats, weight in units, and what a byte of a repeat adds in 1/256 units. */
  const TERM_FROM = new Uint32Array(ALL_TERMS);
  const TERM_TO = new Uint32Array(ALL_TERMS);
  const TERM_REPEAT_TO = new Uint32Array(ALL_TERMS);
  const TERM_RANK = new Uint32Array(ALL_TERMS);
  const TERM_WEIGHT = new Float64Array(ALL_TERMS);
  const TERM_UNITS = new Int32Array(ALL_TERMS);
  const TERM_EXTRA = new Int32Array(ALL_TERMS);

  /** Smallest sum with which a place of each run is a candidate, from 1; `SUM_LIMIT` and above: none is. */
  const RUN_LEAST = new Int32Array(BLOCK_RECORDS);
  /** Places that reached their run's least sum, ascending; one more than there can be, since the scan writes before it knows. */
  const CANDIDATE = new Uint16Array(BLOCK_RECORDS + 1);
  /** What heads add to the sum of each candidate, in units. */
  const CANDIDATE_HEADS = new Int32Array(BLOCK_RECORDS);
  /** The most that each candidate can score, where somebody has worked it out. */
  const CANDIDATE_BOUND = new Float64Array(BLOCK_RECORDS);

  /** The block whose list is in. */
  let loaded: Block | undefined;

  /** Copies a block's list in, unless it is in already. O(postings). */
  function loadList(block: Block): void {
    if (loaded === block) return;
    loaded = block;
    LIST.set(block.list);
  }

  /**
   * Weights in whole units, rounded up, so that a sum never falls below what it stands for.
   *
   * @param unit from `sumUnit`. @param extraUnit of the index.
   */
  function quantiseWeights(count: number, unit: number, extraUnit: number): void {
    for (let i = 0; i < count; i++) {
      const units = TERM_WEIGHT[i]! / unit;
      TERM_UNITS[i] = Math.ceil(units);
      TERM_EXTRA[i] = Math.ceil(units * extraUnit * 256);
    }
  }

  /**
   * The finest unit in which no sum reaches `SUM_LIMIT`.
   *
   * A sum of terms is Σ ⌈w/u⌉ + ⌈⌈256·w·x/u⌉·byte/256⌉ ≤ Σ w·(1 + x·byte)/u + 3·terms over shared terms, and by Cauchy and Schwarz
   * Σ w·(1 + x·byte) ≤ norm · reach. Of the lists of a column a record is on one at most.
   *
   * @param count terms and lists. @param mostSum norm · reach, and the largest of each column's lists.
   */
  function sumUnit(count: number, mostSum: number): number {
    return (mostSum * (1 + 1e-9)) / (SUM_LIMIT - 1 - 3 * count);
  }

  /** Sets the sums of the block to 0. */
  function clearSums(count: number): void {
    SUM.fill(0, 0, count + (count & 1));
  }

  /** Adds the postings and repeats of terms `first … count − 1`. @returns how many postings. */
  function addTerms(first: number, count: number): number {
    let postings = 0;
    for (let i = first; i < count; i++) {
      postings += TERM_TO[i]! - TERM_FROM[i]!;
      addPostings(TERM_FROM[i]!, TERM_TO[i]!, TERM_UNITS[i]!);
      addRepeated(TERM_TO[i]!, TERM_REPEAT_TO[i]!, TERM_EXTRA[i]!);
    }
    return postings;
  }

  /** Adds what repeats of terms `0 … headCount − 1` have above a single posting. */
  function addRepeats(headCount: number): void {
    for (let i = 0; i < headCount; i++) addRepeated(TERM_TO[i]!, TERM_REPEAT_TO[i]!, TERM_EXTRA[i]!);
  }

  function addPostings(from: number, to: number, units: number): void {
    for (let p = from; p < to; p++) SUM[LIST[p]!]! += units;
  }

  function addRepeated(from: number, to: number, extra: number): void {
    for (let p = from; p < to; p += 2) SUM[LIST[p]!]! += (extra * LIST[p + 1]! + 255) >> 8;
  }

  /**
   * Lists the places whose sum is at least their run's `RUN_LEAST`, from 1 up; runs with `SUM_LIMIT` or more have none.
   *
   * @param runRecords places of a run, even. @param count places in all.
   * @returns how many are listed in `CANDIDATE`, ascending.
   */
  function scanRuns(runCount: number, runRecords: number, count: number): number {
    let found = 0;
    for (let r = 0, from = 0; r < runCount; r++, from += runRecords) {
      const least = RUN_LEAST[r]!;
      if (least < SUM_LIMIT) found = scanRun(from, Math.min(count, from + runRecords), least, found);
    }
    return found;
  }

  /** A sum s < 2¹⁵ reaches l just where bit 15 of s + (2¹⁵ − l) is set, and nothing carries: two sums are compared at once, sixteen a step. */
  function scanRun(fromPlace: number, toPlace: number, least: number, found: number): number {
    const half = SUM_LIMIT - least;
    const lift = (half << 16) | half;
    const end = (toPlace + 1) >> 1;
    let i = fromPlace >> 1;
    for (; i + 7 < end; i += 8) {
      const any =
        (SUM_PAIR[i]! + lift) |
        (SUM_PAIR[i + 1]! + lift) |
        (SUM_PAIR[i + 2]! + lift) |
        (SUM_PAIR[i + 3]! + lift) |
        (SUM_PAIR[i + 4]! + lift) |
        (SUM_PAIR[i + 5]! + lift) |
        (SUM_PAIR[i + 6]! + lift) |
        (SUM_PAIR[i + 7]! + lift);
      if ((any & 0x80008000) !== 0) {
        for (let j = i; j < i + 8; j++) {
          // Written whether it counts or not: a branch here would be guessed wrong for nearly every candidate.
          const reached = SUM_PAIR[j]! + lift;
          CANDIDATE[found] = 2 * j;
          found += (reached >>> 15) & 1;
          CANDIDATE[found] = 2 * j + 1;
          found += reached >>> 31;
        }
      }
    }
    for (let place = 2 * i; place < toPlace; place++) if (SUM[place]! >= least) CANDIDATE[found++] = place;
    return found;
  }

  /**
   * What terms `0 … headCount − 1`, which the sums lack, add to the first `found` candidates: `CANDIDATE_HEADS`. O(found · headCount).
   *
   * For all candidates at once, before any is judged: nothing in here has to be guessed, so their cache lines are fetched side by side.
   *
   * @param places of the index. @param firstPlace of the block.
   */
  function sumHeads(found: number, headCount: number, places: Uint32Array, firstPlace: number): void {
    for (let c = 0; c < found; c++) {
      const bits = (firstPlace + CANDIDATE[c]!) * PLACE_WORDS + HEAD_WORD;
      let sum = 0;
      for (let t = 0; t < headCount; t++) {
        const rank = TERM_RANK[t]!;
        // All bits of the weight or none: whether a record has a head is a coin toss, which a branch would guess wrong half the time.
        sum += TERM_UNITS[t]! & -((places[bits + (rank >>> 5)]! >>> (rank & 31)) & 1);
      }
      CANDIDATE_HEADS[c] = sum;
    }
  }

  return {
    SUM_LIMIT,
    TERM_FROM,
    TERM_TO,
    TERM_REPEAT_TO,
    TERM_RANK,
    TERM_WEIGHT,
    RUN_LEAST,
    CANDIDATE,
    CANDIDATE_HEADS,
    CANDIDATE_BOUND,
    loadList,
    quantiseWeights,
    sumUnit,
    clearSums,
    addTerms,
    addRepeats,
    scanRuns,
    sumHeads,
    SUM,
  };
}

export const {
  SUM_LIMIT,
  TERM_FROM,
  TERM_TO,
  TERM_REPEAT_TO,
  TERM_RANK,
  TERM_WEIGHT,
  RUN_LEAST,
  CANDIDATE,
  CANDIDATE_HEADS,
  CANDIDATE_BOUND,
  loadList,
  quantiseWeights,
  sumUnit,
  clearSums,
  addTerms,
  addRepeats,
  scanRuns,
  sumHeads,
  SUM,
} = createKernel();
