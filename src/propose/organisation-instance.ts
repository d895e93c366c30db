import { sumOf } from "../kernel/sum.js";
import type { Edges, Objective, SolveOptions } from "../solve/index.js";
import type { PlanSetting } from "./alliance-methods.js";
import type { OrganisationEdges, OrganisationSides } from "./organisation-edges.js";
import type { OrganisationCertificate } from "./plan-types.js";
import type { CheckedRequest } from "./request.js";
import { solveVerified } from "./solve-verified.js";

interface OrganisationInstance extends Pick<PlanSetting, "request" | "objective"> {
  readonly sides: OrganisationSides;
  readonly grouped: OrganisationEdges;
  readonly scores: Float64Array;
  /** Places in `open`. */
  readonly forced: readonly number[];
  readonly kept: readonly number[] | null;
}

/** The pairs of organisations that are open, as the solver takes them, and what it made of them. @param open places in `grouped`. */
export function solveOrganisations(open: readonly number[], setting: OrganisationInstance): OrganisationCertificate {
  const { sides, grouped, scores, request, objective, forced, kept } = setting;
  const rows = readRows(open, sides, grouped, request);
  const edges: Edges = {
    rowCount: rows.enterprises.length,
    columnCount: sides.universities.ids.length,
    row: Uint32Array.from(open, (p) => rows.rowOf[grouped.enterprise[p]!]!),
    column: Uint32Array.from(open, (p) => grouped.university[p]!),
    score: Float64Array.from(open, (p) => scores[p]!),
  };
  const options: SolveOptions<Objective> = {
    rows: request.perEnterprise,
    columns: request.perUniversity,
    objective: request.objective,
    ...(forced.length === 0 ? {} : { forced }),
    ...(kept === null ? {} : { keep: { edges: kept, bonus: keepingBonus(edges, request.perEnterprise.max) } }),
  };
  const solution = solveVerified(objective, edges, options);
  return {
    kind: "organisations",
    scope: "candidates",
    enterprises: rows.enterprises,
    universities: sides.universities.ids,
    edges,
    options,
    solution,
  };
}

/** More than the totals of any two plans can differ, so that keeping comes before the total: no row adds more than its best scores that fit. */
function keepingBonus({ rowCount, row, score }: Edges, perRow: number): number {
  const ofRow = Array.from({ length: rowCount }, (): number[] => []);
  for (let e = 0; e < row.length; e++) ofRow[row[e]!]!.push(score[e]!);
  return 1 + sumOf(ofRow.map((scores) => sumOf(scores.sort((a, b) => b - a).slice(0, perRow))));
}

/** As for records: a fair plan leaves out enterprises without candidates, unless a minimum has to show that it cannot be kept. */
function readRows(open: readonly number[], { enterprises }: OrganisationSides, grouped: OrganisationEdges, request: CheckedRequest) {
  const isKept = new Uint8Array(enterprises.ids.length).fill(request.objective !== "fair" || request.perEnterprise.min > 0 ? 1 : 0);
  for (const p of open) isKept[grouped.enterprise[p]!] = 1;
  const rowOf = new Uint32Array(isKept.length);
  const kept: string[] = [];
  enterprises.ids.forEach((id, at) => {
    if (isKept[at] === 0) return;
    rowOf[at] = kept.length;
    kept.push(id);
  });
  return { enterprises: kept, rowOf };
}
