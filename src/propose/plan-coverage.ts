import type { Corpus } from "../corpus/corpus.js";
import { sumOf } from "../kernel/sum.js";
import { createIssue, type Issue } from "../model/issue.js";
import type { PlanMethod, PlanSetting } from "./alliance-methods.js";
import type { CandidateSet } from "./candidate-set.js";
import { allotCovers, type CoverAllotment, type CoverSetting } from "./cover-allotment.js";
import { coverageMarket } from "./coverage-market.js";
import { coverageIssues, readCoverage } from "./coverage-options.js";
import { coverageProposals } from "./coverage-proposal.js";
import type { CoveragePlanCertificate } from "./coverage-types.js";
import { countForced } from "./forced-groups.js";
import { organisationIssues, organisationSides, type OrganisationSides } from "./organisation-edges.js";
import { leftOverOrganisations, leftOverRecords } from "./organisations-left-over.js";
import type { PartedNeed } from "./part-candidates.js";
import type { CoverageAlliancePlan, ProposeProgress, Unmatched } from "./plan-types.js";
import type { CheckedRequest, ProposeRequest } from "./request.js";

/**
 * Alliances of several universities for one need of several parts (多校对一企): which outcome of whom covers which part, who leads, what
 * each adds, and what is still missing.
 *
 * A part is a text of its own, scored against the outcomes by the text signal of the corpus; its cover is the signal of the best outcome
 * in the alliance, at most 1 and at least `coverage.minCover`; it has to hold `coverage.minHeld` of the part's text, and the pair of records to reach
 * `minScore` besides. The plan covers the
 * most in sum of all needs, each worth 1, within `perNeed` (universities of a need, default 3), `perUniversity` (needs of a university,
 * default 3), `perOutcome` (needs of an outcome, default 1) and `perEnterprise` (needs of an enterprise, no limit).
 *
 * The first two are in the instances that are solved and proved; the last two are kept by handing outcomes out afterwards, the best
 * covered need first, and solving again without what was taken: the bound then holds all the same, the guarantee does not.
 * Beside the joins O(candidate pairs · parts), and the solver.
 *
 * @example
 * import { coverage } from "alliance-match/alliances";
 *
 * const parts = [{ id: "a", title: "烟气余热回收", weight: 2 }, { id: "b", title: "熔池温度检测" }];
 * const { corpus } = buildCorpus({
 *   outcomes: [
 *     { id: "o1", title: "烟气余热回收装置", organisation: "u1" },
 *     { id: "o2", title: "熔池温度在线检测", organisation: "u2" },
 *   ],
 *   needs: [{ id: "n1", title: "窑炉节能改造", parts, organisation: "e1" }],
 * });
 * const [proposal] = propose(corpus, { shape: "many-to-one", method: "coverage" }, { coverage }).proposals;
 * proposal.coverage.lead; // "u1"
 * proposal.universities; // ["u1", "u2"]
 */
export const coverage: PlanMethod = { check: checkCoverage, steps: coverageSteps };

/**
 * Rounds of solving and handing out, at most. On a planted world of 1,500 divided needs the second covers 8 % more than the first, the third
 * 1 % more, five further ones together 0.8 %.
 */
const MOST_ROUNDS = 3;

function checkCoverage(corpus: Corpus, request: ProposeRequest): Issue[] {
  const issues: Issue[] = [];
  if (request.shape !== "many-to-one") issues.push(createIssue("option-conflict", { path: ["shape"], received: "method coverage" }));
  issues.push(...countForced(corpus, request));
  return [...issues, ...coverageIssues(request.coverage)];
}

function* coverageSteps({ corpus, given, request }: PlanSetting): Generator<ProposeProgress, CoverageAlliancePlan, void> {
  const sides = organisationSides(corpus);
  const options = readCoverage(given.coverage);
  const { request: usable, issues, candidates, needs } = yield* coverageMarket(corpus, { request, options });
  yield { stage: "solve", done: 0, total: 1 };
  const allotment = planCovers(needs, { request: usable, sides, needIds: corpus.needs.ids, minGain: options.minGain });
  yield { stage: "solve", done: 1, total: 1 };
  return toPlan({ corpus, request: usable, candidates, sides, needs, ...allotment, issues });
}

