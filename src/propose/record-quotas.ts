import type { Corpus } from "../corpus/corpus.js";
import { compareIds } from "../kernel/order.js";
import type { Group } from "../solve/index.js";
import type { Capacities, CapacityBounds } from "./request-capacities.js";

/** Capacities that organisations have where their records are paired: an organisation is a group of its records. */
export interface RecordQuotas {
  /** Of each group its organisation, in id order; empty where that side's organisations have no capacity of their own. */
  readonly enterprises: readonly string[];
  readonly universities: readonly string[];
  readonly rowGroups: readonly Group[];
  readonly columnGroups: readonly Group[];
}

/**
 * Groups the rows by enterprise and the columns by university, as far as the request limits them. Records that name no organisation are in
 * no group, and an organisation that stands behind no record of its side is none.
 *
 * @param rowNeeds the need of each row. O(records).
 */
export function recordQuotas(
  { needs, outcomes }: Corpus,
  { perEnterprise, perUniversity }: Pick<Capacities, "perEnterprise" | "perUniversity">,
  rowNeeds: ArrayLike<number>,
): RecordQuotas {
  const asking = groupBy(
    Array.from(rowNeeds, (need) => needs.records[need]!.organisation),
    perEnterprise,
  );
  const offering = groupBy(
    outcomes.records.map(({ organisation }) => organisation),
    perUniversity,
  );
  return { enterprises: asking.ids, universities: offering.ids, rowGroups: asking.groups, columnGroups: offering.groups };
}

/** Whose groups a certificate speaks of; sides without any are left out. */
export function namedQuotas({
  enterprises,
  universities,
}: RecordQuotas): Partial<Readonly<Record<"enterprises" | "universities", readonly string[]>>> {
  return { ...(enterprises.length === 0 ? {} : { enterprises }), ...(universities.length === 0 ? {} : { universities }) };
}

function groupBy(
  organisations: ReadonlyArray<string | undefined>,
  bounds: CapacityBounds,
): { readonly ids: readonly string[]; readonly groups: readonly Group[] } {
  if (!isLimited(bounds)) return { ids: [], groups: [] };
  const members = new Map<string, number[]>();
  organisations.forEach((organisation, at) => {
    if (organisation === undefined) return;
    const list = members.get(organisation);
    if (list === undefined) members.set(organisation, [at]);
    else list.push(at);
  });
  const ids = [...members.keys()].sort(compareIds);
  return { ids, groups: ids.map((id) => ({ members: members.get(id)!, ...bounds })) };
}

export function isLimited({ min, max }: CapacityBounds): boolean {
  return min > 0 || max !== Infinity;
}
