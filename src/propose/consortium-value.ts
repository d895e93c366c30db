import type { Corpus } from "../corpus/corpus.js";
import { rowAt } from "../kernel/sparse-rows.js";
import { CONSORTIUM_PARTS, type ConsortiumPart, type ConsortiumPartName } from "./consortium-types.js";

/**
 * The objective of a consortium: Σ weight · value over four parts, all numbers without unit.
 *
 * - `coverage`, 0 to 1: the mean over the needs of the cluster of the share of a need's text that the outcomes brought hold, each term by the
 *   square of its entry, so that shares of a need add up to 1;
 * - `fit`, 0 to 1: the mean over the needs of the best score of a pair, at most 1;
 * - `complementarity`, 0 to 1 − 1 / members: of the text covered, the share that the member who holds most does not hold;
 * - `size`, ≥ 0: universities beyond the first.
 *
 * Coverage and fit count alike: what is brought, and how well. Complementarity counts half of either, as a reason to prefer those who bring
 * different things among those who bring as much; measured as what one member alone holds it would be full for anyone who brings little that
 * has nothing to do with the rest. A further university has to add 0.05 to the other three. Halving or doubling any one of them leaves 2 or 3 of
 * the 3 consortia of the example catalogue as they are, and 17 to 28 of 30 among 272 real needs (whose outcomes were dealt out to 150 universities by
 * a hash).
 */
export const CONSORTIUM_WEIGHTS: Readonly<Record<ConsortiumPartName, number>> = {
  coverage: 0.4,
  fit: 0.4,
  complementarity: 0.2,
  size: -0.05,
};

/** An outcome of a university for a need of the cluster. */
export interface ClusterPair {
  /** Place of the need in the cluster. */
  readonly place: number;
  readonly outcome: number;
  readonly score: number;
}

/** A university that has something for a cluster. */
export interface ClusterCandidate {
  readonly university: number;
  /** Its best outcome for each need that it has any for, by place. */
  readonly pairs: readonly ClusterPair[];
  /** For each pair, the elements of the need's text that the outcome holds, ascending. */
  readonly held: readonly Uint32Array[];
  /** What these elements are worth together. */
  readonly own: number;
  readonly isForced: boolean;
}

/** What each element of the needs' texts is worth: shares of all needs together add up to 1. */
export interface ClusterText {
  readonly needCount: number;
  readonly elementWeight: Float64Array;
  /** Columns of each need's text row, and the element of its first one. */
  readonly columns: readonly Uint32Array[];
  readonly firstElement: readonly number[];
}

/** The texts of a cluster's needs as elements. O(entries of their rows). */
export function clusterText(corpus: Corpus, needs: readonly number[]): ClusterText {
  const rows = needs.map((need) => rowAt(corpus.needs.rows.text, need));
  const firstElement: number[] = [];
  const weights: number[] = [];
  for (const { value } of rows) {
    firstElement.push(weights.length);
    let squares = 0;
    for (const entry of value) squares += entry * entry;
    for (const entry of value) weights.push((entry * entry) / squares / needs.length);
  }
  return { needCount: needs.length, elementWeight: Float64Array.from(weights), columns: rows.map(({ column }) => column), firstElement };
}

/** The elements of a need's text that an outcome holds. O(entries of both rows). */
export function heldElements(corpus: Corpus, { columns, firstElement }: ClusterText, { place, outcome }: ClusterPair): Uint32Array {
  const own = rowAt(corpus.outcomes.rows.text, outcome).column;
  const held: number[] = [];
  let j = 0;
  columns[place]!.forEach((column, at) => {
    while (j < own.length && own[j]! < column) j++;
    if (own[j] === column) held.push(firstElement[place]! + at);
  });
  return Uint32Array.from(held);
}

/** What a choice of universities is worth for a cluster. */
export interface ConsortiumValue {
  readonly score: number;
  readonly parts: readonly ConsortiumPart[];
}

/** @param members in index order; ties go to the first. O(elements + held). */
export function consortiumValue(text: ClusterText, members: readonly ClusterCandidate[]): ConsortiumValue {
  const { needCount, elementWeight } = text;
  const holders = holdersOf(text, members);
  let covered = 0;
  for (let element = 0; element < holders.length; element++) if (holders[element]! > 0) covered += elementWeight[element]!;
  const most = members.reduce((largest, { own }) => Math.max(largest, own), 0);
  const best = bestFits(needCount, members);
  const values: Record<ConsortiumPartName, number> = {
    coverage: Math.min(1, covered),
    fit: best.reduce((sum, { fit }) => sum + fit, 0) / needCount,
    // One member holds all that is covered, but for the rounding of its sum.
    complementarity: covered > 0 ? Math.max(0, 1 - most / covered) : 0,
    size: members.length - 1,
  };
  const parts = CONSORTIUM_PARTS.map((part): ConsortiumPart => {
    const weight = CONSORTIUM_WEIGHTS[part];
    // + 0 so that nothing beyond the first costs 0, not −0.
    return { part, value: values[part], weight, share: weight * values[part] + 0 };
  });
  return { score: parts.reduce((sum, { share }) => sum + share, 0), parts };
}

/**
 * Per member, in the order given, its pairs with what each adds, > 0: an element that several hold is shared evenly, the fit of a need goes
 * to its best pair. They add up to the shares of coverage and fit.
 */
export function consortiumGains(
  text: ClusterText,
  members: readonly ClusterCandidate[],
): ReadonlyArray<ReadonlyArray<ClusterPair & { readonly contribution: number }>> {
  const holders = holdersOf(text, members);
  const best = bestFits(text.needCount, members);
  return members.map((member, m) => gainsOf(text, { member, m, holders, best }));
}

function holdersOf({ elementWeight }: ClusterText, members: readonly ClusterCandidate[]): Uint32Array {
  const holders = new Uint32Array(elementWeight.length);
  for (const { held } of members) for (const elements of held) for (const element of elements) holders[element]!++;
  return holders;
}

interface BestFit {
  /** Who fits best, the first of equals; −1 where nobody does. */
  readonly member: number;
  readonly fit: number;
}

function bestFits(needCount: number, members: readonly ClusterCandidate[]): BestFit[] {
  const best: BestFit[] = Array.from({ length: needCount }, () => ({ member: -1, fit: 0 }));
  members.forEach(({ pairs }, member) => {
    for (const { place, score } of pairs) {
      const fit = Math.min(1, Math.max(0, score));
      if (fit > best[place]!.fit) best[place] = { member, fit };
    }
  });
  return best;
}

interface MemberPlace {
  readonly member: ClusterCandidate;
  readonly m: number;
  readonly holders: Uint32Array;
  readonly best: readonly BestFit[];
}

function gainsOf(
  { elementWeight, needCount }: ClusterText,
  { member, m, holders, best }: MemberPlace,
): Array<ClusterPair & { readonly contribution: number }> {
  return member.pairs.flatMap((pair, p) => {
    let share = 0;
    for (const element of member.held[p]!) share += elementWeight[element]! / holders[element]!;
    const { member: owner, fit } = best[pair.place]!;
    const contribution = CONSORTIUM_WEIGHTS.coverage * share + (owner === m ? (CONSORTIUM_WEIGHTS.fit * fit) / needCount : 0);
    return contribution > 0 ? [{ ...pair, contribution }] : [];
  });
}
