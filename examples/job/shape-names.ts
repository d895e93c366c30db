import type { Language, Plan } from "alliance-match";

/** The policy's four forms of alliances, as readers know them. */
export const SHAPE_NAMES: Readonly<Record<Plan["shape"], Readonly<Record<Language, string>>>> = {
  "one-to-one": { zh: "一校对一企", en: "one university, one enterprise" },
  "one-to-many": { zh: "一校对多企", en: "one university, many enterprises" },
  "many-to-one": { zh: "多校对一企", en: "many universities, one enterprise" },
  "many-to-many": { zh: "多校对多企", en: "many universities, many enterprises" },
};
