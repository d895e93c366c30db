import type { Corpus } from "../corpus/corpus.js";
import { unknownOptions } from "../join/request.js";
import { createIssue, describeValue, type Issue } from "../model/issue.js";
import { SECTORS, type Sector } from "../model/record.js";
import type { ConsortiumRequest } from "./consortium-types.js";

/** The rules of consortia without gaps. */
export interface ConsortiumRules {
  readonly universities: { readonly min: number; readonly max: number };
  readonly enterprises: { readonly min: number; readonly max: number };
  readonly likeness: number;
  readonly minCommon: number;
  readonly minGain: number;
  readonly regions: readonly string[] | undefined;
  readonly within: "province" | "prefecture" | undefined;
  readonly sectors: readonly Sector[] | undefined;
  readonly lead: "university" | "enterprise";
}

/** As many as sit at one table: two sides of at least two, nine in all. */
const DEFAULT_SIZE = { universities: { min: 2, max: 4 }, enterprises: { min: 2, max: 5 } } as const;
/** More than this cannot be gone through set by set. */
const LARGEST_SIZE = 12;
/**
 * Cosine of the text rows that any two needs of a consortium reach; they have to share a candidate outcome besides. On 272 real needs of a
 * transfer platform clusters above it share a technology (cranes, driver assistance, diamond tools, mine gas); at 0.1 needs of straw, roads
 * and gypsum come together; without the shared outcome garages and cutting grains do at 0.15.
 */
const DEFAULT_LIKENESS = 0.15;

/**
 * Of the 72 members of 33 consortia among 272 real needs, read by eye, 13 had nothing to do with the needs they were there for (摇摆自行车 for a crane that
 * must not sway, 高强度钢板系列产品 for 乳酸系列产品); with it 8 of 64 in 30, as the technology's own outcomes take the places (乳酸 for the steel plates).
 */
const DEFAULT_MIN_COMMON = 0.1;
/**
 * Without it the rule of at least two universities is kept by fillers: of the first twenty consortia among 272 real needs, five had a member that
 * brought less.
 */
const DEFAULT_MIN_GAIN = 0.1;

const OPTIONS = ["universities", "enterprises", "likeness", "minCommon", "minGain", "regions", "within", "sectors", "lead"];

/** Everything that is wrong with the options. */
export function ruleIssues(options: unknown): Issue[] {
  if (options === undefined) return [];
  const at = ["consortium"];
  if (typeof options !== "object" || options === null || Array.isArray(options))
    return [createIssue("option-wrong-type", { path: at, expected: "object", received: describeValue(options) })];
  const issues = unknownOptions(options, OPTIONS, at);
  const given = options as Readonly<Record<string, unknown>>;
  const refuse = (key: string, expected: string): void => {
    issues.push(createIssue("option-out-of-range", { path: [...at, key], expected, received: describeValue(given[key]) }));
  };
  for (const key of ["universities", "enterprises"] as const) issues.push(...sizeIssues(given[key], [...at, key], DEFAULT_SIZE[key]));
  const { likeness, minCommon, minGain } = given;
  if (likeness !== undefined && !(typeof likeness === "number" && likeness > 0 && likeness <= 1)) refuse("likeness", "above 0, at most 1");
  const isShare = (share: unknown): boolean => share === undefined || (typeof share === "number" && share >= 0 && share <= 1);
  if (!isShare(minCommon)) refuse("minCommon", "0 … 1");
  if (!isShare(minGain)) refuse("minGain", "0 … 1");
  if (given["within"] !== undefined && !["province", "prefecture"].includes(given["within"] as string))
    refuse("within", "province | prefecture");
  if (given["lead"] !== undefined && !["university", "enterprise"].includes(given["lead"] as string))
    refuse("lead", "university | enterprise");
  if (given["regions"] !== undefined && !isListOf(given["regions"], (code) => /^(?:\d{2}|\d{4}|\d{6})$/.test(code)))
    refuse("regions", "codes of 2, 4 or 6 digits");
  if (given["sectors"] !== undefined && !isListOf(given["sectors"], (sector) => (SECTORS as readonly string[]).includes(sector)))
    refuse("sectors", SECTORS.join(", "));
  return issues;
}

function isListOf(value: unknown, isGood: (entry: string) => boolean): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((entry) => typeof entry === "string" && isGood(entry));
}

function sizeIssues(size: unknown, path: readonly string[], fallback: { readonly min: number; readonly max: number }): Issue[] {
  if (size === undefined) return [];
  if (typeof size !== "object" || size === null || Array.isArray(size))
    return [createIssue("option-wrong-type", { path, expected: "{ min, max }", received: describeValue(size) })];
  const issues = unknownOptions(size, ["min", "max"], path);
  const { min, max } = size as { readonly min?: unknown; readonly max?: unknown };
  for (const [key, value] of Object.entries({ min, max })) {
    if (value === undefined || (typeof value === "number" && Number.isSafeInteger(value) && value >= 1 && value <= LARGEST_SIZE)) continue;
    const expected = `a whole number from 1 to ${LARGEST_SIZE}`;
    issues.push(createIssue("option-out-of-range", { path: [...path, key], expected, received: describeValue(value) }));
  }
  if (issues.length > 0) return issues;
  const { min: low, max: high } = sizeOf(size, fallback);
  return low > high ? [createIssue("bounds-crossed", { path, received: `${low} > ${high}` })] : [];
}

/** A bound that is left out gives way to the one that is given. */
function sizeOf(
  { min, max }: { readonly min?: number; readonly max?: number },
  fallback: { readonly min: number; readonly max: number },
): { readonly min: number; readonly max: number } {
  return { min: min ?? Math.min(fallback.min, max ?? Infinity), max: max ?? Math.max(fallback.max, min ?? 0) };
}

/** @param request checked by `ruleIssues`. */
export function readRules(request: ConsortiumRequest = {}): ConsortiumRules {
  return {
    universities: sizeOf(request.universities ?? {}, DEFAULT_SIZE.universities),
    enterprises: sizeOf(request.enterprises ?? {}, DEFAULT_SIZE.enterprises),
    likeness: request.likeness ?? DEFAULT_LIKENESS,
    minCommon: request.minCommon ?? DEFAULT_MIN_COMMON,
    minGain: request.minGain ?? DEFAULT_MIN_GAIN,
    regions: request.regions,
    within: request.within,
    sectors: request.sectors,
    lead: request.lead ?? "university",
  };
}

/** Where an organisation counts for `within`: its code cut to the level; `null` where it lies nowhere that is known to that level. */
export function placeOf({ organisations }: Corpus, id: string, within: ConsortiumRules["within"]): string | null {
  if (within === undefined) return "";
  const { region = "" } = organisations.get(id) ?? {};
  const digits = within === "province" ? 2 : 4;
  const code = region.replace(/(?:00)+$/u, "");
  return code.length >= digits ? code.slice(0, digits) : null;
}

/** Whether an organisation keeps the rules of place, and an enterprise that of sectors. What is unknown of it keeps no rule. */
export function keepsRules(corpus: Corpus, id: string, rules: ConsortiumRules, role: "university" | "enterprise"): boolean {
  const organisation = corpus.organisations.get(id);
  const { regions, sectors, within } = rules;
  const isPlaced =
    regions === undefined || regions.some((code) => organisation?.region?.startsWith(code.replace(/(?:00)+$/u, "")) === true);
  const isOfSector =
    sectors === undefined || role === "university" || (organisation?.sector !== undefined && sectors.includes(organisation.sector));
  return isPlaced && isOfSector && placeOf(corpus, id, within) !== null;
}
