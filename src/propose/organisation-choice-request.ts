import { entriesOf } from "./choice-read.js";
import type { ProposeRequest } from "./request.js";

/** A pair of organisations, by their ids. */
export interface OrganisationPair {
  readonly enterprise: string;
  readonly university: string;
}

export type OrganisationSide = keyof OrganisationPair;

/** Two organisations of which one refused the other. */
export interface DeclinedOrganisations extends OrganisationPair {
  /** Absent where nobody wrote down who it was. */
  readonly by?: OrganisationSide;
}

/** What a two-way choice of organisations is made for. Plain data. `forbidden` and `calibration` are of pairs of records, as in `propose`. */
export interface OrganisationChoiceRequest extends Pick<
  ProposeRequest,
  "shape" | "objective" | "perNeed" | "perOutcome" | "perEnterprise" | "perUniversity" | "minScore" | "k" | "forbidden" | "calibration"
> {
  readonly level: "organisations";
  /** Organisations that agreed: every plan pairs them, as far as capacities and records allow. */
  readonly locked?: readonly OrganisationPair[];
  /** Organisations of which one refused the other: no plan pairs them. */
  readonly declined?: readonly DeclinedOrganisations[];
}

/** Those entries that are pairs of ids. */
export function listedOrganisations(value: readonly OrganisationPair[] | undefined): OrganisationPair[] {
  return entriesOf<unknown>(value).flatMap((entry) => {
    const { enterprise, university } = (typeof entry === "object" && entry !== null ? entry : {}) as Partial<
      Record<OrganisationSide, unknown>
    >;
    return typeof enterprise === "string" && typeof university === "string" ? [{ enterprise, university }] : [];
  });
}
