import { sumOf } from "../kernel/sum.js";
import type { Likeness } from "./similar-needs.js";

/** Needs that share a technology. */
export interface NeedCluster {
  readonly centre: number;
  /** Ascending, the centre among them. */
  readonly needs: readonly number[];
  /** The least cosine of any two. */
  readonly likeness: number;
}

interface ClusterSetting {
  /** For each need the others that are like it, likest first. */
  readonly similar: ReadonlyArray<ReadonlyArray<{ readonly need: number; readonly cosine: number }>>;
  readonly likenessOf: Likeness;
  readonly likeness: number;
  /** Needs that may take part. */
  readonly isOpen: (need: number) => boolean;
  /** Two needs of unlike places are never together. */
  readonly placeOf: (need: number) => string;
  readonly enterpriseOf: (need: number) => number;
  readonly enterprises: { readonly min: number; readonly max: number };
  /** Clusters of one enterprise. */
  readonly perEnterprise: number;
}

/** Needs of one cluster: what one team can look into. */
const MOST_NEEDS = 12;

/**
 * Puts needs together around centres, so that any two of a cluster are like each other (complete link): a chain of neighbours is never a
 * cluster, and no two needs of one lie further apart than `likeness` allows.
 *
 * The need that is most alike to those still free, by the sum of its cosines, comes first; it takes in its neighbours, likest first, as long
 * as they are like everyone taken in. What is left goes on. Ties by id, so input order does not matter. Every need is in one cluster at
 * most, and a cluster has at least two, of `enterprises.min` to `max` enterprises. O(similar pairs · MOST_NEEDS · entries of a row).
 */
export function clusterNeeds(setting: ClusterSetting): NeedCluster[] {
  const { similar, isOpen, enterprises, perEnterprise, enterpriseOf } = setting;
  const isFree = similar.map((_, need) => isOpen(need));
  const loads = new Map<number, number>();
  const mayJoin = (need: number): boolean => isFree[need]! && (loads.get(enterpriseOf(need)) ?? 0) < perEnterprise;
  const densityOf = (need: number): number => sumOf(similar[need]!.filter((other) => mayJoin(other.need)).map(({ cosine }) => cosine));
  const queue = similar.flatMap((list, need) => (isFree[need] && list.length > 0 ? [{ need, density: densityOf(need) }] : []));
  const heap = new CentreHeap(queue);
  const clusters: NeedCluster[] = [];
  for (let top = heap.pop(); top !== undefined; top = heap.pop()) {
    if (!mayJoin(top.need)) continue;
    // What a centre is worth only ever falls, so it is counted anew when it comes to the top.
    const density = densityOf(top.need);
    if (density < top.density) {
      if (density > 0) heap.push({ need: top.need, density });
      continue;
    }
    const needs = starOf(top.need, setting, mayJoin);
    const present = new Set(needs.map(enterpriseOf));
    if (needs.length < 2 || present.size < enterprises.min) continue;
    for (const need of needs) isFree[need] = false;
    for (const enterprise of present) loads.set(enterprise, (loads.get(enterprise) ?? 0) + 1);
    clusters.push({ centre: top.need, needs: [...needs].sort((a, b) => a - b), likeness: leastLikeness(needs, setting.likenessOf) });
  }
  return clusters.sort((a, b) => a.needs[0]! - b.needs[0]!);
}

function starOf(centre: number, setting: ClusterSetting, mayJoin: (need: number) => boolean): number[] {
  const { similar, likenessOf, likeness, placeOf, enterpriseOf, enterprises } = setting;
  const needs = [centre];
  const present = new Set([enterpriseOf(centre)]);
  for (const { need } of similar[centre]!) {
    if (needs.length === MOST_NEEDS) break;
    if (!mayJoin(need) || placeOf(need) !== placeOf(centre)) continue;
    if (!present.has(enterpriseOf(need)) && present.size === enterprises.max) continue;
    if (!needs.every((other) => likenessOf(need, other) >= likeness)) continue;
    needs.push(need);
    present.add(enterpriseOf(need));
  }
  return needs;
}

function leastLikeness(needs: readonly number[], likenessOf: Likeness): number {
  let least = 1;
  needs.forEach((a, at) => {
    for (const b of needs.slice(at + 1)) least = Math.min(least, likenessOf(a, b));
  });
  return least;
}

interface Centre {
  readonly need: number;
  readonly density: number;
}

/** A heap of centres: density descending, then index. */
class CentreHeap {
  private readonly entries: Centre[];

  constructor(entries: readonly Centre[]) {
    this.entries = [...entries].sort((a, b) => (comesBefore(a, b) ? -1 : 1));
  }

  push(centre: Centre): void {
    const { entries } = this;
    let at = entries.push(centre) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!comesBefore(centre, entries[above]!)) break;
      entries[at] = entries[above]!;
      at = above;
    }
    entries[at] = centre;
  }

  pop(): Centre | undefined {
    const { entries } = this;
    const top = entries[0];
    const last = entries.pop();
    if (entries.length === 0 || last === undefined) return top;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= entries.length) break;
      if (below + 1 < entries.length && comesBefore(entries[below + 1]!, entries[below]!)) below++;
      if (!comesBefore(entries[below]!, last)) break;
      entries[at] = entries[below]!;
      at = below;
    }
    entries[at] = last;
    return top;
  }
}

function comesBefore(a: Centre, b: Centre): boolean {
  return a.density > b.density || (a.density === b.density && a.need < b.need);
}
