import type { OpenSide } from "./open-graph.js";

/** The most that the minimums of one side can be met, whatever the other side's minimums. */
export interface Filling {
  /** 1 for each edge used. */
  readonly used: Uint8Array;
  /** By how many partners each askers' minimum is missed; all 0 where the minimums can be met. */
  readonly missing: Float64Array;
  /** Sum of `missing`; no choice of edges misses less. */
  readonly shortfall: number;
  /** 1 for each asker (giver) that an asker who misses partners could displace: the two together are a Hall set. */
  readonly reachedAsker: Uint8Array;
  readonly reachedGiver: Uint8Array;
}

/**
 * Gives as many askers' minimums their partners as the givers' maximums allow: a maximum flow.
 *
 * Phases of shortest augmenting paths; O(√(rows + columns) · edges) where all capacities are 1.
 *
 * @see J. Hopcroft, R. Karp, "An n^5/2 algorithm for maximum matchings in bipartite graphs", SIAM J. Comput. 2 (1973);
 *   with capacities, E. Dinic, Soviet Math. Doklady 11 (1970).
 */
export function fillMinimums(askers: OpenSide, givers: OpenSide): Filling {
  const flow = new MinimumFlow(askers, givers);
  while (flow.layer()) flow.augmentAlongLayers();
  const { missing, used, askerLevel, giverLevel } = flow;
  return {
    used,
    missing,
    shortfall: missing.reduce((sum, value) => sum + value, 0),
    reachedAsker: Uint8Array.from(askerLevel, (level) => (level >= 0 ? 1 : 0)),
    reachedGiver: Uint8Array.from(giverLevel, (level) => (level >= 0 ? 1 : 0)),
  };
}

class MinimumFlow {
  readonly used: Uint8Array;
  readonly missing: Float64Array;
  /** Distance in edges from the askers who miss partners, −1 where out of reach. */
  readonly askerLevel: Int32Array;
  readonly giverLevel: Int32Array;
  private readonly room: Float64Array;
  private readonly askerNext: Uint32Array;
  private readonly giverNext: Uint32Array;

  constructor(
    private readonly askers: OpenSide,
    private readonly givers: OpenSide,
  ) {
    this.used = new Uint8Array(askers.end.length);
    this.missing = askers.min.slice();
    this.room = givers.max.slice();
    this.askerLevel = new Int32Array(askers.count);
    this.giverLevel = new Int32Array(givers.count);
    this.askerNext = new Uint32Array(askers.count);
    this.giverNext = new Uint32Array(givers.count);
  }

  /** Sets the levels by breadth first search, of all that can be reached; returns whether a giver with room is among it. */
  layer(): boolean {
    const { askers, givers, askerLevel, giverLevel, used } = this;
    askerLevel.fill(-1);
    giverLevel.fill(-1);
    let found = false;
    let askerFront: number[] = [];
    this.missing.forEach((value, asker) => {
      if (value === 0) return;
      askerLevel[asker] = 0;
      askerFront.push(asker);
    });
    for (let level = 1; askerFront.length > 0; level += 2) {
      const giverFront: number[] = [];
      for (const asker of askerFront) {
        for (let at = askers.incidence.start[asker]!; at < askers.incidence.start[asker + 1]!; at++) {
          const edge = askers.incidence.edge[at]!;
          const giver = givers.end[edge]!;
          if (used[edge] === 1 || giverLevel[giver]! >= 0) continue;
          giverLevel[giver] = level;
          giverFront.push(giver);
          if (this.room[giver]! > 0) found = true;
        }
      }
      askerFront = [];
      for (const giver of giverFront) {
        for (let at = givers.incidence.start[giver]!; at < givers.incidence.start[giver + 1]!; at++) {
          const edge = givers.incidence.edge[at]!;
          const asker = askers.end[edge]!;
          if (used[edge] === 0 || askerLevel[asker]! >= 0) continue;
          askerLevel[asker] = level + 1;
          askerFront.push(asker);
        }
      }
    }
    return found;
  }

  /** Augments along paths that go up one level an edge until none is left. */
  augmentAlongLayers(): void {
    this.askerNext.set(this.askers.incidence.start.subarray(0, this.askers.count));
    this.giverNext.set(this.givers.incidence.start.subarray(0, this.givers.count));
    for (let asker = 0; asker < this.askers.count; asker++) {
      if (this.askerLevel[asker] !== 0) continue;
      while (this.missing[asker]! > 0 && this.augmentFrom(asker)) this.missing[asker]!--;
    }
  }

  /** One path from the asker to a giver with room, depth first without recursion: `path` holds its edges. */
  private augmentFrom(start: number): boolean {
    const path: number[] = [];
    let asker = start;
    for (;;) {
      const giver = this.stepToGiver(asker, path);
      if (giver < 0) {
        if (path.length === 0) return false;
        // The giver before leads nowhere through this asker: take its next edge.
        path.pop();
        asker = this.askers.end[path.pop()!]!;
        continue;
      }
      if (this.room[giver]! > 0) {
        this.room[giver]!--;
        for (const edge of path) this.used[edge] = 1 - this.used[edge]!;
        return true;
      }
      const next = this.stepToAsker(giver, path);
      if (next >= 0) asker = next;
      else path.pop();
    }
  }

  /** Appends the asker's next edge to a giver one level up that still may lead somewhere; −1 where there is none. */
  private stepToGiver(asker: number, path: number[]): number {
    const { start, edge: edgeAt } = this.askers.incidence;
    for (; this.askerNext[asker]! < start[asker + 1]!; this.askerNext[asker]!++) {
      const edge = edgeAt[this.askerNext[asker]!]!;
      const giver = this.givers.end[edge]!;
      const isOpen = this.room[giver]! > 0 || this.giverNext[giver]! < this.givers.incidence.start[giver + 1]!;
      if (this.used[edge] === 0 && this.giverLevel[giver] === this.askerLevel[asker]! + 1 && isOpen) {
        path.push(edge);
        return giver;
      }
    }
    return -1;
  }

  /** Appends the giver's next used edge to an asker one level up; −1 where there is none. */
  private stepToAsker(giver: number, path: number[]): number {
    const { start, edge: edgeAt } = this.givers.incidence;
    while (this.giverNext[giver]! < start[giver + 1]!) {
      const edge = edgeAt[this.giverNext[giver]!++]!;
      const asker = this.askers.end[edge]!;
      if (this.used[edge] === 1 && this.askerLevel[asker] === this.giverLevel[giver]! + 1) {
        path.push(edge);
        return asker;
      }
    }
    return -1;
  }
}
