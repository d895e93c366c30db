import { visibleNeed, type Explanation, type Need, type Visibility } from "alliance-match";

const TEXT_FIELDS = ["title", "description", "parts"] as const;
/** Fields of a need from which a signal's evidence quotes. An organisation's place and industries stand in for its records'. */
const QUOTED: Readonly<Record<string, ReadonlyArray<keyof Need>>> = {
  text: TEXT_FIELDS,
  specifications: TEXT_FIELDS,
  own: TEXT_FIELDS,
  industry: ["industries", "organisation"],
  region: ["region", "organisation"],
  factors: ["factors"],
  reciprocity: ["brings"],
  maturity: ["maturity"],
  cooperation: ["organisation"],
};

/** An explanation without the evidence that quotes what its reader may not see; the numbers stay, so it still adds up. */
export function visibleExplanation(explanation: Explanation, need: Need, reader: Visibility): Explanation {
  const seen = visibleNeed(need, reader);
  const signals = explanation.signals.map((signal) => {
    const quoted = QUOTED[signal.signal] ?? TEXT_FIELDS;
    const isWithheld = quoted.some((field) => need[field] !== undefined && seen[field] === undefined);
    return isWithheld ? { ...signal, groups: [] } : signal;
  });
  return { ...explanation, signals };
}
