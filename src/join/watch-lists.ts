import { SIDES, type Corpus, type Side } from "../corpus/corpus.js";
import { createIssue, describeValue, type Issue } from "../model/issue.js";
import { rankNeeds, rankOutcomes } from "./rank.js";
import { refuseIssues } from "./request.js";

/** The k best partners of one record as they are kept: ids and scores, best first. */
export interface PartnerList {
  readonly ids: readonly string[];
  readonly scores: readonly number[];
}

/** The lists of a watch as plain data, records in id order. */
export interface KeptLists {
  readonly kind: "watch";
  readonly version: 1;
  readonly k: number;
  /** `null` where every partner may be on a list. */
  readonly minScore: number | null;
  readonly lists: Readonly<Record<Side, ReadonlyArray<PartnerList & { readonly id: string }>>>;
}

/** Lists of a side that are ranked again to see that the corpus gives the scores that they were kept of. */
const SAMPLE = 16;

interface ReadLists {
  readonly k: number;
  readonly minScore: number;
  readonly lists: Readonly<Record<Side, Map<string, PartnerList>>>;
}

/** @throws ConfigError `option-wrong-type`. */
export function readLists(corpus: Corpus, kept: KeptLists): ReadLists {
  refuseIssues(shapeIssues(kept));
  const minScore = kept.minScore ?? -Infinity;
  const { k } = kept;
  const lists = { outcomes: mapOf(kept.lists.outcomes), needs: mapOf(kept.lists.needs) };
  refuseIssues(SIDES.flatMap((side) => strangeLists(corpus, side, lists[side])));
  const isSame = (side: Side, id: string, list: PartnerList): boolean => {
    const options = { k, minScore };
    const ranked = side === "needs" ? rankOutcomes(corpus, id, options) : rankNeeds(corpus, id, options);
    return ranked.length === list.ids.length && ranked.every(({ id, score }, at) => list.ids[at] === id && list.scores[at] === score);
  };
  refuseIssues(
    SIDES.flatMap((side) =>
      sample([...lists[side]])
        .filter(([id, list]) => !isSame(side, id, list))
        .map(([id]) => wrong(["lists", side, id], "the list that this corpus gives", "another")),
    ),
  );
  return { k, minScore, lists };
}

function mapOf(lists: KeptLists["lists"][Side]): Map<string, PartnerList> {
  return new Map(lists.map(({ id, ids, scores }) => [id, { ids, scores }]));
}

function wrong(path: readonly string[], expected: string, received: string): Issue {
  return createIssue("option-wrong-type", { path: ["watch", ...path], expected, received });
}

/** What came back from a file need not be a watch. */
function shapeIssues(kept: unknown): Issue[] {
  const { kind, version, k, minScore, lists } = (kept ?? {}) as Partial<Record<keyof KeptLists, unknown>>;
  const isList = (list: unknown): boolean => {
    const { id, ids, scores } = (list ?? {}) as Partial<Record<"id" | "ids" | "scores", unknown>>;
    const areIds = Array.isArray(ids) && ids.every((each) => typeof each === "string");
    const areScores = Array.isArray(scores) && scores.every((each) => typeof each === "number" && !Number.isNaN(each));
    return typeof id === "string" && areIds && areScores && ids.length === scores.length && ids.length <= Number(k);
  };
  const sides = (lists ?? {}) as Partial<Record<Side, unknown>>;
  const checks = [
    ["kind", "watch", kind, kind === "watch"],
    ["version", "1", version, version === 1],
    ["k", "a whole number ≥ 1", k, Number.isSafeInteger(k) && (k as number) >= 1],
    ["minScore", "number or null", minScore, minScore === null || (typeof minScore === "number" && !Number.isNaN(minScore))],
    ...SIDES.map((side) => {
      const own = sides[side];
      return [`lists.${side}`, "[{ id, ids, scores }]", own, Array.isArray(own) && own.every(isList)] as const;
    }),
  ] as const;
  return checks.flatMap(([key, expected, value, isFine]) => (isFine ? [] : [wrong([key], expected, describeValue(value))]));
}

/** Lists must be of the corpus's records, one a record, and name records of the other side. */
function strangeLists(corpus: Corpus, side: Side, lists: ReadonlyMap<string, PartnerList>): Issue[] {
  const [owners, others] = side === "needs" ? [corpus.needs, corpus.outcomes] : [corpus.outcomes, corpus.needs];
  if (lists.size !== owners.count) return [wrong(["lists", side], `${owners.count} lists`, `${lists.size}`)];
  for (const [id, { ids }] of lists) {
    if (!owners.indexOf.has(id)) return [wrong(["lists", side], "lists of this corpus's records", id)];
    const stranger = ids.find((partner) => !others.indexOf.has(partner));
    if (stranger !== undefined) return [wrong(["lists", side, id], "partners of this corpus", stranger)];
  }
  return [];
}

function sample<A>(values: readonly A[]): A[] {
  const size = Math.min(SAMPLE, values.length);
  return Array.from({ length: size }, (_, at) => values[Math.floor((at * values.length) / size)]!);
}
