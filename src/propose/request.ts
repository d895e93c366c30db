import type { Corpus, CorpusSide } from "../corpus/corpus.js";
import { checkRankOptions, unknownOptions } from "../join/request.js";
import { createIssue, describeValue, type Issue } from "../model/issue.js";

/** Who may have several partners: one university with one enterprise, one with many, many with one, many with many. */
export const SHAPES = ["one-to-one", "one-to-many", "many-to-one", "many-to-many"] as const;
export type Shape = (typeof SHAPES)[number];

/** How partners are found. `capacities`: the plan of largest total in which nobody has more partners than its capacity. */
export const METHODS = ["capacities"] as const;
export type Method = (typeof METHODS)[number];

/** How many partners: a maximum, or both bounds. A minimum is hard: a plan that cannot keep it is infeasible, with the reason. */
export type Capacity = number | { readonly min?: number; readonly max?: number };

/** A need and an outcome, by their ids. */
export interface Pair {
  readonly need: string;
  readonly outcome: string;
}

export interface ProposeRequest {
  readonly shape: Shape;
  /** Default `capacities`. */
  readonly method?: Method;
  /** Outcomes for one need. Default 1, or 3 where the shape lets a need have many. */
  readonly perNeed?: Capacity;
  /** Needs for one outcome. Default 1, or 3 where the shape lets an outcome have many. */
  readonly perOutcome?: Capacity;
  /** Pairs that score less are not proposed, unless forced. Default 0.3. */
  readonly minScore?: number;
  /** How many best partners of every record the plan chooses from, ≥ 1. Default 20. */
  readonly k?: number;
  /** Pairs that every plan contains, whatever they score. */
  readonly forced?: readonly Pair[];
  /** Pairs that no plan contains. */
  readonly forbidden?: readonly Pair[];
}

/** Partners of a side that may have several, where the caller does not say: as many as a broker can introduce in one round. */
const DEFAULT_MANY = 3;
/**
 * A pair below it is no proposal: half of what a very good match by text alone scores under the default weights.
 * On the example catalogue a one-to-one plan above it holds 145 pairs that its authors intended and 2 that they did not, and the
 * needs that nothing fits stay unmatched (test/propose/catalogue.golden.ts). F1 is flat from 0.3 to 0.45 on planted worlds: docs/defaults.md.
 */
export const DEFAULT_MIN_SCORE = 0.3;
/** Candidates of each record. */
const DEFAULT_CANDIDATES = 20;

/** Who may have several partners under each shape. A university stands behind outcomes, an enterprise behind needs. */
const MANY_BY_SHAPE: Readonly<Record<Shape, { readonly perNeed: boolean; readonly perOutcome: boolean }>> = {
  "one-to-one": { perNeed: false, perOutcome: false },
  "one-to-many": { perNeed: false, perOutcome: true },
  "many-to-one": { perNeed: true, perOutcome: false },
  "many-to-many": { perNeed: true, perOutcome: true },
};

/** Both bounds of one side. */
export interface CapacityBounds {
  readonly min: number;
  readonly max: number;
}

/** A pair by its indices in the corpus. */
export interface PairIndex {
  readonly need: number;
  readonly outcome: number;
}

/** A request without gaps; it counts only where there were no issues. */
export interface CheckedRequest {
  readonly shape: Shape;
  readonly method: Method;
  readonly perNeed: CapacityBounds;
  readonly perOutcome: CapacityBounds;
  readonly minScore: number;
  readonly k: number;
  readonly forced: readonly PairIndex[];
  readonly forbidden: readonly PairIndex[];
}

const OPTIONS = ["shape", "method", "perNeed", "perOutcome", "minScore", "k", "forced", "forbidden"];

/** Fills the gaps of a request and finds everything that is wrong with it, all at once. */
export function readRequest(
  corpus: Corpus,
  request: ProposeRequest,
): { readonly request: CheckedRequest; readonly issues: readonly Issue[] } {
  const issues = checkRankOptions(request, OPTIONS);
  const shape = choice(request.shape, SHAPES);
  if (shape === undefined)
    issues.push(createIssue("unknown-shape", { path: ["shape"], expected: SHAPES.join(", "), received: describeValue(request.shape) }));
  const method = choice(request.method ?? "capacities", METHODS);
  if (method === undefined) {
    issues.push(
      createIssue("option-out-of-range", { path: ["method"], expected: METHODS.join(" | "), received: describeValue(request.method) }),
    );
  }
  const many = MANY_BY_SHAPE[shape ?? "many-to-many"];
  const perNeed = readCapacity(request.perNeed, "perNeed", many.perNeed, shape, issues);
  const perOutcome = readCapacity(request.perOutcome, "perOutcome", many.perOutcome, shape, issues);
  const forced = readPairs(corpus, request.forced, "forced", issues);
  const forbidden = readPairs(corpus, request.forbidden, "forbidden", issues);
  checkContradictions(corpus, forced, forbidden, issues);
  checkForcedLoad(
    corpus.needs,
    forced.map(({ need }) => need),
    perNeed,
    "perNeed",
    issues,
  );
  checkForcedLoad(
    corpus.outcomes,
    forced.map(({ outcome }) => outcome),
    perOutcome,
    "perOutcome",
    issues,
  );
  return {
    request: {
      shape: shape ?? "many-to-many",
      method: method ?? "capacities",
      perNeed,
      perOutcome,
      minScore: request.minScore ?? DEFAULT_MIN_SCORE,
      k: request.k ?? DEFAULT_CANDIDATES,
      forced,
      forbidden,
    },
    issues,
  };
}

