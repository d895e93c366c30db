import type { ScoredSide, ScoreModel } from "../score/pair-score.js";
import type { BlockIndex } from "./block-index.js";
import type { ExactScorer } from "./exact-scorer.js";
import type { PlacedText } from "./placed-text.js";

/**
 * What one direction of a join has in common over all blocks and probes.
 *
 * It and the model in it are written key by key, in one order: what V8 (11.3, Node 20) makes by spreading another object had a hidden class of its own in
 * every join, and all that had been compiled for the one before was thrown away (NOTES-join.md).
 */
export interface JoinSides {
  readonly model: ScoreModel;
  /** The records that look for partners, and those that they are looked for among. */
  readonly from: ScoredSide;
  readonly to: ScoredSide;
  readonly index: BlockIndex;
  readonly scorer: ExactScorer;
  readonly text: PlacedText;
  readonly minScore: number;
}

/** Work done, for benchmarks: postings added, places whose sum reached their run's least, records scored in full. */
export interface JoinCounts {
  postings: number;
  candidates: number;
  rescored: number;
}
