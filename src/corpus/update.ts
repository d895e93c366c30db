import { compareIds } from "../kernel/order.js";
import { ConfigError, createIssue, describeValue, type Issue } from "../model/issue.js";
import { parseMarket, type Market } from "../model/market.js";
import type { Need, Organisation, Outcome } from "../model/record.js";
import type { SparseRows } from "../kernel/sparse-rows.js";
import { encodeSegment } from "./assemble.js";
import { MARKET_LISTS, type CorpusUpdate, type MarketList } from "./corpus-update.js";
import { SIDES, type CorpusParts, type SegmentSide, type Side } from "./corpus.js";
import { countOf, isLive, locate, tidySegments, withoutRecords } from "./segment.js";

/** The ids that an update touches on each side. */
export interface Touched {
  /** Records that are new, other than before, or of an organisation that changed, in id order. */
  readonly put: Readonly<Record<Side, readonly string[]>>;
  /** Records that are no longer there, in id order. */
  readonly removed: Readonly<Record<Side, readonly string[]>>;
}

type IdSets = Readonly<Record<MarketList, ReadonlySet<string>>>;

/** A corpus after an update: see `Corpus.update`. */
export function applyUpdate(
  corpus: CorpusParts,
  update: CorpusUpdate,
): { readonly parts: CorpusParts; readonly issues: readonly Issue[]; readonly touched: Touched } {
  refuseMalformed(update);
  const { ids: removed, issues: removalIssues } = readRemovals(corpus, update);
  const kept = {
    size: corpus.organisations.size - removed.organisations.size,
    get: (id: string) => (removed.organisations.has(id) ? undefined : corpus.organisations.get(id)),
  };
  const { market, issues } = parseMarket({ outcomes: [], needs: [], ...update.add }, corpus.config.references, kept);
  const organisations = nextOrganisations(corpus, market, removed);
  const inherited = organisations === corpus.organisations ? NO_RECORDS : recordsOf(corpus, changedOrganisations(corpus, market, removed));
  const outcomes = latest(inherited.outcomes, market.outcomes, removed.outcomes);
  const needs = latest(inherited.needs, market.needs, removed.needs);
  const put = { outcomes: outcomes.map(({ id }) => id), needs: needs.map(({ id }) => id) };
  const segments = corpus.segments.map((segment) => {
    const gone = (side: Side): number[] =>
      [...put[side], ...removed[side]].flatMap((id) => {
        const index = segment[side].indexOf.get(id);
        return index !== undefined && isLive(segment[side], index) ? [index] : [];
      });
    return withoutRecords(segment, { outcomes: [...new Set(gone("outcomes"))], needs: [...new Set(gone("needs"))] });
  });
  const added = encodeSegment({ outcomes, needs }, { ...partsOf(corpus), organisations }, corpus.segments[0]!.vocabularies);
  const tidy = tidySegments([...segments, added]);
  const removedOnly = (side: Side): string[] => {
    const back = new Set(put[side]);
    return [...removed[side]].filter((id) => !back.has(id)).sort(compareIds);
  };
  return {
    parts: { ...partsOf(corpus), organisations, segments: tidy },
    issues: [
      ...issues.filter(({ code }) => code !== "empty-side"),
      ...removalIssues,
      ...SIDES.filter((side) => countOf(tidy, side) === 0).map((side) => createIssue("empty-side", { path: [side] })),
    ],
    touched: { put, removed: { outcomes: removedOnly("outcomes"), needs: removedOnly("needs") } },
  };
}

const NO_RECORDS = { outcomes: [], needs: [] } as const;

/** The parts alone: a corpus has members that would be put together by a copy. */
function partsOf({ config, statistics, model, analyzer, weigher, organisations, segments }: CorpusParts): CorpusParts {
  return { config, statistics, model, analyzer, weigher, organisations, segments };
}

