import type { Corpus, CorpusSide } from "../corpus/corpus.js";
import { checkRankOptions, checkWhole } from "../join/request.js";
import { createIssue, describeValue, type Issue } from "../model/issue.js";
import type { ConfidenceCalibration } from "../score/confidence.js";
import { calibrationIssues } from "./explain.js";
import {
  CERTIFIED_SCOPES,
  LEVELS,
  METHODS,
  OBJECTIVES,
  SHAPES,
  type Capacity,
  type CertifiedScope,
  type Level,
  type Method,
  type Pair,
  type PairIndex,
  type PlanObjective,
  type Shape,
} from "./choices.js";
import type { ConsortiumRequest } from "./consortium-types.js";
import type { CoverageRequest } from "./coverage-types.js";
import { isLimited } from "./record-quotas.js";
import { CAPACITY_KEYS, checkForcedLoads, readCapacities, type Capacities } from "./request-capacities.js";

export interface ProposeRequest {
  readonly shape: Shape;
  /** Default `records`. `organisations` needs the part of that name of `alliance-match/alliances`. */
  readonly level?: Level;
  /** Default `capacities`. The others need the part of their name of `alliance-match/alliances`. */
  readonly method?: Method;
  /** For `method: "coverage"` only. Capacities then count otherwise, and have other defaults: see the method. */
  readonly coverage?: CoverageRequest;
  /** For `method: "consortium"` only; as above. */
  readonly consortium?: ConsortiumRequest;
  /** Default `total`. The others need the part of their name of `alliance-match/alliances`. */
  readonly objective?: PlanObjective;
  /** Outcomes for one need. Default 1, or 3 where the shape lets a need have many; at the level of organisations no limit. */
  readonly perNeed?: Capacity;
  /** Needs for one outcome. Default 1, or 3 where the shape lets an outcome have many; at the level of organisations no limit. */
  readonly perOutcome?: Capacity;
  /**
   * Partners of one enterprise: pairs of its needs, or universities at the level of organisations. Default no limit, or as `perNeed`. At the
   * level of records it needs `quotas` of `alliance-match/alliances`, and goes with `total` only.
   */
  readonly perEnterprise?: Capacity;
  /**
   * Partners of one university: pairs of its outcomes, or enterprises at the level of organisations. Default no limit, or as `perOutcome`. At
   * the level of records it needs `quotas` of `alliance-match/alliances`, or `stable` where that is the objective; not with `fair`.
   */
  readonly perUniversity?: Capacity;
  /** Pairs that score less are not proposed, unless forced. Default 0.3. */
  readonly minScore?: number;
  /** How many best partners of every record the plan chooses from, ≥ 1. Default 20. */
  readonly k?: number;
  /**
   * Default `candidates`. `all pairs`, for records by capacities under `total`, needs `allPairs` of `alliance-match/alliances`: pairs that are no
   * candidates become some until none could make the plan better, so that `k` decides how long it takes, and not how good it is.
   */
  readonly certify?: CertifiedScope;
  /** Only beside `certify: "all pairs"`: how often to look for missing pairs, ≥ 1. Default 100. What is not proved by then is an issue, `proof-unfinished`. */
  readonly maxRounds?: number;
  /**
   * How many steps the solver may take, ≥ 1; default as many as it needs. Steps, not seconds, so every machine gives the same plan. Where they run out the plan
   * is `feasible`, `certificate.solution.bound` is a total that no plan passes, and an issue, `search-cut-short`, says so. Only for records by
   * their own capacities under `total`, and not beside `certify: "all pairs"`.
   */
  readonly maxSteps?: number;
  /** Pairs that every plan contains, whatever they score. */
  readonly forced?: readonly Pair[];
  /** Pairs that no plan contains. */
  readonly forbidden?: readonly Pair[];
  /** What `fitConfidence` learned from judged pairs: each proposed pair then says what judges gave such scores. Without it only scores are shown. */
  readonly calibration?: ConfidenceCalibration;
}

