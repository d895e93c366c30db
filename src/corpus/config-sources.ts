import { createIssue, describeValue, type Issue } from "../model/issue.js";
import type { IndustryTable, References, RegionTable } from "../model/references.js";
import { SILENT, type Comparison, type Comparisons, type SpecificationReader } from "../score/comparison.js";
import { EMBEDDING } from "../score/embedding.js";
import { ownComparison, type OwnSignal } from "../score/own-signal.js";
import type { DistanceBand, DistanceBands } from "../score/region.js";
import { objectAt, readNumber, readRequiredNumber, type OptionPath } from "./read-option.js";

/** Half of the circumference of the earth: nothing is farther. */
const MAX_KM = 20_038;
/** Beyond, province, prefecture and county together would count less than a hundredth of the signal. */
const MAX_DISTANCE_SHARE = 100;
/** Beyond, a signal would leave the range in which sums are exact enough to prune by. */
const MAX_OWN_BOUND = 1_000;

type Options = Readonly<Record<string, unknown>>;

/** What a table must be able to do, by the option that takes it. */
const TABLE_VERBS = { regions: ["resolve", "chain", "zones", "nameOf"], industries: ["resolve", "chain", "tagCodes", "nameOf"] } as const;

/** The tables that a configuration brings. */
export function readReferences(options: Options, issues: Issue[]): References {
  const given = (key: keyof typeof TABLE_VERBS): object | undefined => {
    const table = options[key];
    if (table === undefined) return undefined;
    if (hasVerbs(table, TABLE_VERBS[key])) return table;
    issues.push(createIssue("option-wrong-type", { path: [key], expected: `a table of ${key}`, received: describeValue(table) }));
    return undefined;
  };
  const regions = given("regions");
  const industries = given("industries");
  return {
    ...(regions === undefined ? {} : { regions: regions as RegionTable }),
    ...(industries === undefined ? {} : { industries: industries as IndustryTable }),
  };
}

/** Distance bands within the ranges that `DistanceBands` gives; `undefined` where there are none, or issues. */
export function readDistance(value: unknown, issues: Issue[]): DistanceBands | undefined {
  if (value === undefined) return undefined;
  const before = issues.length;
  const given = objectAt(value, ["distance"], ["share", "bands"], issues);
  const share = readRequiredNumber(given["share"], ["distance", "share"], [Number.MIN_VALUE, MAX_DISTANCE_SHARE], issues);
  const bands = readBands(given["bands"], issues);
  return issues.length > before ? undefined : { share, bands };
}

function readBands(value: unknown, issues: Issue[]): DistanceBand[] {
  const path = ["distance", "bands"];
  if (!Array.isArray(value) || value.length === 0) {
    issues.push(createIssue("option-wrong-type", { path, expected: "[{ km, likeness }, …]", received: describeValue(value) }));
    return [];
  }
  let last: DistanceBand = { km: 0, likeness: 1 };
  return Array.from(value as readonly unknown[], (entry, at) => {
    const own = [...path, String(at)];
    const { km, likeness } = objectAt(entry, own, ["km", "likeness"], issues);
    const band = {
      km: readRequiredNumber(km, [...own, "km"], [Number.MIN_VALUE, MAX_KM], issues),
      likeness: readRequiredNumber(likeness, [...own, "likeness"], [0, 1], issues),
    };
    // NaN stands for what was no number and is an issue already.
    if (band.km <= last.km || band.likeness > last.likeness) {
      const received = `${band.km} km, ${band.likeness}`;
      issues.push(createIssue("option-out-of-range", { path: own, expected: "ascending km, likeness never rising", received }));
    }
    return (last = band);
  });
}

/** How the configuration's sources see a pair. */
export function readComparisons({ specifications, own }: Options, issues: Issue[]): Comparisons {
  return {
    embedding: EMBEDDING,
    specifications: specifications === undefined ? SILENT : readSpecifications(specifications, issues),
    own: own === undefined ? SILENT : readOwn(own, issues),
  };
}

function readSpecifications(value: unknown, issues: Issue[]): Comparison {
  if (!hasVerbs(value, ["ofNeed", "ofOutcome", "compare"])) return complain(["specifications"], "specificationReader", value, issues);
  const before = issues.length;
  readRequiredNumber(value["bound"], ["specifications", "bound"], [Number.MIN_VALUE, MAX_OWN_BOUND], issues);
  return issues.length > before ? SILENT : (value as unknown as SpecificationReader);
}

function readOwn(value: unknown, issues: Issue[]): Comparison {
  if (!hasVerbs(value, ["compare"])) return complain(["own"], "{ compare(need, outcome) }", value, issues);
  const before = issues.length;
  objectAt(value, ["own"], ["bound", "compare", "describe"], issues);
  readNumber(value["bound"], ["own", "bound"], [Number.MIN_VALUE, MAX_OWN_BOUND], issues);
  const { describe } = value;
  if (describe !== undefined && typeof describe !== "function") complain(["own", "describe"], "function", describe, issues);
  return issues.length > before ? SILENT : ownComparison(value as unknown as OwnSignal);
}

function complain(path: OptionPath, expected: string, value: unknown, issues: Issue[]): Comparison {
  issues.push(createIssue("option-wrong-type", { path, expected, received: describeValue(value) }));
  return SILENT;
}

function hasVerbs(value: unknown, verbs: readonly string[]): value is Record<string, unknown> {
  return (
    typeof value === "object" && value !== null && verbs.every((verb) => typeof (value as Record<string, unknown>)[verb] === "function")
  );
}
