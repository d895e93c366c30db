/** Last division (two digits) of each section of GB/T 4754-2017, in order: A holds 01–05, B 06–12, and so on. */
const LAST_DIVISION_OF_SECTION: ReadonlyArray<readonly [section: string, lastDivision: number]> = [
  ["A", 5],
  ["B", 12],
  ["C", 43],
  ["D", 46],
  ["E", 50],
  ["F", 52],
  ["G", 60],
  ["H", 62],
  ["I", 65],
  ["J", 69],
  ["K", 70],
  ["L", 72],
  ["M", 75],
  ["N", 79],
  ["O", 82],
  ["P", 83],
  ["Q", 85],
  ["R", 90],
  ["S", 96],
  ["T", 97],
];

const CODE_SHAPE = /^([A-Za-z]?)(\d{0,4})$/;

/** An entry of an industries field, understood: a code with its letter, a free tag, or a code that cannot be. */
export type IndustryEntry =
  { readonly kind: "code"; readonly code: string } | { readonly kind: "tag"; readonly tag: string } | { readonly kind: "unknown-code" };

/**
 * Reads one entry of an industries field.
 *
 * A GB/T 4754 code may come with or without its letter at any depth (`C3140`, `3140`, `C31`, `31`, `C`) and leaves with it;
 * what is not shaped like a code is a free tag, compared after NFKC and lower-casing. A code whose division does not exist,
 * or lies in another section than its letter says, is unknown. Whether the class below the division exists is not checked.
 */
export function readIndustry(entry: string): IndustryEntry {
  const bare = entry.normalize("NFKC").trim();
  const match = CODE_SHAPE.exec(bare);
  if (match === null || bare === "") return { kind: "tag", tag: bare.toLowerCase() };
  const letter = match[1]!.toUpperCase();
  const digits = match[2]!;
  if (digits === "")
    return LAST_DIVISION_OF_SECTION.some(([section]) => section === letter) ? { kind: "code", code: letter } : { kind: "unknown-code" };
  const section = digits.length < 2 ? undefined : sectionOfDivision(Number(digits.slice(0, 2)));
  if (section === undefined || (letter !== "" && letter !== section)) return { kind: "unknown-code" };
  return { kind: "code", code: section + digits };
}

function sectionOfDivision(division: number): string | undefined {
  if (division < 1) return undefined;
  return LAST_DIVISION_OF_SECTION.find(([, last]) => division <= last)?.[0];
}

/** A code's own chain from the section down to itself: `C3140` gives `C`, `C31`, `C314`, `C3140`. */
export function industryAncestors(code: string): string[] {
  const chain = [code.slice(0, 1)];
  for (let length = 3; length <= code.length; length++) chain.push(code.slice(0, length));
  return chain;
}