function choice<A extends string>(value: unknown, choices: readonly A[]): A | undefined {
  return choices.find((known) => known === value);
}

function readCapacity(
  value: unknown,
  key: "perNeed" | "perOutcome",
  many: boolean,
  shape: Shape | undefined,
  issues: Issue[],
): CapacityBounds {
  const before = issues.length;
  const fallback = many ? DEFAULT_MANY : 1;
  const given =
    typeof value === "object" && value !== null ? (value as { readonly min?: unknown; readonly max?: unknown }) : { max: value };
  issues.push(...unknownOptions(given, ["min", "max"], [key]));
  const min = readBound(given.min, [key, "min"], 0, issues) ?? 0;
  const max = readBound(given.max, [key, "max"], 0, issues) ?? Math.max(fallback, min);
  if (issues.length > before) return { min: 0, max: fallback };
  if (min > max) issues.push(createIssue("bounds-crossed", { path: [key], received: `${min} > ${max}` }));
  if (!many && max > 1 && shape !== undefined) {
    issues.push(createIssue("option-out-of-range", { path: [key], expected: `at most 1 for shape ${shape}`, received: String(max) }));
  }
  return { min, max };
}

function readBound(value: unknown, path: readonly string[], least: number, issues: Issue[]): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= least) return value;
  const code = typeof value === "number" ? "option-out-of-range" : "option-wrong-type";
  issues.push(createIssue(code, { path, expected: `a whole number ≥ ${least}`, received: describeValue(value) }));
  return undefined;
}

function readPairs(corpus: Corpus, value: unknown, key: "forced" | "forbidden", issues: Issue[]): PairIndex[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    issues.push(createIssue("option-wrong-type", { path: [key], expected: "array of { need, outcome }", received: describeValue(value) }));
    return [];
  }
  const byKey = new Map<string, PairIndex>();
  value.forEach((entry: unknown, at) => {
    const pair = entry as Partial<Record<"need" | "outcome", unknown>> | null;
    const need = indexIn(corpus.needs, pair?.need, [key, at, "need"], issues);
    const outcome = indexIn(corpus.outcomes, pair?.outcome, [key, at, "outcome"], issues);
    // A pair given twice is one wish.
    if (need !== undefined && outcome !== undefined) byKey.set(`${need},${outcome}`, { need, outcome });
  });
  return [...byKey.values()].sort((a, b) => a.need - b.need || a.outcome - b.outcome);
}

function indexIn(side: CorpusSide<unknown>, id: unknown, path: ReadonlyArray<string | number>, issues: Issue[]): number | undefined {
  const index = typeof id === "string" ? side.indexOf.get(id) : undefined;
  if (index === undefined) issues.push(createIssue("unknown-record", { path, received: describeValue(id) }));
  return index;
}

function checkContradictions(corpus: Corpus, forced: readonly PairIndex[], forbidden: readonly PairIndex[], issues: Issue[]): void {
  const closed = new Set(forbidden.map(({ need, outcome }) => `${need},${outcome}`));
  for (const { need, outcome } of forced) {
    if (!closed.has(`${need},${outcome}`)) continue;
    issues.push(
      createIssue("pair-contradiction", { path: ["forced"], received: `${corpus.needs.ids[need]!} – ${corpus.outcomes.ids[outcome]!}` }),
    );
  }
}

function checkForcedLoad(
  side: CorpusSide<unknown>,
  forced: readonly number[],
  bounds: CapacityBounds,
  key: "perNeed" | "perOutcome",
  issues: Issue[],
): void {
  const load = new Map<number, number>();
  for (const index of forced) load.set(index, (load.get(index) ?? 0) + 1);
  for (const [index, count] of load) {
    if (count <= bounds.max) continue;
    issues.push(
      createIssue("forced-exceeds-capacity", { path: [key, side.ids[index]!], expected: String(bounds.max), received: String(count) }),
    );
  }
}
