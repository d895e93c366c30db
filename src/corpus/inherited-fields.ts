import type { Need, Organisation, Outcome } from "../model/record.js";

/** A record's own industries, otherwise its organisation's. */
export function industriesOf(record: Outcome | Need, organisations: ReadonlyMap<string, Organisation>): readonly string[] | undefined {
  return record.industries ?? organisationOf(record, organisations)?.industries;
}

/** A record's own region, otherwise its organisation's. */
export function regionOf(record: Outcome | Need, organisations: ReadonlyMap<string, Organisation>): string | undefined {
  return record.region ?? organisationOf(record, organisations)?.region;
}

function organisationOf({ organisation }: Outcome | Need, organisations: ReadonlyMap<string, Organisation>): Organisation | undefined {
  return organisation === undefined ? undefined : organisations.get(organisation);
}