interface PlannedCovers {
  readonly allotment: CoverAllotment;
  readonly certificate: CoveragePlanCertificate;
}

/** Solves, hands out, and solves again without what ran out. */
function planCovers(needs: readonly PartedNeed[], setting: CoverSetting): PlannedCovers {
  const initial = allotCovers(needs, setting, []);
  const first = initial.instances;
  const isRelaxed = initial.spent.length > 0 || initial.isTrimmed;
  let allotment = initial;
  let latest = initial;
  for (let round = 1; latest.spent.length > 0 && round < MOST_ROUNDS; round++) {
    // Only the first instances are proved and kept.
    latest = { ...allotCovers(needs, setting, [...latest.barred, ...latest.spent]), instances: [] };
    if (latest.total > allotment.total) allotment = latest;
  }
  const bound = sumOf(first.map(({ plan }) => plan.bound));
  const guarantee = isRelaxed ? null : first.reduce((least, { plan }) => Math.min(least, plan.guarantee.ratio), 1);
  return { allotment, certificate: { kind: "coverage", scope: "candidates", instances: first, bound, guarantee, isRelaxed } };
}

interface Planned extends PlannedCovers {
  readonly corpus: Corpus;
  readonly request: CheckedRequest;
  readonly candidates: CandidateSet;
  readonly sides: OrganisationSides;
  readonly needs: readonly PartedNeed[];
  readonly issues: readonly Issue[];
}

function toPlan({ corpus, request, candidates, sides, needs, allotment, certificate, issues }: Planned): CoverageAlliancePlan {
  const proposals = coverageProposals(corpus, { sides, needs, covers: allotment.covers });
  const isOptimal = !certificate.isRelaxed && certificate.instances.every(({ plan }) => plan.status === "optimal");
  return {
    shape: request.shape,
    level: request.level,
    method: request.method,
    objective: request.objective,
    status: isOptimal ? "optimal" : "feasible",
    proposals,
    total: sumOf(proposals.map(({ score }) => score)),
    unmatched: leftOver({ corpus, candidates, sides, needs, allotment }),
    certificate,
    infeasibility: null,
    issues: [...organisationIssues(corpus, sides), ...issues],
  };
}

function leftOver({
  corpus,
  candidates,
  sides,
  needs,
  allotment,
}: Pick<Planned, "corpus" | "candidates" | "sides" | "needs" | "allotment">): CoverageAlliancePlan["unmatched"] {
  const covering = needs.flatMap(({ need, outcomes }) => outcomes.map(({ outcome }) => ({ need, outcome })));
  const edges = { need: Uint32Array.from(covering, ({ need }) => need), outcome: Uint32Array.from(covering, ({ outcome }) => outcome) };
  const seen = { ...candidates, edges };
  const kept = needs.flatMap(({ need }, place) =>
    allotment.covers[place]!.members.map(({ university, outcomes }) => ({
      enterprise: sides.enterprises.ofRecord[need]!,
      university,
      pairs: outcomes.map(({ outcome, score }) => ({ need, outcome, score })),
    })),
  );
  const ends = {
    enterprise: edges.need.map((need) => sides.enterprises.ofRecord[need]!),
    university: edges.outcome.map((outcome) => sides.universities.ofRecord[outcome]!),
  };
  const records = leftOverRecords(corpus, seen, kept);
  const organisations = leftOverOrganisations(corpus, seen, { sides, grouped: ends, kept });
  const divided = new Set(needs.map(({ need }) => corpus.needs.ids[need]!));
  const plain = new Set<string>(corpus.needs.records.filter(({ id }) => !divided.has(id)).map(({ id }) => id));
  const asks = new Set(needs.map(({ need }) => corpus.needs.records[need]!.organisation));
  const noParts = (reason: Unmatched["reason"]): Unmatched["reason"] => (reason === "below-threshold" ? "no-parts" : reason);
  return {
    needs: records.needs.map(({ id, reason }) => ({ id, reason: plain.has(id) ? noParts(reason) : reason })),
    outcomes: records.outcomes,
    enterprises: organisations.enterprises.map(({ id, reason }) => ({ id, reason: asks.has(id) ? reason : noParts(reason) })),
    universities: organisations.universities,
  };
}
