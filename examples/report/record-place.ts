import { visibleNeed, type Corpus, type Need, type Outcome } from "alliance-match";

/** Where a record belongs, as the parties may know it: its own region and industries, otherwise those of its organisation. */
export interface RecordPlace {
  /** Code of the region; `undefined` where unknown or withheld. */
  readonly region: string | undefined;
  readonly industries: readonly string[];
}

export function placeOfNeed(corpus: Corpus, need: Need): RecordPlace {
  const visible = visibleNeed(need, "parties");
  // What is withheld is not told by the organisation instead.
  return placeOf(corpus, { region: visible.region, industries: visible.industries }, visible.organisation, {
    region: need.region === undefined,
    industries: need.industries === undefined,
  });
}

export function placeOfOutcome(corpus: Corpus, { region, industries, organisation }: Outcome): RecordPlace {
  return placeOf(corpus, { region, industries }, organisation, { region: true, industries: true });
}

function placeOf(
  { organisations }: Corpus,
  own: { readonly region: string | undefined; readonly industries: readonly string[] | undefined },
  organisation: string | undefined,
  mayStandIn: { readonly region: boolean; readonly industries: boolean },
): RecordPlace {
  const owner = organisation === undefined ? undefined : organisations.get(organisation);
  return {
    region: own.region ?? (mayStandIn.region ? owner?.region : undefined),
    industries: own.industries ?? (mayStandIn.industries ? owner?.industries : undefined) ?? [],
  };
}
