import { createEvaluateIssue } from "./issue.js";
import type { Judgement } from "./judgement.js";
import type { ParsedJudgements } from "./parse-judgements.js";

/** How far the judging of a pool is. */
export interface GradingProgress {
  /** Pairs asked, pairs that at least one judge graded, and pairs that at least two did. */
  readonly asked: number;
  readonly done: number;
  readonly doneTwice: number;
  /** In the pool's order. */
  readonly needs: ReadonlyArray<{ readonly needId: string; readonly asked: number; readonly done: number }>;
}

/** Judgements of pairs that a pool asks for, in their order; the others as issues `not-asked`. O(judgements + pool). */
export function askedJudgements(pool: ReadonlyMap<string, readonly string[]>, judgements: Iterable<Judgement>): ParsedJudgements {
  const asked = new Map([...pool].map(([needId, ids]) => [needId, new Set(ids)]));
  const all = [...judgements];
  const isAsked = ({ needId, outcomeId }: Judgement): boolean => asked.get(needId)?.has(outcomeId) === true;
  return {
    judgements: all.filter(isAsked),
    issues: all
      .filter((judgement) => !isAsked(judgement))
      .map(({ needId, outcomeId, line }) =>
        createEvaluateIssue("not-asked", { ...(line === undefined ? {} : { line }), received: `${needId} ${outcomeId}` }),
      ),
  };
}

/**
 * How many of a pool's pairs are judged, need by need. Judgements of pairs outside the pool do not count; choices do not either.
 *
 * A pair is done twice where two named judges graded it, or two judgements without a name.
 *
 * @param pool what `poolCandidates` asked for.
 * @example
 * gradingProgress(new Map([["n1", ["o1", "o2"]]]), [{ needId: "n1", outcomeId: "o2", grade: 0 }]).needs; // [{ needId: "n1", asked: 2, done: 1 }]
 */
export function gradingProgress(pool: ReadonlyMap<string, readonly string[]>, judgements: Iterable<Judgement>): GradingProgress {
  const voices = new Map<string, Set<string>>();
  let unnamed = 0;
  for (const { needId, outcomeId, judge, source } of judgements) {
    if (source !== undefined) continue;
    const key = JSON.stringify([needId, outcomeId]);
    const own = voices.get(key) ?? new Set<string>();
    voices.set(key, own.add(judge === undefined ? `#${unnamed++}` : `@${judge}`));
  }
  const heard = (needId: string, ids: readonly string[], least: number): number =>
    [...new Set(ids)].filter((id) => (voices.get(JSON.stringify([needId, id]))?.size ?? 0) >= least).length;
  const needs = [...pool].map(([needId, ids]) => ({ needId, asked: new Set(ids).size, done: heard(needId, ids, 1) }));
  const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
  return {
    asked: total(needs.map(({ asked }) => asked)),
    done: total(needs.map(({ done }) => done)),
    doneTwice: total([...pool].map(([needId, ids]) => heard(needId, ids, 2))),
    needs,
  };
}
