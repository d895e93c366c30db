import type { Corpus } from "../corpus/corpus.js";
import type { CandidateEdges } from "../join/candidates.js";
import { compareIds } from "../kernel/order.js";
import { createIssue, type Issue } from "../model/issue.js";
import type { OrganisationKind } from "../model/record.js";

/** One side's organisations, and which of them stands behind each record. */
export interface OrganisationSide {
  /** Behind at least one record, or listed as of this side's kind; in code unit order. */
  readonly ids: readonly string[];
  /** Index of each record's organisation; −1 where it names none. */
  readonly ofRecord: Int32Array;
}

/** Who stands on either side. */
export interface OrganisationSides {
  readonly enterprises: OrganisationSide;
  readonly universities: OrganisationSide;
}

export function organisationSides({ needs, outcomes, organisations }: Corpus): OrganisationSides {
  const sideOf = (records: ReadonlyArray<{ readonly organisation?: string }>, kind: OrganisationKind): OrganisationSide => {
    const listed = [...organisations.values()].filter((organisation) => organisation.kind === kind).map(({ id }) => id);
    const ids = [...new Set([...records.flatMap(({ organisation }) => organisation ?? []), ...listed])].sort(compareIds);
    const indexOf = new Map(ids.map((id, at) => [id, at]));
    return {
      ids,
      ofRecord: Int32Array.from(records, ({ organisation }) => (organisation === undefined ? -1 : indexOf.get(organisation)!)),
    };
  };
  return { enterprises: sideOf(needs.records, "enterprise"), universities: sideOf(outcomes.records, "university") };
}

/**
 * What is odd about the organisations and changes what is proposed: one on both sides is never its own partner; one that records
 * name and the market does not list stands on the side of its records, and nothing else is known of it; two of one name stay two.
 * In id order.
 */
export function organisationIssues({ organisations }: Corpus, { enterprises, universities }: OrganisationSides): Issue[] {
  const offering = new Set(universities.ids);
  const twoSided = enterprises.ids
    .filter((id) => offering.has(id))
    .map((id) => createIssue("organisation-on-both-sides", { path: ["organisations", id], received: id }));
  // Without a list of organisations the records' own words are all there is.
  const unknown = organisations.size === 0 ? [] : [...new Set([...enterprises.ids, ...universities.ids])].sort(compareIds);
  const unlisted = unknown
    .filter((id) => !organisations.has(id))
    .map((id) => createIssue("unknown-organisation", { path: ["organisations", id], received: id }));
  const byName = new Map<string, string[]>();
  for (const { id, name } of [...organisations.values()].sort((a, b) => compareIds(a.id, b.id)))
    byName.set(name, [...(byName.get(name) ?? []), id]);
  const namesakes = [...byName]
    .filter(([, ids]) => ids.length > 1)
    .map(([name, ids]) =>
      createIssue("organisation-same-name", { path: ["organisations", ids[0]!, "name"], expected: ids.join(", "), received: name }),
    );
  return [...twoSided, ...unlisted, ...namesakes];
}

/**
 * Candidate pairs of records put together by the organisations behind them: pair p joins `enterprise[p]` and `university[p]` by the
 * record pairs `edge[start[p] … start[p + 1] − 1]`, which ascend. Sorted by enterprise, then university.
 */
export interface OrganisationEdges {
  readonly enterprise: Uint32Array;
  readonly university: Uint32Array;
  readonly start: Uint32Array;
  readonly edge: Uint32Array;
}

/** Leaves out records without organisation, and pairs of an organisation with itself. O(edges + organisations). */
export function organisationEdges(edges: CandidateEdges, { enterprises, universities }: OrganisationSides): OrganisationEdges {
  const indexOfUniversity = new Map(universities.ids.map((id, at) => [id, at]));
  const self = Int32Array.from(enterprises.ids, (id) => indexOfUniversity.get(id) ?? -1);
  const counted: number[] = [];
  edges.score.forEach((_, e) => {
    const enterprise = enterprises.ofRecord[edges.need[e]!]!;
    const university = universities.ofRecord[edges.outcome[e]!]!;
    if (enterprise >= 0 && university >= 0 && self[enterprise] !== university) counted.push(e);
  });
  const enterpriseOf = (e: number): number => enterprises.ofRecord[edges.need[e]!]!;
  const universityOf = (e: number): number => universities.ofRecord[edges.outcome[e]!]!;
  const byUniversity = sortedBy(Uint32Array.from(counted), universityOf, universities.ids.length);
  const edge = sortedBy(byUniversity, enterpriseOf, enterprises.ids.length);
  const start: number[] = [];
  edge.forEach((e, at) => {
    const before = edge[at - 1];
    if (before === undefined || enterpriseOf(before) !== enterpriseOf(e) || universityOf(before) !== universityOf(e)) start.push(at);
  });
  return {
    enterprise: Uint32Array.from(start, (at) => enterpriseOf(edge[at]!)),
    university: Uint32Array.from(start, (at) => universityOf(edge[at]!)),
    start: Uint32Array.from([...start, edge.length]),
    edge,
  };
}

/** A stable counting sort. */
function sortedBy(items: Uint32Array, keyOf: (item: number) => number, keyCount: number): Uint32Array {
  const place = new Uint32Array(keyCount + 1);
  for (const item of items) place[keyOf(item) + 1]!++;
  for (let key = 0; key < keyCount; key++) place[key + 1]! += place[key]!;
  const sorted = new Uint32Array(items.length);
  for (const item of items) sorted[place[keyOf(item)]!++] = item;
  return sorted;
}
