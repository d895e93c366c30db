import { compareIds } from "../kernel/order.js";
import { createIssue, describeValue, type Issue, type IssueRecord } from "./issue.js";
import { createParser, type ParsedRecord } from "./parse.js";
import type { Need, Organisation, Outcome } from "./record.js";
import type { References } from "./references.js";

/** What a caller hands in: anything, side by side. Absent organisations are none. */
export interface MarketInput {
  readonly outcomes: readonly unknown[];
  readonly needs: readonly unknown[];
  readonly organisations?: readonly unknown[];
}

/** Which organisations are there, and how many. */
export type StandingOrganisations = Pick<ReadonlyMap<string, Organisation>, "get" | "size">;

/** Clean records, each side sorted by id (code unit order), ids distinct within a side. */
export interface Market {
  readonly outcomes: readonly Outcome[];
  readonly needs: readonly Need[];
  readonly organisations: readonly Organisation[];
}

/**
 * Reads all records of a market and checks what only shows across records: ids given twice, organisations not there.
 *
 * Of records with one id the fullest is kept (longest as JSON, then first in code unit order), so that input order never
 * matters. A field that no record should have is noted once a side. Issues come by side (organisations, outcomes, needs) and
 * then by place in the input. O(records · log records).
 *
 * @param standing organisations that records may name besides those of the input: where records join a corpus.
 */
export function parseMarket(
  input: MarketInput,
  references: References = {},
  standing: StandingOrganisations = new Map(),
): { readonly market: Market; readonly issues: readonly Issue[] } {
  const sideIssues: Issue[] = [];
  const organisations = parseSide("organisation", listOf(input, "organisations", sideIssues), createParser(references).organisation);
  const given = new Map<string, Organisation>();
  for (const { record } of organisations.records) given.set(record.id, record);
  const known: StandingOrganisations = { size: given.size + standing.size, get: (id) => given.get(id) ?? standing.get(id) };
  const parser = createParser(references, (id) => known.get(id)?.region);
  const outcomes = parseSide("outcome", listOf(input, "outcomes", sideIssues), parser.outcome);
  const needs = parseSide("need", listOf(input, "needs", sideIssues), parser.need);
  const market: Market = {
    organisations: organisations.records.map(({ record }) => record),
    outcomes: withKnownOrganisations("outcome", outcomes, known),
    needs: withKnownOrganisations("need", needs, known),
  };
  const empty = (["outcomes", "needs"] as const)
    .filter((side) => market[side].length === 0)
    .map((side) => createIssue("empty-side", { path: [side] }));
  return { market, issues: [...sideIssues, ...[organisations, outcomes, needs].flatMap((side) => inInputOrder(side.issues)), ...empty] };
}

/** The records of a side: none where it is not given; none, and `wrong-type`, where it is no list. */
function listOf(input: MarketInput | undefined, side: keyof MarketInput, issues: Issue[]): readonly unknown[] {
  const given: unknown = input?.[side];
  // A copy without holes, which forEach would pass over in silence.
  if (Array.isArray(given)) return Array.from(given);
  if (given !== undefined && given !== null)
    issues.push(createIssue("wrong-type", { path: [side], expected: "array", received: describeValue(given) }));
  return [];
}

interface Placed<A> {
  readonly record: A;
  readonly index: number;
}

interface ParsedSide<A> {
  readonly records: ReadonlyArray<Placed<A>>;
  readonly issues: Issue[];
}

function parseSide<A extends { readonly id: string }>(
  kind: IssueRecord["kind"],
  inputs: readonly unknown[],
  parse: (input: unknown, index: number) => ParsedRecord<A>,
): ParsedSide<A> {
  const issues: Issue[] = [];
  const strangers = new Set<string>();
  const byId = new Map<string, Placed<A>>();
  for (let index = 0; index < inputs.length; index++) {
    const parsed = parse(inputs[index], index);
    for (const issue of parsed.issues) {
      const stranger = issue.code === "unknown-field" ? JSON.stringify(issue.path.filter((key) => typeof key === "string")) : undefined;
      if (stranger !== undefined && strangers.has(stranger)) continue;
      if (stranger !== undefined) strangers.add(stranger);
      issues.push(issue);
    }
    if (parsed.record === undefined) continue;
    const { id } = parsed.record;
    const rival = byId.get(id);
    const entry = { record: parsed.record, index };
    const kept = rival === undefined || isFuller(entry.record, rival.record) ? entry : rival;
    const dropped = kept === entry ? rival : entry;
    if (dropped !== undefined)
      issues.push(createIssue("duplicate-id", { path: ["id"], record: { kind, index: dropped.index, id }, received: id }));
    byId.set(id, kept);
  }
  return { records: [...byId.values()].sort(comparePlaced), issues };
}

function comparePlaced(a: Placed<{ readonly id: string }>, b: Placed<{ readonly id: string }>): number {
  return compareIds(a.record.id, b.record.id);
}

/** Which of two records with one id is kept: whether the first says more. */
export function isFuller(a: object, b: object): boolean {
  const textA = JSON.stringify(a);
  const textB = JSON.stringify(b);
  return textA.length > textB.length || (textA.length === textB.length && textA < textB);
}

/** The records of a side; notes those whose organisation is not there. */
function withKnownOrganisations<A extends { readonly id: string; readonly organisation?: string }>(
  kind: IssueRecord["kind"],
  { records, issues }: ParsedSide<A>,
  known: StandingOrganisations,
): A[] {
  const kept: A[] = [];
  for (const { record, index } of records) {
    const { organisation } = record;
    // Without any organisations the ids are names of their own; only a list that lacks one makes it unknown.
    if (organisation !== undefined && known.size > 0 && known.get(organisation) === undefined)
      issues.push(
        createIssue("unknown-organisation", { path: ["organisation"], record: { kind, index, id: record.id }, received: organisation }),
      );
    kept.push(record);
  }
  return kept;
}

function inInputOrder(issues: readonly Issue[]): Issue[] {
  return issues
    .map((issue, at) => ({ issue, at }))
    .sort((a, b) => (a.issue.record?.index ?? 0) - (b.issue.record?.index ?? 0) || a.at - b.at)
    .map(({ issue }) => issue);
}
