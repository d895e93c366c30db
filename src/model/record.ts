/** The policy's five factors (技术、成果、资金、人才、知识产权), in its order. */
export const FACTORS = ["technology", "achievement", "funding", "talent", "intellectual-property"] as const;
export type Factor = (typeof FACTORS)[number];

/** Who may read a field: everybody, the two parties of a proposal, or the authority that runs the market. */
export const VISIBILITIES = ["public", "parties", "authority"] as const;
export type Visibility = (typeof VISIBILITIES)[number];

export const ORGANISATION_KINDS = ["university", "enterprise", "government", "intermediary"] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/** Firm sizes of the national classification of 2017; `firmSize` computes one from employees, revenue and assets. */
export const FIRM_SIZES = ["micro", "small", "medium", "large"] as const;
export type FirmSize = (typeof FIRM_SIZES)[number];

/** The three sectors from which the policy's 骨干 alliances come. */
export const SECTORS = ["agriculture", "industry", "services"] as const;
export type Sector = (typeof SECTORS)[number];

/** Lowest and highest technology readiness level (GB/T 22900; the same scale as ISO 16290). */
export const MATURITY_RANGE = { min: 1, max: 9 } as const;

/** What a university offers: one research outcome. Optional fields that are absent are unknown, never empty. */
export interface Outcome {
  /** Unique among outcomes; any non-empty string. */
  readonly id: string;
  /** May be empty where the source has none. */
  readonly title: string;
  readonly abstract?: string;
  readonly keywords?: readonly string[];
  /** Id of the organisation that offers it. Its region and industries stand in where the outcome names none. */
  readonly organisation?: string;
  /** GB/T 4754 codes (`C3140`, `3140`, `C31`, `C`) and free tags (`新材料`), in any mixture. */
  readonly industries?: readonly string[];
  /** GB/T 2260 code of a province, prefecture or county: 2, 4 or 6 digits. */
  readonly region?: string;
  /** Which of the five factors it brings. */
  readonly factors?: readonly Factor[];
  /** Which of them its owner asks for in return, such as funding for a trial. */
  readonly seeks?: readonly Factor[];
  /** Technology readiness reached, 1 (principle observed) to 9 (proven in use). */
  readonly maturity?: number;
  /** The caller's own dense vector; one length for all records. */
  readonly embedding?: readonly number[];
}

/** One part of a need that can be met on its own. */
export interface NeedPart {
  /** Unique within its need. */
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  /** Share of the need relative to its other parts, > 0; 1 where absent. */
  readonly weight?: number;
  readonly factors?: readonly Factor[];
}

/** The fields of a need that a visibility mark may stand on. */
export const MARKED_NEED_FIELDS = [
  "title",
  "description",
  "parts",
  "organisation",
  "industries",
  "region",
  "factors",
  "brings",
  "maturity",
] as const;
export type MarkedNeedField = (typeof MARKED_NEED_FIELDS)[number];

/** What an enterprise asks for: one technology need. Optional fields that are absent are unknown, never empty. */
export interface Need {
  /** Unique among needs; any non-empty string. */
  readonly id: string;
  /** May be empty where the source has none. */
  readonly title: string;
  readonly description?: string;
  readonly parts?: readonly NeedPart[];
  /** Id of the organisation that asks. Its region and industries stand in where the need names none. */
  readonly organisation?: string;
  /** As in `Outcome`. */
  readonly industries?: readonly string[];
  /** As in `Outcome`. */
  readonly region?: string;
  /** Which of the five factors it lacks. */
  readonly factors?: readonly Factor[];
  /** Which of them its owner brings along. */
  readonly brings?: readonly Factor[];
  /** Technology readiness wanted, 1 to 9. */
  readonly maturity?: number;
  /** As in `Outcome`. */
  readonly embedding?: readonly number[];
  /** Marks on single fields; a field without a mark is public. Needs are trade secrets. */
  readonly visibility?: Readonly<Partial<Record<MarkedNeedField, Visibility>>>;
}

/** Who stands behind outcomes and needs. */
export interface Organisation {
  /** Unique among organisations; any non-empty string. */
  readonly id: string;
  /** Its id where the source names none. */
  readonly name: string;
  /** Absent where the source does not say; then the records it stands behind tell its side. */
  readonly kind?: OrganisationKind;
  /** As in `Outcome`. */
  readonly region?: string;
  /** As in `Outcome`. */
  readonly industries?: readonly string[];
  /** For enterprises. */
  readonly size?: FirmSize;
  /** For enterprises. */
  readonly sector?: Sector;
  /** Ids of organisations that it has worked with before. */
  readonly partners?: readonly string[];
}

/** A need as a reader of the given standing may see it: fields marked for a narrower circle are left out, the id always stays. */
export function visibleNeed(need: Need, reader: Visibility): Partial<Need> & Pick<Need, "id"> {
  const rank = VISIBILITIES.indexOf(reader);
  const hidden = MARKED_NEED_FIELDS.filter((field) => VISIBILITIES.indexOf(need.visibility?.[field] ?? "public") > rank);
  // A vector is made from the texts, so it is no more public than the most guarded of them.
  const withheld = new Set<string>(
    hidden.some((field) => field === "title" || field === "description" || field === "parts") ? [...hidden, "embedding"] : hidden,
  );
  return Object.fromEntries(Object.entries(need).filter(([field]) => !withheld.has(field))) as Partial<Need> & Pick<Need, "id">;
}
