import type { Language } from "alliance-match";
import { qualityTable, type SideQuality } from "alliance-match/quality";
import { SIDE_NAMES } from "./side-names.js";

/** Fields of records in Chinese; in English they are called as in the records. */
const FIELD_NAMES: Readonly<Record<string, string>> = {
  title: "标题",
  abstract: "摘要",
  description: "描述",
  parts: "子需求",
  keywords: "关键词",
  organisation: "所属单位",
  industries: "行业",
  region: "地区",
  factors: "要素",
  seeks: "所求要素",
  brings: "可投入要素",
  maturity: "成熟度",
  embedding: "向量",
  name: "名称",
  kind: "类别",
  size: "规模",
  sector: "产业板块",
  partners: "合作单位",
};

export function fieldName(field: string, language: Language): string {
  return language === "zh" ? (FIELD_NAMES[field] ?? field) : field;
}

/** The library's table of fields, a heading row first, with sides and fields called as everywhere in what a run shows. */
export function qualityRows(report: readonly SideQuality[], language: Language): string[][] {
  const [headings = [], ...rows] = qualityTable(report, language);
  const names = report.flatMap(({ side, fields }) =>
    fields.map(({ field }) => `${SIDE_NAMES[side][language]}${language === "zh" ? " · " : "."}${fieldName(field, language)}`),
  );
  return [headings, ...rows.map((row, at) => [names[at]!, ...row.slice(1)])];
}
