import type { Language, UnmatchedReason } from "alliance-match";
import { csvText, type Cell } from "../io/csv-text.js";
import type { RecordKind } from "../io/record-file.js";
import type { PairRow } from "./pair-rows.js";
import type { PlanDocument, UnmatchedDocument } from "./plan-document.js";
import type { RejectedRecord } from "./read-market.js";

/** One value a line, in the order given. */
export function jsonLinesText(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join("");
}

export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Of a row a pair, in a CSV file or on a sheet. */
export const PROPOSAL_HEADERS: Readonly<Record<Language, readonly string[]>> = {
  zh: "联盟序号 联盟得分 需求编号 需求名称 企业编号 企业名称 成果编号 成果名称 高校编号 高校名称 配对得分 文本 行业 地区 理由".split(" "),
  en: (
    "proposal,proposal score,need,need title,enterprise,enterprise name,outcome,outcome title,university,university name," +
    "pair score,text,industry,region,reason"
  ).split(","),
};

/** Decimals of a score in a spreadsheet; the JSON holds it in full. */
const CSV_DECIMALS = 6;

/** The proposals of a plan for a spreadsheet: a row a pair. A signal that is unknown is empty. */
export function proposalsCsv(pairs: readonly PairRow[], language: Language): string {
  return csvText([PROPOSAL_HEADERS[language], ...pairs.map((pair) => pairCells(pair, (id): Cell => id))]);
}

/** The cells of a pair's row, in the order of the headers. @param recordCell the cell of a record's id. */
export function pairCells<A>(pair: PairRow, recordCell: (id: string, side: "needs" | "outcomes") => A): Array<Cell | A> {
  return [
    pair.proposal,
    rounded(pair.proposalScore),
    recordCell(pair.need, "needs"),
    pair.needTitle,
    pair.enterprise ?? undefined,
    pair.enterpriseName ?? undefined,
    recordCell(pair.outcome, "outcomes"),
    pair.outcomeTitle,
    pair.university ?? undefined,
    pair.universityName ?? undefined,
    rounded(pair.score),
    ...(["text", "industry", "region"] as const).map((signal) =>
      pair.unknown.includes(signal) ? undefined : rounded(pair.signals[signal]),
    ),
    pair.reason,
  ];
}

const REJECTED_HEADERS: Readonly<Record<Language, readonly string[]>> = {
  zh: "类别 文件 行 问题代码 原文".split(" "),
  en: "kind,file,line,issue codes,original".split(","),
};

/** The rows that became no record, with the codes that say why and the text as it stood, for a spreadsheet. */
export function rejectedCsv(rejected: readonly RejectedRecord[], language: Language): string {
  const rows = rejected.map(({ kind, file, line, codes, row }): Cell[] => [KIND_NAMES[language][kind], file, line, codes.join(" "), row]);
  return csvText([REJECTED_HEADERS[language], ...rows]);
}

const KIND_NAMES: Readonly<Record<Language, Readonly<Record<RecordKind, string>>>> = {
  zh: { outcome: "成果", need: "需求", organisation: "单位" },
  en: { outcome: "outcome", need: "need", organisation: "organisation" },
};

/** Of a row a record without partner. */
export const UNMATCHED_HEADERS: Readonly<Record<Language, readonly string[]>> = {
  zh: "联盟形式 类别 编号 名称 单位 原因代码 原因".split(" "),
  en: "shape,side,id,title,organisation,reason code,reason".split(","),
};

export const REASON_TEXTS: Readonly<Record<UnmatchedReason, Readonly<Record<Language, string>>>> = {
  "no-text": { zh: "没有可用文字", en: "no usable text" },
  "below-threshold": { zh: "没有达到最低得分的伙伴", en: "no partner scores high enough" },
  forbidden: { zh: "合适的组合均被禁止", en: "every fitting pair is forbidden" },
  "no-organisation": { zh: "没有注明单位", en: "names no organisation" },
  "no-record": { zh: "没有登记成果或需求", en: "stands behind no record" },
  "no-parts": { zh: "没有可分的子需求", en: "has no parts" },
  "no-cluster": { zh: "没有与之相近的其他需求", en: "shares its technology with no other need" },
  rules: { zh: "不符合规模、地区或行业规则", en: "does not keep the rules of size, place and sector" },
  capacity: { zh: "有合适的伙伴，但名额已由更优组合占用", en: "fitting partners have no room left" },
};

export const UNMATCHED_SIDES = ["needs", "outcomes", "enterprises", "universities"] as const;

const UNMATCHED_SIDE_NAMES: Readonly<Record<(typeof UNMATCHED_SIDES)[number], Readonly<Record<Language, string>>>> = {
  needs: { zh: "需求", en: "need" },
  outcomes: { zh: "成果", en: "outcome" },
  enterprises: { zh: "企业", en: "enterprise" },
  universities: { zh: "高校", en: "university" },
};

export function unmatchedSideName(side: (typeof UNMATCHED_SIDES)[number], language: Language): string {
  return UNMATCHED_SIDE_NAMES[side][language];
}

/** The records that plans left over, for a spreadsheet. */
export function unmatchedCsv(plans: readonly PlanDocument[], language: Language): string {
  const rows = plans.flatMap(({ shape, unmatched }) =>
    UNMATCHED_SIDES.flatMap((side) =>
      (unmatched[side] ?? []).map(({ id, name, organisation, reason }: UnmatchedDocument): Cell[] => [
        shape,
        unmatchedSideName(side, language),
        id,
        name,
        organisation,
        reason,
        REASON_TEXTS[reason][language],
      ]),
    ),
  );
  return csvText([UNMATCHED_HEADERS[language], ...rows]);
}

export function rounded(score: number): number {
  return Number(score.toFixed(CSV_DECIMALS));
}
