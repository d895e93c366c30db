import { byCodeUnit, isWithin, regionChain, type RegionIndex } from "./region-tree.js";

/** Things to say about a resolution that succeeded or nearly did. */
export type RegionResolutionIssue =
  /** The code or name is no longer in use; the successor was taken. */
  | "region-retired"
  /** The code was damaged by a spreadsheet and was mended. */
  | "region-code-repaired"
  /** The code is finer than the tree; the region that holds it was taken. */
  | "region-coarsened"
  /** The context chose among several places of that name. */
  | "region-by-context";

/** Why no place was found. */
export type RegionUnknownReason = "region-empty" | "region-unknown" | "region-abroad";

/** What `resolveRegion` found. */
export type RegionResolution =
  | {
      readonly kind: "resolved";
      readonly code: string;
      readonly how: "code" | "full-name" | "short-name";
      /** Start and end of the name or code in the normalised text. */
      readonly span: readonly [start: number, end: number];
      readonly issues: readonly RegionResolutionIssue[];
    }
  | {
      readonly kind: "ambiguous";
      /** Several places of one name; a common word that is also a place; places that contradict each other. */
      readonly reason: "region-homonym" | "region-common-word" | "region-conflict" | "region-divided";
      /** In code order. */
      readonly candidates: readonly string[];
      /** The smallest region that holds all candidates, where there is one. */
      readonly within: string | undefined;
      readonly span: readonly [start: number, end: number];
      readonly issues: readonly RegionResolutionIssue[];
    }
  | {
      readonly kind: "unknown";
      readonly reason: RegionUnknownReason;
      /** For an unknown code: the region that its first digits name. */
      readonly within?: string;
      readonly issues: readonly RegionResolutionIssue[];
    };

/** Digits of a GB/T 2260 code, and of the longer codes of the statistics bureau that begin with one. */
const CODE_LENGTHS: ReadonlySet<number> = new Set([2, 4, 6]);
const STATISTICS_CODE = /^(\d{6})(\d{3}|\d{6})$/;
const SCIENTIFIC = /^(\d)(?:\.(\d+))?e\+?0?(\d+)$/;

/** Reads a text that is a code; `undefined` where it is none. A code the tree has as it is comes first, whatever its shape. */
export function resolveRegionCode(bare: string, index: RegionIndex): RegionResolution | undefined {
  const exact = lookUp(bare, index, bare.length, []) ?? lookUp(bare.toUpperCase(), index, bare.length, []);
  if (exact !== undefined) return exact;
  if (!/^\d/.test(bare) || !/^[\d.e+]+$/.test(bare)) return undefined;
  const mended = mendDigits(bare);
  if (mended === undefined) return { kind: "unknown", reason: "region-unknown", issues: [] };
  const { digits, repaired } = mended;
  const short = digits.replace(/(00)+$/, "");
  const issues: RegionResolutionIssue[] = repaired ? ["region-code-repaired"] : [];
  return lookUp(short, index, bare.length, issues) ?? nearest(short, index, bare.length, issues);
}

/** The digits that a spreadsheet left standing. In scientific notation only the digits shown are known, so an odd one out is dropped. */
function mendDigits(bare: string): { readonly digits: string; readonly repaired: boolean } | undefined {
  const scientific = SCIENTIFIC.exec(bare);
  if (scientific !== null) {
    const shown = scientific[1]! + (scientific[2] ?? "");
    const length = Number(scientific[3]) + 1;
    if (!CODE_LENGTHS.has(length) && length !== 12 && length !== 9) return undefined;
    const digits = shown.slice(0, Math.min(6, shown.length - (shown.length % 2)));
    return digits === "" ? undefined : { digits, repaired: true };
  }
  const whole = bare.replace(/\.0*$/, "");
  const statistics = STATISTICS_CODE.exec(whole);
  if (statistics !== null) return { digits: statistics[1]!, repaired: false };
  return /^\d+$/.test(whole) && CODE_LENGTHS.has(whole.length) ? { digits: whole, repaired: whole !== bare } : undefined;
}

function lookUp(code: string, index: RegionIndex, length: number, issues: readonly RegionResolutionIssue[]): RegionResolution | undefined {
  const span = [0, length] as const;
  const current = index.regionByCode.has(code) ? code : index.codeByOtherCode.get(code);
  if (current !== undefined) return { kind: "resolved", code: current, how: "code", span, issues };
  const retired = index.retiredByCode.get(code);
  if (retired === undefined) return undefined;
  return resolveRetired(retired.successors, index, { span, issues, how: "code" });
}

/** The successor of a retired code or name; several where its territory was divided. */
export function resolveRetired(
  successors: readonly string[],
  index: RegionIndex,
  rest: Pick<RegionResolution & { kind: "resolved" }, "span" | "issues" | "how">,
): RegionResolution {
  const issues: readonly RegionResolutionIssue[] = [...rest.issues, "region-retired"];
  const [only, second] = successors;
  if (only !== undefined && second === undefined) return { kind: "resolved", code: only, how: rest.how, span: rest.span, issues };
  const candidates = [...successors].sort(byCodeUnit);
  return { kind: "ambiguous", reason: "region-divided", candidates, within: commonRegion(candidates, index), span: rest.span, issues };
}

/** A code below one that the tree knows: taken for that one if the tree ends there, unknown if the tree should have had it. */
function nearest(short: string, index: RegionIndex, length: number, issues: readonly RegionResolutionIssue[]): RegionResolution {
  for (let cut = short.length - 2; cut >= 2; cut -= 2) {
    const code = short.slice(0, cut);
    const known = index.regionByCode.has(code) ? code : index.codeByOtherCode.get(code);
    if (known === undefined) continue;
    return index.hasParts.has(known)
      ? { kind: "unknown", reason: "region-unknown", within: known, issues }
      : { kind: "resolved", code: known, how: "code", span: [0, length], issues: [...issues, "region-coarsened"] };
  }
  return { kind: "unknown", reason: "region-unknown", issues };
}

/** The smallest region that holds all of them. */
export function commonRegion(codes: readonly string[], index: RegionIndex): string | undefined {
  const [first] = codes;
  if (first === undefined) return undefined;
  return [...regionChain(index, first)].reverse().find((ancestor) => codes.every((code) => isWithin(index, code, ancestor)));
}
