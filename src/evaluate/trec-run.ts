import { compareIds } from "../kernel/order.js";
import { createEvaluateIssue, type EvaluateIssue } from "./issue.js";
import { rankScored, type ScoredOutcome, type TieRule } from "./ranking.js";
import { isTrecId } from "./trec-qrels.js";
import { filledLines, readDecimal, type WrittenText } from "./written-text.js";

/** What a configuration ranks for each need: outcomes best first, each once. */
export type Run = ReadonlyMap<string, readonly ScoredOutcome[]>;

export interface ParsedRun {
  /** Needs in id order, outcomes by the tie rule asked for. */
  readonly run: Run;
  /** Names of the run that the file gives, in code unit order; usually one. */
  readonly tags: readonly string[];
  readonly issues: readonly EvaluateIssue[];
}

const COLUMNS = "topic Q0 document rank score tag";

/**
 * Reads a TREC run file: topic, Q0, document, rank, score, tag, divided by spaces or tabs.
 *
 * The rank column is not read: the order is that of the scores, as in trec_eval. A document listed twice counts by its highest score.
 *
 * @param ties `"id-ascending"` by default; `"trec-eval"` for the order, and so the values, of trec_eval.
 * @returns the run, and issues `short-line`, `long-line`, `bad-score` (left out), `repeated-outcome`. O(lines · log lines).
 * @see NIST, trec_eval 9, README: format of `results_file`.
 * @example
 * parseRun("n1 Q0 o2 1 0.5 mine\nn1 Q0 o1 2 0.9 mine\n").run.get("n1"); // [{ outcomeId: "o1", score: 0.9 }, { outcomeId: "o2", score: 0.5 }]
 */
export function parseRun(text: string, { ties = "id-ascending" }: { readonly ties?: TieRule } = {}): ParsedRun {
  const scores = new Map<string, Map<string, number>>();
  const tags = new Set<string>();
  const issues: EvaluateIssue[] = [];
  for (const { line, content } of filledLines(text)) {
    const cells = content.trim().split(/\s+/);
    const [needId, , outcomeId, , scoreText, tag] = cells;
    if (needId === undefined || outcomeId === undefined || scoreText === undefined || tag === undefined || cells.length > 6) {
      const code = cells.length > 6 ? "long-line" : "short-line";
      issues.push(createEvaluateIssue(code, { line, expected: COLUMNS, received: cells.join(" ") }));
      continue;
    }
    const score = readDecimal(scoreText);
    if (Number.isNaN(score)) {
      issues.push(createEvaluateIssue("bad-score", { line, expected: "a finite decimal", received: scoreText }));
      continue;
    }
    tags.add(tag);
    const ofNeed = scores.get(needId) ?? new Map<string, number>();
    scores.set(needId, ofNeed);
    const earlier = ofNeed.get(outcomeId);
    const kept = earlier === undefined ? score : Math.max(earlier, score);
    if (earlier !== undefined)
      issues.push(createEvaluateIssue("repeated-outcome", { line, expected: String(kept), received: `${needId} ${outcomeId}` }));
    ofNeed.set(outcomeId, kept);
  }
  const run = [...scores]
    .sort(([a], [b]) => compareIds(a, b))
    .map(
      ([needId, ofNeed]) =>
        [
          needId,
          rankScored(
            Array.from(ofNeed, ([outcomeId, score]) => ({ outcomeId, score })),
            ties,
          ),
        ] as const,
    );
  return { run: new Map(run), tags: [...tags].sort(compareIds), issues };
}

/**
 * Writes a run as a TREC run file, needs in id order, ranks from 1 by the library's order, scores with every digit.
 *
 * trec_eval reads scores as Float32 and breaks ties by id descending, whatever the rank column says: near ties may stand otherwise there.
 *
 * @param tag the run's name, without spaces.
 * @returns the text, and issues `unwritable-id`, `unwritable-score` (left out). O(entries · log entries).
 * @throws RangeError for a tag that is empty or holds space.
 * @example
 * formatRun(new Map([["n1", [{ outcomeId: "o1", score: 0.9 }]]]), "mine").text; // "n1 Q0 o1 1 0.9 mine\n"
 */
export function formatRun(run: Run, tag: string): WrittenText {
  if (!isTrecId(tag)) throw new RangeError(`the tag of a run should be one word but is ${JSON.stringify(tag)}`);
  const lines: string[] = [];
  const issues: EvaluateIssue[] = [];
  for (const [needId, scored] of [...run].sort(([a], [b]) => compareIds(a, b))) {
    let rank = 0;
    const sayUnwritable = ({ outcomeId }: ScoredOutcome): void => {
      issues.push(createEvaluateIssue("unwritable-score", { expected: "a run file", received: `${needId} ${outcomeId}` }));
    };
    // Taken out first: a score that is no number has no place in an order.
    scored.filter(({ score }) => !Number.isFinite(score)).forEach(sayUnwritable);
    for (const { outcomeId, score } of rankScored(scored.filter((one) => Number.isFinite(one.score)))) {
      const unwritable = [needId, outcomeId].find((id) => !isTrecId(id));
      if (unwritable === undefined) lines.push(`${needId} Q0 ${outcomeId} ${++rank} ${score} ${tag}\n`);
      else issues.push(createEvaluateIssue("unwritable-id", { expected: "a run file", received: JSON.stringify(unwritable) }));
    }
  }
  return { text: lines.join(""), issues };
}
