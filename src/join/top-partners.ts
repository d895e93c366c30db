import { TopK } from "../kernel/top-k.js";
import { isKnown, type ScoredSide, type ScoreModel } from "../score/pair-score.js";
import { refuseWhileComparing } from "../score/comparing.js";
import { BlockJoin } from "./block-join.js";
import { PLACE_WORDS, type BlockIndex, type TermWeights } from "./block-index.js";
import { locateLists } from "./block-terms.js";
import { ExactScorer } from "./exact-scorer.js";
import type { JoinCounts, JoinSides } from "./join-sides.js";
import { loadList, PROBE_TERMS } from "./kernel.js";
import { PlacedText } from "./placed-text.js";
import { ProbeTerms } from "./probes.js";
import { ThresholdGuess } from "./threshold-guess.js";

export interface JoinRequest {
  readonly model: ScoreModel;
  /** The records that look for partners, and those that they are looked for among. */
  readonly from: ScoredSide;
  readonly to: ScoredSide;
  readonly index: BlockIndex;
  /** What each column of the text rows weighs; the same as the index was built with. */
  readonly termWeight: TermWeights;
  readonly k: number;
  readonly minScore: number;
  readonly withoutText: "exclude" | "match";
}

/** Takes a partner that was found. */
type Keep = (from: number, to: number, score: number) => void;

/** How a join is cut; it is exact for any sizes, and tests make them small. */
export interface JoinSteps {
  /** Probes that run over one block before the next is loaded. */
  readonly chunk: number;
  /** Probes between two reports of progress. */
  readonly step: number;
}

/** To load a block costs as much as a few dozen probes; more probes a chunk make more garbage, and collections of it come sooner. */
const JOIN_STEPS: JoinSteps = { chunk: 2_048, step: 256 };
/** Kept partners of a chunk at most, for large k: 12 bytes each. */
const CHUNK_PLACES = 1 << 22;
/** Beyond, factors of the score leave the range in which bounds are safe from overflow; everything is then scored. */
const SAFE_FACTOR = 2 ** 300;

/**
 * The k best partners of every record of a side, exactly.
 *
 * Blocks of the other side outside, probes inside: a block's postings stay in the cache, and each probe carries its heap and threshold
 * from block to block.
 *
 * @param keep is given each partner found, best first, one probe after the other.
 * @returns after yielding how many records are done, again and again, the work that it took.
 */
export function* topPartners(request: JoinRequest, keep: Keep, steps: JoinSteps = JOIN_STEPS): Generator<number, JoinCounts, void> {
  const { model, from, to, index, k, minScore } = request;
  const counts: JoinCounts = { postings: 0, candidates: 0, rescored: 0 };
  const capacity = Math.max(1, Math.min(k, to.count));
  const chunkProbes = Math.max(1, Math.min(from.count, steps.chunk, Math.floor(CHUNK_PLACES / capacity)));
  const heaps = TopK.list(chunkProbes, capacity);
  const scorer = new ExactScorer(model, from, to);
  const terms = new ProbeTerms(index, request.termWeight, from.rows.text, chunkProbes);
  const sides: JoinSides = { model, from, to, index, scorer, text: new PlacedText(model, index, terms), minScore };
  const bounds = new Uint32Array(2 * terms.mostRanks);
  const guess = new ThresholdGuess();
  const blocks = index.blocks.filter((block) => request.withoutText === "match" || block.firstPlace < index.postedCount);
  for (let first = 0; first < from.count; first += chunkProbes) {
    refuseWhileComparing();
    const end = Math.min(from.count, first + chunkProbes);
    const order = byBonusRows(scorer, first, end);
    terms.load(first, end);
    for (let b = 0; b < blocks.length; b++) {
      locateLists(blocks[b]!, terms.ranks, bounds);
      const join = new BlockJoin(sides, blocks[b]!, bounds, counts, guess, capacity);
      for (let met = 0; met < order.length;) {
        const next = Math.min(order.length, met + steps.step);
        meetAll(request, join, order.subarray(met, next), terms, heaps);
        met = next;
        if (met % steps.step === 0 && (met < order.length || b + 1 < blocks.length)) {
          yield first + Math.floor((b * order.length + met) / blocks.length);
          refuseWhileComparing();
          // Another join may have used the kernel while this one was paused.
          loadList(blocks[b]!);
        }
      }
    }
    keepAll(request, scorer, first, end, heaps, keep);
    yield end;
  }
  return counts;
}

/** Lets probes meet a block. */
function meetAll(request: JoinRequest, join: BlockJoin, probes: Uint32Array, terms: ProbeTerms, heaps: readonly TopK[]): void {
  for (const probe of probes) if (isIndexed(request, probe)) join.meet(probe, terms, probe - terms.first, heaps[probe - terms.first]!);
}

/** Hands over what probes `first … end − 1` have found. */
function keepAll(request: JoinRequest, scorer: ExactScorer, first: number, end: number, heaps: readonly TopK[], keep: Keep): void {
  const { capacity } = heaps[0]!;
  const scores = new Float64Array(capacity);
  const indices = new Int32Array(capacity);
  for (let probe = first; probe < end; probe++) {
    const best = heaps[probe - first]!;
    scoreUnindexed(request, scorer, probe, best);
    const kept = best.drain(scores, indices);
    for (let at = 0; at < kept; at++) keep(probe, indices[at]!, scores[at]!);
  }
}

/** Probes `first … end − 1`, those with equal rows together: a table of bonuses then serves them all, however many rows there are. */
function byBonusRows({ bonuses }: ExactScorer, first: number, end: number): Uint32Array {
  const order = Uint32Array.from({ length: end - first }, (_, at) => first + at);
  return order.sort((a, b) => {
    for (const table of bonuses) {
      const difference = table.rowOfProbe(a) - table.rowOfProbe(b);
      if (difference !== 0) return difference;
    }
    return a - b;
  });
}

/** Whether a probe goes through the index; otherwise it is scored with everyone, or with no one. */
function isIndexed({ from, model, withoutText }: JoinRequest, probe: number): boolean {
  const { rowStart } = from.rows.text;
  const factor = model.weights.text / model.scale.text;
  const isSafe = model.weights.text === 0 || (factor > 1 / SAFE_FACTOR && factor < SAFE_FACTOR);
  return isSafe && rowStart[probe + 1]! - rowStart[probe]! <= PROBE_TERMS && (withoutText === "match" || isKnown(from, "text", probe));
}

/** Scores a probe with the records that have no postings; a probe that is itself too long for the kernel, with all. */
function scoreUnindexed(request: JoinRequest, scorer: ExactScorer, probe: number, best: TopK): void {
  const { from, to, index, minScore, withoutText } = request;
  if (withoutText === "exclude" && !isKnown(from, "text", probe)) return;
  const start = isIndexed(request, probe) ? index.postedCount + index.textlessCount : 0;
  if (start === to.count) return;
  scorer.load(probe);
  for (let place = start; place < to.count; place++) {
    const record = index.places[place * PLACE_WORDS]!;
    if (withoutText === "exclude" && !isKnown(to, "text", record)) continue;
    const score = scorer.scoreWith(scorer.textPart(record), record, -Infinity);
    if (score >= minScore) best.offer(score, record);
  }
}
