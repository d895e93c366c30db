import { meanOfPositive, needBags, outcomeBags, TEXT_GROUPS, type TextGroup } from "../score/text.js";
import { bySignal, SIGNALS } from "../score/signal.js";
import { fitScores } from "./assemble.js";
import type { Corpus } from "./corpus.js";
import { DRIFT_LIMITS, type Drift, type DriftReason, type FittedAndPresent } from "./drift-report.js";
import { sampleByHash } from "./statistics.js";

/** Records of a side whose texts are cut again for its mean length. */
const LENGTH_SAMPLE = 1_024;

/** See `Corpus.drift`. */
export function driftOf(corpus: Corpus): Drift {
  const { statistics, needs, outcomes, config } = corpus;
  const present = fitScores(config, needs, outcomes);
  const textScale = { fitted: statistics.textScale, present: present.textScale };
  const neutral = bySignal((signal) => ({ fitted: statistics.neutral[signal], present: present.neutral[signal] }));
  const measured = { ...termDrift(corpus), meanLength: meanLengths(corpus), textScale, neutral };
  const exceeds: Readonly<Record<DriftReason, boolean>> = {
    termDivergence: measured.termDivergence > DRIFT_LIMITS.termDivergence,
    unseenShare: measured.unseenShare > DRIFT_LIMITS.unseenShare,
    meanLength: TEXT_GROUPS.some((group) => ratioOf(measured.meanLength[group]) > DRIFT_LIMITS.meanLength),
    textScale: ratioOf(textScale) > DRIFT_LIMITS.textScale,
    neutral: SIGNALS.some(
      (signal) => config.weights[signal] > 0 && Math.abs(neutral[signal].present - neutral[signal].fitted) > DRIFT_LIMITS.neutral,
    ),
  };
  return { ...measured, reasons: (Object.keys(exceeds) as DriftReason[]).filter((reason) => exceeds[reason]) };
}

function ratioOf({ fitted, present }: FittedAndPresent): number {
  return Math.max(fitted, present) / Math.min(fitted, present);
}

function termDrift({
  statistics,
  vocabularies,
  needs,
  outcomes,
  weigher,
}: Corpus): Pick<Drift, "documents" | "termDivergence" | "unseenShare"> {
  const { documentFrequency, documentCount } = statistics.text;
  // What was too common to count has no entries in rows to compare with.
  const idf = weigher.ownIdfs();
  const fitted = documentFrequency.map((frequency, term) => (idf[term]! > 0 ? frequency : 0));
  const { frozenCount, later } = vocabularies.text;
  const present = new Uint32Array(frozenCount + later.length);
  let documents = 0;
  for (const { rows, count } of [needs, outcomes]) {
    for (const column of rows.text.column) present[column]!++;
    for (let r = 0; r < count; r++) if (rows.text.rowStart[r + 1]! > rows.text.rowStart[r]!) documents++;
  }
  let unseen = 0;
  for (let column = frozenCount; column < present.length; column++) unseen += present[column]!;
  return {
    documents: { fitted: documentCount, present: documents },
    termDivergence: jensenShannon(fitted, present),
    unseenShare: unseen === 0 ? 0 : unseen / total(present),
  };
}

/**
 * The divergence of two distributions given by counts; one that counts nothing is taken to share nothing with one that does.
 *
 * @see J. Lin, "Divergence measures based on the Shannon entropy", IEEE Transactions on Information Theory 37 (1991) 145–151.
 */
function jensenShannon(a: Uint32Array, b: Uint32Array): number {
  const totalA = total(a);
  const totalB = total(b);
  if (totalA === 0 || totalB === 0) return totalA === totalB ? 0 : 1;
  let divergence = 0;
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const p = (a[at] ?? 0) / totalA;
    const q = (b[at] ?? 0) / totalB;
    if (p > 0) divergence += p * Math.log2((2 * p) / (p + q));
    if (q > 0) divergence += q * Math.log2((2 * q) / (p + q));
  }
  // Rounding may leave a little less than nothing.
  return Math.min(1, Math.max(0, divergence / 2));
}

function total(counts: Uint32Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function meanLengths({ statistics, analyzer, needs, outcomes }: Corpus): Drift["meanLength"] {
  const needSample = sampleByHash(needs.ids, LENGTH_SAMPLE).map((n) => needBags(needs.records[n]!, analyzer));
  const outcomeSample = sampleByHash(outcomes.ids, LENGTH_SAMPLE).map((o) => outcomeBags(outcomes.records[o]!, analyzer));
  const lengths: Readonly<Record<TextGroup, readonly number[]>> = {
    needTitle: needSample.map(({ title, whole }) => (title ?? whole).length),
    needWhole: needSample.map(({ whole }) => whole.length),
    outcomeWhole: outcomeSample.map(({ whole }) => whole.length),
  };
  const of = (group: TextGroup): FittedAndPresent => ({
    fitted: statistics.text.groups[group].meanLength,
    present: meanOfPositive(lengths[group]),
  });
  return { needTitle: of("needTitle"), needWhole: of("needWhole"), outcomeWhole: of("outcomeWhole") };
}
