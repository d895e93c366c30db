import type { Directory } from "../job/directory.js";
import type { PlanDocument } from "../job/plan-document.js";

/** A university and an enterprise that the plan puts together, once or several times. */
export interface AllianceLink {
  readonly university: string;
  readonly enterprise: string;
  readonly pairs: number;
  /** Sum of the pairs' scores. */
  readonly score: number;
}

/** The links of a plan, largest score first, then by ids. */
export function allianceLinks(
  { proposals }: PlanDocument,
  directory: Directory,
): { readonly links: readonly AllianceLink[]; readonly unnamed: number } {
  const byKey = new Map<string, AllianceLink>();
  let unnamed = 0;
  for (const { need, outcome, score } of proposals.flatMap(({ pairs }) => pairs)) {
    const university = directory.outcomeOrganisation(outcome);
    const enterprise = directory.needOrganisation(need);
    if (university === undefined || enterprise === undefined) {
      unnamed++;
      continue;
    }
    const key = JSON.stringify([university, enterprise]);
    const known = byKey.get(key);
    byKey.set(key, { university, enterprise, pairs: (known?.pairs ?? 0) + 1, score: (known?.score ?? 0) + score });
  }
  const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const links = [...byKey.values()].sort(
    (a, b) => b.score - a.score || byCodeUnit(a.university, b.university) || byCodeUnit(a.enterprise, b.enterprise),
  );
  return { links, unnamed };
}