/** A request that pairs records, by whatever objective. */
export interface RecordRequest extends ProposeRequest {
  readonly level?: "records";
  readonly method?: "capacities";
}

/**
 * A pair below it is no proposal: half of what a very good match by text alone scores under the default weights.
 * On the example catalogue a one-to-one plan above it holds 145 pairs that its authors intended and 2 that they did not, and the
 * needs that nothing fits stay unmatched (test/propose/catalogue.golden.ts). F1 is flat from 0.3 to 0.45 on planted worlds: docs/defaults.md.
 */
export const DEFAULT_MIN_SCORE = 0.3;
/** Candidates of each record. */
const DEFAULT_CANDIDATES = 20;
/** From the best candidate of each record alone, planted worlds of 5,000 a side take 7 rounds. */
const DEFAULT_MAX_ROUNDS = 100;

/** A request without gaps; it counts only where there were no issues. */
export interface CheckedRequest extends Capacities {
  readonly shape: Shape;
  readonly level: Level;
  readonly method: Method;
  readonly objective: PlanObjective;
  readonly minScore: number;
  readonly k: number;
  readonly certify: CertifiedScope;
  readonly maxRounds: number;
  /** `Infinity` where no number is given. */
  readonly maxSteps: number;
  readonly forced: readonly PairIndex[];
  readonly forbidden: readonly PairIndex[];
}

/** Capacities of organisations. */
const ORGANISATION_KEYS = ["perEnterprise", "perUniversity"] as const;

/** Methods that form groups, each with options of its own under its name. */
const GROUP_METHODS = ["coverage", "consortium"] as const;

const OPTIONS = [
  "shape",
  "level",
  "method",
  "objective",
  ...CAPACITY_KEYS,
  "minScore",
  "k",
  "certify",
  "maxRounds",
  "maxSteps",
  "forced",
  "forbidden",
  "calibration",
  ...GROUP_METHODS,
];

/** Fills the gaps of a request and finds everything that is wrong with it, all at once. */
export function readRequest(
  corpus: Corpus,
  request: ProposeRequest,
): { readonly request: CheckedRequest; readonly issues: readonly Issue[] } {
  const issues = checkRankOptions(request, OPTIONS);
  const shape = choice(request.shape, SHAPES);
  if (shape === undefined)
    issues.push(createIssue("unknown-shape", { path: ["shape"], expected: SHAPES.join(", "), received: describeValue(request.shape) }));
  const method = readChoice(request.method, METHODS, "method", issues);
  // The other methods put organisations together, whose records are the evidence.
  const level = method === "capacities" ? readChoice(request.level, LEVELS, "level", issues) : "organisations";
  if (level !== (request.level ?? level)) issues.push(createIssue("option-conflict", { path: ["level"], received: `method ${method}` }));
  const objective = readChoice(request.objective, OBJECTIVES, "objective", issues);
  const capacities = readCapacities(request, { shape, level, method }, issues);
  checkObjective({ objective, method, level, capacities }, issues);
  for (const key of GROUP_METHODS)
    if (request[key] !== undefined && method !== key)
      issues.push(createIssue("option-conflict", { path: [key], received: `method ${method}` }));
  const certify = readCertify(request, { level, method, objective, capacities }, issues);
  const maxSteps = readMaxSteps(request, { level, method, objective, capacities, certify }, issues);
  issues.push(...calibrationIssues(request.calibration));
  const forced = readPairs(corpus, request.forced, "forced", issues);
  const forbidden = readPairs(corpus, request.forbidden, "forbidden", issues);
  checkContradictions(corpus, forced, forbidden, issues);
  // The others count universities of a need, not outcomes, and count for themselves.
  if (method === "capacities") checkForcedLoads(corpus, forced, capacities, issues);
  return {
    request: {
      shape: shape ?? "many-to-many",
      level,
      method,
      objective,
      ...capacities,
      minScore: request.minScore ?? DEFAULT_MIN_SCORE,
      k: request.k ?? DEFAULT_CANDIDATES,
      certify,
      maxRounds: request.maxRounds ?? DEFAULT_MAX_ROUNDS,
      maxSteps,
      forced,
      forbidden,
    },
    issues,
  };
}

