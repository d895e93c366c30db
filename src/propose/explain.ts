import { buildCorpus } from "../corpus/build.js";
import type { Corpus } from "../corpus/corpus.js";
import { refuseIssues, unknownOptions } from "../join/request.js";
import { needProbe, outcomeProbe } from "../join/rank.js";
import { createIssue, describeValue, type Issue } from "../model/issue.js";
import type { Need, Outcome } from "../model/record.js";
import { confidenceAt, isCalibration, type ConfidenceCalibration } from "../score/confidence.js";
import type { RowSignal } from "../score/pair-score.js";
import { explainPair, type Explanation } from "../score/explain.js";
import { groupByPhrase } from "../score/phrases.js";
import { needTexts, outcomeTexts } from "../score/text.js";
import { normaliseText } from "../text/normalise.js";

export interface ExplainOptions {
  readonly calibration?: ConfidenceCalibration;
}

/**
 * Takes the score of a pair apart: signals, weights, shared terms under the words that stand in both texts.
 *
 * Contributions add up to the score within 1e-12. `formatExplanation` turns the result into text, in Chinese or English.
 *
 * @param need, outcome ids of the corpus, or records that are not in it.
 * @param options `calibration`, from `fitConfidence` of `alliance-match/evaluate`: the explanation then says what judges gave such scores.
 * @throws ConfigError `unknown-option`, `option-wrong-type`, `unknown-record`, `missing-id`, `record-not-object`.
 * @example
 * const { corpus } = buildCorpus({ outcomes: [{ id: "o1", title: "高温余热回收装置" }], needs: [{ id: "n1", title: "窑炉余热回收" }] });
 * explain(corpus, "n1", "o1").signals[0].groups[0].phrase; // "余热回收"
 */
export function explain(corpus: Corpus, need: string | Need, outcome: string | Outcome, options: ExplainOptions = {}): Explanation {
  const { calibration } = options;
  const issues = [...unknownOptions(options, ["calibration"]), ...calibrationIssues(calibration)];
  refuseIssues(issues);
  const explanation = explainScore(corpus, need, outcome);
  const confidence = calibration === undefined ? null : confidenceAt(calibration, explanation.score);
  return confidence === null ? explanation : { ...explanation, confidence };
}

/** Everything that is wrong with what should be a calibration, where one is given. */
export function calibrationIssues(value: unknown): Issue[] {
  if (value === undefined || isCalibration(value)) return [];
  return [createIssue("option-wrong-type", { path: ["calibration"], expected: "of fitConfidence", received: describeValue(value) })];
}

function explainScore(corpus: Corpus, need: string | Need, outcome: string | Outcome): Explanation {
  const needPlace = needProbe(corpus, need);
  const outcomePlace = outcomeProbe(corpus, outcome);
  const needRecord = needPlace.record;
  const outcomeRecord = outcomePlace.record;
  if (typeof need !== "string" && typeof outcome !== "string") {
    // Two strangers may share terms that no record of the corpus has, so they get columns of their own under the same statistics.
    const input = { needs: [needRecord], outcomes: [outcomeRecord], organisations: [...corpus.organisations.values()] };
    const { corpus: pair } = buildCorpus(input, corpus.config, { statistics: corpus.statistics });
    return explainScore(pair, needRecord.id, outcomeRecord.id);
  }
  const needText = normaliseText(needTexts(needRecord).join("\n"));
  const outcomeText = normaliseText(outcomeTexts(outcomeRecord).join("\n"));
  const parts = explainPair(corpus.model, needPlace, outcomePlace, {
    termAt: (signal, column) => corpus.vocabularies[signal].terms[column]!,
    groupTerms: (signal, terms) =>
      signal === "text"
        ? groupByPhrase(terms, needText, outcomeText, (text) => corpus.analyzer.analyze(text))
        : terms.map((term, at) => ({ phrase: nameOfTerm(corpus, signal, term), members: [at] })),
  });
  return { need: needRecord.id, outcome: outcomeRecord.id, ...parts };
}

/** A term of another signal as a reader knows it: with the name that the configuration's tables give it. */
function nameOfTerm({ config }: Corpus, signal: RowSignal, term: string): string {
  const { regions, industries } = config.references;
  if (signal === "region") {
    const code = term.slice(term.indexOf(":") + 1);
    return regions?.nameOf(code) ?? code;
  }
  if (signal === "cooperation") return term.slice(2);
  if (signal !== "industry") return term;
  if (term.startsWith("#")) return industries?.nameOf(term.slice(1)) ?? term.slice(1);
  const name = industries?.nameOf(term);
  return name === undefined ? term : `${term} ${name}`;
}
