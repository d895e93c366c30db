import type { Explanation, Issue, Pair, RankedPartner, SignalId } from "alliance-match";
import type { Answer, ChoiceIssue, DiffPair, Session, StabilityReport, WhyNot } from "alliance-match/choice";
import type { SearchHit, SearchSide } from "alliance-match/search";

/** What the page asks of its workers, and what they answer: plain data, by the name of the verb. */

export type Side = SearchSide;

/** The three signals that the page has sliders for; the others keep what the market was built with. */
export const SLIDERS = ["text", "industry", "region"] as const satisfies readonly SignalId[];
export type SliderWeights = Readonly<Record<(typeof SLIDERS)[number], number>>;

export interface MarketFiles {
  readonly outcomes: readonly unknown[];
  readonly needs: readonly unknown[];
  readonly organisations: readonly unknown[];
}

export interface MarketSummary {
  readonly outcomes: number;
  readonly needs: number;
  readonly organisations: number;
  /** The first issue of each code, and how many there are of it. */
  readonly issues: ReadonlyArray<{ readonly first: Issue; readonly count: number }>;
}

/** What a record is called and who stands behind it, as the public may read it; empty where withheld. */
export interface ShownName {
  readonly title: string;
  readonly organisation: string;
}

/** Names of records by `needs/ID` and `outcomes/ID`. */
export type ShownNames = Readonly<Record<string, ShownName>>;

/** A record as the page shows it. */
export interface ShownRecord extends ShownName {
  readonly side: Side;
  readonly id: string;
  readonly text: string;
  readonly region: string;
  readonly industries: readonly string[];
}

export type ShownPartner = RankedPartner & ShownName;

/** A request of a plan as the page makes it. */
export interface PlanChoice {
  readonly shape: "one-to-one" | "one-to-many" | "many-to-one" | "many-to-many";
  readonly objective: "total" | "stable" | "fair";
  readonly minScore: number;
  readonly weights: SliderWeights;
}

/** Ways of planning: pairs that both sides answer, or alliances of several as a whole. */
export const METHODS = ["capacities", "coverage", "consortium"] as const;
export type PlanMethod = (typeof METHODS)[number];
export type GroupMethod = Exclude<PlanMethod, "capacities">;

/** Who has several partners in alliances of several. */
export const GROUP_SHAPES = { coverage: "many-to-one", consortium: "many-to-many" } as const satisfies Record<
  GroupMethod,
  PlanChoice["shape"]
>;

/** Alliances of several: universities that cover the parts of a need, or needs of one technology with the universities that complement each other. */
export interface ShownGroups {
  readonly method: GroupMethod;
  readonly status: "optimal" | "feasible" | "infeasible";
  readonly total: number;
  /** No plan is worth more. */
  readonly bound: number;
  readonly groups: readonly ShownGroup[];
  readonly unmatchedNeeds: number;
  /** Answers that the plan could not keep. */
  readonly issues: readonly Issue[];
}

export interface ShownGroup {
  /** Its needs: what it is known by. */
  readonly needs: ReadonlyArray<ShownName & { readonly id: string }>;
  readonly members: readonly ShownMember[];
  /** The parts of the one need, with names of the universities that cover each; none where the public may not read them, and of consortia. */
  readonly parts: ReadonlyArray<{ readonly title: string; readonly covered: number; readonly by: readonly string[] }>;
  /** Words that the needs of a consortium share; none where the public may not read them, and of coverage. */
  readonly technology: readonly string[];
  /** Who serves what. */
  readonly pairs: ReadonlyArray<Pair & { readonly score: number }>;
  readonly score: number;
}

export interface ShownMember {
  readonly id: string;
  readonly university: string;
  readonly isLead: boolean;
  readonly outcomes: ReadonlyArray<{ readonly id: string; readonly title: string }>;
  /** What it adds to the score. */
  readonly contribution: number;
}

/** What was answered to alliances of several, so far. */
export interface GroupAnswers {
  /** Pairs of accepted alliances: later plans keep them. */
  readonly accepted: readonly Pair[];
  /** Universities that stay away from a need, with all of their outcomes. */
  readonly declined: ReadonlyArray<{ readonly need: string; readonly university: string }>;
}

/** A session with the words to show it by. */
export interface ShownSession {
  readonly session: Session;
  readonly names: ShownNames;
  readonly diff: { readonly kept: number; readonly added: readonly DiffPair[]; readonly dropped: readonly DiffPair[] };
  readonly total: number;
  readonly status: "optimal" | "feasible" | "infeasible";
  readonly unmatched: { readonly needs: number; readonly outcomes: number };
  readonly stability: StabilityReport;
  readonly issues: readonly ChoiceIssue[];
}

/** Why a pair is not in the plan, and the pairs that stand in its place. */
export interface ShownWhyNot {
  readonly answer: WhyNot;
  readonly rivals: readonly Pair[];
  readonly names: ShownNames;
}

/** The verbs of the worker that holds the market. */
export interface MarketVerbs {
  /** Reads records and builds the corpus. The snapshot is for the other workers and for the next visit. */
  build: (files: MarketFiles) => { readonly summary: MarketSummary; readonly snapshot: ArrayBuffer };
  open: (snapshot: ArrayBuffer) => MarketSummary;
  show: (side: Side, id: string) => ShownRecord | null;
  rank: (side: Side, id: string, weights: SliderWeights) => readonly ShownPartner[];
  explain: (need: string, outcome: string, weights: SliderWeights) => Explanation;
}

export interface SearchVerbs {
  open: (snapshot: ArrayBuffer) => number;
  find: (query: string, side: Side | null) => readonly SearchHit[];
}

export interface PlanVerbs {
  open: (snapshot: ArrayBuffer) => null;
  /** From scratch, under these options; what was answered in the session before stays. */
  plan: (choice: PlanChoice, before: Session | null) => ShownSession;
  /** Accepted alliances stay, declined universities stay away. */
  group: (method: GroupMethod, choice: Pick<PlanChoice, "minScore" | "weights">, answers: GroupAnswers) => ShownGroups;
  answer: (
    session: Session,
    kind: "accept" | "decline" | "withdraw",
    answer: Answer,
  ) => { readonly session: Session; readonly issues: readonly ChoiceIssue[] };
  resettle: (session: Session) => ShownSession;
  whyNot: (session: Session, need: string, outcome: string) => ShownWhyNot;
}

/** A call, by number; answers carry the number of their call. */
export interface Call {
  readonly call: number;
  readonly verb: string;
  readonly args: readonly unknown[];
}

export type Reply =
  | { readonly call: number; readonly value: unknown }
  | { readonly call: number; readonly error: { readonly code: string; readonly message: string; readonly issues?: readonly Issue[] } };

/** Something a worker tells without being asked: how far it is. */
export interface Progress {
  readonly progress: { readonly stage: string; readonly done: number; readonly total: number };
}
