import { bestCover, evaluateCover, type EvaluatedCover } from "./cover-evaluation.js";
import { solveOffers, type OfferedNeed } from "./coverage-instances.js";
import type { CoverageInstance } from "./coverage-types.js";
import type { OrganisationSides } from "./organisation-edges.js";
import type { PartedNeed } from "./part-candidates.js";
import type { CheckedRequest } from "./request.js";

/** An outcome that has no room for a need, or, without an outcome, a need whose enterprise has none: by place of the need. */
export interface SpentPlace {
  readonly place: number;
  readonly outcome: number | null;
}

export interface CoverSetting {
  readonly request: CheckedRequest;
  readonly sides: OrganisationSides;
  readonly needIds: readonly string[];
  readonly minGain: number;
}

/** Universities chosen, and outcomes and enterprises within their capacities. */
export interface CoverAllotment {
  readonly instances: readonly CoverageInstance[];
  /** Of each need in turn; of no members where it has no alliance. */
  readonly covers: readonly EvaluatedCover[];
  readonly total: number;
  /** What was kept out from the start, and what turned out to have no room. */
  readonly barred: readonly SpentPlace[];
  readonly spent: readonly SpentPlace[];
  /** Whether `minGain` kept out someone that would have added something. */
  readonly isTrimmed: boolean;
}

/**
 * Solves without what is barred, then hands outcomes and enterprises out: forced needs first, then the best covered, ties by id. A need
 * whose outcomes are gone is covered by what its members have left.
 */
export function allotCovers(
  given: readonly PartedNeed[],
  { request, sides, needIds, minGain }: CoverSetting,
  barred: readonly SpentPlace[],
): CoverAllotment {
  const ofOutcome = sides.universities.ofRecord;
  const needs = withoutBarred(given, barred);
  const { instances, chosen } = solveOffers(
    needs.map((need) => toOffers(need, ofOutcome)),
    {
      perNeed: request.perNeed.max,
      perUniversity: request.perUniversity.max,
      needIds,
      universityIds: sides.universities.ids,
    },
  );
  const evaluation = { ofOutcome, minGain };
  const wanted = needs.map((need, place) => evaluateCover(need, chosen[place]!, evaluation));
  const covers: EvaluatedCover[] = wanted.map(() => NO_COVER);
  const spent: SpentPlace[] = [];
  const outcomeLoad = new Map<number, number>();
  const enterpriseLoad = new Map<number, number>();
  for (const place of inTurn(wanted)) {
    const need = needs[place]!;
    const enterprise = sides.enterprises.ofRecord[need.need]!;
    if ((enterpriseLoad.get(enterprise) ?? 0) >= request.perEnterprise.max) {
      spent.push({ place, outcome: null });
      continue;
    }
    const isFull = (outcome: number): boolean => (outcomeLoad.get(outcome) ?? 0) >= request.perOutcome.max;
    const free = need.outcomes.filter(({ outcome }) => !isFull(outcome));
    for (const member of wanted[place]!.members)
      for (const { outcome } of member.outcomes) if (isFull(outcome)) spent.push({ place, outcome });
    const cover = evaluateCover({ ...need, outcomes: free }, chosen[place]!, evaluation);
    covers[place] = cover;
    if (cover.members.length > 0) enterpriseLoad.set(enterprise, (enterpriseLoad.get(enterprise) ?? 0) + 1);
    for (const { outcomes } of cover.members)
      for (const { outcome } of outcomes) outcomeLoad.set(outcome, (outcomeLoad.get(outcome) ?? 0) + 1);
  }
  const total = covers.reduce((sum, { coverage }) => sum + coverage, 0);
  const isTrimmed = needs.some((need, place) => {
    const whole = minGain > 0 ? evaluateCover(need, chosen[place]!, { ofOutcome, minGain: 0 }) : wanted[place]!;
    return whole.members.length > wanted[place]!.members.length;
  });
  return { instances, covers, total, barred, spent, isTrimmed };
}

const NO_COVER: EvaluatedCover = { coverage: 0, members: [], covered: [] };

function inTurn(wanted: readonly EvaluatedCover[]): number[] {
  const isForced = wanted.map(({ members }) => members.some((member) => member.isForced));
  return Array.from(wanted.keys())
    .filter((place) => wanted[place]!.members.length > 0)
    .sort((a, b) => Number(isForced[b]) - Number(isForced[a]) || wanted[b]!.coverage - wanted[a]!.coverage || a - b);
}

function withoutBarred(needs: readonly PartedNeed[], barred: readonly SpentPlace[]): PartedNeed[] {
  if (barred.length === 0) return [...needs];
  const keys = new Set(barred.map(({ place, outcome }) => `${place},${outcome}`));
  return needs.map((need, place) => ({
    ...need,
    outcomes: keys.has(`${place},null`)
      ? []
      : need.outcomes.filter(({ outcome, isForced }) => isForced || !keys.has(`${place},${outcome}`)),
  }));
}

function toOffers({ need, parts, outcomes }: PartedNeed, ofOutcome: Int32Array): OfferedNeed {
  const universities = [...new Set(outcomes.map(({ outcome }) => ofOutcome[outcome]!))].sort((a, b) => a - b);
  return {
    need,
    weights: parts.map(({ weight }) => weight),
    offers: universities.map((university) => {
      const own = outcomes.filter(({ outcome }) => ofOutcome[outcome] === university);
      return { university, cover: bestCover(own, parts.length), isForced: own.some(({ isForced }) => isForced) };
    }),
  };
}
