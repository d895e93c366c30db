import type { Corpus } from "../corpus/corpus.js";
import type { Issue } from "../model/issue.js";
import { joinSteps, type CandidateSet } from "./candidate-set.js";
import type { CoverageRequest } from "./coverage-types.js";
import { unusableForced, withoutForced } from "./forced-groups.js";
import { needParts } from "./need-parts.js";
import { partedNeeds, type PartedNeed } from "./part-candidates.js";
import type { ProposeProgress } from "./plan-types.js";
import type { CheckedRequest } from "./request.js";

/** What alliances by coverage are made of. */
export interface CoverageMarket {
  /** Without forced pairs that no alliance can hold; each of these is an issue. */
  readonly request: CheckedRequest;
  readonly issues: readonly Issue[];
  readonly candidates: CandidateSet;
  readonly needs: readonly PartedNeed[];
}

/** Divides the needs and finds who covers which part. @param only one need instead of all. */
export function* coverageMarket(
  corpus: Corpus,
  {
    request: asked,
    options,
    only,
  }: { readonly request: CheckedRequest; readonly options: Required<CoverageRequest>; readonly only?: number },
): Generator<ProposeProgress, CoverageMarket, void> {
  const partsOf = corpus.needs.records.map((need) => (need.organisation === undefined ? [] : needParts(need, options.parts)));
  const unusable = unusableForced(corpus, asked, (need) => (partsOf[need]!.length > 0 ? null : "fewer than two parts"));
  const request = withoutForced(asked, unusable.pairs);
  const candidates = yield* joinSteps(corpus, request);
  const { minCover, minHeld } = options;
  const divided = only === undefined ? partsOf : partsOf.map((parts, need) => (need === only ? parts : []));
  const joining = partedNeeds({ corpus, request, candidates, partsOf: divided, minCover, minHeld });
  let step = joining.next();
  for (; step.done !== true; step = joining.next()) yield { stage: "join", ...step.value };
  return { request, issues: unusable.issues, candidates, needs: step.value };
}
