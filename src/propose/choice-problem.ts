import type { Corpus } from "../corpus/corpus.js";
import { CandidateCollector } from "../join/candidates.js";
import { mayMatch } from "../join/rank.js";
import { drain } from "../solve/drain.js";
import type { Edges, Objective, SolveOptions } from "../solve/index.js";
import { pairScore } from "../score/pair-score.js";
import { candidateSteps, isOwnPair, type CandidateSet } from "./candidate-set.js";
import { keyOf, type CheckedChoice } from "./choice-read.js";
import type { Side } from "./choice-request.js";
import type { PairIndex } from "./choices.js";
import { recordQuotas, type RecordQuotas } from "./record-quotas.js";

/** A choice as an instance to solve: row r is `rows[r]` of the needs, column c is outcome c. */
export interface ChoiceProblem {
  readonly choice: CheckedChoice;
  readonly candidates: CandidateSet;
  /** What each side gives each candidate; one array where they agree. */
  readonly view: Readonly<Record<Side, Float64Array>>;
  readonly instance: Edges;
  readonly options: SolveOptions<Objective>;
  /** Need of each row. */
  readonly rows: readonly number[];
  /** Capacities of organisations: groups of rows and of columns. */
  readonly quotas: RecordQuotas;
}

/**
 * Gathers the candidates of a choice: the best partners of every need by the needs' view and of every outcome by the outcomes' view,
 * pairs with a stated score, pairs that stay, and `extra` ones; of these, those that both views put at or above the threshold.
 *
 * @param extra pairs to consider though they may not be among anybody's best, such as those of a plan to change little.
 */
export function gatherChoice(choice: CheckedChoice, extra: readonly PairIndex[] = []): ChoiceProblem {
  const candidates = gatherCandidates(choice, extra);
  const { edges } = candidates.set;
  const { objective, perNeed } = choice.request;
  const { need: needBounds, outcome: outcomeBounds } = choice.bounds;
  const rows = readRows(choice, edges.need, objective === "fair" && perNeed.min === 0);
  const rowOf = new Map(rows.map((need, row) => [need, row]));
  const quotas = recordQuotas(choice.views.joint, choice.request, rows);
  const isTwoSided = objective === "stable" && candidates.view.need !== candidates.view.outcome;
  return {
    choice,
    candidates: candidates.set,
    view: candidates.view,
    rows,
    quotas,
    instance: {
      rowCount: rows.length,
      columnCount: edges.outcomeCount,
      row: edges.need.map((need) => rowOf.get(need) ?? 0),
      column: edges.outcome,
      score: isTwoSided ? candidates.view.need : edges.score,
      ...(isTwoSided ? { columnScore: candidates.view.outcome } : {}),
    },
    options: {
      objective,
      rows: {
        min: rows.map((need) => needBounds.min[need]!),
        max: rows.map((need) => needBounds.max[need]!),
        ...(quotas.rowGroups.length === 0 ? {} : { groups: quotas.rowGroups }),
      },
      columns: {
        min: outcomeBounds.min,
        max: outcomeBounds.max,
        ...(quotas.columnGroups.length === 0 ? {} : { groups: quotas.columnGroups }),
      },
      forced: candidates.set.forced,
    },
  };
}

/** All needs; for a fair plan only those that can have a partner, as one that cannot would make every smallest share 0. */
function readRows({ views, bounds }: CheckedChoice, needs: Uint32Array, isFair: boolean): number[] {
  const all = Array.from({ length: views.joint.needs.count }, (_, need) => need);
  if (!isFair) return all;
  const withCandidates = new Set(needs);
  return all.filter((need) => (withCandidates.has(need) && bounds.need.max[need]! > 0) || bounds.need.min[need]! > 0);
}

/** What each side gives a pair, stated or by its view, and what the pair is worth to a plan. */
export function pairViews({
  views,
  stated,
}: CheckedChoice): (pair: PairIndex) => Readonly<Record<Side, number>> & { readonly worth: number } {
  const { needs, outcomes } = views.joint;
  const ownScore = new Map(stated.map(({ by, score, ...pair }) => [`${by} ${keyOf(pair)}`, score]));
  const scoreOf = (corpus: Corpus, { need, outcome }: PairIndex): number => pairScore(corpus.model, needs, need, outcomes, outcome);
  return (pair) => {
    const key = keyOf(pair);
    const [byNeed, byOutcome] = [ownScore.get(`need ${key}`), ownScore.get(`outcome ${key}`)];
    const own = { need: byNeed ?? scoreOf(views.need, pair), outcome: byOutcome ?? scoreOf(views.outcome, pair) };
    const isPlain = byNeed === undefined && byOutcome === undefined;
    return { ...own, worth: isPlain ? scoreOf(views.joint, pair) : (own.need + own.outcome) / 2 };
  };
}

function gatherCandidates(
  choice: CheckedChoice,
  extra: readonly PairIndex[],
): { readonly set: CandidateSet; readonly view: Readonly<Record<Side, Float64Array>> } {
  const { views, request, stated, hasViews } = choice;
  const { needs, outcomes } = views.joint;
  const byNeed = drain(candidateSteps(views.need, request));
  const sets = hasViews ? [byNeed, drain(candidateSteps(views.outcome, request))] : [byNeed];
  const forced = new Set(request.forced.map(keyOf));
  const barred = new Set(request.forbidden.map(keyOf));
  const viewOf = pairViews(choice);
  const excluded = ({ need, outcome }: PairIndex): boolean =>
    choice.bounds.need.max[need] === 0 || choice.bounds.outcome.max[outcome] === 0;

  const collector = new CandidateCollector(needs.count, outcomes.count);
  const met = new Set<string>();
  const view = new Map<string, Readonly<Record<Side, number>>>();
  const offer = (pair: PairIndex): void => {
    const key = keyOf(pair);
    if (met.has(key)) return;
    met.add(key);
    if (barred.has(key) || (!forced.has(key) && isOwnPair(views.joint, pair.need, pair.outcome))) return;
    const { worth, ...own } = viewOf(pair);
    if (!forced.has(key) && (Math.min(own.need, own.outcome) < request.minScore || excluded(pair))) return;
    collector.add(pair.need, pair.outcome, worth);
    view.set(key, own);
  };
  for (const { edges } of sets) edges.need.forEach((need, e) => offer({ need, outcome: edges.outcome[e]! }));
  for (const pair of [...stated, ...extra])
    if (mayMatch(views.joint, needs, pair.need) && mayMatch(views.joint, outcomes, pair.outcome))
      offer({ need: pair.need, outcome: pair.outcome });

  const edges = collector.collect();
  const keys = Array.from(edges.need, (need, e) => keyOf({ need, outcome: edges.outcome[e]! }));
  const isSplit = hasViews || stated.length > 0;
  const side = (by: Side): Float64Array => (isSplit ? Float64Array.from(keys, (key) => view.get(key)![by]) : edges.score);
  return {
    set: {
      edges,
      forced: Uint32Array.from(keys.keys()).filter((e) => forced.has(keys[e]!)),
      // By the needs' lists: a pair that only the outcomes' lists hold was no need's last.
      barredNeeds: byNeed.barredNeeds,
      barredOutcomes: sets.at(-1)!.barredOutcomes,
    },
    view: isSplit ? { need: side("need"), outcome: side("outcome") } : { need: edges.score, outcome: edges.score },
  };
}
