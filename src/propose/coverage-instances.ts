import { InvariantError } from "../kernel/invariant-error.js";
import { solveCoverage, verifyCoverage, type CoverageEdges, type CoverageOptions } from "../solve/index.js";
import type { CoverageInstance } from "./coverage-types.js";

/** A university's best cover of each part of a need. */
export interface NeedOffer {
  readonly university: number;
  readonly cover: readonly number[];
  readonly isForced: boolean;
}

/** A need with the universities that offer something for it, in id order. */
export interface OfferedNeed {
  readonly need: number;
  readonly weights: readonly number[];
  readonly offers: readonly NeedOffer[];
}

interface InstanceLimits {
  /** The most universities of a need, and the most needs of a university. */
  readonly perNeed: number;
  readonly perUniversity: number;
  readonly needIds: readonly string[];
  readonly universityIds: readonly string[];
}

/** Universities chosen for each need, by place among the offered needs. */
export interface SolvedOffers {
  readonly instances: readonly CoverageInstance[];
  readonly chosen: ReadonlyArray<readonly number[]>;
}

/**
 * Chooses universities for needs, so that the parts are covered best in sum. A part is covered as well as by the best university chosen,
 * never by adding up what several share with the same words.
 *
 * Needs that no scarce university joins do not touch each other and are solved apart, which finds and proves the optimum of nearly all.
 */
export function solveOffers(needs: readonly OfferedNeed[], limits: InstanceLimits): SolvedOffers {
  const chosen: number[][] = needs.map(() => []);
  const instances = componentsOf(needs, limits.perUniversity).map((places) => {
    const own = places.map((place) => needs[place]!);
    const instance = solveInstance(own, limits);
    const universityOf = own.flatMap(({ offers }) => offers.map(({ university }) => university));
    for (const e of instance.plan.edges) chosen[places[instance.edges.row[e]!]!]!.push(universityOf[e]!);
    return instance;
  });
  return { instances, chosen };
}

/** Places of needs that share a university of more needs than it may have, each group ascending, groups by their first. */
function componentsOf(needs: readonly OfferedNeed[], perUniversity: number): number[][] {
  const needsOf = new Map<number, number[]>();
  needs.forEach(({ offers }, place) => {
    for (const { university } of offers) {
      const list = needsOf.get(university);
      if (list === undefined) needsOf.set(university, [place]);
      else list.push(place);
    }
  });
  const parent = Int32Array.from(needs.keys());
  const rootOf = (place: number): number => {
    let root = place;
    while (parent[root] !== root) root = parent[root]!;
    for (let at = place; at !== root;) [at, parent[at]] = [parent[at]!, root];
    return root;
  };
  for (const list of needsOf.values()) {
    if (list.length <= perUniversity) continue;
    for (const place of list) {
      const [a, b] = [rootOf(place), rootOf(list[0]!)];
      parent[Math.max(a, b)] = Math.min(a, b);
    }
  }
  const groups = new Map<number, number[]>();
  needs.forEach(({ offers }, place) => {
    if (offers.length === 0) return;
    const root = rootOf(place);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [place]);
    else group.push(place);
  });
  return [...groups.values()];
}

function solveInstance(needs: readonly OfferedNeed[], limits: InstanceLimits): CoverageInstance {
  const universities = [...new Set(needs.flatMap(({ offers }) => offers.map(({ university }) => university)))].sort((a, b) => a - b);
  const columnOf = new Map(universities.map((university, column) => [university, column]));
  const edges = toEdges(needs, columnOf);
  const forced = needs.flatMap(({ offers }) => offers.map(({ isForced }) => isForced)).flatMap((isForced, e) => (isForced ? [e] : []));
  const options: CoverageOptions = {
    rows: { max: needs.map(() => limits.perNeed) },
    columns: { max: universities.map(() => limits.perUniversity) },
    forced,
  };
  const plan = solveCoverage(edges, options);
  const verdict = verifyCoverage(edges, options, plan);
  if (!verdict.valid)
    throw new InvariantError(`a cover does not pass its own check: ${verdict.problems.map(({ code }) => code).join(", ")}`);
  return {
    needs: needs.map(({ need }) => limits.needIds[need]!),
    universities: universities.map((university) => limits.universityIds[university]!),
    edges,
    options,
    plan,
  };
}

/**
 * Parts as steps: with the covers c₁ < c₂ < … that universities reach, step i is worth weight · (cᵢ − cᵢ₋₁) and is covered by all who reach
 * cᵢ, so that the steps covered add up to the best cover. In the solver shares of one part add up; here the same words count once.
 */
function toEdges(needs: readonly OfferedNeed[], columnOf: ReadonlyMap<number, number>): CoverageEdges {
  const partRow: number[] = [];
  const partWeight: number[] = [];
  const row: number[] = [];
  const column: number[] = [];
  const coverStart = [0];
  const coverPart: number[] = [];
  needs.forEach(({ weights, offers }, at) => {
    const steps = weights.map((weight, p) => {
      const first = partRow.length;
      const reached = [...new Set(offers.map(({ cover }) => cover[p]!).filter((share) => share > 0))].sort((a, b) => a - b);
      reached.forEach((share, step) => {
        partRow.push(at);
        partWeight.push(weight * (share - (reached[step - 1] ?? 0)));
      });
      return { first, reached };
    });
    for (const { university, cover } of offers) {
      row.push(at);
      column.push(columnOf.get(university)!);
      steps.forEach(({ first, reached }, p) => {
        for (let step = 0; step < reached.length && reached[step]! <= cover[p]!; step++) coverPart.push(first + step);
      });
      coverStart.push(coverPart.length);
    }
  });
  // The certificate keeps them as long as the plan lives: typed, an entry takes 5 bytes instead of 16.
  return {
    rowCount: needs.length,
    columnCount: columnOf.size,
    partRow: Uint32Array.from(partRow),
    partWeight: Float64Array.from(partWeight),
    row: Uint32Array.from(row),
    column: Uint32Array.from(column),
    coverStart: Uint32Array.from(coverStart),
    coverPart: Uint32Array.from(coverPart),
    coverShare: new Uint8Array(coverPart.length).fill(1),
  };
}
