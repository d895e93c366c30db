import type { Language } from "../model/issue.js";
import { fillText, show, showSigned } from "./answer-text.js";
import type { MemberReason, MemberRival, WhyNotMember } from "./why-not-member-types.js";

type Texts = Readonly<Record<Language, string>>;

/** In the texts `{sides}`, `{score}`, `{min}`, `{gain}`, `{rivals}` stand for the answer's own numbers. */
const TEXTS: Readonly<Record<MemberReason, Texts>> = {
  proposed: { zh: "已在推荐的联盟之中", en: "it is in the alliance proposed" },
  "unknown-record": { zh: "{sides}不在库中", en: "not in the market: {sides}" },
  "no-record": { zh: "{sides}名下没有成果", en: "no outcome belongs to {sides}" },
  "no-organisation": { zh: "{sides}未注明单位", en: "no organisation is named by {sides}" },
  "own-organisation": { zh: "双方属同一单位", en: "both belong to one organisation" },
  "no-text": { zh: "{sides}没有可用文本，无从比较", en: "no text to compare from {sides}" },
  excluded: { zh: "{sides}的名额为 0", en: "the capacity of {sides} is 0" },
  forbidden: { zh: "合适的组合均已被禁止", en: "all pairs that would fit are forbidden" },
  "no-parts": { zh: "{sides}没有可分的子需求", en: "not divided into parts: {sides}" },
  "no-cluster": { zh: "没有与{sides}共性技术的其他需求", en: "no other need shares a technology with {sides}" },
  "below-threshold": { zh: "最佳得分 {score}，低于最低得分 {min}", en: "its best score of {score} is below the least of {min}" },
  "not-a-candidate": {
    zh: "最佳得分 {score}，达到最低得分，但双方的候选名单中都没有对方",
    en: "its best score of {score} is enough, yet neither is among the candidates of the other",
  },
  rules: { zh: "不符合地区等规则，或本身就是需求方", en: "the rules keep it out, or it asks for something there itself" },
  unfit: {
    zh: "最佳得分 {score}，但其成果含有的子需求或共性技术内容太少",
    en: "its best score is {score}, yet its outcomes hold too little of any part or of the common technology",
  },
  "adds-too-little": { zh: "新增太少{gain}{holders}", en: "it would add too little{gain}{holders}" },
  capacity: { zh: "{sides}的名额已满{gain}，由 {rivals}占用", en: "no place is left at {sides}{gain}: {rivals}" },
  outscored: {
    zh: "含它的最佳组合不优于所推荐的{gain}：{rivals}",
    en: "the best choice with it is worth no more than the one proposed{gain}: {rivals}",
  },
  conflict: {
    zh: "名额未满{gain}，但整个方案另作安排{holders}",
    en: "there is room{gain}, yet the plan as a whole has it otherwise{holders}",
  },
};

const SIDES: Readonly<Record<WhyNotMember["sides"][number], Texts>> = {
  need: { zh: "需求", en: "the need" },
  outcome: { zh: "成果", en: "the outcomes" },
  enterprise: { zh: "企业", en: "the enterprise" },
  university: { zh: "高校", en: "the university" },
};

/** The answer as one line. Numbers are rounded to three places. */
export function formatWhyNotMember(answer: WhyNotMember, language: Language = "en"): string {
  const zh = language === "zh";
  const rivals = answer.rivals.map((rival) => rivalText(rival, zh)).join(zh ? "、" : ", ");
  const gain = answer.gain === null ? "" : showSigned(answer.gain);
  const values: Readonly<Record<string, string>> = {
    sides: answer.sides.map((side) => SIDES[side][language]).join(zh ? "和" : " and "),
    score: answer.best === null ? "?" : show(answer.best.score),
    min: show(answer.minScore),
    gain: gain === "" ? "" : zh ? `（${gain}）` : ` (${gain})`,
    rivals,
    holders: rivals === "" ? "" : zh ? `；已有 ${rivals}` : `; there are ${rivals}`,
  };
  const text = fillText(TEXTS[answer.reason][language], values);
  return `${answer.need} – ${answer.university}${zh ? "：" : ": "}${text}`;
}

function rivalText({ need, universities, score, gap }: MemberRival, zh: boolean): string {
  const name = `${need} – ${universities.join(" + ")}`;
  return zh ? `${name}（${show(score)}，相差 ${showSigned(gap)}）` : `${name} (${show(score)}, ${showSigned(gap)})`;
}
