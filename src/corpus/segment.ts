import { hasBit, withBits } from "../kernel/bit-set.js";
import { columnLookup, createVocabulary } from "../kernel/vocabulary.js";
import { byRowSignal, type RowSignal, type ScoredSide } from "../score/pair-score.js";
import { SIDES, type CorpusSide, type Segment, type SegmentSide, type Side, type Vocabularies } from "./corpus.js";
import { gatherRecords, type GatherSource, type Place } from "./gather-records.js";

/** Where a record is: its segment, and its index in a side of it. */
export interface Location {
  readonly segment: Segment;
  readonly index: number;
}

/**
 * A segment is merged with the one before it while that has at most so many times its records. Sizes then at least double from the last to
 * the first, so there are O(log records) segments, and a record is copied O(log records) times in all.
 *
 * @see J. L. Bentley, J. B. Saxe, "Decomposable searching problems I", Journal of Algorithms 1 (1980) 301–358.
 */
const SIZE_RATIO = 2;
/** Share of a segment's records that may be gone before the rest is copied out: a removal costs at most four copies, a scan a third more. */
const GONE_SHARE = 0.25;

/** A side with its ids. @param records in id order. @param side their rows. */
export function indexSide<A extends { readonly id: string }>(records: readonly A[], side: ScoredSide): CorpusSide<A> {
  const ids = records.map((record) => record.id);
  const indexOf = new Map<string, number>();
  for (let index = 0; index < ids.length; index++) indexOf.set(ids[index]!, index);
  return { ...side, records, ids, indexOf };
}

/** A side of which all records live. */
export function wholeSide<A>(side: CorpusSide<A>): SegmentSide<A> {
  return { ...side, gone: undefined, liveCount: side.count };
}

export function isLive(side: SegmentSide<unknown>, index: number): boolean {
  return side.gone === undefined || !hasBit(side.gone, index);
}

/** Where the record of an id is, or `undefined`. O(segments). */
export function locate(segments: readonly Segment[], side: Side, id: string): Location | undefined {
  for (const segment of segments) {
    const index = segment[side].indexOf.get(id);
    if (index !== undefined && isLive(segment[side], index)) return { segment, index };
  }
  return undefined;
}

/** How many records of a side there are. */
export function countOf(segments: readonly Segment[], side: Side): number {
  return segments.reduce((sum, segment) => sum + segment[side].liveCount, 0);
}

/** A segment without some live records. O(records / 32). */
export function withoutRecords(segment: Segment, indices: Readonly<Record<Side, readonly number[]>>): Segment {
  const without = <A>(side: SegmentSide<A>, gone: readonly number[]): SegmentSide<A> =>
    gone.length === 0 ? side : { ...side, gone: withBits(side.gone, side.count, gone), liveCount: side.liveCount - gone.length };
  return {
    vocabularies: segment.vocabularies,
    outcomes: without(segment.outcomes, indices.outcomes),
    needs: without(segment.needs, indices.needs),
  };
}

/** The same records in few segments (see `SIZE_RATIO`, `GONE_SHARE`); empty ones are dropped, but for one. */
export function tidySegments(segments: readonly Segment[]): readonly Segment[] {
  const tidy: Segment[] = [];
  for (const segment of segments) {
    if (liveSize(segment) === 0) continue;
    let last = size(segment) - liveSize(segment) > GONE_SHARE * size(segment) ? mergeSegments([segment]) : segment;
    while (tidy.length > 0 && liveSize(tidy.at(-1)!) <= SIZE_RATIO * liveSize(last)) last = mergeSegments([tidy.pop()!, last]);
    tidy.push(last);
  }
  return tidy.length > 0 ? tidy : [mergeSegments(segments.slice(0, 1))];
}

/** One segment of all live records. @param segments at least one. O(entries). */
export function mergeSegments(segments: readonly Segment[]): Segment {
  const [first, ...others] = segments;
  if (others.length > 0) return mergeTwo(first!, mergeSegments(others));
  return SIDES.every((side) => first![side].gone === undefined) ? first! : mergeTwo(first!, undefined);
}

function size({ outcomes, needs }: Segment): number {
  return outcomes.count + needs.count;
}

function liveSize({ outcomes, needs }: Segment): number {
  return outcomes.liveCount + needs.liveCount;
}

function mergeTwo(a: Segment, b: Segment | undefined): Segment {
  const parts = b === undefined ? [a] : [a, b];
  const vocabularies = byRowSignal((signal) => {
    const own = a.vocabularies[signal];
    const later = parts.flatMap((part) => laterTermsInUse(part, signal));
    return later.length === 0 && own.later.length === 0 ? own : createVocabulary(own.frozen, later);
  });
  return { vocabularies, outcomes: mergeSide(parts, "outcomes", vocabularies), needs: mergeSide(parts, "needs", vocabularies) };
}

/** The later terms that some live record has: a rebuild would know no others. */
function laterTermsInUse(segment: Segment, signal: RowSignal): string[] {
  const { frozenCount, later } = segment.vocabularies[signal];
  if (later.length === 0) return [];
  const isUsed = new Uint8Array(later.length);
  for (const name of SIDES) {
    const side = segment[name];
    const { rowStart, column } = side.rows[signal];
    for (let r = 0; r < side.count; r++) {
      if (!isLive(side, r)) continue;
      for (let e = rowStart[r]!; e < rowStart[r + 1]!; e++) if (column[e]! >= frozenCount) isUsed[column[e]! - frozenCount] = 1;
    }
  }
  return later.filter((_, at) => isUsed[at] === 1);
}

function mergeSide<Name extends Side>(parts: readonly Segment[], name: Name, vocabularies: Vocabularies): Segment[Name] {
  type A = Segment[Name]["records"][number];
  const sides = parts.map((part) => part[name] as SegmentSide<A>);
  const places = sides.length === 1 ? livePlaces(sides[0]!, 0) : mergeById(sides[0]!, sides[1]!);
  const sources = parts.map((part, at): GatherSource => ({
    side: sides[at]!,
    newColumn: (signal) => columnMap(part, signal, vocabularies),
  }));
  const records = places.map(([part, r]) => sides[part]!.records[r]!);
  return wholeSide(indexSide(records, gatherRecords(sources, places, vocabularies)));
}

function livePlaces(side: SegmentSide<unknown>, part: number): Place[] {
  const places: Place[] = [];
  for (let r = 0; r < side.count; r++) if (isLive(side, r)) places.push([part, r]);
  return places;
}

function mergeById(a: SegmentSide<unknown>, b: SegmentSide<unknown>): Place[] {
  const placesA = livePlaces(a, 0);
  const placesB = livePlaces(b, 1);
  const merged: Place[] = [];
  let atB = 0;
  for (const place of placesA) {
    while (atB < placesB.length && b.ids[placesB[atB]![1]]! < a.ids[place[1]]!) merged.push(placesB[atB++]!);
    merged.push(place);
  }
  return merged.concat(placesB.slice(atB));
}

/** New columns of a segment's later terms; `undefined` where all columns stay. Both lists are in code unit order, so columns still ascend. */
function columnMap(segment: Segment, signal: RowSignal, vocabularies: Vocabularies): Uint32Array | undefined {
  const { later } = segment.vocabularies[signal];
  if (later.length === 0 || segment.vocabularies[signal] === vocabularies[signal]) return undefined;
  // A term that no live record has is nowhere looked up.
  const columnOf = columnLookup(vocabularies[signal]);
  return Uint32Array.from(later, (term) => columnOf(term) ?? 0);
}
