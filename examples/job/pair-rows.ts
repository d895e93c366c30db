import type { BySignal, SignalId } from "alliance-match";
import type { Directory } from "./directory.js";
import type { PlanDocument } from "./plan-document.js";

/** One pair of a plan with its names, flat, as tables want it: a line of `proposals.jsonl`. An organisation that nobody may know is `null`. */
export interface PairRow {
  /** Rank of the proposal that the pair is part of, from 1. */
  readonly proposal: number;
  readonly proposalScore: number;
  readonly need: string;
  readonly needTitle: string;
  readonly enterprise: string | null;
  readonly enterpriseName: string | null;
  readonly outcome: string;
  readonly outcomeTitle: string;
  readonly university: string | null;
  readonly universityName: string | null;
  readonly score: number;
  readonly signals: BySignal<number>;
  /** Signals whose neutral value stood in. */
  readonly unknown: readonly SignalId[];
  readonly reason: string;
}

/** The pairs of a plan in the order of its proposals. */
export function pairRows({ proposals }: PlanDocument, directory: Directory): PairRow[] {
  return proposals.flatMap((proposal) =>
    proposal.pairs.map(({ need, outcome, score, signals, unknown, reason }) => {
      const enterprise = directory.needOrganisation(need);
      const university = directory.outcomeOrganisation(outcome);
      return {
        proposal: proposal.rank,
        proposalScore: proposal.score,
        need,
        needTitle: directory.needTitle(need),
        enterprise: enterprise ?? null,
        enterpriseName: directory.organisationName(enterprise) || null,
        outcome,
        outcomeTitle: directory.outcomeTitle(outcome),
        university: university ?? null,
        universityName: directory.organisationName(university) || null,
        score,
        signals,
        unknown,
        reason,
      };
    }),
  );
}
