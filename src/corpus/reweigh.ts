import { ConfigError, createIssue, describeValue, type Issue } from "../model/issue.js";
import { SILENT } from "../score/comparison.js";
import { SIGNALS, bySignal, type BySignal } from "../score/signal.js";
import { scoreModel } from "./assemble.js";
import { normaliseWeights } from "./config.js";
import type { Corpus } from "./corpus.js";

/** Weights of some signals, each finite and ≥ 0; the others count 0. Only their proportions matter. */
export type Weights = Partial<BySignal<number>>;

/**
 * The same corpus under other weights. Nothing is read or indexed again; the corpus given stays as it is.
 *
 * A pair scores as it would in a corpus built with these weights and the statistics of this one, to the last bit.
 *
 * @throws ConfigError `option-wrong-type`, `unknown-option`, `weight-invalid`, `weights-all-zero`, `signal-without-source`. O(signals).
 * @example
 * const { corpus } = buildCorpus({ outcomes: [{ id: "o1", title: "高温余热回收装置" }], needs: [{ id: "n1", title: "窑炉余热回收" }] });
 * reweigh(corpus, { text: 1 }).config.weights.text; // 1
 */
export function reweigh(corpus: Corpus, weights: Weights): Corpus {
  const issues = weightIssues(corpus, weights, ["weights"]);
  if (issues.length > 0) throw new ConfigError(issues);
  return withWeights(
    corpus,
    bySignal((signal) => weights[signal] ?? 0),
  );
}

/** As `reweigh`, for weights known to be good. */
export function withWeights(corpus: Corpus, weights: BySignal<number>): Corpus {
  const config = { ...corpus.config, weights: normaliseWeights(weights) };
  // By descriptors, as the sides of a corpus are put together when first read: both corpora then share them, and the index on them.
  const changed = { config, model: scoreModel(config, corpus.statistics) };
  const members = { ...Object.getOwnPropertyDescriptors(corpus), ...Object.getOwnPropertyDescriptors(changed) };
  return Object.defineProperties({}, members) as Corpus;
}

/** Everything that is wrong with weights for this corpus. */
export function weightIssues(corpus: Corpus, weights: unknown, path: readonly string[]): Issue[] {
  if (typeof weights !== "object" || weights === null || Array.isArray(weights))
    return [createIssue("option-wrong-type", { path, expected: "object", received: describeValue(weights) })];
  const given = weights as Readonly<Record<string, unknown>>;
  const known: readonly string[] = SIGNALS;
  const issues = Object.entries(given).flatMap(([key, weight]): Issue[] => {
    const at = [...path, key];
    if (!known.includes(key)) return [createIssue("unknown-option", { path: at, expected: known.join(", "), received: key })];
    if (weight === undefined) return [];
    if (!(typeof weight === "number" && weight >= 0 && weight < Infinity))
      return [createIssue("weight-invalid", { path: at, received: describeValue(weight) })];
    // A signal that nothing feeds knows no pair: under the weights of the configuration it would have been refused.
    const isSilent = (key === "specifications" || key === "own") && corpus.config.comparisons[key] === SILENT;
    return weight > 0 && isSilent ? [createIssue("signal-without-source", { path: at, expected: key })] : [];
  });
  if (issues.length === 0 && Object.values(given).every((weight) => weight === undefined || weight === 0))
    issues.push(createIssue("weights-all-zero", { path }));
  return issues;
}
