import type { IndustryResolution } from "./industry-resolve.js";
import type { RegionResolution } from "./region-resolve-code.js";

/**
 * A table of places: what names and codes mean, what lies in what. `regionsOfChina` of `alliance-match/regions-cn` is one,
 * `createRegionTable` makes one of a tree of one's own. The code that resolves names comes with the table, so that callers without
 * one do not load it.
 */
export interface RegionTable {
  /** Names the table and its edition. */
  readonly id: string;
  /**
   * The place that a text names. Never throws.
   *
   * @param within code of a region in which the place is believed to lie: it settles names that several places share, and overrules none.
   */
  readonly resolve: (text: string | number, within?: string) => RegionResolution;
  /** A code's own chain, one code a level from the root down; empty for a code that is not there. */
  readonly chain: (code: string) => readonly string[];
  /** Ids of the zones that hold a place, in code unit order. */
  readonly zones: (code: string) => readonly string[];
  /**
   * The places with known centres that lie within some kilometres of a place's own centre, itself with 0 first, then by distance and code. A place
   * without a centre has that of the next place above it that has one; none where there is none. Absent in tables without centres.
   */
  readonly around?: (code: string, km: number) => ReadonlyArray<{ readonly code: string; readonly km: number }>;
  /** The name of a place or zone. */
  readonly nameOf: (codeOrZone: string) => string | undefined;
}

/** A table of industries, as `RegionTable` is one of places. */
export interface IndustryTable {
  readonly id: string;
  /** The industry or tag that a text names. Never throws. */
  readonly resolve: (text: string | number) => IndustryResolution;
  /**
   * A code's own chain from the section down, in a classification of the caller's own; `undefined` for a code whose letter and digits say
   * it already, as those of GB/T 4754 do.
   */
  readonly chain: (code: string) => readonly string[] | undefined;
  /** The codes that a tag covers; `undefined` for what is no tag of the table. */
  readonly tagCodes: (tag: string) => readonly string[] | undefined;
  /** The name of an industry or tag. */
  readonly nameOf: (codeOrTag: string) => string | undefined;
}

/** What the names and codes in records mean: the tables a configuration brings. Without a table, codes are taken by their digits alone. */
export interface References {
  readonly regions?: RegionTable;
  readonly industries?: IndustryTable;
}
