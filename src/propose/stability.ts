import type { Language } from "../model/issue.js";
import { findBlockingEdges } from "../solve/blocking-pairs.js";
import { readProblem } from "../solve/problem.js";
import type { ChoiceProblem } from "./choice-problem.js";
import type { Pair } from "./choices.js";
import type { Plan } from "./plan-types.js";

/** A pair whose two sides would rather have each other than what the plan gives them. */
export interface BlockingPair extends Pair {
  /** What each side gives the pair, by its own view. */
  readonly needScore: number;
  readonly outcomeScore: number;
}

/** Whether anybody would rather leave a plan; only candidates are asked. */
export interface StabilityReport {
  readonly isStable: boolean;
  /** By the lower of the two scores, highest first, then by ids. */
  readonly blocking: readonly BlockingPair[];
}

/**
 * The stability of a plan by the two sides' own views; pairs that stay are never given up. A university whose places are all taken would take
 * a pair for one that it has of lower score, or that of the same need; an enterprise likewise for one of its own. O(candidates).
 */
export function stabilityOf(asked: ChoiceProblem, plan: Plan): StabilityReport {
  if (plan.status === "infeasible") return { isStable: false, blocking: [] };
  const { choice, candidates, instance, options, view, quotas } = asked;
  const { groups: _, ...rows } = { ...options.rows, min: 0 };
  const columns = { ...options.columns, min: 0, groups: quotas.columnGroups.map(({ members, max }) => ({ members, max })) };
  const problem = readProblem(
    { ...instance, score: view.need, columnScore: view.outcome },
    { objective: "stable", forced: options.forced, rows, columns },
  );
  const chosen = new Set(plan.certificate.solution.edges);
  const mayTake = enterprisesFor(asked, chosen);
  const blocking = findBlockingEdges(
    problem,
    Uint8Array.from(problem.callerEdge, (edge) => (chosen.has(edge) ? 1 : 0)),
  ).filter((at) => mayTake(problem.callerEdge[at]!));
  const { needs, outcomes } = choice.views.joint;
  const pairs = Array.from(blocking, (at): BlockingPair => {
    const e = problem.callerEdge[at]!;
    const [need, outcome] = [needs.ids[candidates.edges.need[e]!]!, outcomes.ids[candidates.edges.outcome[e]!]!];
    return { need, outcome, needScore: view.need[e]!, outcomeScore: view.outcome[e]! };
  });
  const lower = ({ needScore, outcomeScore }: BlockingPair): number => Math.min(needScore, outcomeScore);
  // Found in (need, outcome) order, which a stable sort keeps among equals.
  return { isStable: pairs.length === 0, blocking: pairs.sort((a, b) => lower(b) - lower(a)) };
}

/** Whether the enterprise of an edge has room for it, or a pair to give up for it, by the needs' view. */
function enterprisesFor(
  { candidates, instance, view, quotas, options }: ChoiceProblem,
  chosen: ReadonlySet<number>,
): (edge: number) => boolean {
  const groupOf = new Map(quotas.rowGroups.flatMap(({ members }, group) => Array.from(members, (row) => [row, group] as const)));
  const forced = new Set(Array.from(options.forced ?? []));
  const load = quotas.rowGroups.map(() => 0);
  const lowest = quotas.rowGroups.map(() => Infinity);
  for (const edge of candidates.edges.need.keys()) {
    const group = groupOf.get(instance.row[edge]!);
    if (group === undefined || !chosen.has(edge)) continue;
    load[group]!++;
    if (!forced.has(edge)) lowest[group] = Math.min(lowest[group]!, view.need[edge]!);
  }
  return (edge) => {
    const group = groupOf.get(instance.row[edge]!);
    if (group === undefined) return true;
    return load[group]! < (quotas.rowGroups[group]!.max ?? Infinity) || view.need[edge]! > lowest[group]!;
  };
}

/** One line, then one a blocking pair. */
export function formatStability({ isStable, blocking }: StabilityReport, language: Language = "en"): string {
  const zh = language === "zh";
  if (isStable)
    return zh ? "双向稳定：没有两方宁愿放弃现有安排而彼此结对" : "stable: no two would rather have each other than what they have";
  const lines = blocking.map(({ need, outcome, needScore, outcomeScore }) =>
    zh
      ? `  需求 ${need} 与成果 ${outcome}（需求方评分 ${needScore.toFixed(2)}，成果方评分 ${outcomeScore.toFixed(2)}）`
      : `  need ${need} and outcome ${outcome} (${needScore.toFixed(2)} to the need, ${outcomeScore.toFixed(2)} to the outcome)`,
  );
  const head = zh
    ? `有 ${blocking.length} 对宁愿彼此结对：`
    : `${blocking.length} ${blocking.length === 1 ? "pair" : "pairs"} would rather have each other:`;
  return [head, ...lines].join("\n");
}
