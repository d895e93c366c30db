/**
 * Door 2: the verbs of door 1 as `Either`. What would be thrown as `ConfigError` is a `Left` with all issues; a `Right` holds the answer.
 * An `InvariantError`, a defect of the library, is still thrown.
 */
import * as Either from "fp-ts/Either";
import type { NonEmptyArray } from "fp-ts/NonEmptyArray";
import * as build from "./corpus/build.js";
import * as configuration from "./corpus/config.js";
import type { Corpus } from "./corpus/corpus.js";
import * as opening from "./corpus/snapshot-open.js";
import type { CandidateEdges } from "./join/candidates.js";
import * as join from "./join/match-all.js";
import * as rank from "./join/rank.js";
import { ConfigError, type Issue } from "./model/issue.js";
import type { MarketInput } from "./model/market.js";
import type { Need, Outcome } from "./model/record.js";
import * as explaining from "./propose/explain.js";
import * as planning from "./propose/plan.js";
import type { AllianceMethods } from "./propose/alliance-methods.js";
import type { AlliancePlan, Plan } from "./propose/plan-types.js";
import type { ProposeRequest, RecordRequest } from "./propose/request.js";
import type { Explanation } from "./score/explain.js";

/** An answer, or everything that kept it from being given. Plain data of fp-ts: `{ _tag: "Right", right }` or `{ _tag: "Left", left }`. */
export type Result<A> = Either.Either<NonEmptyArray<Issue>, A>;

/**
 * Any verb of another entry point as `Either`, such as those of `alliance-match/choice`.
 *
 * @example
 * import { attempt } from "alliance-match/fp";
 * import { planChoice } from "alliance-match/choice";
 *
 * const { corpus } = buildCorpus({ outcomes: [{ id: "o1", title: "高温余热回收装置" }], needs: [{ id: "n1", title: "窑炉余热回收" }] });
 * attempt(() => planChoice(corpus, { shape: "one-to-one", minScore: NaN }))._tag; // "Left"
 */
export function attempt<A>(run: () => A): Result<A> {
  return Either.tryCatch(run, (error) => {
    if (error instanceof ConfigError) return error.issues as NonEmptyArray<Issue>;
    throw error;
  });
}

/** As `defineConfig` of door 1. */
export const defineConfig = (input: configuration.ConfigInput = {}): Result<configuration.Config> =>
  attempt(() => configuration.defineConfig(input));

/** As `buildCorpus` of door 1: dirty records are issues beside the corpus, a `Left` only under `strict` or for unfitting statistics. */
export const buildCorpus = (
  input: MarketInput,
  config?: configuration.Config,
  options?: build.BuildOptions,
): Result<{ readonly corpus: Corpus; readonly issues: readonly Issue[] }> => attempt(() => build.buildCorpus(input, config, options));

/** As `rankOutcomes` of door 1. */
export const rankOutcomes = (corpus: Corpus, need: string | Need, options?: rank.RankOptions): Result<rank.RankedPartner[]> =>
  attempt(() => rank.rankOutcomes(corpus, need, options));

/** As `rankNeeds` of door 1. */
export const rankNeeds = (corpus: Corpus, outcome: string | Outcome, options?: rank.RankOptions): Result<rank.RankedPartner[]> =>
  attempt(() => rank.rankNeeds(corpus, outcome, options));

/** As `matchAll` of door 1. */
export const matchAll = (corpus: Corpus, options?: join.MatchOptions): Result<CandidateEdges> =>
  attempt(() => join.matchAll(corpus, options));

/** The plan that a request gets: one of pairs of records where it asks for no more. */
export type PlanFor<R extends ProposeRequest> = R extends RecordRequest ? Plan : AlliancePlan;

/** As `propose` of door 1. An infeasible plan is a `Right` with its status. */
export const propose = <R extends ProposeRequest>(corpus: Corpus, request: R, methods?: AllianceMethods): Result<PlanFor<R>> =>
  attempt(() => planning.propose(corpus, request, methods) as PlanFor<R>);

/** As `explain` of door 1. */
export const explain = (
  corpus: Corpus,
  need: string | Need,
  outcome: string | Outcome,
  options?: explaining.ExplainOptions,
): Result<Explanation> => attempt(() => explaining.explain(corpus, need, outcome, options));

/** As `openSnapshot` of `alliance-match/snapshot`. */
export const openSnapshot = (snapshot: ArrayBufferLike | ArrayBufferView, config?: configuration.Config): Result<Corpus> =>
  attempt(() => opening.openSnapshot(snapshot, config));
