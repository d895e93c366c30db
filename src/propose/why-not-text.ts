import type { Language } from "../model/issue.js";
import { fillText, show, showSigned } from "./answer-text.js";
import type { WhyNotOrganisations } from "./why-not-organisations.js";
import type { WhyNot } from "./why-not.js";

type Texts = Readonly<Record<Language, string>>;

/** In the texts `{sides}`, `{score}`, `{min}`, `{places}`, `{rivals}` stand for the answer's own numbers. */
const TEXTS: Readonly<Record<WhyNot["reason"] | WhyNotOrganisations["reason"], Texts>> = {
  proposed: { zh: "已在推荐方案之中", en: "they are together in the plan" },
  "unknown-record": { zh: "{sides}不在库中", en: "not in the market: {sides}" },
  "no-record": { zh: "{sides}名下没有记录", en: "no record belongs to {sides}" },
  declined: { zh: "一方已谢绝", en: "a side declined" },
  forbidden: { zh: "已被禁止", en: "the pair is forbidden" },
  "own-organisation": { zh: "双方属同一单位", en: "both belong to one organisation" },
  "no-text": { zh: "{sides}没有可用文本，无从比较", en: "no text to compare from {sides}" },
  excluded: { zh: "{sides}的名额为 0", en: "the capacity of {sides} is 0" },
  "below-threshold": { zh: "得分 {score}，低于最低得分 {min}", en: "the score of {score} is below the least of {min}" },
  "not-a-candidate": {
    zh: "得分 {score}，达到最低得分，但双方的候选名单中都没有对方{places}",
    en: "the score of {score} is enough, yet neither is among the candidates of the other{places}",
  },
  infeasible: { zh: "没有满足全部约束的方案", en: "no plan keeps all constraints" },
  capacity: { zh: "{sides}的名额已满，由 {rivals}占用", en: "no place is left at {sides}: {rivals}" },
  conflict: {
    zh: "名额未满，但方案的目标或其他约束要求另作安排{holders}",
    en: "there is room, yet the objective or other constraints need it otherwise{holders}",
  },
  "not-worth-it": { zh: "名额未满，但对总得分没有增益", en: "there is room, yet it adds nothing to the total" },
};

const SIDES: Readonly<Record<string, Texts>> = {
  need: { zh: "需求方", en: "the need" },
  outcome: { zh: "成果方", en: "the outcome" },
  enterprise: { zh: "企业", en: "the enterprise" },
  university: { zh: "高校", en: "the university" },
};

/** The answer as one line. Numbers are rounded to three places. */
export function formatWhyNot(answer: WhyNot | WhyNotOrganisations, language: Language = "en"): string {
  const zh = language === "zh";
  const isRecords = "need" in answer;
  const score = isRecords ? answer.score : (answer.best?.score ?? null);
  const places = isRecords ? answer.places : null;
  const values: Readonly<Record<string, string>> = {
    sides: answer.sides.map((side) => SIDES[side]![language]).join(zh ? "和" : " and "),
    score: scoreText(answer, score, zh),
    min: show(answer.minScore),
    places:
      places === null
        ? ""
        : zh
          ? `（名单各 ${places.k} 位，对方分别排第 ${places.need} 位和第 ${places.outcome} 位）`
          : ` (lists of ${places.k}; places ${places.need} and ${places.outcome})`,
    holders:
      answer.rivals.length === 0
        ? ""
        : zh
          ? `（可用的记录已用于 ${rivalsText(answer, zh)}）`
          : ` (their records serve ${rivalsText(answer, zh)})`,
    rivals: rivalsText(answer, zh),
  };
  const text = fillText(TEXTS[answer.reason][language], values);
  const name = isRecords ? `${answer.need} – ${answer.outcome}` : `${answer.enterprise} – ${answer.university}`;
  return `${name}${zh ? "：" : ": "}${text}`;
}

function rivalsText(answer: WhyNot | WhyNotOrganisations, zh: boolean): string {
  return answer.rivals
    .map((rival) => {
      const name = "need" in rival ? `${rival.need} – ${rival.outcome}` : `${rival.enterprise} – ${rival.university}`;
      const gap = showSigned(rival.gap);
      return zh ? `${name}（得分 ${show(rival.score)}，相差 ${gap}）` : `${name} (score ${show(rival.score)}, ${gap})`;
    })
    .join(zh ? "、" : ", ");
}

/** Below the threshold it is the lower view that counts. */
function scoreText(answer: WhyNot | WhyNotOrganisations, score: number | null, zh: boolean): string {
  if (score === null) return "?";
  if ("views" in answer && answer.views !== null && answer.reason === "below-threshold") {
    const { need, outcome } = answer.views;
    if (need !== outcome)
      return zh
        ? `${show(need)}（需求方）与 ${show(outcome)}（成果方）`
        : `${show(need)} (to the need) and ${show(outcome)} (to the outcome)`;
  }
  return show(score);
}
