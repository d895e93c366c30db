import { TopK } from "../kernel/top-k.js";
import type { Corpus, CorpusSide } from "../corpus/corpus.js";
import { encodeNeed, encodeOutcome, encodeSetting, packSide } from "../corpus/encode.js";
import { ConfigError, createIssue } from "../model/issue.js";
import { createParser, type ParsedRecord, type RecordParser } from "../model/parse.js";
import type { Need, Outcome } from "../model/record.js";
import { isKnown, isPairKnown, pairSignal, type ScoredSide } from "../score/pair-score.js";
import { SIGNALS, bySignal, type BySignal, type SignalId } from "../score/signal.js";
import { needBags, outcomeBags } from "../score/text.js";
import { checkRankOptions, DEFAULT_K, refuseIssues } from "./request.js";
import { ExactScorer } from "./exact-scorer.js";

export interface RankOptions {
  /** How many partners to list, a whole number ≥ 1. Default 10. */
  readonly k?: number;
  /** Partners that score less are left out. Default: none are. */
  readonly minScore?: number;
}

/** One partner of a record, with the signals that its score is the weighted sum of. */
export interface RankedPartner {
  readonly id: string;
  readonly score: number;
  readonly signals: BySignal<number>;
  /** The signals with a weight whose neutral value stood in: one of the two records says nothing, or their vectors cannot be compared. */
  readonly unknown: readonly SignalId[];
}

/** A record as a side of one, so that a stranger is scored by the same code as a record of the corpus. */
export interface Probe<A = unknown> {
  readonly record: A;
  readonly side: ScoredSide;
  readonly index: number;
}

/**
 * The best outcomes for a need.
 *
 * @param need the id of a need of the corpus, or a need that is not in it (read as `buildCorpus` reads one; `parseNeed` tells its issues).
 * @returns at most k partners: score descending, then id ascending by code unit. Records without text are no partners (`withoutText`).
 * @throws ConfigError `unknown-record`, `missing-id`, `record-not-object`, `unknown-option`, `option-wrong-type`, `option-out-of-range`.
 * O(entries of the outcomes' rows): every outcome is scored, so there is no index to build or to keep.
 * @example
 * const { corpus } = buildCorpus({ outcomes: [{ id: "o1", title: "高温余热回收装置" }], needs: [{ id: "n1", title: "窑炉余热回收" }] });
 * rankOutcomes(corpus, "n1", { k: 3 })[0].id; // "o1"
 */
export function rankOutcomes(corpus: Corpus, need: string | Need, options: RankOptions = {}): RankedPartner[] {
  return rankSide(corpus, needProbe(corpus, need), corpus.outcomes, options);
}

/** The best needs for an outcome. As `rankOutcomes`, seen from the other side; the score of a pair is the same from both. */
export function rankNeeds(corpus: Corpus, outcome: string | Outcome, options: RankOptions = {}): RankedPartner[] {
  return rankSide(corpus, outcomeProbe(corpus, outcome), corpus.needs, options);
}

/** A need of the corpus, or a stranger encoded under the corpus's statistics. */
export function needProbe(corpus: Corpus, need: string | Need): Probe<Need> {
  if (typeof need === "string") return residentProbe(corpus.needs, need, "needs");
  const record = recordOrThrow(parserOf(corpus).need(need, 0));
  const row = corpus.weigher.needRow(needBags(record, corpus.analyzer));
  return {
    record,
    side: packSide("needs", [encodeNeed(record, row, encodeSetting(corpus.config, corpus.organisations))], corpus.vocabularies),
    index: 0,
  };
}

/** An outcome of the corpus, or a stranger encoded under the corpus's statistics. */
export function outcomeProbe(corpus: Corpus, outcome: string | Outcome): Probe<Outcome> {
  if (typeof outcome === "string") return residentProbe(corpus.outcomes, outcome, "outcomes");
  const record = recordOrThrow(parserOf(corpus).outcome(outcome, 0));
  const row = corpus.weigher.outcomeRow(outcomeBags(record, corpus.analyzer));
  return {
    record,
    side: packSide("outcomes", [encodeOutcome(record, row, encodeSetting(corpus.config, corpus.organisations))], corpus.vocabularies),
    index: 0,
  };
}

function parserOf({ config, organisations }: Corpus): RecordParser {
  return createParser(config.references, (id) => organisations.get(id)?.region);
}

function residentProbe<A>(side: CorpusSide<A>, id: string, path: "needs" | "outcomes"): Probe<A> {
  const index = indexOrThrow(side, id, path);
  return { record: side.records[index]!, side, index };
}

/** The index of a record's id in its side. @throws ConfigError `unknown-record`. */
function indexOrThrow(side: CorpusSide<unknown>, id: string, path: "needs" | "outcomes"): number {
  const index = side.indexOf.get(id);
  if (index === undefined) throw new ConfigError([createIssue("unknown-record", { path: [path], received: id })]);
  return index;
}

function recordOrThrow<A>(parsed: ParsedRecord<A>): A {
  if (parsed.record === undefined) refuseIssues(parsed.issues.filter((issue) => issue.effect === "rejected"));
  return parsed.record!;
}

function rankSide(corpus: Corpus, probe: Probe, side: CorpusSide<unknown>, options: RankOptions): RankedPartner[] {
  refuseIssues(checkRankOptions(options, ["k", "minScore"]));
  const { k = DEFAULT_K, minScore = -Infinity } = options;
  if (!mayMatch(corpus, probe.side, probe.index)) return [];
  const scorer = new ExactScorer(corpus.model, probe.side, side, "one");
  scorer.load(probe.index);
  const best = new TopK(Math.min(k, Math.max(side.count, 1)));
  for (let r = 0; r < side.count; r++) {
    if (!mayMatch(corpus, side, r)) continue;
    const score = scorer.scoreWith(scorer.textPart(r), r, Math.max(minScore, best.threshold));
    if (score >= minScore) best.offer(score, r);
  }
  const bestScores = new Float64Array(best.length);
  const bestIndices = new Int32Array(best.length);
  best.drain(bestScores, bestIndices);
  return Array.from(bestIndices, (r, at) => ({ id: side.ids[r]!, score: bestScores[at]!, ...pairSignals(corpus, probe, side, r) }));
}

/** All signals of a pair, and which of them are neutral values. */
export function pairSignals(
  corpus: Corpus,
  probe: Omit<Probe, "record">,
  side: ScoredSide,
  r: number,
): Pick<RankedPartner, "signals" | "unknown"> {
  return {
    signals: bySignal((signal) => pairSignal(corpus.model, signal, probe.side, probe.index, side, r)),
    unknown: SIGNALS.filter(
      (signal) => corpus.model.weights[signal] > 0 && !isPairKnown(corpus.model, signal, probe.side, probe.index, side, r),
    ),
  };
}

/** Whether a record is a candidate at all: it has text, or the configuration does not ask for it. */
export function mayMatch(corpus: Corpus, side: ScoredSide, r: number): boolean {
  return corpus.config.withoutText === "match" || isKnown(side, "text", r);
}
