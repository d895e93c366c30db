import type { Corpus } from "../../corpus/corpus.js";
import type { SparseRows } from "../../kernel/sparse-rows.js";
import type { TermWeights } from "../../join/block-index.js";
import { blockIndexOf, termWeights } from "../../join/corpus-index.js";
import { topPartners, type JoinRequest } from "../../join/top-partners.js";
import { COMPARED_SIGNALS, SILENT, type ComparedSignal, type Comparisons } from "../../score/comparison.js";
import { byCompared, byRowSignal, type ScoredSide, type ScoreModel, type SideRole } from "../../score/pair-score.js";

/** All that a join needs to know, as plain data: what a thread is told once. */
export interface MatchJob {
  readonly model: Omit<ScoreModel, "comparisons">;
  readonly withoutText: "exclude" | "match";
  readonly k: number;
  readonly minScore: number;
  readonly termWeight: TermWeights;
  readonly sides: Readonly<Record<SideRole, ScoredSide>>;
  readonly indexes: Readonly<Record<SideRole, JoinRequest["index"]>>;
}

/** Records `from … to − 1` of a side look for their partners. */
export interface MatchPart {
  readonly role: SideRole;
  readonly from: number;
  readonly to: number;
}

/** The partners found: the record that looked, the one found, the score; best first, one record after the other. */
export interface MatchedPart {
  readonly record: Uint32Array;
  readonly partner: Uint32Array;
  readonly score: Float64Array;
}

export function matchJob(corpus: Corpus, k: number, minScore: number): MatchJob {
  const { model, config, needs, outcomes } = corpus;
  const { weights, scale, neutral } = model;
  return {
    model: { weights, scale, neutral },
    withoutText: config.withoutText,
    k,
    minScore,
    termWeight: termWeights(corpus),
    sides: { needs: bareSide(needs, model), outcomes: bareSide(outcomes, model) },
    indexes: { needs: blockIndexOf(corpus, needs), outcomes: blockIndexOf(corpus, outcomes) },
  };
}

/** A side without records; what signals without a weight compare is left out. */
function bareSide({ role, count, rows, traits }: ScoredSide, { weights }: ScoreModel): ScoredSide {
  return { role, count, rows, traits: byCompared((signal) => (weights[signal] > 0 ? [...traits[signal]] : [])) };
}

/** The signals with a weight that this thread has no function for. */
export function missingComparisons({ model }: MatchJob, comparisons: Comparisons): readonly ComparedSignal[] {
  return COMPARED_SIGNALS.filter((signal) => model.weights[signal] > 0 && comparisons[signal] === SILENT);
}

/** Does one part. */
export function runPart(job: MatchJob, comparisons: Comparisons, { role, from, to }: MatchPart): MatchedPart {
  const across = role === "needs" ? "outcomes" : "needs";
  const { withoutText, k, minScore, termWeight, sides, indexes } = job;
  const { weights, scale, neutral } = job.model;
  const record: number[] = [];
  const partner: number[] = [];
  const score: number[] = [];
  const joining = topPartners(
    {
      model: { weights, comparisons, scale, neutral },
      from: sliceSide(sides[role], from, to),
      to: sides[across],
      index: indexes[across],
      termWeight,
      k,
      minScore,
      withoutText,
    },
    (probe, found, value) => {
      record.push(from + probe);
      partner.push(found);
      score.push(value);
    },
  );
  while (joining.next().done !== true);
  return { record: Uint32Array.from(record), partner: Uint32Array.from(partner), score: Float64Array.from(score) };
}

/** Records `from … to − 1` of a side as a side of their own. */
function sliceSide(side: ScoredSide, from: number, to: number): ScoredSide {
  return {
    role: side.role,
    count: to - from,
    rows: byRowSignal((signal) => sliceRows(side.rows[signal], from, to)),
    traits: byCompared((signal) => side.traits[signal].slice(from, to)),
  };
}

function sliceRows({ rowStart, column, value, columnCount }: SparseRows, from: number, to: number): SparseRows {
  const first = rowStart[from]!;
  const end = rowStart[to]!;
  return {
    rowCount: to - from,
    columnCount,
    rowStart: rowStart.slice(from, to + 1).map((start) => start - first),
    column: column.subarray(first, end),
    value: value.subarray(first, end),
  };
}
