import type { Need, Outcome } from "../model/record.js";
import { splitSections } from "../text/sections.js";
import { parseQuantities } from "../text/quantity.js";
import type { ComparedPart, SpecificationReader } from "./comparison.js";
import { describeQuantity, prepareSpecification, specificationLikeness, type Specification } from "./specification.js";

/**
 * Met, missed or unknown, by quantity: what `defineConfig({ specifications })` takes so that the signal `specifications` has a source.
 *
 * A need asks by its title, its description without background sections, and its parts; an outcome states by title and abstract. The
 * signal is the mean grade of what can be compared, 1 where all of it is met; a pair without a comparable quantity is unknown.
 *
 * @example
 * const config = defineConfig({ weights: { text: 0.8, specifications: 0.2 }, specifications: specificationReader });
 * config.weights.specifications; // 0.19999999995343387
 */
export const specificationReader: SpecificationReader = {
  id: "quantities-1",
  bound: 1,
  ofNeed: ({ title, description, parts = [] }: Need) =>
    read([title, ...asked(description), ...parts.flatMap((part) => [part.title, ...asked(part.description)])]),
  ofOutcome: ({ title, abstract }: Outcome) => read([title, abstract ?? ""]),
  compare: (need, outcome) => specificationLikeness(need as Specification, outcome as Specification)?.value,
  parts: (need, outcome) => compareParts(need as Specification, outcome as Specification),
};

/** The sections that ask or set targets. What is told of the asker never counts, even where nothing else is told. */
function asked(description: string | undefined): string[] {
  return splitSections(description ?? "").flatMap(({ kind, text }) => (kind === "background" ? [] : [text]));
}

function read(texts: readonly string[]): Specification | undefined {
  const specification = prepareSpecification(texts.flatMap((text) => parseQuantities(text)));
  return specification.entries.length === 0 ? undefined : specification;
}

function compareParts(need: Specification, outcome: Specification): ComparedPart[] {
  const likeness = specificationLikeness(need, outcome);
  if (likeness === undefined) return [];
  const compared = [...likeness.met, ...likeness.missed];
  const agreement = compared.reduce((sum, entry) => sum + entry.agreement, 0);
  const said = (entry: Parameters<typeof describeQuantity>[0], share: number): ComparedPart => ({
    zh: describeQuantity(entry, "zh"),
    en: describeQuantity(entry, "en"),
    share,
  });
  return [
    ...compared.map((entry) => said(entry, (entry.agreement * entry.grade) / agreement)),
    ...likeness.unknown.map((quantity) => said(quantity, 0)),
  ];
}
