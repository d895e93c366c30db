import type { Corpus } from "../corpus/corpus.js";
import { unknownOptions } from "../join/request.js";
import { createIssue, describeValue, type Issue } from "../model/issue.js";
import type { Capacity, Level, Method, PairIndex, Shape } from "./choices.js";

/** Both bounds of one side. */
export interface CapacityBounds {
  readonly min: number;
  /** `Infinity` for no limit. */
  readonly max: number;
}

export const CAPACITY_KEYS = ["perNeed", "perOutcome", "perEnterprise", "perUniversity"] as const;
export type CapacityKey = (typeof CAPACITY_KEYS)[number];

/** How many partners each record and each organisation may have. */
export type Capacities = Readonly<Record<CapacityKey, CapacityBounds>>;

/** Partners of a side that may have several, where the caller does not say: as many as a broker can introduce in one round. */
const DEFAULT_MANY = 3;

/** Who may have several partners under each shape. A university stands behind outcomes, an enterprise behind needs. */
const MANY_BY_SHAPE: Readonly<Record<Shape, { readonly demand: boolean; readonly supply: boolean }>> = {
  "one-to-one": { demand: false, supply: false },
  "one-to-many": { demand: false, supply: true },
  "many-to-one": { demand: true, supply: false },
  "many-to-many": { demand: true, supply: true },
};

/**
 * What the methods that form groups take where the caller says nothing. `coverage`: universities of a need, needs of an outcome, needs of
 * an enterprise, needs of a university. `consortium`: consortia of each. The shape says who of one alliance there are several, and each
 * capacity in how many alliances one may be, so it may be above 1.
 */
const DEFAULT_BY_METHOD: Readonly<Record<Exclude<Method, "capacities">, Readonly<Record<CapacityKey, number>>>> = {
  coverage: { perNeed: DEFAULT_MANY, perOutcome: 1, perEnterprise: Infinity, perUniversity: DEFAULT_MANY },
  consortium: { perNeed: 1, perOutcome: Infinity, perEnterprise: DEFAULT_MANY, perUniversity: DEFAULT_MANY },
};

/** Reads all capacities. The shape limits those of the level that is paired; the others are without limit unless the caller says so. */
export function readCapacities(
  request: Readonly<Partial<Record<CapacityKey, Capacity>>>,
  at: { readonly shape: Shape | undefined; readonly level: Level; readonly method: Method },
  issues: Issue[],
): Capacities {
  const many = MANY_BY_SHAPE[at.shape ?? "many-to-many"];
  const ofRecords = at.level === "records";
  const { method } = at;
  const read = (key: CapacityKey, isMany: boolean, ofLevel: boolean): CapacityBounds => {
    const isPaired = ofLevel && method === "capacities";
    const fallback = method !== "capacities" ? DEFAULT_BY_METHOD[method][key] : !isPaired ? Infinity : isMany ? DEFAULT_MANY : 1;
    return readCapacity(request[key], { key, fallback, isMany, isPaired, shape: at.shape }, issues);
  };
  return {
    perNeed: read("perNeed", many.demand, ofRecords),
    perOutcome: read("perOutcome", many.supply, ofRecords),
    perEnterprise: read("perEnterprise", many.demand, !ofRecords),
    perUniversity: read("perUniversity", many.supply, !ofRecords),
  };
}

interface CapacityReading {
  readonly key: CapacityKey;
  readonly fallback: number;
  readonly isMany: boolean;
  readonly isPaired: boolean;
  readonly shape: Shape | undefined;
}

function readCapacity(value: unknown, { key, fallback, isMany, isPaired, shape }: CapacityReading, issues: Issue[]): CapacityBounds {
  const before = issues.length;
  const given =
    typeof value === "object" && value !== null ? (value as { readonly min?: unknown; readonly max?: unknown }) : { max: value };
  issues.push(...unknownOptions(given, ["min", "max"], [key]));
  const min = readBound(given.min, [key, "min"], issues) ?? 0;
  const max = readBound(given.max, [key, "max"], issues) ?? Math.max(fallback, min);
  if (issues.length > before) return { min: 0, max: fallback };
  if (min > max) issues.push(createIssue("bounds-crossed", { path: [key], received: `${min} > ${max}` }));
  if (isPaired && !isMany && max > 1 && shape !== undefined) {
    issues.push(createIssue("option-out-of-range", { path: [key], expected: `at most 1 for shape ${shape}`, received: String(max) }));
  }
  return { min, max };
}

function readBound(value: unknown, path: readonly string[], issues: Issue[]): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  const code = typeof value === "number" ? "option-out-of-range" : "option-wrong-type";
  issues.push(createIssue(code, { path, expected: "a whole number ≥ 0", received: describeValue(value) }));
  return undefined;
}

/** Refuses more forced pairs of one record, or of the records of one organisation, than its capacity. */
export function checkForcedLoads(corpus: Corpus, forced: readonly PairIndex[], capacities: Capacities, issues: Issue[]): void {
  const { needs, outcomes } = corpus;
  const ends: Readonly<Record<CapacityKey, (pair: PairIndex) => string | undefined>> = {
    perNeed: ({ need }) => needs.ids[need],
    perOutcome: ({ outcome }) => outcomes.ids[outcome],
    perEnterprise: ({ need }) => needs.records[need]!.organisation,
    perUniversity: ({ outcome }) => outcomes.records[outcome]!.organisation,
  };
  for (const key of CAPACITY_KEYS) {
    const load = new Map<string, number>();
    for (const id of forced.map(ends[key])) if (id !== undefined) load.set(id, (load.get(id) ?? 0) + 1);
    for (const [id, count] of load) {
      if (count <= capacities[key].max) continue;
      issues.push(
        createIssue("forced-exceeds-capacity", { path: [key, id], expected: String(capacities[key].max), received: String(count) }),
      );
    }
  }
}
