/** How a region's short name may stand for it when nothing else in the text supports it. */
export type ShortNameUse =
  /** Anywhere in a text: no other word looks like it (沈阳). */
  | "anywhere"
  /** Where a place name is expected: at the start, in brackets, after an organisation or a parent region (昆山). */
  | "boundary"
  /** Only beside a region that holds it (辽宁台安), or where the caller's context holds it. */
  | "context"
  /** Only where the whole text is place names (沈阳铁西): the word is common (和平, 新城). */
  | "whole";

/** One place. */
export interface Region {
  /** Unique in its tree. For China GB/T 2260 without trailing zeros: 2, 4 or 6 digits. */
  readonly code: string;
  /** The full name, `沈阳市`. Several regions may share one. */
  readonly name: string;
  /** Code of the region that holds it; absent for a root. */
  readonly parent?: string;
  /** Other names: `沈阳`. */
  readonly shortNames?: readonly string[];
  /** "anywhere" where absent. */
  readonly shortNameUse?: ShortNameUse;
  /** How many levels it fills, ≥ 1; 1 where absent. A municipality is province and prefecture at once: 2. */
  readonly levels?: number;
  /** Other codes that mean it: `1101` and `1102` for Beijing. */
  readonly otherCodes?: readonly string[];
  /** Longitude and latitude of its seat in degrees, WGS 84. */
  readonly centre?: readonly [longitude: number, latitude: number];
}

/** A code that is no longer given out, and what holds its territory now. */
export interface RetiredRegion {
  readonly code: string;
  readonly name: string;
  /** One or more current codes; several where it was divided. */
  readonly successors: readonly string[];
}

/** Regions that a policy treats as one. Zones may overlap. */
export interface EconomicZone {
  readonly id: string;
  readonly name: { readonly zh: string; readonly en: string };
  /** The document that draws it. */
  readonly source: string;
  /** Codes; a region's parts belong with it. */
  readonly members: readonly string[];
  /** Members of which the document names a part only. */
  readonly partial?: readonly string[];
}

/**
 * The places of one country: plain data that may be written as JSON and read back. The order of its lists never changes an answer.
 *
 * `checkRegionTree` tells whether one can be used.
 */
export interface RegionTree {
  /** Names the tree and its edition; kept in snapshots. */
  readonly id: string;
  readonly regions: readonly Region[];
  readonly zones?: readonly EconomicZone[];
  readonly retired?: readonly RetiredRegion[];
  /** Words that hold a place name and mean none: `渤海南`, `大理石`. */
  readonly notPlaces?: readonly string[];
  /** Names of other countries and their cities. */
  readonly abroad?: readonly string[];
}

export type TaxonomyIssueCode =
  | "taxonomy-code-empty"
  | "taxonomy-name-empty"
  | "taxonomy-code-duplicate"
  | "taxonomy-parent-unknown"
  | "taxonomy-cycle"
  | "taxonomy-reference-unknown"
  | "taxonomy-value-invalid";

/** One thing wrong with a tree of regions or industries. All of them refuse the tree. */
export interface TaxonomyIssue {
  readonly code: TaxonomyIssueCode;
  /** Where: keys and indices from the outside in. */
  readonly path: ReadonlyArray<string | number>;
  readonly received: string;
}

/** The least that a tree's node has. */
export interface TaxonomyNode {
  readonly code: string;
  readonly name: string;
  readonly parent?: string;
}

