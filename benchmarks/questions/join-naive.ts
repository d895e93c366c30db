import type { Corpus } from "../../src/index.js";
import { TopK } from "../../src/kernel/top-k.js";
import { byRowSignal, isKnown, ROW_SIGNALS, type RowSignal } from "../../src/score/pair-score.js";
import { mayMatch } from "../../src/join/rank.js";

/** The best outcomes of every need: `score[need · k + r]` of rank r; ranks from `count[need]` on are not filled. */
export interface BestLists {
  readonly score: Float64Array;
  readonly index: Int32Array;
  readonly count: Uint32Array;
}

/**
 * The loop that a programmer writes first: all signals' rows side by side in one inverted file of Float32 values, every need adds its
 * postings into one array of Float32 sums, and the whole array is scanned. No pruning, no blocks; scores are right to about 1e-6.
 *
 * @param asked the needs that get a list. @returns a run over them. Signals without rows (vectors) are left out.
 */
export function createNaiveJoin(corpus: Corpus, k: number, asked: Iterable<number> = corpus.needs.ids.keys()): () => BestLists {
  const { needs, outcomes, model } = corpus;
  const offset = columnOffsets(corpus);
  const { rowStart, outcome, value } = invertOutcomes(corpus, offset);
  const base = baseScores(corpus);
  const sums = new Float32Array(outcomes.count);
  const best = new TopK(Math.min(k, Math.max(1, outcomes.count)));
  const lists = {
    score: new Float64Array(needs.count * k),
    index: new Int32Array(needs.count * k),
    count: new Uint32Array(needs.count),
  };
  const weighted = ROW_SIGNALS.filter((signal) => model.weights[signal] > 0);
  const scan = (need: number): void => {
    sums.set(base[knownMask(corpus, need)]!);
    for (const signal of weighted) {
      const rows = needs.rows[signal];
      const factor = model.weights[signal] / model.scale[signal];
      for (let e = rows.rowStart[need]!; e < rows.rowStart[need + 1]!; e++) {
        const column = offset[signal] + rows.column[e]!;
        const weight = factor * rows.value[e]!;
        const end = rowStart[column + 1]!;
        for (let p = rowStart[column]!; p < end; p++) sums[outcome[p]!]! += weight * value[p]!;
      }
    }
    for (let o = 0; o < sums.length; o++) {
      const score = sums[o]!;
      if (score > best.threshold && score > -Infinity) best.offer(score, o);
    }
    lists.count[need] = best.drain(lists.score, lists.index, need * k);
  };
  const open = [...asked].filter((need) => mayMatch(corpus, needs, need));
  return () => {
    for (const need of open) scan(need);
    return lists;
  };
}

/** Where each signal's columns begin when all are laid side by side. */
function columnOffsets({ outcomes, needs }: Corpus): Readonly<Record<RowSignal, number>> {
  const width = (signal: RowSignal): number => Math.max(outcomes.rows[signal].columnCount, needs.rows[signal].columnCount);
  let from = 0;
  return byRowSignal((signal) => {
    const start = from;
    from += width(signal);
    return start;
  });
}

function invertOutcomes({ outcomes, needs }: Corpus, offset: Readonly<Record<RowSignal, number>>) {
  const last = ROW_SIGNALS.at(-1)!;
  const columnCount = offset[last] + Math.max(outcomes.rows[last].columnCount, needs.rows[last].columnCount);
  const rowStart = new Uint32Array(columnCount + 1);
  for (const signal of ROW_SIGNALS) for (const column of outcomes.rows[signal].column) rowStart[offset[signal] + column + 1]!++;
  for (let c = 0; c < columnCount; c++) rowStart[c + 1]! += rowStart[c]!;
  const next = rowStart.slice();
  const outcome = new Uint32Array(rowStart[columnCount]!);
  const value = new Float32Array(rowStart[columnCount]!);
  for (const signal of ROW_SIGNALS) {
    const rows = outcomes.rows[signal];
    for (let o = 0; o < outcomes.count; o++) {
      for (let e = rows.rowStart[o]!; e < rows.rowStart[o + 1]!; e++) {
        const at = next[offset[signal] + rows.column[e]!]!++;
        outcome[at] = o;
        value[at] = rows.value[e]!;
      }
    }
  }
  return { rowStart, outcome, value };
}

/** Which signals a need knows, as bits in declared order. */
function knownMask({ needs }: Corpus, need: number): number {
  return ROW_SIGNALS.reduce((mask, signal, bit) => mask | (isKnown(needs, signal, need) ? 1 << bit : 0), 0);
}

/** For each mask, what the outcomes have before any term is added: neutral values where either side knows nothing. */
function baseScores(corpus: Corpus): readonly Float32Array[] {
  const { outcomes, model } = corpus;
  return Array.from({ length: 1 << ROW_SIGNALS.length }, (_, mask) =>
    Float32Array.from({ length: outcomes.count }, (__, o) => {
      if (!mayMatch(corpus, outcomes, o)) return -Infinity;
      const isNeutral = (signal: RowSignal, bit: number): boolean => (mask & (1 << bit)) === 0 || !isKnown(outcomes, signal, o);
      return ROW_SIGNALS.filter(isNeutral).reduce((sum, signal) => sum + model.weights[signal] * model.neutral[signal], 0);
    }),
  );
}
