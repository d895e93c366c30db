import type { Corpus } from "../corpus/corpus.js";
import type { CandidateEdges } from "../join/candidates.js";
import { sumOf } from "../kernel/sum.js";
import { createIssue, type Issue } from "../model/issue.js";
import type { PlanMethod, PlanSetting } from "./alliance-methods.js";
import { allot, type Link } from "./allotment.js";
import type { PairIndex } from "./choices.js";
import { joinSteps, type CandidateSet } from "./candidate-set.js";
import { toInfeasibility } from "./infeasibility.js";
import {
  organisationEdges,
  organisationIssues,
  organisationSides,
  type OrganisationEdges,
  type OrganisationSides,
} from "./organisation-edges.js";
import { solveOrganisations } from "./organisation-instance.js";
import { organisationProposals } from "./organisation-proposals.js";
import { organisationScore } from "./organisation-score.js";
import { leftOverOrganisations, leftOverRecords } from "./organisations-left-over.js";
import type { OrganisationCertificate, OrganisationPlan, ProposeProgress } from "./plan-types.js";
import type { ChosenPair } from "./proposal.js";
import type { CheckedRequest, ProposeRequest } from "./request.js";

/**
 * Plans that pair universities with enterprises, each pair scored from its best records (`organisationScore`).
 *
 * The plan is best by the objective among the pairs that have a candidate pair of records, within `perEnterprise` and `perUniversity`.
 * Where `perNeed` or `perOutcome` limit the records as well, these are allotted afterwards, the best alliance first; an alliance for
 * which none is left is given up and the rest planned again, so that the certificate is for the pairs that could be kept.
 * O(edges) beside the join and the solver.
 *
 * @example
 * import { organisations } from "alliance-match/alliances";
 *
 * const { corpus } = buildCorpus({
 *   outcomes: [{ id: "o1", title: "高温余热回收装置", organisation: "u1" }],
 *   needs: [{ id: "n1", title: "窑炉余热回收", organisation: "e1" }],
 * });
 * propose(corpus, { shape: "one-to-one", level: "organisations" }, { organisations }).proposals[0].enterprises; // ["e1"]
 */
export const organisations: PlanMethod = { check: checkOrganisations, steps: organisationSteps };

/** Planning again, at most, after alliances were given up. */
const MOST_ROUNDS = 8;

function checkOrganisations(_: Corpus, request: ProposeRequest): Issue[] {
  const conflicts = [
    ...(["perNeed", "perOutcome"] as const).filter((key) => {
      const given = request[key];
      return typeof given === "object" && given !== null && (given.min ?? 0) !== 0;
    }),
    ...(request.forced === undefined ? [] : ["forced"]),
  ];
  return conflicts.map((key) => createIssue("option-conflict", { path: [key], received: "level organisations" }));
}

function* organisationSteps({ corpus, request, objective }: PlanSetting): Generator<ProposeProgress, OrganisationPlan, void> {
  const candidates = yield* joinSteps(corpus, request);
  yield { stage: "solve", done: 0, total: 1 };
  const plan = planOrganisations({ corpus, request, objective, candidates, wishes: NO_WISHES });
  yield { stage: "solve", done: 1, total: 1 };
  return plan;
}

/** What is settled between organisations before a plan is made, by `linkKey`. */
export interface LinkWishes {
  /** Never paired. */
  readonly barred: ReadonlySet<string>;
  /** Always paired as far as there are pairs of records for them; with those that nobody else may take. */
  readonly locked: ReadonlyMap<string, readonly PairIndex[]>;
  /** Paired before: as many stay as any plan of these candidates can keep. `null` where no plan was before. */
  readonly kept: ReadonlySet<string> | null;
}

const NO_WISHES: LinkWishes = { barred: new Set(), locked: new Map(), kept: null };

/** Two organisations, by their indices, as a key. */
export function linkKey({ enterprise, university }: Pick<Link, "enterprise" | "university">): string {
  return `${enterprise},${university}`;
}

interface OrganisationSetting extends Pick<PlanSetting, "corpus" | "request" | "objective"> {
  readonly candidates: CandidateSet;
  readonly wishes: LinkWishes;
}

export function planOrganisations({ corpus, request, objective, candidates, wishes }: OrganisationSetting): OrganisationPlan {
  const sides = organisationSides(corpus);
  const grouped = organisationEdges(candidates.edges, sides);
  const scores = Float64Array.from(grouped.enterprise, (_, p) => organisationScore(recordPairs(candidates.edges, grouped, p)).score);
  const keyAt = (p: number): string => linkKey({ enterprise: grouped.enterprise[p]!, university: grouped.university[p]! });
  let open = Array.from(scores.keys()).filter((p) => scores[p]! > 0 && !wishes.barred.has(keyAt(p)));
  for (let round = 1; ; round++) {
    const among = (keys: { has(key: string): boolean }): number[] => open.flatMap((p, e) => (keys.has(keyAt(p)) ? [e] : []));
    const settled = { forced: among(wishes.locked), kept: wishes.kept === null ? null : among(wishes.kept) };
    const certificate = solveOrganisations(open, { sides, grouped, scores, request, objective, ...settled });
    const chosen = Array.from(certificate.solution.edges, (e) => open[e]!);
    const links = chosen.map((p) => ({
      enterprise: grouped.enterprise[p]!,
      university: grouped.university[p]!,
      score: scores[p]!,
      pairs: recordPairs(candidates.edges, grouped, p),
    }));
    const { kept, dropped } = allot(links, request, (link) => wishes.locked.get(linkKey(link)) ?? []);
    if (dropped.length > 0 && round < MOST_ROUNDS) {
      const lost = new Set(dropped.map(linkKey));
      open = open.filter((p) => !lost.has(keyAt(p)));
      continue;
    }
    return toPlan({ corpus, request, candidates, sides, grouped, certificate, kept });
  }
}

function recordPairs({ need, outcome, score }: CandidateEdges, { start, edge }: OrganisationEdges, p: number): ChosenPair[] {
  const pairs: ChosenPair[] = [];
  for (let at = start[p]!; at < start[p + 1]!; at++) {
    const e = edge[at]!;
    pairs.push({ need: need[e]!, outcome: outcome[e]!, score: score[e]! });
  }
  return pairs;
}

interface Solved {
  readonly corpus: Corpus;
  readonly request: CheckedRequest;
  readonly candidates: CandidateSet;
  readonly sides: OrganisationSides;
  readonly grouped: OrganisationEdges;
  readonly certificate: OrganisationCertificate;
  readonly kept: readonly Link[];
}

function toPlan({ corpus, request, candidates, sides, grouped, certificate, kept }: Solved): OrganisationPlan {
  const { solution } = certificate;
  const proposals = organisationProposals(corpus, request.shape, { sides, kept });
  return {
    shape: request.shape,
    level: request.level,
    method: request.method,
    objective: request.objective,
    status: solution.status,
    proposals,
    total: sumOf(proposals.map(({ score }) => score)),
    unmatched: {
      ...leftOverRecords(corpus, candidates, kept),
      ...leftOverOrganisations(corpus, candidates, { sides, grouped, kept }),
    },
    certificate,
    infeasibility:
      solution.status === "infeasible"
        ? toInfeasibility(solution.reason, ["enterprises", certificate.enterprises], ["universities", certificate.universities])
        : null,
    issues: organisationIssues(corpus, sides),
  };
}
