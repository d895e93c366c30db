import type { Pair } from "./choices.js";
import type { CheckedRequest, ProposeRequest } from "./request.js";

/**
 * Why a university does not serve a need in a plan of larger alliances; the first that holds, in this order.
 *
 * `proposed`: it does. `unknown-record`: there is no such need. `no-record`: the university has no outcome. `no-organisation`: the need names no enterprise.
 * `own-organisation`: it is the enterprise itself. `no-text`: a side says nothing. `excluded`: a capacity is 0. `forbidden`: all that would fit is.
 * `no-parts`: the need is not divided. `no-cluster`: it is like no other need. `below-threshold`: no pair scores enough. `not-a-candidate`: neither is among
 * the `k` best of the other. `rules`: place keeps it out, or it asks for something there itself. `unfit`: it holds too little of any part, or of the technology.
 * `adds-too-little`: less than `minGain` beside those proposed, or in any choice. `capacity`: its places, or those of the need or of the enterprise, are taken.
 * `outscored`: the consortium proposed is worth as much or more than the best with it. `conflict`: there is room, yet the plan as a whole uses its outcomes otherwise.
 */
export type MemberReason =
  | "proposed"
  | "unknown-record"
  | "no-record"
  | "no-organisation"
  | "own-organisation"
  | "no-text"
  | "excluded"
  | "forbidden"
  | "no-parts"
  | "no-cluster"
  | "below-threshold"
  | "not-a-candidate"
  | "rules"
  | "unfit"
  | "adds-too-little"
  | "capacity"
  | "outscored"
  | "conflict";

/** A need, and a university that might serve it. */
export interface NeedUniversity {
  readonly need: string;
  readonly university: string;
}

/** An alliance of the plan that stands in the way, or a member of the need's own. */
export interface MemberRival {
  /** The alliance's first need. */
  readonly need: string;
  /** All of the alliance, or the member alone. */
  readonly universities: readonly string[];
  readonly score: number;
  /** Its score less `gain` under `coverage`, less the worth of the best consortium with the university under `consortium`. */
  readonly gap: number;
}

/** The answer to “why is this university not in the alliance for this need?”, as data. */
export interface WhyNotMember extends NeedUniversity {
  readonly reason: MemberReason;
  /** Whom the reason is about: who is unknown or silent, whose capacity is 0, who is full. */
  readonly sides: ReadonlyArray<"need" | "outcome" | "enterprise" | "university">;
  /** Its best pair with the need that is not forbidden; `null` where there is none. */
  readonly best: (Pair & { readonly score: number }) | null;
  readonly minScore: number;
  /**
   * Under `coverage`, the share of the need that it would add to what is covered; under `consortium`, what the best consortium with it is worth
   * beyond the one proposed, at most 0 where it is `outscored`. `null` where it does not come so far.
   */
  readonly gain: number | null;
  /** The weakest first. */
  readonly rivals: readonly MemberRival[];
}

/** What is known of a need and a university before their alliance is looked at. */
export interface MemberCase extends NeedUniversity {
  readonly needIndex: number;
  readonly request: CheckedRequest;
  readonly given: ProposeRequest;
  readonly best: WhyNotMember["best"];
}

/** What only the alliance tells. */
export type MemberVerdict = Pick<WhyNotMember, "reason"> & Partial<Pick<WhyNotMember, "sides" | "gain" | "rivals">>;
