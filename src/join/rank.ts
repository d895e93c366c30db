import { encodeNeedUnder, encodeOutcomeUnder } from "../corpus/assemble.js";
import type { Corpus, CorpusSide, Segment, Side } from "../corpus/corpus.js";
import { packSide, type EncodedRecord } from "../corpus/encode.js";
import { onlyRecord } from "../corpus/gather-records.js";
import { locate } from "../corpus/segment.js";
import { compareIds } from "../kernel/order.js";
import { TopK } from "../kernel/top-k.js";
import { ConfigError, createIssue } from "../model/issue.js";
import { createParser, type ParsedRecord, type RecordParser } from "../model/parse.js";
import type { Need, Outcome } from "../model/record.js";
import { isKnown, isPairKnown, pairSignal, type ScoredSide } from "../score/pair-score.js";
import { SIGNALS, bySignal, type BySignal, type SignalId } from "../score/signal.js";
import { checkRankOptions, DEFAULT_K, refuseIssues } from "./request.js";
import { scanSegment, type ScanSink } from "./scan.js";

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
 * O(outcomes + postings of the need's terms): every outcome is scored. From 1,024 outcomes on the first call inverts their rows, which later ones share.
 * @example
 * const { corpus } = buildCorpus({ outcomes: [{ id: "o1", title: "高温余热回收装置" }], needs: [{ id: "n1", title: "窑炉余热回收" }] });
 * rankOutcomes(corpus, "n1", { k: 3 })[0].id; // "o1"
 */
export function rankOutcomes(corpus: Corpus, need: string | Need, options: RankOptions = {}): RankedPartner[] {
  return rankSide(corpus, segmentProbe(corpus, "needs", need), "outcomes", options);
}

/** The best needs for an outcome. As `rankOutcomes`, seen from the other side; the score of a pair is the same from both. */
export function rankNeeds(corpus: Corpus, outcome: string | Outcome, options: RankOptions = {}): RankedPartner[] {
  return rankSide(corpus, segmentProbe(corpus, "outcomes", outcome), "needs", options);
}

/** A need of the corpus, or a stranger encoded under the corpus's statistics. */
export function needProbe(corpus: Corpus, need: string | Need): Probe<Need> {
  if (typeof need === "string") return residentProbe(corpus.needs, need, "needs");
  const record = readNeed(corpus, need);
  return { record, side: packSide("needs", encodeNeedUnder(corpus, record), corpus.vocabularies), index: 0 };
}

/** An outcome of the corpus, or a stranger encoded under the corpus's statistics. */
export function outcomeProbe(corpus: Corpus, outcome: string | Outcome): Probe<Outcome> {
  if (typeof outcome === "string") return residentProbe(corpus.outcomes, outcome, "outcomes");
  const record = readOutcome(corpus, outcome);
  return { record, side: packSide("outcomes", encodeOutcomeUnder(corpus, record), corpus.vocabularies), index: 0 };
}

function residentProbe<A>(side: CorpusSide<A>, id: string, path: Side): Probe<A> {
  const index = side.indexOf.get(id);
  if (index === undefined) throw unknownRecord(id, path);
  return { record: side.records[index]!, side, index };
}

function unknownRecord(id: string, path: Side): ConfigError {
  return new ConfigError([createIssue("unknown-record", { path: [path], received: id })]);
}

function readNeed(corpus: Corpus, need: Need): Need {
  return recordOrThrow(parserOf(corpus).need(need, 0));
}

function readOutcome(corpus: Corpus, outcome: Outcome): Outcome {
  return recordOrThrow(parserOf(corpus).outcome(outcome, 0));
}

function parserOf({ config, organisations }: Corpus): RecordParser {
  return createParser(config.references, (id) => organisations.get(id)?.region);
}

function recordOrThrow<A>(parsed: ParsedRecord<A>): A {
  if (parsed.record === undefined) refuseIssues(parsed.issues.filter((issue) => issue.effect === "rejected"));
  return parsed.record!;
}

/** A record as a side of one over the columns of any segment. */
export type SegmentProbe = (segment: Segment) => ScoredSide;

/**
 * Where the record looked for is in the segment asked for, its rows are taken as they are; for others it is encoded, once.
 *
 * @throws ConfigError `unknown-record`, or what keeps a stranger from being read.
 */
export function segmentProbe(corpus: Corpus, side: "needs", record: string | Need): SegmentProbe;
export function segmentProbe(corpus: Corpus, side: "outcomes", record: string | Outcome): SegmentProbe;
export function segmentProbe(corpus: Corpus, side: Side, record: string | Need | Outcome): SegmentProbe;
export function segmentProbe(corpus: Corpus, side: Side, record: string | Need | Outcome): SegmentProbe {
  const home = typeof record === "string" ? locate(corpus.segments, side, record) : undefined;
  if (typeof record === "string" && home === undefined) throw unknownRecord(record, side);
  const encode = (): EncodedRecord => {
    if (side === "needs")
      return encodeNeedUnder(corpus, home === undefined ? readNeed(corpus, record as Need) : home.segment.needs.records[home.index]!);
    return encodeOutcomeUnder(
      corpus,
      home === undefined ? readOutcome(corpus, record as Outcome) : home.segment.outcomes.records[home.index]!,
    );
  };
  // A stranger is read at once, so that what is wrong with it is told even where there is no one to rank.
  let encoded = home === undefined ? encode() : undefined;
  return (segment) =>
    segment === home?.segment ? onlyRecord(segment[side], home.index) : packSide(side, (encoded ??= encode()), segment.vocabularies);
}

interface Found {
  readonly id: string;
  readonly score: number;
  readonly segment: Segment;
  readonly index: number;
}

function rankSide(corpus: Corpus, probe: SegmentProbe, name: Side, options: RankOptions): RankedPartner[] {
  refuseIssues(checkRankOptions(options, ["k", "minScore"]));
  const { k = DEFAULT_K, minScore = -Infinity } = options;
  let found: Found[] = [];
  for (const segment of corpus.segments) {
    const floor = found.length < k ? minScore : Math.max(minScore, found[k - 1]!.score);
    const here = bestOf(corpus, probe, segment, { name, k, floor });
    // Each list is sorted, and ids differ.
    found = [...found, ...here].sort((a, b) => b.score - a.score || compareIds(a.id, b.id)).slice(0, k);
  }
  return found.map(({ id, score, segment, index }) => ({
    id,
    score,
    ...pairSignals(corpus, { side: probe(segment), index: 0 }, segment[name], index),
  }));
}

function bestOf(
  corpus: Corpus,
  probe: SegmentProbe,
  segment: Segment,
  { name, k, floor }: { readonly name: Side; readonly k: number; readonly floor: number },
): Found[] {
  const side = segment[name];
  if (side.liveCount === 0) return [];
  const best = new TopK(Math.min(k, side.liveCount));
  const sink: ScanSink = {
    floor,
    offer: (record, score) => {
      best.offer(score, record);
      sink.floor = Math.max(floor, best.threshold);
    },
  };
  scanSegment(corpus, probe(segment), side, sink);
  const scores = new Float64Array(best.length);
  const indices = new Int32Array(best.length);
  best.drain(scores, indices);
  return Array.from(indices, (index, at) => ({ id: side.ids[index]!, score: scores[at]!, segment, index }));
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
