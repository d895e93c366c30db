/** The thread of a planning job: opens the snapshot, makes the plan and tells how far it is. */
import { parentPort, workerData } from "node:worker_threads";
import { ConfigError, proposeSteps, type AlliancePlan } from "alliance-match";
import { allPairs, consortium, coverage, fair, organisations, quotas, stable } from "alliance-match/alliances";
import { openSnapshot } from "alliance-match/snapshot";
import { configForChina } from "../job/china.js";
import type { PlanAnswer, PlanMessage, PlanTask } from "./plan-jobs.js";

/** A portal's users choose: every method and objective that the library has. */
const METHODS = { stable, fair, quotas, organisations, coverage, consortium, allPairs };

const tell = (message: PlanMessage): void => parentPort!.postMessage(message);

function run({ snapshot, weights, request }: PlanTask): void {
  try {
    const corpus = openSnapshot(new Uint8Array(snapshot), configForChina({ weights }));
    const steps = proposeSteps(corpus, request, METHODS);
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done === true) return tell({ kind: "plan", plan: withoutCertificate(step.value) });
      tell({ kind: "progress", progress: step.value });
    }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    tell({ kind: "refused", issues: error.issues });
  }
}

function withoutCertificate({ certificate, ...plan }: AlliancePlan): PlanAnswer {
  return {
    ...plan,
    certified: { scope: certificate.scope, bound: "solution" in certificate ? certificate.solution.bound : certificate.bound },
  };
}

run(workerData as PlanTask);
