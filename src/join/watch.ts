import type { Corpus, Side } from "../corpus/corpus.js";
import { createCorpus } from "../corpus/create-corpus.js";
import type { CorpusUpdate } from "../corpus/corpus-update.js";
import { applyUpdate, type Touched } from "../corpus/update.js";
import { compareIds } from "../kernel/order.js";
import type { Issue } from "../model/issue.js";
import { partnersOf } from "./match-all.js";
import { rankNeeds, rankOutcomes, segmentProbe } from "./rank.js";
import { checkRankOptions, DEFAULT_K, refuseIssues } from "./request.js";
import { scanSegment } from "./scan.js";
import { readLists, type KeptLists, type PartnerList } from "./watch-lists.js";

export interface WatchOptions {
  /** Places of each list, a whole number ≥ 1. Default 10. */
  readonly k?: number;
  /** Partners that score less are on no list. Default: all may be. */
  readonly minScore?: number;
}

/** A partner on a list. */
export interface ListedPartner {
  readonly id: string;
  readonly score: number;
}

/** A partner that came onto a list. */
export interface EnteredPartner extends ListedPartner {
  /** Its place, from 1. */
  readonly place: number;
  /** `put`: it is new, or other than before. `moved-up`: a place came free, because another left or because the list's own record changed. */
  readonly cause: "put" | "moved-up";
}

/** A partner that is on a list no more. */
export interface LeftPartner {
  readonly id: string;
  /** `removed`: it is no longer there. `outranked`: k others score higher now. `below`: it scores too little now, or is no candidate. */
  readonly cause: "removed" | "outranked" | "below";
}

/** What an update did to the k best partners of one record. */
export interface Alert {
  /** Which side the record is on whose list this is. */
  readonly side: Side;
  readonly id: string;
  /** Whether the record itself is new: then all that is on its list entered it. */
  readonly isNew: boolean;
  /** By place. */
  readonly entered: readonly EnteredPartner[];
  /** In id order. */
  readonly left: readonly LeftPartner[];
}

const OTHER: Readonly<Record<Side, Side>> = { outcomes: "needs", needs: "outcomes" };

/**
 * Watches who the k best partners of every record are while the corpus changes, and tells whom a change concerns, without a new join.
 *
 * The lists are those of `rankOutcomes` and `rankNeeds` after every change, to the bit, ties included. Owns its state: a watch moves on with
 * each `apply`. An update costs one scan of the other side a record added, plus one ranking a list that lost a partner.
 */
export class Watch {
  private constructor(
    private current: Corpus,
    /** Places of each list. */
    readonly k: number,
    private readonly minScore: number,
    private readonly lists: Readonly<Record<Side, Map<string, PartnerList>>>,
  ) {}

  /** @throws ConfigError `unknown-option`, `option-wrong-type`, `option-out-of-range`. */
  static open(corpus: Corpus, options: WatchOptions): Watch {
    refuseIssues(checkRankOptions(options, ["k", "minScore"]));
    const { k = DEFAULT_K, minScore = -Infinity } = options;
    return new Watch(corpus, k, minScore, {
      outcomes: joinSide(corpus, "outcomes", k, minScore),
      needs: joinSide(corpus, "needs", k, minScore),
    });
  }

  /** @throws ConfigError as `resumeWatch`. */
  static resume(corpus: Corpus, kept: KeptLists): Watch {
    const { k, minScore, lists } = readLists(corpus, kept);
    return new Watch(corpus, k, minScore, lists);
  }

  /** The corpus with every update applied so far. */
  get corpus(): Corpus {
    return this.current;
  }

  /** The k best partners of a record, best first; `undefined` for no record of that side. */
  list(side: Side, id: string): ListedPartner[] | undefined {
    const list = this.lists[side].get(id);
    return list?.ids.map((partner, at) => ({ id: partner, score: list.scores[at]! }));
  }

