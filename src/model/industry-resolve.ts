import { industryChain, industryKey, industryStem, type IndustryIndex, type IndustryNameEntry } from "./industry-tree.js";
import { byCodeUnit } from "./region-tree.js";

/** Things to say about a resolution that succeeded. */
export type IndustryResolutionIssue =
  /** Zeros that a spreadsheet dropped were put back, or its decimals taken off. */
  | "industry-code-repaired"
  /** The code is finer than the tree, so that its last digits could not be checked. */
  | "industry-unchecked";

/** What `resolveIndustry` found. */
export type IndustryResolution =
  | {
      readonly kind: "code";
      readonly code: string;
      /** The finest industry of the tree that holds it: itself unless it is finer than the tree. */
      readonly nearest: string;
      readonly how: "code" | "name";
      readonly issues: readonly IndustryResolutionIssue[];
    }
  | { readonly kind: "tag"; readonly tag: string; readonly codes: readonly string[]; readonly issues: readonly [] }
  | { readonly kind: "ambiguous"; readonly candidates: readonly string[]; readonly issues: readonly [] }
  | {
      readonly kind: "unknown";
      readonly reason: "industry-empty" | "industry-unknown-code" | "industry-letter-mismatch" | "industry-unknown-name";
    };

/** What the caller knows besides the text. */
export interface IndustryContext {
  /** How many digits the codes of this column have: 4 makes `111` mean `0111`. Absent: a code means what it says. */
  readonly digits?: number;
}

const CODE = /^([a-z]?)(\d*)$/;
const SCIENTIFIC = /^(\d)(?:\.(\d+))?e\+?0?(\d)$/;

/**
 * Finds the industry that a text names: a code at any depth, with or without its letter; a name of the tree in Chinese or English; a tag or
 * one of its synonyms (装备制造 = 先进装备制造业).
 *
 * A number that could have lost its leading zero (`111`: B111, or A0111?) is ambiguous unless the context tells how many digits codes have;
 * the same digits as a text mean what they say. Names are compared whole, without punctuation and without the words that say only "industry".
 */
export function resolveIndustry(text: string | number, index: IndustryIndex, context: IndustryContext = {}): IndustryResolution {
  const bare = String(text).normalize("NFKC").trim().toLowerCase();
  if (bare === "") return { kind: "unknown", reason: "industry-empty" };
  const listed = index.industryByCode.get(String(text).trim()) ?? index.industryByCode.get(bare.toUpperCase());
  if (listed !== undefined && typeof text === "string") return byCode(listed.code, listed.code, []);
  const { digits = 0 } = index.tree;
  if (digits > 0) {
    const plain = plainDigits(bare);
    const match = CODE.exec(plain);
    if (match !== null)
      return resolveCode(
        { letter: match[1]!.toUpperCase(), digits: match[2]! },
        { number: typeof text === "number", mended: plain !== bare },
        index,
        context,
      );
  }
  return resolveName(bare, index);
}

/** `3140.0` and `3.14e+3` as digits, if that is what they are. */
function plainDigits(bare: string): string {
  const scientific = SCIENTIFIC.exec(bare);
  if (scientific === null) return /^[a-z]?\d+\.0*$/.test(bare) ? bare.replace(/\.0*$/, "") : bare;
  const shown = scientific[1]! + (scientific[2] ?? "");
  const length = Number(scientific[3]) + 1;
  return shown.length <= length ? shown.padEnd(length, "0") : bare;
}

interface Written {
  readonly letter: string;
  readonly digits: string;
}

function resolveCode(
  written: Written,
  { number, mended }: { readonly number: boolean; readonly mended: boolean },
  index: IndustryIndex,
  context: IndustryContext,
): IndustryResolution {
  const { letter, digits } = written;
  const most = index.tree.digits ?? 0;
  if (digits === "" || digits.length > most) return { kind: "unknown", reason: "industry-unknown-code" };
  const padded = context.digits === undefined ? digits : digits.padStart(context.digits, "0");
  const asWritten = withLetter({ letter, digits: padded }, index);
  const zeroPut = digits.length < most && !digits.startsWith("0") ? withLetter({ letter, digits: `0${digits}` }, index) : undefined;
  const repaired = mended || padded !== digits;
  if (context.digits === undefined && asWritten !== undefined && zeroPut !== undefined && number)
    return { kind: "ambiguous", candidates: [asWritten, zeroPut].sort(byCodeUnit), issues: [] };
  const code = asWritten ?? zeroPut;
  if (code === undefined)
    return { kind: "unknown", reason: otherLetter(written, index) ? "industry-letter-mismatch" : "industry-unknown-code" };
  const nearest = nearestListed(code, index);
  return byCode(code, nearest, [
    ...(repaired || asWritten === undefined ? (["industry-code-repaired"] as const) : []),
    ...(nearest === code ? [] : (["industry-unchecked"] as const)),
  ]);
}

/** The code with its letter, if its division stands in the tree under that letter and the tree does not deny what follows. */
function withLetter({ letter, digits }: Written, index: IndustryIndex): string | undefined {
  const division = index.codeByDigits.get(digits.slice(0, 2));
  if (division === undefined || digits.length < 2 || (letter !== "" && !division.startsWith(letter))) return undefined;
  const code = division.slice(0, 1) + digits;
  const nearest = nearestListed(code, index);
  return nearest === code || (index.partsByCode.get(nearest) ?? []).length === 0 ? code : undefined;
}

function otherLetter({ letter, digits }: Written, index: IndustryIndex): boolean {
  const division = index.codeByDigits.get(digits.slice(0, 2));
  return letter !== "" && division !== undefined && !division.startsWith(letter);
}

/** Listed codes are prefixes of the finer ones in trees of letter and digits. */
function nearestListed(code: string, index: IndustryIndex): string {
  let nearest = code;
  while (nearest.length > 1 && !index.industryByCode.has(nearest)) nearest = nearest.slice(0, -1);
  return nearest;
}

function byCode(code: string, nearest: string, issues: readonly IndustryResolutionIssue[]): IndustryResolution {
  return { kind: "code", code, nearest, how: "code", issues };
}

function resolveName(bare: string, index: IndustryIndex): IndustryResolution {
  const key = industryKey(bare);
  if (key === "") return { kind: "unknown", reason: "industry-unknown-name" };
  const stem = industryStem(key);
  for (const form of new Set([key, `${key}业`, stem, `${stem}业`, `${stem}制造业`])) {
    const entry = index.entryByName.get(form);
    if (entry !== undefined) return settle(entry, index);
  }
  return { kind: "unknown", reason: "industry-unknown-name" };
}

function settle({ codes, tags }: IndustryNameEntry, index: IndustryIndex): IndustryResolution {
  // A section and its only division may share a name (教育): they cover the same firms, and the finer one says more.
  const finest = codes.filter((code) => !codes.some((other) => other !== code && industryChain(index, other).includes(code)));
  const [code, second] = finest;
  if (code !== undefined && second === undefined) return { kind: "code", code, nearest: code, how: "name", issues: [] };
  if (code !== undefined) return { kind: "ambiguous", candidates: finest, issues: [] };
  const [tag, otherTag] = tags;
  if (tag !== undefined && otherTag === undefined) return { kind: "tag", tag, codes: index.tagById.get(tag)!.codes, issues: [] };
  return { kind: "ambiguous", candidates: tags, issues: [] };
}
