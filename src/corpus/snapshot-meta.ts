import { describeValue } from "../model/issue.js";
import { byRowSignal, type RowSignal } from "../score/pair-score.js";
import { bySignal, type BySignal } from "../score/signal.js";
import { TEXT_GROUPS, type TextStatistics } from "../score/text.js";
import type { Fingerprint } from "./snapshot-fingerprint.js";
import { refuseContent } from "./snapshot-layout.js";

/** The few numbers and names of a snapshot that are no arrays, kept as JSON: its numbers come back to the last bit. */
export interface SnapshotMeta {
  readonly fingerprint: Fingerprint;
  readonly documentCount: number;
  readonly groups: TextStatistics["groups"];
  readonly textScale: number;
  readonly neutral: BySignal<number>;
  /** How many of each vocabulary's terms are frozen. */
  readonly frozen: Readonly<Record<RowSignal, number>>;
}

/** @throws ConfigError `snapshot-content` for anything that `JSON.stringify` of a meta cannot have given. */
export function readMeta(json: string): SnapshotMeta {
  const given = objectOf(parse(json), "meta");
  const groups = objectOf(given["groups"], "meta.groups");
  const neutral = objectOf(given["neutral"], "meta.neutral");
  const frozen = objectOf(given["frozen"], "meta.frozen");
  const fingerprint = objectOf(given["fingerprint"], "meta.fingerprint");
  for (const value of Object.values(fingerprint))
    if (typeof value !== "string" && typeof value !== "number") refuseContent("meta.fingerprint", describeValue(value));
  return {
    fingerprint: fingerprint as Fingerprint,
    documentCount: numberOf(given["documentCount"], "meta.documentCount", "count"),
    groups: Object.fromEntries(
      TEXT_GROUPS.map((group) => {
        const { meanLength, meanNorm } = objectOf(groups[group], "meta.groups");
        return [
          group,
          { meanLength: numberOf(meanLength, "meta.groups", "positive"), meanNorm: numberOf(meanNorm, "meta.groups", "positive") },
        ];
      }),
    ) as unknown as TextStatistics["groups"],
    textScale: numberOf(given["textScale"], "meta.textScale", "positive"),
    neutral: bySignal((signal) => numberOf(neutral[signal], "meta.neutral", "any")),
    frozen: byRowSignal((signal) => numberOf(frozen[signal], "meta.frozen", "count")),
  };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return refuseContent("meta", describeValue(json));
  }
}

function objectOf(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Readonly<Record<string, unknown>>;
  return refuseContent(name, describeValue(value));
}

function numberOf(value: unknown, name: string, kind: "count" | "positive" | "any"): number {
  if (typeof value !== "number") return refuseContent(name, describeValue(value));
  const holds = kind === "count" ? Number.isSafeInteger(value) && value >= 0 : Number.isFinite(value) && (kind === "any" || value > 0);
  return holds ? value : refuseContent(name, String(value));
}
