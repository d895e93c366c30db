import type { Corpus, CorpusSide } from "../corpus/corpus.js";
import { weightIssues, withWeights } from "../corpus/reweigh.js";
import { refuseIssues, unknownOptions } from "../join/request.js";
import { createIssue, describeValue, type Issue } from "../model/issue.js";
import type { ConfidenceCalibration } from "../score/confidence.js";
import { pairScore } from "../score/pair-score.js";
import { bySignal } from "../score/signal.js";
import { pairLabel, type ChoiceIssue, createChoiceIssue } from "./choice-issue.js";
import type { ChoiceRequest, Side } from "./choice-request.js";
import type { Pair, PairIndex } from "./choices.js";
import { readRecordBounds, type RecordBounds } from "./choice-capacities.js";
import { readRequest, type CheckedRequest } from "./request.js";

/** A choice understood: everything by index, nothing that contradicts. */
export interface CheckedChoice {
  /** The corpus under each side's weights, and under their mean, which is what a pair is worth. */
  readonly views: Readonly<Record<Side | "joint", Corpus>>;
  /** Whether the two sides weigh differently. */
  readonly hasViews: boolean;
  /** `forced` holds what stays: locks, then forced pairs, as far as they go together. */
  readonly request: CheckedRequest;
  readonly bounds: Readonly<Record<Side, RecordBounds>>;
  readonly stated: ReadonlyArray<PairIndex & { readonly by: Side; readonly score: number }>;
  readonly calibration: ConfidenceCalibration | undefined;
  readonly issues: readonly ChoiceIssue[];
}

const OPTIONS = [
  "shape", "objective", "perNeed", "perOutcome", "perEnterprise", "perUniversity", "minScore", "k", "weights", "views", "stated", "capacities", "forced", "forbidden", "locked", "declined", "calibration",
] as const satisfies ReadonlyArray<keyof ChoiceRequest>; // prettier-ignore

/** Reads a choice. @throws ConfigError with everything that is wrong with its options; the rest are issues of the answer. */
export function readChoice(corpus: Corpus, request: ChoiceRequest): CheckedChoice {
  requireObject(request, "request");
  const { shape, objective, perNeed, perOutcome, perEnterprise, perUniversity, minScore, k, calibration } = request;
  const plain = { shape, objective, perNeed, perOutcome, perEnterprise, perUniversity, minScore, k, calibration };
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined)) as unknown as typeof request;
  const read = readRequest(corpus, given);
  const refused: Issue[] = [...unknownOptions(request, OPTIONS), ...read.issues];
  const views = readViews(corpus, request, refused);
  refuseIssues(refused);

  const issues: ChoiceIssue[] = [];
  const listed = (key: "locked" | "forced" | "forbidden" | "declined") => readPairs(corpus, request[key], key, issues);
  const bounds = readRecordBounds(corpus, request.capacities, read.request, issues);
  const barred = new Map<string, "forbidden" | "declined">();
  const closed = [
    ...listed("forbidden").map((pair) => ({ pair, how: "forbidden" as const })),
    ...listed("declined").map((pair) => ({ pair, how: "declined" as const })),
  ];
  for (const { pair, how } of closed) barred.set(keyOf(pair), how);
  const wishes = [
    ...listed("locked").map((pair) => ({ pair, key: "locked" })),
    ...listed("forced").map((pair) => ({ pair, key: "forced" })),
  ];
  const forced = fitTogether(views.joint, wishes, { barred, placesOf: placesIn(views.joint, bounds, read.request) }, issues);
  const forbidden = distinctPairs(closed.map(({ pair }) => pair));
  return {
    views,
    hasViews: views.need !== views.outcome,
    request: { ...read.request, forced, forbidden },
    bounds,
    stated: readStated(corpus, request.stated, issues),
    calibration,
    issues,
  };
}

/** @throws ConfigError `option-wrong-type` where a value that should be plain data is none. */
export function requireObject(value: unknown, name: string): void {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return;
  refuseIssues([createIssue("option-wrong-type", { path: [name], expected: "object", received: describeValue(value) })]);
}

