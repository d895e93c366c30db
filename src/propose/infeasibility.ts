import { InvariantError, type BoundedNode, type Infeasible } from "../solve/index.js";
import type { Infeasibility, PlanCertificate, SidedId } from "./plan-types.js";

/** What is in the way of a plan of records. */
export function recordInfeasibility(reason: Infeasible["reason"], certificate: PlanCertificate): Infeasibility {
  const { needs, outcomes, enterprises = [], universities = [] } = certificate;
  if (reason.code === "minimums-out-of-reach") return toInfeasibility(reason, ["needs", needs], ["outcomes", outcomes]);
  const sides = {
    rows: ["needs", needs],
    columns: ["outcomes", outcomes],
    "row-groups": ["enterprises", enterprises],
    "column-groups": ["universities", universities],
  } as const;
  const named = ({ side, index }: BoundedNode): SidedId => ({ side: sides[side][0], id: sides[side][1][index]! });
  const { asking, limiting, demand, supply, shortfall, changes } = reason;
  return {
    conflicts: [],
    shortfall,
    lowerMinimums: [],
    quotas: {
      asking: asking.map(named),
      limiting: limiting.map(named),
      demand,
      supply,
      changes: changes.map(({ bound, from, to, ...node }) => ({ ...named(node), bound, from, to })),
    },
  };
}

/** What is in the way of a plan, told in ids: rows are `demand`, columns are `supply`, each with the name of its side. */
export function toInfeasibility<D extends string, S extends string>(
  reason: Infeasible["reason"],
  [demandName, demandIds]: readonly [D, readonly string[]],
  [supplyName, supplyIds]: readonly [S, readonly string[]],
): Infeasibility<D, S> {
  if (reason.code !== "minimums-out-of-reach") throw new InvariantError("a plan without groups has quotas out of reach");
  const nameOf = { rows: demandName, columns: supplyName } as const;
  const idsOf = { rows: demandIds, columns: supplyIds } as const;
  return {
    conflicts: reason.hallSets.map(({ side, rows, columns, demand, supply }) => {
      // A computed key widens to text; these two are the names of the sides.
      const sides = { [demandName]: namesOf(rows, demandIds), [supplyName]: namesOf(columns, supplyIds) } as Record<D | S, string[]>;
      return { side: nameOf[side], demand, supply, ...sides };
    }),
    shortfall: reason.shortfall,
    lowerMinimums: reason.lowerMinimums.map(({ side, index, from, to }) => ({
      side: nameOf[side],
      id: idsOf[side][index]!,
      from,
      to,
    })),
  };
}

function namesOf(indices: Uint32Array, ids: readonly string[]): string[] {
  return Array.from(indices, (at) => ids[at]!);
}
