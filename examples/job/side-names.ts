import type { Language } from "alliance-match";
import type { SideQuality } from "alliance-match/quality";

/** The three lists of a market, as people are told of them. */
export const SIDE_NAMES: Readonly<Record<SideQuality["side"], Readonly<Record<Language, string>>>> = {
  outcomes: { zh: "成果", en: "outcomes" },
  needs: { zh: "需求", en: "needs" },
  organisations: { zh: "单位", en: "organisations" },
};
