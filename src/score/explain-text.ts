import type { Language } from "../model/issue.js";
import type { Factor } from "../model/record.js";
import { formatConfidence } from "./confidence.js";
import type { ExplainedGroup, ExplainedSignal, Explanation } from "./explain.js";
import type { SignalId } from "./signal.js";

/** Groups shown by name; the rest is added up in one line. */
const SHOWN_GROUPS = 6;

const SIGNAL_NAMES: Readonly<Record<SignalId, Readonly<Record<Language, string>>>> = {
  text: { zh: "文本", en: "text" },
  industry: { zh: "行业", en: "industry" },
  region: { zh: "地区", en: "region" },
  factors: { zh: "要素", en: "factors" },
  reciprocity: { zh: "回馈要素", en: "reciprocity" },
  maturity: { zh: "成熟度", en: "maturity" },
  cooperation: { zh: "合作经历", en: "cooperation" },
  embedding: { zh: "语义向量", en: "embedding" },
  specifications: { zh: "技术指标", en: "specifications" },
  own: { zh: "自定义信号", en: "own signal" },
};

const SIDE_NAMES = { need: { zh: "需求", en: "the need" }, outcome: { zh: "成果", en: "the outcome" } } as const;

/** The five factors as a reader sees them. */
export const FACTOR_NAMES: Readonly<Record<Factor, Readonly<Record<Language, string>>>> = {
  technology: { zh: "技术", en: "technology" },
  achievement: { zh: "成果", en: "achievement" },
  funding: { zh: "资金", en: "funding" },
  talent: { zh: "人才", en: "talent" },
  "intellectual-property": { zh: "知识产权", en: "intellectual property" },
};

/** How a code's depth is called, by its length: section to class. */
const INDUSTRY_LEVELS: Readonly<Record<number, Readonly<Record<Language, string>>>> = {
  1: { zh: "门类", en: "section" },
  3: { zh: "大类", en: "division" },
  4: { zh: "中类", en: "group" },
  5: { zh: "小类", en: "class" },
};
/** Whose word it is that two organisations have worked together, by the first letter of the term: the organisation that is named. */
const COOPERATION_NAMES: Readonly<Record<string, Readonly<Record<Language, (id: string) => string>>>> = {
  n: { zh: (id) => `成果方曾与 ${id} 合作`, en: (id) => `the outcome's side names ${id}` },
  o: { zh: (id) => `需求方曾与 ${id} 合作`, en: (id) => `the need's side names ${id}` },
};
/** How a level of places is called, by the first letter of its term. */
const REGION_LEVELS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  "0": { zh: "同省", en: "same province" },
  "1": { zh: "同市", en: "same prefecture" },
  "2": { zh: "同县区", en: "same county" },
  z: { zh: "同区域", en: "same zone" },
  d: { zh: "距离相近", en: "near on the map" },
};

/** The name of a signal as a reader sees it. */
export function signalName(signal: SignalId, language: Language): string {
  return SIGNAL_NAMES[signal][language];
}

/**
 * An explanation as text: one line for the score, one for the confidence where there is one, one a signal, with what is shared and how much each adds.
 *
 * Numbers are rounded to three places for reading; the data carry them in full.
 */
export function formatExplanation(explanation: Explanation, language: Language = "en"): string {
  const { need, outcome, score, signals, confidence } = explanation;
  const head =
    language === "zh" ? `需求 ${need} 与成果 ${outcome}：得分 ${show(score)}` : `need ${need} and outcome ${outcome}: score ${show(score)}`;
  const level = confidence === undefined ? [] : [`  ${formatConfidence(confidence, language)}`];
  return [head, ...level, ...signals.map((signal) => `  ${formatSignal(signal, language)}`)].join("\n");
}

/** One signal as one line. */
export function formatSignal(part: ExplainedSignal, language: Language): string {
  const sum = `${signalName(part.signal, language)} ${show(part.contribution)} = ${show(part.weight)} × ${show(part.value)}`;
  const reason = reasonOf(part, language);
  return language === "zh" ? `${sum}：${reason}` : `${sum}: ${reason}`;
}

function reasonOf(part: ExplainedSignal, language: Language): string {
  const zh = language === "zh";
  switch (part.reason) {
    case "unknown": {
      const sides = part.unknownOn.map((side) => SIDE_NAMES[side][language]).join(zh ? "和" : " and ");
      return zh
        ? `${sides}未提供，取中性值`
        : `${sides} ${part.unknownOn.length > 1 ? "say" : "says"} nothing, so the neutral value stands in`;
    }
    case "nothing-shared":
      if (part.groups.length > 0) return part.groups.map((group) => groupName(part.signal, group, language)).join(zh ? "；" : "; ");
      return zh ? "没有共同之处" : "nothing is shared";
    case "shared": {
      if (part.groups.length === 0)
        return part.signal === "embedding" ? (zh ? "向量余弦" : "cosine of the vectors") : zh ? "按函数计算" : "as the function says";
      const shown = part.groups
        .slice(0, SHOWN_GROUPS)
        .map((group) => `${groupName(part.signal, group, language)} ${show(group.contribution)}`);
      const rest = part.groups.slice(SHOWN_GROUPS);
      if (rest.length > 0) {
        const restSum = show(rest.reduce((sum, group) => sum + group.contribution, 0));
        shown.push(zh ? `另有 ${rest.length} 项 ${restSum}` : `${rest.length} more ${restSum}`);
      }
      return shown.join(zh ? "、" : ", ");
    }
  }
}

function groupName(signal: SignalId, { phrase, terms, words }: ExplainedGroup, language: Language): string {
  if (words !== undefined) return words[language];
  const { term } = terms[0]!;
  switch (signal) {
    case "region":
      return `${REGION_LEVELS[term.charAt(0)]?.[language] ?? ""}(${phrase})`;
    case "industry":
      return term.startsWith("#") ? phrase : `${INDUSTRY_LEVELS[term.length]?.[language] ?? ""} ${phrase}`;
    case "factors":
    case "reciprocity":
      return FACTOR_NAMES[phrase as Factor][language];
    case "maturity":
      return language === "zh" ? `成果成熟度 ${phrase} 级` : `the outcome is at level ${phrase}`;
    case "cooperation":
      return COOPERATION_NAMES[term.charAt(0)]![language](phrase);
    case "text":
    case "embedding":
    case "specifications":
    case "own":
      return `“${phrase}”`;
  }
}

function show(value: number): string {
  return value.toFixed(3);
}
