import type { Issue, IssueCode, Language } from "../model/issue.js";
import type { Need, Outcome } from "../model/record.js";
import { isKnown } from "../score/pair-score.js";
import type { Corpus } from "./corpus.js";
import { industriesOf, regionOf } from "./inherited-fields.js";
import { nearDuplicates } from "./near-duplicates.js";

/** How well one field of one side is filled. Counts are of records kept. */
export interface FieldQuality {
  readonly field: string;
  /** Records that have a usable value of their own. */
  readonly filled: number;
  /** Records whose organisation's value stands in; 0 for fields that nothing stands in for. */
  readonly inherited: number;
  /** Records in which the field held a placeholder (未提供, 无, N/A). */
  readonly placeholder: number;
  /** Records in which the field named nothing known: a code, place or word that is not there. */
  readonly unresolved: number;
  /** Records in which the field was repaired or partly left out for any other reason. */
  readonly repaired: number;
}

/** How well one side is described. */
export interface SideQuality {
  readonly side: "outcomes" | "needs" | "organisations";
  /** Records given, kept and refused; `read` = `kept` + `rejected`. */
  readonly read: number;
  readonly kept: number;
  readonly rejected: number;
  /** Records kept that have no term to match on, and those with too little. 0 for organisations. */
  readonly withoutText: number;
  readonly thin: number;
  /** Records whose text is nearly that of another of the same side. 0 for organisations. */
  readonly nearDuplicates: number;
  readonly fields: readonly FieldQuality[];
}

const FIELDS = {
  outcomes: ["title", "abstract", "keywords", "organisation", "industries", "region", "factors", "seeks", "maturity"],
  needs: ["title", "description", "parts", "organisation", "industries", "region", "factors", "brings", "maturity"],
  organisations: ["name", "kind", "region", "industries", "size", "sector", "partners"],
} as const;
const KINDS = { outcomes: "outcome", needs: "need", organisations: "organisation" } as const;

const UNRESOLVED: ReadonlySet<IssueCode> = new Set<IssueCode>([
  "unknown-region",
  "unknown-industry",
  "unknown-value",
  "unknown-organisation",
]);

/**
 * How well a market's records are filled, side by side and field by field.
 *
 * @param issues as `buildCorpus` gave them with the corpus. @param read records given on each side.
 * O(records + issues) and the search for near-duplicates.
 */
export function dataQuality(corpus: Corpus, issues: readonly Issue[], read: Readonly<Record<SideQuality["side"], number>>): SideQuality[] {
  return (["outcomes", "needs", "organisations"] as const).map((side) => {
    const own = issues.filter(({ record }) => record?.kind === KINDS[side]);
    const records = side === "organisations" ? [...corpus.organisations.values()] : corpus[side].records;
    const kept = records.length;
    return {
      side,
      read: read[side],
      kept,
      rejected: read[side] - kept,
      withoutText: side === "organisations" ? 0 : records.filter((_, r) => !isKnown(corpus[side], "text", r)).length,
      thin: recordsWith(own, ({ code }) => code === "thin-text"),
      nearDuplicates: side === "organisations" ? 0 : new Set(nearDuplicates(corpus, side).flatMap(({ a, b }) => [a, b])).size,
      fields: FIELDS[side].map((field) => fieldQuality(corpus, side, field, records, own)),
    };
  });
}

function fieldQuality(
  corpus: Corpus,
  side: SideQuality["side"],
  field: string,
  records: readonly object[],
  own: readonly Issue[],
): FieldQuality {
  const here = own.filter(({ path }) => path[0] === field);
  const isGiven = (record: object): boolean => isFilled((record as Record<string, unknown>)[field]);
  const inheritedFrom = side === "organisations" ? undefined : { region: regionOf, industries: industriesOf }[field];
  const inherited =
    inheritedFrom === undefined
      ? 0
      : records.filter((record) => !isGiven(record) && isFilled(inheritedFrom(record as Outcome | Need, corpus.organisations))).length;
  return {
    field,
    filled: records.filter(isGiven).length,
    inherited,
    placeholder: recordsWith(here, ({ code }) => code === "placeholder-text"),
    unresolved: recordsWith(here, ({ code }) => UNRESOLVED.has(code)),
    repaired: recordsWith(
      here,
      ({ code, effect }) => effect === "changed" && code !== "placeholder-text" && code !== "empty-text" && !UNRESOLVED.has(code),
    ),
  };
}

function isFilled(value: unknown): boolean {
  return value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0);
}

function recordsWith(issues: readonly Issue[], isMeant: (issue: Issue) => boolean): number {
  return new Set(issues.filter(isMeant).map(({ record }) => record!.index)).size;
}

const HEADINGS = {
  zh: ["字段", "已填", "机构代填", "占位词", "无法识别", "已修复"],
  en: ["field", "filled", "from organisation", "placeholder", "not recognised", "repaired"],
} as const;
const SIDE_NAMES = {
  outcomes: { zh: "成果", en: "outcomes" },
  needs: { zh: "需求", en: "needs" },
  organisations: { zh: "机构", en: "organisations" },
} as const;

/** A quality report as rows of cells: a heading row, then a row a field, the side named in its first cell. Shares are per cent of records kept. */
export function qualityTable(report: readonly SideQuality[], language: Language): string[][] {
  const rows = report.flatMap(({ side, kept, fields }) =>
    fields.map((field) => [
      `${SIDE_NAMES[side][language]}.${field.field}`,
      ...[field.filled, field.inherited, field.placeholder, field.unresolved, field.repaired].map((count, at) =>
        at === 0 ? `${count} (${kept === 0 ? 0 : Math.round((100 * count) / kept)} %)` : String(count),
      ),
    ]),
  );
  return [[...HEADINGS[language]], ...rows];
}
