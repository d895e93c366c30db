import { compareIds } from "../../src/kernel/order.js";
import type { Need, Outcome } from "../../src/model/record.js";
import {
  lengthOf,
  meanOfPositive,
  needBags,
  outcomeBags,
  TEXT_GROUPS,
  TextWeigher,
  type TermBag,
  type TextGroup,
  type TextParameters,
  type TextStatistics,
} from "../../src/score/text.js";
import type { Analyzer } from "../../src/text/analyzer.js";

/** Document frequencies, mean lengths and mean norms the plain way: term by term, by strings. */
export function fitByStrings(
  { needs, outcomes }: { readonly needs: readonly Need[]; readonly outcomes: readonly Outcome[] },
  analyzer: Analyzer,
  parameters: TextParameters,
): TextStatistics {
  const needSide = needs.map((need) => needBags(need, analyzer));
  const outcomeSide = outcomes.map((outcome) => outcomeBags(outcome, analyzer));
  const frequency = new Map<string, number>();
  let documentCount = 0;
  for (const { whole } of [...needSide, ...outcomeSide]) {
    if (whole.length > 0) documentCount++;
    for (const term of whole.terms) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  }
  const terms = [...frequency.keys()].sort(compareIds);
  const bags: Record<TextGroup, readonly TermBag[]> = {
    needTitle: needSide.map(({ title, whole }) => title ?? whole),
    needWhole: needSide.map(({ whole }) => whole),
    outcomeWhole: outcomeSide.map(({ whole }) => whole),
  };
  const groupsWith = (meanNorm: (group: TextGroup) => number): TextStatistics["groups"] =>
    Object.fromEntries(
      TEXT_GROUPS.map((group) => [
        group,
        { meanLength: meanOfPositive(bags[group].map(({ length }) => length)), meanNorm: meanNorm(group) },
      ]),
    ) as Record<TextGroup, { meanLength: number; meanNorm: number }>;
  const counted = {
    documentCount,
    terms,
    documentFrequency: Uint32Array.from(terms, (term) => frequency.get(term)!),
    groups: groupsWith(() => 1),
  };
  const weigher = new TextWeigher(counted, parameters);
  const normOf = (bag: TermBag, group: TextGroup): number =>
    lengthOf(
      weigher.impacts(
        bag,
        bag.terms.map((term) => weigher.idf(term)),
        group,
      ),
    );
  return { ...counted, groups: groupsWith((group) => meanOfPositive(bags[group].map((bag) => normOf(bag, group)))) };
}