/** Everything wrong with the shape of a tree: empty or repeated codes, unknown parents, cycles. Linear in the nodes. */
export function checkTaxonomy(nodes: readonly TaxonomyNode[], key: string): TaxonomyIssue[] {
  const issues: TaxonomyIssue[] = [];
  const parentOf = new Map<string, string | undefined>();
  nodes.forEach(({ code, name, parent }, at) => {
    if (code === "") issues.push({ code: "taxonomy-code-empty", path: [key, at, "code"], received: name });
    if (name.trim() === "") issues.push({ code: "taxonomy-name-empty", path: [key, at, "name"], received: code });
    if (parentOf.has(code)) issues.push({ code: "taxonomy-code-duplicate", path: [key, at, "code"], received: code });
    else parentOf.set(code, parent);
  });
  const rooted = new Set<string>();
  nodes.forEach(({ code, parent }, at) => {
    if (parent !== undefined && !parentOf.has(parent))
      issues.push({ code: "taxonomy-parent-unknown", path: [key, at, "parent"], received: parent });
    const seen = new Set<string>();
    let step: string | undefined = code;
    while (step !== undefined && !rooted.has(step) && !seen.has(step)) {
      seen.add(step);
      step = parentOf.get(step);
    }
    if (step !== undefined && seen.has(step))
      issues.push({ code: "taxonomy-cycle", path: [key, at], received: [...seen, step].join(" → ") });
    // Nodes that lead into a cycle are named once, not again for each of their descendants.
    for (const passed of seen) rooted.add(passed);
  });
  return issues;
}

/** Everything that makes a region tree unusable; empty where it can be used. Linear in its size. */
export function checkRegionTree(tree: RegionTree): readonly TaxonomyIssue[] {
  const issues = checkTaxonomy(tree.regions, "regions");
  const known = new Set(tree.regions.map(({ code }) => code));
  const taken = new Set(known);
  const referTo = (codes: readonly string[], path: ReadonlyArray<string | number>): void => {
    codes.forEach((code, at) => {
      if (!known.has(code)) issues.push({ code: "taxonomy-reference-unknown", path: [...path, at], received: code });
    });
  };
  const claim = (code: string, path: ReadonlyArray<string | number>): void => {
    if (taken.has(code)) issues.push({ code: "taxonomy-code-duplicate", path, received: code });
    taken.add(code);
  };
  tree.regions.forEach(({ levels = 1, centre, otherCodes = [] }, at) => {
    if (!Number.isInteger(levels) || levels < 1)
      issues.push({ code: "taxonomy-value-invalid", path: ["regions", at, "levels"], received: String(levels) });
    if (centre !== undefined && !(Math.abs(centre[0]) <= 180 && Math.abs(centre[1]) <= 90))
      issues.push({ code: "taxonomy-value-invalid", path: ["regions", at, "centre"], received: centre.join(", ") });
    otherCodes.forEach((code, index) => claim(code, ["regions", at, "otherCodes", index]));
  });
  (tree.zones ?? []).forEach(({ members, partial = [] }, at) => {
    referTo(members, ["zones", at, "members"]);
    referTo(partial, ["zones", at, "partial"]);
  });
  (tree.retired ?? []).forEach(({ code, successors }, at) => {
    claim(code, ["retired", at, "code"]);
    if (successors.length === 0) issues.push({ code: "taxonomy-value-invalid", path: ["retired", at, "successors"], received: "none" });
    referTo(successors, ["retired", at, "successors"]);
  });
  return issues;
}

/**
 * A region's own chain, one code a level from the root down: `210106` gives `21`, `2101`, `210106`; `110105` gives `11`, `11`, `110105`,
 * since Beijing fills two levels. Empty for a code that is not in the tree.
 */
export type RegionChain = readonly string[];

/** A checked tree, ready to be asked. Made by `indexRegions`. */
export interface RegionIndex {
  readonly tree: RegionTree;
  readonly regionByCode: ReadonlyMap<string, Region>;
  readonly hasParts: ReadonlySet<string>;
  readonly retiredByCode: ReadonlyMap<string, RetiredRegion>;
  /** Other codes → code. */
  readonly codeByOtherCode: ReadonlyMap<string, string>;
  /** Name in `nameKey` form → what it may mean. */
  readonly entryByName: ReadonlyMap<string, NameEntry>;
  /** First character → lengths of the names that begin with it, longest first: the scan tries them in that order. */
  readonly lengthsByFirst: ReadonlyMap<string, readonly number[]>;
}

