import { resolveRegionCode, type RegionResolution } from "./region-resolve-code.js";
import { finishNames } from "./region-resolve-choice.js";
import { scanRegions } from "./region-resolve-scan.js";
import { nameKey, type RegionIndex } from "./region-tree.js";

export type { RegionResolution, RegionResolutionIssue, RegionUnknownReason } from "./region-resolve-code.js";

/** What the caller knows besides the text. */
export interface RegionContext {
  /** Code of a region in which the place is believed to lie: it settles names that several places share, and overrules none. */
  readonly within?: string;
}

/**
 * Finds the place that a text names: a code, a name, an address, or a name inside an organisation's name.
 *
 * Nothing is guessed. Where several places fit and neither the text nor the context tells which, all of them come back.
 *
 * - A code: 2, 4 or 6 digits (9 or 12 of the statistics bureau), a number as spreadsheets write it (`210100.0`, `2.101E+05`).
 * - Places named one inside the other refine each other: 辽宁省沈阳市铁西区, 鼓楼区(南京).
 * - Of unrelated places in an organisation's name, a branch's or a bracketed one counts (西安交通大学苏州研究院 → Suzhou), otherwise the
 *   first: by the rules for firm names the place of registration comes first.
 * - Streets (上海路), words (大理石, 渤海南部) and common words (和平, 东方) without support are no places.
 *
 * @param text the text; a number is taken as typed.
 * @param index from `indexRegions`.
 * @returns `resolved` with the code; `ambiguous` with the candidates in code order; or `unknown` with a reason. `span` counts UTF-16 units of the
 *   text after NFKC. Linear in the text's length.
 */
export function resolveRegion(text: string | number, index: RegionIndex, context: RegionContext = {}): RegionResolution {
  const bare = nameKey(String(text));
  if (bare === "") return { kind: "unknown", reason: "region-empty", issues: [] };
  return resolveRegionCode(bare, index) ?? finishNames(bare, scanRegions(bare, index), { index, within: context.within });
}