/** One of the choices, the first where the caller says nothing. */
function readChoice<A extends string>(value: unknown, choices: readonly A[], key: string, issues: Issue[]): A {
  const known = value === undefined ? choices[0] : choice(value, choices);
  if (known !== undefined) return known;
  issues.push(createIssue("option-out-of-range", { path: [key], expected: choices.join(" | "), received: describeValue(value) }));
  return choices[0]!;
}

type Asked = Pick<CheckedRequest, "level" | "method" | "objective"> & { readonly capacities: Capacities };

/** Only plans of records by their own capacities and of largest total have prices that speak of all pairs. */
function readCertify({ certify, maxRounds }: ProposeRequest, at: Asked, issues: Issue[]): CertifiedScope {
  const scope = readChoice(certify, CERTIFIED_SCOPES, "certify", issues);
  if (maxRounds !== undefined) {
    issues.push(...checkWhole(maxRounds, ["maxRounds"], 1));
    if (scope !== "all pairs") issues.push(createIssue("option-conflict", { path: ["maxRounds"], received: `certify ${scope}` }));
  }
  // The rounds know the prices of records, not those of organisations.
  if (scope === "all pairs") refuseFor("certify", beyondRecordTotals(at), issues);
  return scope;
}

/** Only plans of records by their own capacities and of largest total are there, with a bound, before the search for them ends. */
function readMaxSteps({ maxSteps }: ProposeRequest, at: Asked & Pick<CheckedRequest, "certify">, issues: Issue[]): number {
  if (maxSteps === undefined) return Infinity;
  issues.push(...checkWhole(maxSteps, ["maxSteps"], 1));
  refuseFor("maxSteps", beyondRecordTotals(at), issues);
  if (at.certify !== "candidates") refuseFor("maxSteps", [`certify ${at.certify}`], issues);
  return maxSteps;
}

/** What makes a request more than one of records by their own capacities and of largest total. */
function beyondRecordTotals({ method, level, objective, capacities }: Asked): string[] {
  return [
    ...(method !== "capacities" ? [`method ${method}`] : level !== "records" ? [`level ${level}`] : []),
    ...(objective === "total" ? [] : [`objective ${objective}`]),
    ...(level === "records" ? ORGANISATION_KEYS.filter((key) => isLimited(capacities[key])) : []),
  ];
}

function refuseFor(key: string, reasons: readonly string[], issues: Issue[]): void {
  for (const received of reasons) issues.push(createIssue("option-conflict", { path: [key], received }));
}

/**
 * A stable plan keeps no minimum, and the methods that form groups have objectives of their own. Where records are paired, universities
 * may have capacities under `stable` as well, enterprises under `total` only: the solver keeps groups of one side there.
 */
function checkObjective(
  { objective, method, level, capacities }: Pick<CheckedRequest, "objective" | "method" | "level"> & { readonly capacities: Capacities },
  issues: Issue[],
): void {
  for (const key of level === "records" ? ORGANISATION_KEYS : []) {
    const isRefused = objective === "fair" || (objective === "stable" && key === "perEnterprise");
    if (isRefused && isLimited(capacities[key]))
      issues.push(createIssue("option-conflict", { path: [key], received: `objective ${objective}` }));
  }
  if (method !== "capacities" && objective !== "total")
    issues.push(createIssue("option-conflict", { path: ["objective"], received: `method ${method}` }));
  for (const key of CAPACITY_KEYS) {
    if ((objective === "stable" || method !== "capacities") && capacities[key].min > 0) {
      const received = method === "capacities" ? "objective stable" : `method ${method}`;
      issues.push(createIssue("option-conflict", { path: [key, "min"], received }));
    }
  }
}

function choice<A extends string>(value: unknown, choices: readonly A[]): A | undefined {
  return choices.find((known) => known === value);
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
