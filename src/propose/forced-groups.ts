import type { Corpus } from "../corpus/corpus.js";
import { createIssue, type Issue } from "../model/issue.js";
import { isOwnPair } from "./candidate-set.js";
import type { Pair, PairIndex } from "./choices.js";
import { CAPACITY_KEYS, readCapacities, type CapacityKey } from "./request-capacities.js";
import type { CheckedRequest, ProposeRequest } from "./request.js";

/**
 * Refuses forced pairs that no plan of groups can hold together: more universities of one need, or more needs of one university, outcome
 * or enterprise, than the capacities allow. Each partner counts once, by however many records.
 */
export function countForced(corpus: Corpus, request: ProposeRequest): Issue[] {
  const { method } = request;
  if (method === undefined || method === "capacities" || !Array.isArray(request.forced)) return [];
  const capacities = readCapacities(request, { shape: request.shape, level: "organisations", method }, []);
  const partners = new Map<string, Set<string>>();
  const count = (key: CapacityKey, id: string | undefined, partner: string | undefined): void => {
    if (id === undefined || partner === undefined) return;
    const name = JSON.stringify([key, id]);
    partners.set(name, (partners.get(name) ?? new Set()).add(partner));
  };
  for (const pair of request.forced as ReadonlyArray<Partial<Pair> | null>) {
    const need = corpus.needs.records[corpus.needs.indexOf.get(pair?.need ?? "") ?? -1];
    const outcome = corpus.outcomes.records[corpus.outcomes.indexOf.get(pair?.outcome ?? "") ?? -1];
    if (need === undefined || outcome === undefined) continue;
    count("perNeed", need.id, outcome.organisation);
    count("perUniversity", outcome.organisation, need.id);
    count("perOutcome", outcome.id, need.id);
    count("perEnterprise", need.organisation, need.id);
  }
  return CAPACITY_KEYS.flatMap((key) =>
    [...partners].flatMap(([name, found]): Issue[] => {
      const [own, id] = JSON.parse(name) as [string, string];
      if (own !== key || found.size <= capacities[key].max) return [];
      return [
        createIssue("forced-exceeds-capacity", { path: [key, id], expected: String(capacities[key].max), received: String(found.size) }),
      ];
    }),
  );
}

/** Forced pairs that cannot count, each with an issue; the rest goes on. @param unfit why a need takes no part, or null. */
export function unusableForced(
  { needs, outcomes, ...corpus }: Corpus,
  { forced }: Pick<CheckedRequest, "forced">,
  unfit: (need: number) => string | null,
): { readonly pairs: ReadonlySet<PairIndex>; readonly issues: readonly Issue[] } {
  const pairs = new Set<PairIndex>();
  const issues: Issue[] = [];
  for (const pair of forced) {
    const need = needs.records[pair.need]!;
    const outcome = outcomes.records[pair.outcome]!;
    const reason =
      need.organisation === undefined || outcome.organisation === undefined
        ? "no organisation"
        : isOwnPair({ ...corpus, needs, outcomes }, pair.need, pair.outcome)
          ? "one organisation on both sides"
          : unfit(pair.need);
    if (reason === null) continue;
    pairs.add(pair);
    issues.push(createIssue("forced-unusable", { path: ["forced"], expected: reason, received: `${need.id} – ${outcome.id}` }));
  }
  return { pairs, issues };
}

export function withoutForced(request: CheckedRequest, pairs: ReadonlySet<PairIndex>): CheckedRequest {
  return pairs.size === 0 ? request : { ...request, forced: request.forced.filter((pair) => !pairs.has(pair)) };
}
