import { SILENT, type Comparison } from "../score/comparison.js";
import { createAnalyzer } from "../text/analyzer.js";
import type { Config } from "./config.js";

/** What a snapshot's rows and statistics depend on beside the records, by option: names and numbers that can be compared. */
export type Fingerprint = Readonly<Record<string, string | number>>;

/**
 * How each part of a configuration goes into a fingerprint. Weights, the text scale, neutral values and `withoutText` do not: they are
 * applied when a pair is scored, so a snapshot serves any of them.
 */
const PARTS: { readonly [Part in keyof Config]: (config: Config) => Fingerprint } = {
  weights: () => ({}),
  textScale: () => ({}),
  neutral: () => ({}),
  withoutText: () => ({}),
  analyzer: ({ analyzer }) => ({ "text.analyzer": createAnalyzer(analyzer).id }),
  text: ({ text }) => Object.fromEntries(Object.entries(text).map(([key, value]) => [`text.${key}`, value as number])),
  references: ({ references }) => ({
    regions: references.regions?.id ?? "none",
    industries: references.industries?.id ?? "none",
  }),
  distance: ({ distance }) => ({ distance: distance === undefined ? "none" : JSON.stringify(distance) }),
  comparisons: ({ comparisons }) => ({ specifications: nameOf(comparisons.specifications), own: nameOf(comparisons.own) }),
};

/** Everything in a configuration that changes a score and cannot be changed without a rebuild. */
export function fingerprintOf(config: Config): Fingerprint {
  return Object.assign({}, ...Object.values(PARTS).map((part) => part(config))) as Fingerprint;
}

/** A function of the caller's own has no name; that there is one, and its bound, is all that can be compared. */
function nameOf(comparison: Comparison): string {
  if (comparison === SILENT) return "none";
  return "id" in comparison ? String(comparison.id) : `own, up to ${comparison.bound}`;
}
