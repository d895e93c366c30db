/**
 * A process of its own, so that its peak of memory is that of the work: opens the snapshot named first and makes the four plans, each given up
 * before the next. `check` as second argument verifies every plan by code other than the solver's; `time` does nothing beside the work.
 * Prints one JSON object: `ProcessReport`.
 */
import { readSnapshot } from "../../src/adapters/node.js";
import { consortium, coverage, organisations, verifyConsortia } from "../../src/alliances.js";
import { proposeSteps, type AlliancePlan, type Corpus, type ProposeRequest } from "../../src/index.js";
import { verifyCoverage, verifySolution, type Verdict } from "../../src/solve/index.js";

const METHODS = { organisations, coverage, consortium };

const REQUESTS: Readonly<Record<string, ProposeRequest>> = {
  capacities: { shape: "many-to-many" },
  organisations: { shape: "many-to-many", level: "organisations" },
  coverage: { shape: "many-to-one", method: "coverage" },
  consortium: { shape: "many-to-many", method: "consortium" },
};

/** What one stage took. */
export interface StageReport {
  /** Such as `capacities: join`. */
  readonly stage: string;
  readonly cpuMs: number;
  /** The most memory that the process had held by its end. */
  readonly peakMb: number;
}

/** A plan in short, the same in every run. */
export interface PlanReport {
  readonly name: string;
  readonly status: AlliancePlan["status"];
  readonly proposals: number;
  readonly total: number;
  /** What is wrong with it by the code that checks plans; `null` where it was not asked. */
  readonly problems: number | null;
}

export interface ProcessReport {
  readonly stages: readonly StageReport[];
  readonly plans: readonly PlanReport[];
}

const stages: StageReport[] = [];
let before = process.cpuUsage();

function endStage(stage: string): void {
  const { user, system } = process.cpuUsage(before);
  stages.push({ stage, cpuMs: (user + system) / 1_000, peakMb: process.resourceUsage().maxRSS / 1_024 });
  before = process.cpuUsage();
}

/** The plan in steps: until the solver is told to begin it is the join, until it has ended it is the solver, the rest is putting proposals together. */
function makePlan(corpus: Corpus, name: string, request: ProposeRequest): AlliancePlan {
  const steps = proposeSteps(corpus, request, METHODS);
  let stage: "join" | "solve" | "proposals" = "join";
  for (;;) {
    const step = steps.next();
    if (step.done === true) {
      endStage(`${name}: ${stage}`);
      return step.value;
    }
    const next = step.value.stage === "join" ? "join" : step.value.done < step.value.total ? "solve" : "proposals";
    if (next === stage) continue;
    endStage(`${name}: ${stage}`);
    stage = next;
  }
}

function countProblems(corpus: Corpus, request: ProposeRequest, plan: AlliancePlan): number {
  // Which plan it is says which certificate it has; the compiler does not follow that from `certificate.kind`.
  switch (plan.certificate.kind) {
    case "records":
    case "organisations": {
      const { edges, options, solution } = plan.certificate;
      return problemsOf(verifySolution(edges, options, solution));
    }
    case "coverage":
      return plan.certificate.instances.reduce(
        (sum, instance) => sum + problemsOf(verifyCoverage(instance.edges, instance.options, instance.plan)),
        0,
      );
    case "consortium":
      return verifyConsortia(corpus, request, plan as Extract<AlliancePlan, { certificate: { kind: "consortium" } }>).length;
  }
}

function problemsOf(verdict: Verdict): number {
  return verdict.valid ? 0 : verdict.problems.length;
}

const [file, mode] = process.argv.slice(2);
const corpus = await readSnapshot(file!);
endStage("open snapshot");
const plans = Object.entries(REQUESTS).map(([name, request]): PlanReport => {
  const plan = makePlan(corpus, name, request);
  const problems = mode === "check" ? countProblems(corpus, request, plan) : null;
  return { name, status: plan.status, proposals: plan.proposals.length, total: plan.total, problems };
});
process.stdout.write(`${JSON.stringify({ stages, plans } satisfies ProcessReport)}\n`);