  /**
   * Updates the corpus, as `corpus.update`, and tells every list that gained or lost a partner.
   *
   * @returns alerts of needs' lists and then of outcomes' lists, each in id order; lists on which only scores or places changed are not told,
   * nor are those of records removed. @throws ConfigError as `corpus.update`; then nothing has changed.
   * O(records added · (records + postings) + lists that lost a partner · a ranking).
   */
  apply(update: CorpusUpdate): { readonly alerts: readonly Alert[]; readonly issues: readonly Issue[] } {
    const { parts, issues, touched } = applyUpdate(this.current, update);
    const wasThere = (side: Side): ReadonlySet<string> =>
      new Set([...touched.put[side], ...touched.removed[side]].filter((id) => this.lists[side].has(id)));
    const lost = { outcomes: wasThere("outcomes"), needs: wasThere("needs") };
    this.current = createCorpus(parts);
    return { alerts: [...this.follow("needs", touched, lost.outcomes), ...this.follow("outcomes", touched, lost.needs)], issues };
  }

  /** Plain data to keep and to resume from, the same after a trip through JSON. */
  toJSON(): KeptLists {
    const listsOf = (side: Side) => [...this.lists[side]].sort(([a], [b]) => compareIds(a, b)).map(([id, list]) => ({ id, ...list }));
    const minScore = Number.isFinite(this.minScore) ? this.minScore : null;
    return { kind: "watch", version: 1, k: this.k, minScore, lists: { outcomes: listsOf("outcomes"), needs: listsOf("needs") } };
  }

  /** Brings the lists of a side up to date, and says what changed on them. @param lost partners that are gone or other than before. */
  private follow(side: Side, touched: Touched, lost: ReadonlySet<string>): Alert[] {
    const lists = this.lists[side];
    const before = new Map<string, PartnerList | undefined>();
    const replace = (id: string, list: PartnerList): void => {
      if (!before.has(id)) before.set(id, lists.get(id));
      lists.set(id, list);
    };
    for (const id of touched.removed[side]) lists.delete(id);
    const stale = this.staleLists(side, touched, lost);
    for (const id of touched.put[OTHER[side]]) this.enter(side, id, { isStale: (owner) => stale.has(owner), replace });
    for (const id of stale) replace(id, this.rankAnew(side, id));
    const put = new Set(touched.put[OTHER[side]]);
    const removed = new Set(touched.removed[OTHER[side]]);
    return [...before]
      .sort(([a], [b]) => compareIds(a, b))
      .map(([id, old]) => alertOf({ side, id, old, now: lists.get(id)!, put, removed, k: this.k }))
      .filter(({ entered, left }) => entered.length > 0 || left.length > 0);
  }

  /** Lists to be ranked anew: of records that are new or other than before, and those that a lost partner was on. */
  private staleLists(side: Side, { put }: Touched, lost: ReadonlySet<string>): Set<string> {
    const stale = new Set(put[side]);
    if (lost.size === 0) return stale;
    for (const [id, { ids }] of this.lists[side]) if (ids.some((partner) => lost.has(partner))) stale.add(id);
    return stale;
  }

  /** Puts a record onto the lists of the other side that it reaches: one scan, from the lowest of the kept thresholds up. */
  private enter(
    side: Side,
    partner: string,
    { isStale, replace }: { readonly isStale: (owner: string) => boolean; readonly replace: (owner: string, list: PartnerList) => void },
  ): void {
    const probe = segmentProbe(this.current, OTHER[side], partner);
    const floor = this.lowestThreshold(side);
    for (const segment of this.current.segments) {
      const owners = segment[side];
      if (owners.liveCount === 0) continue;
      const offer = (record: number, score: number): void => {
        const owner = owners.ids[record]!;
        if (isStale(owner)) return;
        const list = this.lists[side].get(owner)!;
        const next = withPartner(list, { id: partner, score }, this.k);
        if (next !== list) replace(owner, next);
      };
      scanSegment(this.current, probe(segment), owners, { floor, offer });
    }
  }

  /** No pair below it enters any list. Records without candidates have empty lists, and none of those can be entered. */
  private lowestThreshold(side: Side): number {
    let lowest = Infinity;
    let isOtherEmpty = true;
    for (const { scores } of this.lists[side].values()) {
      if (scores.length > 0) isOtherEmpty = false;
      if (scores.length === this.k) lowest = Math.min(lowest, scores[this.k - 1]!);
      else if (scores.length > 0 || this.minScore > -Infinity) lowest = -Infinity;
    }
    return isOtherEmpty ? this.minScore : Math.max(this.minScore, lowest);
  }

