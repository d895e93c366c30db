import type { Sector } from "../model/record.js";

/** How many members of a kind a consortium has. */
export interface GroupSize {
  readonly min?: number;
  readonly max?: number;
}

/** What a request by `method: "consortium"` may set beside the rest. */
export interface ConsortiumRequest {
  /** Universities of one consortium. Default 2 to 4. */
  readonly universities?: GroupSize;
  /** Enterprises whose needs it serves. Default 2 to 5. */
  readonly enterprises?: GroupSize;
  /** Cosine of the text rows that any two needs of one consortium reach, above 0 and up to 1; they share a candidate outcome besides. Default 0.15. */
  readonly likeness?: number;
  /**
   * Share of the common technology that an outcome has to hold, from 0 to 1: of the words that at least half of the consortium's needs have, each by
   * its weight in them. Less will do for one that fits its need half as well again as `minScore`. 0 asks for nothing. Default 0.1.
   */
  readonly minCommon?: number;
  /** Share of what the consortium brings that it must lose without any one member, from 0 to 1. Default 0.1. */
  readonly minGain?: number;
  /** Members lie in one of these places: codes of provinces, prefectures or counties. Default anywhere. */
  readonly regions?: readonly string[];
  /** Members of one consortium lie in one province, or in one prefecture. Default anywhere. */
  readonly within?: "province" | "prefecture";
  /** Enterprises are of these sectors. Default any. */
  readonly sectors?: readonly Sector[];
  /** Who leads: the university that brings most (the default), or the enterprise for which most is brought. */
  readonly lead?: "university" | "enterprise";
}

/** The parts of a consortium's objective, in this order. */
export const CONSORTIUM_PARTS = ["coverage", "fit", "complementarity", "size"] as const;
export type ConsortiumPartName = (typeof CONSORTIUM_PARTS)[number];

/** One part of a consortium's worth: `share` = `weight` · `value`; shares add up to the worth. */
export interface ConsortiumPart {
  readonly part: ConsortiumPartName;
  readonly value: number;
  readonly weight: number;
  readonly share: number;
}

/** An organisation of a consortium. */
export interface ConsortiumMember {
  readonly organisation: string;
  /** Its outcomes, or its needs, in the consortium, in id order. */
  readonly records: readonly string[];
  /** What it adds, > 0: shares of coverage and fit; those of universities add up to both parts' shares, and so do those of enterprises. */
  readonly contribution: number;
}

/** Other universities for the same needs, within the rules and what the plan leaves free. */
export interface ConsortiumAlternative {
  /** In code unit order. */
  readonly universities: readonly string[];
  readonly score: number;
}

/** Universities that together serve needs of one shared technology. */
export interface ConsortiumDetail {
  /** Words that the needs share, heaviest first: what the consortium is called by. From titles and descriptions, guarded ones too. */
  readonly technology: readonly string[];
  /** The need that the others are likest to. */
  readonly centre: string;
  /** The least cosine of two of its needs. */
  readonly likeness: number;
  readonly lead: string;
  /** In `CONSORTIUM_PARTS` order, adding up to the proposal's score. */
  readonly parts: readonly ConsortiumPart[];
  /** The largest contribution first, then by id. */
  readonly universities: readonly ConsortiumMember[];
  readonly enterprises: readonly ConsortiumMember[];
  /** Needs of the cluster that no member has an outcome for, in id order; they are not in the proposal. */
  readonly unserved: readonly string[];
  /** Best first. */
  readonly alternatives: readonly ConsortiumAlternative[];
}

/** What proves a plan of consortia. */
export interface ConsortiumCertificate {
  readonly kind: "consortium";
  /** Optimal or bounded among the choices of universities for the clusters that the needs form. */
  readonly scope: "clusters";
  /** Needs of each cluster in id order, with the most that any choice of universities is worth there. */
  readonly clusters: ReadonlyArray<{ readonly needs: readonly string[]; readonly bound: number }>;
  /** No plan over these clusters is worth more. */
  readonly bound: number;
  /** Whether all choices were gone through, so that none is better. */
  readonly isExhausted: boolean;
}