/** @throws ConfigError */
function refuseMalformed(update: unknown): void {
  const issues: Issue[] = [];
  const check = (value: unknown, path: readonly string[], known: readonly string[]): void => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      issues.push(createIssue("option-wrong-type", { path, expected: "object", received: describeValue(value) }));
      return;
    }
    for (const key of Object.keys(value))
      if (!known.includes(key))
        issues.push(createIssue("unknown-option", { path: [...path, key], expected: known.join(", "), received: key }));
  };
  check(update, ["update"], ["add", "remove"]);
  const { add, remove } = (update ?? {}) as CorpusUpdate;
  if (add !== undefined) check(add, ["add"], MARKET_LISTS);
  if (remove !== undefined) check(remove, ["remove"], MARKET_LISTS);
  for (const kind of MARKET_LISTS) {
    const ids: unknown = remove?.[kind];
    if (ids !== undefined && !(Array.isArray(ids) && ids.every((id) => typeof id === "string")))
      issues.push(createIssue("option-wrong-type", { path: ["remove", kind], expected: "array of strings", received: describeValue(ids) }));
  }
  if (issues.length > 0) throw new ConfigError(issues);
}

/** The ids to remove that are there, and an issue for each that is not. */
function readRemovals(corpus: CorpusParts, { remove }: CorpusUpdate): { readonly ids: IdSets; readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const read = (kind: MarketList): ReadonlySet<string> => {
    const found = new Set<string>();
    for (const id of new Set(remove?.[kind])) {
      const isThere = kind === "organisations" ? corpus.organisations.has(id) : locate(corpus.segments, kind, id) !== undefined;
      if (isThere) found.add(id);
      else issues.push(createIssue("nothing-to-remove", { path: ["remove", kind], received: describeValue(id) }));
    }
    return found;
  };
  return { ids: { organisations: read("organisations"), outcomes: read("outcomes"), needs: read("needs") }, issues };
}

/** Organisations after an update, in id order; the same map where none changes. */
function nextOrganisations(corpus: CorpusParts, market: Market, removed: IdSets): ReadonlyMap<string, Organisation> {
  if (market.organisations.length === 0 && removed.organisations.size === 0) return corpus.organisations;
  const next = new Map([...corpus.organisations].filter(([id]) => !removed.organisations.has(id)));
  for (const organisation of market.organisations) next.set(organisation.id, organisation);
  return new Map([...next].sort(([a], [b]) => compareIds(a, b)));
}

function changedOrganisations(corpus: CorpusParts, { organisations }: Market, removed: IdSets): ReadonlySet<string> {
  const isOther = (organisation: Organisation): boolean =>
    JSON.stringify(organisation) !== JSON.stringify(corpus.organisations.get(organisation.id));
  const put = new Set(organisations.map(({ id }) => id));
  return new Set([...organisations.filter(isOther).map(({ id }) => id), ...[...removed.organisations].filter((id) => !put.has(id))]);
}

/** Records that name one of some organisations, by side. */
function recordsOf(
  { segments }: CorpusParts,
  organisations: ReadonlySet<string>,
): { readonly outcomes: Outcome[]; readonly needs: Need[] } {
  const of = <A extends Outcome | Need>(side: SegmentSide<A>): A[] => {
    const members = membersOf(side);
    return [...organisations].flatMap((id) => (members.get(id) ?? []).filter((r) => isLive(side, r)).map((r) => side.records[r]!));
  };
  return { outcomes: segments.flatMap(({ outcomes }) => of(outcomes)), needs: segments.flatMap(({ needs }) => of(needs)) };
}

/** Records by the organisation they name. Rows live as long as the records that they are of, whichever of them are gone. */
const membersByRows = new WeakMap<SparseRows, ReadonlyMap<string, readonly number[]>>();

function membersOf({ records, rows }: SegmentSide<Outcome | Need>): ReadonlyMap<string, readonly number[]> {
  const known = membersByRows.get(rows.text);
  if (known !== undefined) return known;
  const members = new Map<string, number[]>();
  records.forEach(({ organisation }, r) => {
    if (organisation === undefined) return;
    const found = members.get(organisation);
    if (found === undefined) members.set(organisation, [r]);
    else found.push(r);
  });
  membersByRows.set(rows.text, members);
  return members;
}

/** Records to be encoded, by id: those added, and those that inherit otherwise and are neither removed nor replaced. */
function latest<A extends { readonly id: string }>(inherited: readonly A[], added: readonly A[], removed: ReadonlySet<string>): A[] {
  const byId = new Map(inherited.filter(({ id }) => !removed.has(id)).map((record) => [record.id, record]));
  for (const record of added) byId.set(record.id, record);
  return [...byId.values()].sort((a, b) => compareIds(a.id, b.id));
}
