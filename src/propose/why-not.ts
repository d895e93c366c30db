import type { Corpus } from "../corpus/corpus.js";
import { mayMatch } from "../join/rank.js";
import { pairScore } from "../score/pair-score.js";
import { isOwnPair } from "./candidate-set.js";
import { pairViews } from "./choice-problem.js";
import { readChoice, type CheckedChoice } from "./choice-read.js";
import type { ChoiceRequest, Side } from "./choice-request.js";
import type { Pair, PairIndex } from "./choices.js";
import type { Plan } from "./plan-types.js";
import type { ProposeRequest } from "./request.js";
import { blockOf } from "./why-not-block.js";

/**
 * Why a pair is not in a plan; the first that holds, in this order.
 *
 * `proposed`: it is there. `unknown-record`: a side names no record. `declined`, `forbidden`. `own-organisation`: one organisation stands
 * behind both. `no-text`: a side says nothing. `excluded`: a side's capacity is 0, or that of the organisation behind it. `below-threshold`. `not-a-candidate`: neither is among
 * the `k` best of the other. `infeasible`: there is no plan at all. `capacity`: the places of a side, or of the organisation behind it, are taken by rivals. `conflict`: there is
 * room, yet other constraints need it otherwise: where organisations are paired, their records serve others already. `not-worth-it`: it would add nothing to the total.
 */
export type WhyNotReason =
  | "proposed"
  | "unknown-record"
  | "declined"
  | "forbidden"
  | "own-organisation"
  | "no-text"
  | "excluded"
  | "below-threshold"
  | "not-a-candidate"
  | "infeasible"
  | "capacity"
  | "conflict"
  | "not-worth-it";

/** A pair of the plan that holds a place. */
export interface Rival extends Pair {
  readonly score: number;
  /** Its score less that of the pair asked about; below 0 where the plan as a whole gains from the weaker one. */
  readonly gap: number;
}

/** The answer to “why are these two not together?”, as data. */
export interface WhyNot extends Pair {
  readonly reason: WhyNotReason;
  /**
   * Whom the reason is about: the sides unknown, without text, excluded, below the threshold in their own view, or full; the enterprise
   * or university, where it is its capacity.
   */
  readonly sides: ReadonlyArray<Side | "enterprise" | "university">;
  /** What the pair is worth to the plan; `null` where a record is unknown. */
  readonly score: number | null;
  /** What each side gives it; the same number unless the request has views or stated scores. */
  readonly views: Readonly<Record<Side, number>> | null;
  readonly minScore: number;
  /** For `not-a-candidate`: the place of each in the other's list, from 1, and how long the lists are. */
  readonly places: (Readonly<Record<Side, number>> & { readonly k: number }) | null;
  /** For `capacity`: the weakest first. */
  readonly rivals: readonly Rival[];
  /** The total of any plan with the pair is lower by at least this; `null` where the plan's certificate does not say. */
  readonly lossAtLeast: number | null;
}

/**
 * Why a need and an outcome are not together in a plan of records.
 *
 * @param plan what `propose`, `planChoice` or a session made of `request`.
 * @throws ConfigError as `planChoice`, for the request. O(candidates + records) beside the score of a pair.
 * @example
 * import { whyNot } from "alliance-match/choice";
 *
 * const { corpus } = buildCorpus({
 *   outcomes: [{ id: "o1", title: "窑炉余热回收装置" }],
 *   needs: [{ id: "n1", title: "窑炉余热回收" }, { id: "n2", title: "锅炉余热回收" }],
 * });
 * const request = { shape: "one-to-one" } as const;
 * const plan = propose(corpus, request);
 * whyNot(corpus, { plan, request }, { need: "n2", outcome: "o1" }).rivals[0]!.need; // "n1"
 */