function readViews(corpus: Corpus, { weights, views = {} }: ChoiceRequest, refused: Issue[]): CheckedChoice["views"] {
  const before = refused.length;
  if (typeof views !== "object" || views === null || Array.isArray(views)) {
    refused.push(createIssue("option-wrong-type", { path: ["views"], expected: "{ need, outcome }", received: describeValue(views) }));
    return { need: corpus, outcome: corpus, joint: corpus };
  }
  refused.push(...unknownOptions(views, ["need", "outcome"], ["views"]));
  if (weights !== undefined) refused.push(...weightIssues(corpus, weights, ["weights"]));
  for (const side of ["need", "outcome"] as const)
    if (views[side] !== undefined) refused.push(...weightIssues(corpus, views[side], ["views", side]));
  if (refused.length > before) return { need: corpus, outcome: corpus, joint: corpus };
  const under = (own: ChoiceRequest["weights"]): Corpus =>
    own === undefined
      ? corpus
      : withWeights(
          corpus,
          bySignal((signal) => own[signal] ?? 0),
        );
  const plain = under(weights);
  if (views.need === undefined && views.outcome === undefined) return { need: plain, outcome: plain, joint: plain };
  const need = views.need === undefined ? plain : under(views.need);
  const outcome = views.outcome === undefined ? plain : under(views.outcome);
  // A score is linear in the weights, so the mean of two views is one view under the mean of their weights.
  const mean = bySignal((signal) => (need.config.weights[signal] + outcome.config.weights[signal]) / 2);
  return { need, outcome, joint: withWeights(corpus, mean) };
}

/** The entries of what should be a list of pairs: a lone value counts as one entry, so that reading the list still finds what is wrong. */
export function entriesOf<A>(value: readonly A[] | undefined): readonly A[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly A[]) : [value as A];
}

/** Those entries that are pairs of ids. */
export function listedPairs(value: readonly Pair[] | undefined): Pair[] {
  return entriesOf<unknown>(value).flatMap((entry) => (isPair(entry) ? { need: entry.need, outcome: entry.outcome } : []));
}

export function isPair(value: unknown): value is Pair {
  const { need, outcome } = (typeof value === "object" && value !== null ? value : {}) as Partial<Record<keyof Pair, unknown>>;
  return typeof need === "string" && typeof outcome === "string";
}

export const keyOf = ({ need, outcome }: PairIndex): string => `${need},${outcome}`;

function readPairs(corpus: Corpus, value: unknown, key: string, issues: ChoiceIssue[]): PairIndex[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    issues.push(
      createChoiceIssue("constraint-unreadable", { path: [key], expected: "[{ need, outcome }]", received: describeValue(value) }),
    );
    return [];
  }
  return distinctPairs(value.flatMap((entry: unknown, at) => readPair(corpus, entry, [key, at], issues) ?? []));
}

/** A pair by its ids; `undefined`, with an issue, where it names nothing of the market. */
function readPair(corpus: Corpus, entry: unknown, path: ReadonlyArray<string | number>, issues: ChoiceIssue[]): PairIndex | undefined {
  if (typeof entry !== "object" || entry === null) {
    issues.push(createChoiceIssue("constraint-unreadable", { path, expected: "{ need, outcome }", received: describeValue(entry) }));
    return undefined;
  }
  const { need, outcome } = entry as Partial<Record<keyof Pair, unknown>>;
  const indexIn = (side: CorpusSide<unknown>, id: unknown, name: string): number | undefined => {
    const index = typeof id === "string" ? side.indexOf.get(id) : undefined;
    if (index === undefined)
      issues.push(createChoiceIssue("constraint-unknown-record", { path: [...path, name], received: describeValue(id) }));
    return index;
  };
  const pair = { need: indexIn(corpus.needs, need, "need"), outcome: indexIn(corpus.outcomes, outcome, "outcome") };
  return pair.need === undefined || pair.outcome === undefined ? undefined : { need: pair.need, outcome: pair.outcome };
}

function distinctPairs(pairs: readonly PairIndex[]): PairIndex[] {
  return [...new Map(pairs.map((pair) => [keyOf(pair), pair])).values()].sort((a, b) => a.need - b.need || a.outcome - b.outcome);
}