/** What a name may mean. */
export interface NameEntry {
  readonly full: readonly string[];
  readonly short: readonly string[];
  readonly retired: readonly RetiredRegion[];
  readonly role: "place" | "not-place" | "abroad";
}

/** The form in which names are compared: NFKC, lower case, without white space around. */
export function nameKey(name: string): string {
  return name.normalize("NFKC").toLowerCase().trim();
}

/**
 * Indexes a tree for `resolveRegion`. Linear in its names; do it once.
 *
 * @returns the index, or what is wrong with the tree.
 */
export function indexRegions(tree: RegionTree): RegionIndex | { readonly issues: readonly TaxonomyIssue[] } {
  const issues = checkRegionTree(tree);
  if (issues.length > 0) return { issues };
  const regionByCode = new Map(tree.regions.map((region) => [region.code, region]));
  const entries = new Map<string, { full: string[]; short: string[]; retired: RetiredRegion[]; role: NameEntry["role"] }>();
  const entryOf = (name: string, role: NameEntry["role"]) => {
    const key = nameKey(name);
    const entry = entries.get(key) ?? { full: [], short: [], retired: [], role };
    entries.set(key, entry);
    return entry;
  };
  // Words that are no places come first: a name that is listed as such never stands for a place.
  for (const word of tree.notPlaces ?? []) entryOf(word, "not-place");
  for (const word of tree.abroad ?? []) entryOf(word, "abroad");
  for (const { code, name, shortNames = [] } of tree.regions) {
    entryOf(name, "place").full.push(code);
    for (const shortName of shortNames) if (nameKey(shortName) !== nameKey(name)) entryOf(shortName, "place").short.push(code);
  }
  for (const retired of tree.retired ?? []) {
    const entry = entryOf(retired.name, "place");
    // A name that lives on means what it means now.
    if (entry.full.length === 0) entry.retired.push(retired);
  }
  entries.delete("");
  const lengths = new Map<string, Set<number>>();
  for (const [name, entry] of entries) {
    entry.full.sort(byCodeUnit);
    entry.short.sort(byCodeUnit);
    entry.retired.sort((a, b) => byCodeUnit(a.code, b.code));
    const first = name.slice(0, 1);
    lengths.set(first, (lengths.get(first) ?? new Set()).add(name.length));
  }
  return {
    tree,
    regionByCode,
    hasParts: new Set(tree.regions.flatMap(({ parent }) => (parent === undefined ? [] : [parent]))),
    retiredByCode: new Map((tree.retired ?? []).map((retired) => [retired.code, retired])),
    codeByOtherCode: new Map(tree.regions.flatMap(({ code, otherCodes = [] }) => otherCodes.map((other) => [other, code] as const))),
    entryByName: entries,
    lengthsByFirst: new Map([...lengths].map(([first, set]) => [first, [...set].sort((a, b) => b - a)])),
  };
}

/** The chain of a code, as `RegionChain` says. */
export function regionChain(index: RegionIndex, code: string): RegionChain {
  const chain: string[] = [];
  for (let step = index.regionByCode.get(code); step !== undefined; step = index.regionByCode.get(step.parent ?? ""))
    chain.unshift(...new Array<string>(step.levels ?? 1).fill(step.code));
  return chain;
}

/** True where `code` is `ancestor` or lies inside it. */
export function isWithin(index: RegionIndex, code: string, ancestor: string): boolean {
  for (let step: string | undefined = code; step !== undefined; step = index.regionByCode.get(step)?.parent)
    if (step === ancestor) return true;
  return false;
}

/** Ids of the zones that hold a region, in the order of their ids. A prefecture lies in the zones of its province as well. */
export function zonesOf(index: RegionIndex, code: string): readonly string[] {
  return (index.tree.zones ?? [])
    .filter(({ members }) => members.some((member) => isWithin(index, code, member)))
    .map(({ id }) => id)
    .sort(byCodeUnit);
}

export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
