import type { Corpus, SegmentSide } from "../corpus/corpus.js";
import { isLive } from "../corpus/segment.js";
import { RowScanner } from "../kernel/row-scanner.js";
import { rowAt, type SparseRows } from "../kernel/sparse-rows.js";
import { isKnown, type ScoredSide } from "../score/pair-score.js";
import { refuseWhileComparing } from "../score/comparing.js";
import { ExactScorer } from "./exact-scorer.js";

/** Who takes the scores of a scan. */
export interface ScanSink {
  /** Scores below are of no interest. May rise while the scan goes on. */
  floor: number;
  readonly offer: (record: number, score: number) => void;
}

/** Sides with fewer records are scored row by row: inverting them would cost about as much as a hundred scans. */
const INDEXED_FROM = 1_024;
/** Sums of a score's parts in another order differ by less than this share. */
export const SLACK = 2 ** -40;

/** A side's inverted text rows, and room for one product a record. 8 bytes an entry. */
interface TextIndex {
  readonly scanner: RowScanner;
  readonly products: Float64Array;
}

/** Rows never change, so an index serves as long as they live, in every corpus that has them. */
const indexByRows = new WeakMap<SparseRows, TextIndex>();

/**
 * Scores one record with all that live on a side of a segment, exactly.
 *
 * @param probe a side of that record alone, over the segment's columns.
 * @param sink is offered every candidate whose score reaches its floor, in id order.
 * O(records + postings of the probe's terms).
 */
export function scanSegment({ model, config }: Corpus, probe: ScoredSide, side: SegmentSide<unknown>, sink: ScanSink): void {
  refuseWhileComparing();
  const needsText = config.withoutText === "exclude";
  const isTextKnown = isKnown(probe, "text", 0);
  if (needsText && !isTextKnown) return;
  const scorer = new ExactScorer(model, probe, side);
  scorer.load(0);
  const { text: weight } = model.weights;
  const index = weight > 0 && isTextKnown && side.count >= INDEXED_FROM ? textIndexOf(side.rows.text) : undefined;
  index?.scanner.products(rowAt(probe.rows.text, 0), index.products);
  const bonusBound = scorer.bonusBound();
  const { rowStart } = side.rows.text;
  for (let r = 0; r < side.count; r++) {
    const isEmpty = rowStart[r + 1]! === rowStart[r]!;
    if ((isEmpty && needsText) || (side.gone !== undefined && !isLive(side, r))) continue;
    // As `ExactScorer.textPart`: the same products, added up in the same order.
    const textPart = index === undefined || isEmpty ? scorer.textPart(r) : weight * (index.products[r]! / model.scale.text);
    if ((textPart + bonusBound) * (1 + SLACK) < sink.floor) continue;
    const score = scorer.scoreWith(textPart, r, sink.floor);
    if (score >= sink.floor) sink.offer(r, score);
  }
}

/** The index of a side's text rows, made when it is first wanted. Its products are those of whoever asked last. */
export function textIndexOf(rows: SparseRows): TextIndex {
  let index = indexByRows.get(rows);
  if (index === undefined) {
    index = { scanner: new RowScanner(rows), products: new Float64Array(rows.rowCount) };
    indexByRows.set(rows, index);
  }
  return index;
}