/** Something that a pair takes a place of: a record, or an organisation by its id. */
interface Place {
  readonly of: string;
  readonly max: number;
}

/** The places that a pair takes: of both records, and of the organisations behind them as far as named. */
function placesIn({ needs, outcomes }: Corpus, bounds: CheckedChoice["bounds"], request: CheckedRequest): (pair: PairIndex) => Place[] {
  const ofOrganisation = (kind: string, id: string | undefined, { max }: { readonly max: number }): Place[] =>
    id === undefined ? [] : [{ of: `${kind} ${id}`, max }];
  return ({ need, outcome }) => [
    { of: `need ${need}`, max: bounds.need.max[need]! },
    { of: `outcome ${outcome}`, max: bounds.outcome.max[outcome]! },
    ...ofOrganisation("enterprise", needs.records[need]!.organisation, request.perEnterprise),
    ...ofOrganisation("university", outcomes.records[outcome]!.organisation, request.perUniversity),
  ];
}

/** Which of the pairs that are to stay can: none that is barred, and none beyond a capacity; locks first, then by score, then id. */
function fitTogether(
  joint: Corpus,
  wishes: ReadonlyArray<{ readonly pair: PairIndex; readonly key: string }>,
  at: { readonly barred: ReadonlyMap<string, "forbidden" | "declined">; readonly placesOf: (pair: PairIndex) => Place[] },
  issues: ChoiceIssue[],
): PairIndex[] {
  const { model, needs, outcomes } = joint;
  const label = ({ need, outcome }: PairIndex): string => pairLabel({ need: needs.ids[need]!, outcome: outcomes.ids[outcome]! });
  const scored = wishes
    .map((wish) => ({ ...wish, score: pairScore(model, needs, wish.pair.need, outcomes, wish.pair.outcome) }))
    .sort((a, b) => compareKeys(a.key, b.key) || b.score - a.score || a.pair.need - b.pair.need || a.pair.outcome - b.pair.outcome);
  const kept = new Map<string, PairIndex>();
  const load = new Map<string, number>();
  for (const { pair, key } of scored) {
    const how = at.barred.get(keyOf(pair));
    if (how !== undefined) {
      issues.push(createChoiceIssue("lock-barred", { path: [key], expected: how, received: label(pair) }));
      continue;
    }
    if (kept.has(keyOf(pair))) continue;
    const places = at.placesOf(pair);
    const full = places.find(({ of, max }) => (load.get(of) ?? 0) >= max);
    if (full !== undefined) {
      issues.push(createChoiceIssue("lock-exceeds-capacity", { path: [key], expected: String(full.max), received: label(pair) }));
      continue;
    }
    kept.set(keyOf(pair), pair);
    for (const { of } of places) load.set(of, (load.get(of) ?? 0) + 1);
  }
  return distinctPairs([...kept.values()]);
}

/** Locks before forced pairs. */
function compareKeys(a: string, b: string): number {
  return Number(b === "locked") - Number(a === "locked");
}

function readStated(corpus: Corpus, value: unknown, issues: ChoiceIssue[]): CheckedChoice["stated"] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    const expected = "[{ by, need, outcome, score }]";
    issues.push(createChoiceIssue("constraint-unreadable", { path: ["stated"], expected, received: describeValue(value) }));
    return [];
  }
  const last = new Map<string, PairIndex & { readonly by: Side; readonly score: number }>();
  value.forEach((entry: unknown, at) => {
    const pair = readPair(corpus, entry, ["stated", at], issues);
    if (pair === undefined) return;
    const { by, score } = entry as { readonly by?: unknown; readonly score?: unknown };
    if ((by !== "need" && by !== "outcome") || typeof score !== "number" || !Number.isFinite(score)) {
      const [name, expected, received] =
        by === "need" || by === "outcome" ? ["score", "a finite number", score] : ["by", "need | outcome", by];
      issues.push(
        createChoiceIssue("constraint-unreadable", {
          path: ["stated", at, name],
          expected: expected,
          received: describeValue(received),
        }),
      );
      return;
    }
    // Of two numbers for one pair the last said counts, as in a log.
    last.set(`${by} ${keyOf(pair)}`, { ...pair, by, score });
  });
  return [...last.values()];
}