export function whyNot(corpus: Corpus, made: { readonly plan: Plan; readonly request: ChoiceRequest }, pair: Pair): WhyNot {
  const { plan, request } = made;
  const choice = readChoice(corpus, recordPart(request));
  const { need, outcome } = pair;
  const { minScore } = choice.request;
  const blank = { need, outcome, sides: [], score: null, views: null, minScore, places: null, rivals: [], lossAtLeast: null } as const;
  const index = { need: corpus.needs.indexOf.get(need) ?? -1, outcome: corpus.outcomes.indexOf.get(outcome) ?? -1 };
  const unknown = SIDES.filter((side) => index[side] < 0);
  if (unknown.length > 0) return { ...blank, reason: "unknown-record", sides: unknown };

  const viewOf = pairViews(choice);
  const { need: needView, outcome: outcomeView, worth } = viewOf(index);
  const scored = { ...blank, score: worth, views: { need: needView, outcome: outcomeView } };
  const isProposed = plan.proposals.some(({ pairs }) => pairs.some((own) => own.need === need && own.outcome === outcome));
  if (isProposed) return { ...scored, reason: "proposed" };
  const barred = barredBy(choice, request, index, pair);
  if (barred !== null) return { ...scored, ...barred };
  const low = SIDES.filter((side) => scored.views[side] < minScore);
  if (low.length > 0) return { ...scored, reason: "below-threshold", sides: low };

  const { certificate } = plan;
  if (certificate.solution.status === "infeasible") return { ...scored, reason: "infeasible" };
  const found = blockOf(certificate, certificate.needs.indexOf(need), certificate.outcomes.indexOf(outcome));
  if (found === null) return { ...scored, reason: "not-a-candidate", places: placesOf(choice, index) };
  const { kind, full, rivals, lossAtLeast } = found;
  const rivalOf = (e: number): Rival => {
    const rival = { need: certificate.needs[certificate.edges.row[e]!]!, outcome: certificate.outcomes[certificate.edges.column[e]!]! };
    const { worth: score } = viewOf({ need: corpus.needs.indexOf.get(rival.need)!, outcome: corpus.outcomes.indexOf.get(rival.outcome)! });
    return { ...rival, score, gap: score - worth };
  };
  return {
    ...scored,
    reason: kind,
    sides: [...new Set(full.map((at) => BLOCKED_SIDES[at]))],
    rivals: rivals.map(rivalOf).sort((a, b) => a.score - b.score),
    lossAtLeast,
  };
}

const SIDES = ["need", "outcome"] as const;

const BLOCKED_SIDES = { row: "need", column: "outcome", "row-group": "enterprise", "column-group": "university" } as const;

/** What stands in the way before any score counts. */
function barredBy(
  { views: { joint }, bounds }: CheckedChoice,
  request: ChoiceRequest,
  index: PairIndex,
  pair: Pair,
): { readonly reason: WhyNotReason; readonly sides: readonly Side[] } | null {
  const isListed = (list: unknown): boolean =>
    Array.isArray(list) && list.some((own: Partial<Pair> | null) => own?.need === pair.need && own.outcome === pair.outcome);
  if (isListed(request.declined)) return { reason: "declined", sides: [] };
  if (isListed(request.forbidden)) return { reason: "forbidden", sides: [] };
  if (isOwnPair(joint, index.need, index.outcome)) return { reason: "own-organisation", sides: [] };
  const sideOf = { need: joint.needs, outcome: joint.outcomes };
  const silent = SIDES.filter((side) => !mayMatch(joint, sideOf[side], index[side]));
  if (silent.length > 0) return { reason: "no-text", sides: silent };
  const excluded = SIDES.filter((side) => bounds[side].max[index[side]] === 0);
  return excluded.length > 0 ? { reason: "excluded", sides: excluded } : null;
}

/** How many of the other side each of the two would rather have, by its own view, and one more. */
function placesOf({ views, request }: CheckedChoice, { need, outcome }: PairIndex): NonNullable<WhyNot["places"]> {
  const place = (side: Side, count: number, pairAt: (other: number) => PairIndex, self: number): number => {
    const { model, needs, outcomes } = views[side];
    const scoreOf = (at: PairIndex): number => pairScore(model, needs, at.need, outcomes, at.outcome);
    const own = scoreOf({ need, outcome });
    let better = 0;
    for (let other = 0; other < count; other++) {
      const score = scoreOf(pairAt(other));
      if (score > own || (score === own && other < self)) better++;
    }
    return better + 1;
  };
  return {
    need: place("need", views.need.outcomes.count, (other) => ({ need, outcome: other }), outcome),
    outcome: place("outcome", views.outcome.needs.count, (other) => ({ need: other, outcome }), need),
    k: request.k,
  };
}

const BESIDE_CHOICE = ["level", "method", "perEnterprise", "perUniversity", "certify", "maxRounds", "maxSteps"] satisfies ReadonlyArray<
  keyof ProposeRequest
>;

/**
 * A request as `propose` takes it may say what it pairs, which is records here, limit organisations, which the certificate tells, and ask for more or less
 * of a proof, which the plan carries.
 */
function recordPart(request: ChoiceRequest): ChoiceRequest {
  const rest: Record<string, unknown> = { ...request };
  for (const key of BESIDE_CHOICE) delete rest[key];
  return rest as unknown as ChoiceRequest;
}
