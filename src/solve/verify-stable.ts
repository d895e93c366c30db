import { effectiveCutoffs, findBlockingEdges } from "./blocking-pairs.js";
import type { Problem } from "./problem.js";
import { isList } from "./shape.js";
import type { Certificate, Plan } from "./plan-types.js";
import type { Objective } from "./types.js";
import type { Report } from "./verdict.js";

/** Checks that no edge blocks the plan, by the definition and without the lists of the solver, and that the cutoffs are true. */
export function verifyStable(problem: Problem, plan: Plan<Objective>, at: { isChosen: Uint8Array; report: Report }): void {
  const { isChosen, report } = at;
  const { groupOf, max } = problem.columnGroups;
  const groupDegree = new Float64Array(max.length);
  for (let e = 0; e < isChosen.length; e++) {
    const group = groupOf[problem.column[e]!]!;
    if (isChosen[e] === 1 && group >= 0) groupDegree[group]!++;
  }
  groupDegree.forEach((degree, group) => {
    if (degree > max[group]!) report("group-above-max", `column group ${group}`, { expected: `at most ${max[group]!}`, received: degree });
  });
  if (plan.status !== "optimal") report("status-invalid", "status", { expected: "optimal", received: plan.status });
  if (plan.value !== plan.total) report("value-wrong", "value", { expected: plan.total, received: plan.value });
  if (plan.bound !== plan.total) report("bound-wrong", "bound", { expected: plan.total, received: plan.bound });
  for (const e of findBlockingEdges(problem, isChosen)) {
    const pair = `row ${problem.row[e]!} and column ${problem.column[e]!} not to prefer each other`;
    report("blocking-pair", `edges[${problem.callerEdge[e]!}]`, { expected: pair, received: "a blocking pair" });
  }
  const certificate: Certificate | null | undefined = plan.certificate;
  if (certificate?.kind !== "no-blocking-pair" || certificate.scope !== "candidates" || certificate.proposer !== problem.proposer) {
    report("certificate-missing", "certificate", { expected: `no blocking pair, proposed by ${problem.proposer}`, received: certificate });
    return;
  }
  const cutoffs = effectiveCutoffs(problem, isChosen);
  for (const name of ["rowCutoff", "columnCutoff"] as const) {
    const stated: unknown = certificate[name];
    if (!isList(stated) || stated.length !== cutoffs[name].length) {
      report("cutoff-wrong", `certificate.${name}`, { expected: `${cutoffs[name].length} numbers`, received: stated });
      continue;
    }
    cutoffs[name].forEach((cutoff, index) => {
      if (stated[index] !== cutoff) report("cutoff-wrong", `certificate.${name}[${index}]`, { expected: cutoff, received: stated[index] });
    });
  }
}