  private rankAnew(side: Side, id: string): PartnerList {
    const options = { k: this.k, minScore: this.minScore };
    const partners = side === "needs" ? rankOutcomes(this.current, id, options) : rankNeeds(this.current, id, options);
    return { ids: partners.map((partner) => partner.id), scores: partners.map(({ score }) => score) };
  }
}

/** The lists of a side by one join. */
function joinSide(corpus: Corpus, side: Side, k: number, minScore: number): Map<string, PartnerList> {
  const [owners, others] = [corpus[side], corpus[OTHER[side]]];
  const lists = new Map(owners.ids.map((id) => [id, { ids: [] as string[], scores: [] as number[] }]));
  const steps = partnersOf(corpus, { from: owners, to: others, k, minScore }, (owner, partner, score) => {
    const list = lists.get(owners.ids[owner]!)!;
    list.ids.push(others.ids[partner]!);
    list.scores.push(score);
  });
  while (steps.next().done !== true);
  return lists;
}

/** A list with a partner that was not on it, or the list itself where the partner does not reach it. */
function withPartner(list: PartnerList, { id, score }: ListedPartner, k: number): PartnerList {
  const { ids, scores } = list;
  let place = ids.length;
  while (place > 0 && (score > scores[place - 1]! || (score === scores[place - 1]! && id < ids[place - 1]!))) place--;
  if (place >= k) return list;
  return {
    ids: [...ids.slice(0, place), id, ...ids.slice(place)].slice(0, k),
    scores: [...scores.slice(0, place), score, ...scores.slice(place)].slice(0, k),
  };
}

interface Compared {
  readonly side: Side;
  readonly id: string;
  readonly old: PartnerList | undefined;
  readonly now: PartnerList;
  readonly put: ReadonlySet<string>;
  readonly removed: ReadonlySet<string>;
  readonly k: number;
}

function alertOf({ side, id, old, now, put, removed, k }: Compared): Alert {
  const was = new Set(old?.ids);
  const is = new Set(now.ids);
  const entered = now.ids.flatMap((partner, at): EnteredPartner[] =>
    was.has(partner) ? [] : [{ id: partner, score: now.scores[at]!, place: at + 1, cause: put.has(partner) ? "put" : "moved-up" }],
  );
  const left = [...was]
    .filter((partner) => !is.has(partner))
    .sort(compareIds)
    .map((partner): LeftPartner => ({
      id: partner,
      cause: removed.has(partner) ? "removed" : now.ids.length === k ? "outranked" : "below",
    }));
  return { side, id, isNew: old === undefined, entered, left };
}

/**
 * Begins to watch the k best partners of every need and of every outcome.
 *
 * @throws ConfigError `unknown-option`, `option-wrong-type`, `option-out-of-range`. As much time as `matchAll`.
 * @example
 * import { openWatch } from "alliance-match/alerts";
 *
 * const { corpus } = buildCorpus({ outcomes: [{ id: "o1", title: "高温余热回收装置" }], needs: [{ id: "n1", title: "窑炉余热回收" }] });
 * const watch = openWatch(corpus, { k: 1 });
 * const { alerts } = watch.apply({ add: { outcomes: [{ id: "o2", title: "窑炉余热回收" }] } });
 * alerts.map(({ side, id }) => [side, id]); // [["needs", "n1"], ["outcomes", "o2"]]
 * alerts[0].entered[0].id; // "o2"
 * alerts[0].left; // [{ id: "o1", cause: "outranked" }]
 */
export function openWatch(corpus: Corpus, options: WatchOptions = {}): Watch {
  return Watch.open(corpus, options);
}

/**
 * Goes on watching from what `Watch.toJSON` gave, without a join.
 *
 * @param corpus the one that the lists were kept of, or one that gives the same scores: opened from its snapshot, say.
 * @throws ConfigError `option-wrong-type` for what is no watch, and where lists are not of these records or of these scores, which is
 * checked on a sample. O(records · k).
 */
export function resumeWatch(corpus: Corpus, kept: KeptLists): Watch {
  return Watch.resume(corpus, kept);
}
