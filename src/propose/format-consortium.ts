import type { Corpus } from "../corpus/corpus.js";
import type { Language } from "../model/issue.js";
import { show } from "./answer-text.js";
import type { ConsortiumPart, ConsortiumPartName } from "./consortium-types.js";
import { organisationName, titled } from "./format-coverage.js";
import type { Proposal } from "./proposal.js";

/** The parts of the objective as a reader sees them. */
const PART_NAMES: Readonly<Record<ConsortiumPartName, Readonly<Record<Language, string>>>> = {
  coverage: { zh: "需求覆盖", en: "coverage of the needs' text" },
  fit: { zh: "最佳匹配", en: "best fit of the needs" },
  complementarity: { zh: "互补", en: "complementarity" },
  size: { zh: "规模成本", en: "cost of size" },
};

/**
 * A consortium as text: the technology shared, who leads, what it is worth by which parts, who brings what for whom, alternatives. The data
 * are `proposal.consortium`; numbers are rounded to three places.
 *
 * @returns an empty text for a proposal by another method.
 */
export function formatConsortium(
  corpus: Corpus,
  { rank, score, consortium }: Pick<Proposal, "rank" | "score" | "consortium">,
  language: Language = "en",
): string {
  if (consortium === undefined) return "";
  const zh = language === "zh";
  const { technology, lead, universities, enterprises, unserved, alternatives } = consortium;
  const comma = zh ? "、" : ", ";
  const words = technology.join(comma);
  const leader = organisationName(corpus, lead);
  const head = zh
    ? `联合体 ${rank}：共性技术“${words}”，得分 ${show(score)}，牵头 ${leader}`
    : `consortium ${rank} on “${words}”: score ${show(score)}, led by ${leader}`;
  const parts = consortium.parts.map((part) => partText(part, language)).join(zh ? "，" : "; ");
  const line = (id: string, verb: string, records: readonly string[], contribution: number): string =>
    zh
      ? `  ${organisationName(corpus, id)} ${verb} ${records.join(comma)}：贡献 ${show(contribution)}`
      : `  ${organisationName(corpus, id)} ${verb} ${records.join(comma)}: ${show(contribution)}`;
  const others = alternatives.map(
    (other) => `${other.universities.map((id) => organisationName(corpus, id)).join(" + ")} ${show(other.score)}`,
  );
  return [
    head,
    zh ? `  构成：${parts}` : `  worth: ${parts}`,
    ...universities.map(({ organisation, records, contribution }) =>
      line(
        organisation,
        zh ? "提供" : "brings",
        records.map((id) => titled(corpus.outcomes, id, language)),
        contribution,
      ),
    ),
    ...enterprises.map(({ organisation, records, contribution }) =>
      line(
        organisation,
        zh ? "提出" : "asks for",
        records.map((id) => titled(corpus.needs, id, language)),
        contribution,
      ),
    ),
    ...(unserved.length === 0 ? [] : [zh ? `  未能满足：${unserved.join(comma)}` : `  not served: ${unserved.join(comma)}`]),
    ...(others.length === 0 ? [] : [zh ? `  备选：${others.join("；")}` : `  instead: ${others.join("; ")}`]),
  ].join("\n");
}

function partText({ part, value, weight, share }: ConsortiumPart, language: Language): string {
  return `${PART_NAMES[part][language]} ${show(share)} = ${show(weight)} × ${show(value)}`;
}
