import * as Either from "fp-ts/Either";
import type { NonEmptyArray } from "fp-ts/NonEmptyArray";
import type { Corpus } from "../corpus/corpus.js";
import { ConfigError, createIssue, type Issue } from "../model/issue.js";
import { solvePlainTotal, verifyPlainTotal } from "../solve/plain-total.js";
import type { AllianceMethods, ObjectiveMethod, PlanMethod } from "./alliance-methods.js";
import { recordSteps } from "./plan-pairs.js";
import type { AlliancePlan, Plan, ProposeProgress } from "./plan-types.js";
import { withConfidence } from "./proposal.js";
import { isLimited } from "./record-quotas.js";
import type { CapacityKey } from "./request-capacities.js";
import { throwRefusedScores } from "./refused-scores.js";
import { readRequest, type CheckedRequest, type ProposeRequest, type RecordRequest } from "./request.js";

/**
 * Proposes alliances: the plan of largest total score among the best candidates of every record, within the capacities.
 *
 * @param methods what the request asks for beyond that, by name, from `alliance-match/alliances`: `organisations`, `quotas`, `stable`, `fair`, `allPairs`. So a caller loads only what it uses, and a request stays plain data.
 * @returns proposals ranked by score, records left over with the reason, and a certificate that `verifySolution` checks.
 * No feasible plan is a value with `status: "infeasible"`, never a throw.
 * @throws ConfigError with all issues of the request: `unknown-shape`, `unknown-option`, `option-wrong-type`, `option-out-of-range`,
 * `option-conflict`, `method-not-given`, `bounds-crossed`, `unknown-record`, `pair-contradiction`, `forced-exceeds-capacity`,
 * `scores-out-of-range`.
 * @example
 * const { corpus } = buildCorpus({ outcomes: [{ id: "o1", title: "高温余热回收装置" }], needs: [{ id: "n1", title: "窑炉余热回收" }] });
 * propose(corpus, { shape: "one-to-one" }).proposals[0].needs; // ["n1"]
 */
export function propose(corpus: Corpus, request: RecordRequest, methods?: AllianceMethods): Plan;
export function propose(corpus: Corpus, request: ProposeRequest, methods?: AllianceMethods): AlliancePlan;
export function propose(corpus: Corpus, request: ProposeRequest, methods: AllianceMethods = {}): AlliancePlan {
  const steps = proposeSteps(corpus, request, methods);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** As `propose`, in steps: yields progress, so that a caller can show it or stop. */
export function proposeSteps(corpus: Corpus, request: RecordRequest, methods?: AllianceMethods): Generator<ProposeProgress, Plan, void>;
export function proposeSteps(
  corpus: Corpus,
  request: ProposeRequest,
  methods?: AllianceMethods,
): Generator<ProposeProgress, AlliancePlan, void>;
export function* proposeSteps(
  corpus: Corpus,
  request: ProposeRequest,
  methods: AllianceMethods = {},
): Generator<ProposeProgress, AlliancePlan, void> {
  const checked = orThrow(checkRequest(corpus, request, methods));
  const proof = checked.certify === "all pairs" ? methods.allPairs : undefined;
  const setting = { corpus, given: request, request: checked, objective: objectiveOf(checked, methods)!, proof };
  try {
    return withConfidence(yield* planMethodOf(checked, methods)!.steps(setting), request.calibration);
  } catch (error) {
    throwRefusedScores(error);
  }
}

/** The request without gaps, or everything that is wrong with it. */
export function checkRequest(
  corpus: Corpus,
  request: ProposeRequest,
  methods: AllianceMethods = {},
): Either.Either<NonEmptyArray<Issue>, CheckedRequest> {
  const read = readRequest(corpus, request);
  const issues = [...read.issues];
  const { level, method, objective, certify } = read.request;
  if (certify === "all pairs" && methods.allPairs === undefined)
    issues.push(createIssue("method-not-given", { path: ["certify"], received: certify }));
  if (objectiveOf(read.request, methods) === undefined)
    issues.push(
      createIssue(
        "method-not-given",
        objective === "total" ? { path: [quotaKeyOf(read.request)!], received: "quotas" } : { path: ["objective"], received: objective },
      ),
    );
  const maker = planMethodOf(read.request, methods);
  if (maker === undefined) {
    const [key, name] = method === "capacities" ? ["level", level] : ["method", method];
    issues.push(createIssue("method-not-given", { path: [key], received: name }));
  } else issues.push(...maker.check(corpus, request));
  return issues.length === 0 ? Either.right(read.request) : Either.left(issues as NonEmptyArray<Issue>);
}

/** The largest total comes with the front door, unless organisations have capacities beside their records. */
const TOTAL: ObjectiveMethod<"total"> = { solve: solvePlainTotal, verify: verifyPlainTotal };

function objectiveOf(request: CheckedRequest, methods: AllianceMethods): ObjectiveMethod | undefined {
  const { objective } = request;
  // Which of the four it is decides the types of its options and solutions; the compiler does not see that.
  if (objective !== "total") return methods[objective];
  return quotaKeyOf(request) === undefined ? TOTAL : methods.quotas;
}

/** The first capacity that organisations have beside their records. */
function quotaKeyOf(request: CheckedRequest): CapacityKey | undefined {
  if (request.level !== "records") return undefined;
  return (["perEnterprise", "perUniversity"] as const).find((key) => isLimited(request[key]));
}

/** Pairing records comes with the front door. */
const RECORDS: PlanMethod = { check: () => [], steps: recordSteps };

/** What makes the plan. */
function planMethodOf({ level, method }: CheckedRequest, methods: AllianceMethods): PlanMethod | undefined {
  if (method !== "capacities") return methods[method];
  return level === "organisations" ? methods.organisations : RECORDS;
}

function orThrow<A>(result: Either.Either<NonEmptyArray<Issue>, A>): A {
  if (Either.isLeft(result)) throw new ConfigError(result.left);
  return result.right;
}
