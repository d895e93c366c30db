import type { Corpus } from "../corpus/corpus.js";
import type { Language } from "../model/issue.js";
import { FACTOR_NAMES } from "../score/explain-text.js";
import { show } from "./answer-text.js";
import type { CoverageMember, FactorCoverage, PartCoverage } from "./coverage-types.js";
import type { Proposal } from "./proposal.js";

/**
 * An alliance by coverage as text: the need and how much of it is covered, who leads, what each member adds, who covers which part, what is
 * still missing by part and by factor. The data are `proposal.coverage`; numbers are rounded to three places.
 *
 * @returns an empty text for a proposal by another method.
 */
export function formatCoverage(
  corpus: Corpus,
  { rank, coverage, enterprises }: Pick<Proposal, "rank" | "coverage" | "enterprises">,
  language: Language = "en",
): string {
  if (coverage === undefined) return "";
  const zh = language === "zh";
  const names = { corpus, language };
  const who = organisationName(corpus, enterprises[0]);
  const title = titled(corpus.needs, coverage.need, language);
  const head = zh
    ? `联盟 ${rank}：${who} 的需求 ${title}，覆盖 ${show(coverage.coverage)}，牵头 ${organisationName(corpus, coverage.lead)}`
    : `alliance ${rank}: need ${title} of ${who}, covered ${show(coverage.coverage)}, led by ${organisationName(corpus, coverage.lead)}`;
  const missing = coverage.parts.filter((part) => part.missing !== null);
  return [
    head,
    ...coverage.members.map((member) => memberLine(names, member)),
    ...coverage.parts.map((part) => partLine(names, part)),
    ...missing.map((part) => missingLine(part, language)),
    ...coverage.factors.filter(({ status }) => status !== "brought").map((factor) => factorLine(factor, language)),
  ].join("\n");
}

interface Names {
  readonly corpus: Corpus;
  readonly language: Language;
}

function memberLine({ corpus, language }: Names, { university, outcomes, contribution, loss, isForced }: CoverageMember): string {
  const brings = outcomes.map((outcome) => titled(corpus.outcomes, outcome, language));
  return language === "zh"
    ? `  ${organisationName(corpus, university)} 提供 ${brings.join("、")}：新增覆盖 ${show(contribution)}，缺少它则减少 ${show(loss)}${isForced ? "（指定）" : ""}`
    : `  ${organisationName(corpus, university)} brings ${brings.join(", ")}: adds ${show(contribution)}; without it ${show(loss)} is lost${isForced ? " (forced)" : ""}`;
}

function partLine({ corpus, language }: Names, { id, title, weight, covered, by }: PartCoverage): string {
  const zh = language === "zh";
  const best = by[0];
  const how =
    best === undefined
      ? zh
        ? "未覆盖"
        : "not covered"
      : zh
        ? `由 ${organisationName(corpus, best.university)} 的 ${best.outcome} 覆盖 ${show(covered)}`
        : `covered ${show(covered)} by ${best.outcome} of ${organisationName(corpus, best.university)}`;
  return zh ? `  子需求 ${id}“${title}”（占 ${show(weight)}）：${how}` : `  part ${id} “${title}” (${show(weight)} of the need): ${how}`;
}

function missingLine({ id, title, missing }: PartCoverage, language: Language): string {
  if (language === "zh")
    return `  仍缺 ${id}“${title}”：${missing === "taken" ? "有合适的成果，但已无名额或另有安排" : "没有成果达到要求"}`;
  return `  still missing ${id} “${title}”: ${missing === "taken" ? "an outcome fits, but it is taken or has no place" : "no outcome reaches what is asked"}`;
}

function factorLine({ factor, status }: FactorCoverage, language: Language): string {
  const name = FACTOR_NAMES[factor][language];
  if (language === "zh") return status === "missing" ? `  仍缺要素：${name}` : `  要素未说明：${name}`;
  return status === "missing" ? `  still missing factor: ${name}` : `  factor not stated: ${name}`;
}

/** An organisation by id and, where it is listed, name. */
export function organisationName(corpus: Corpus, id: string | undefined): string {
  return `${id ?? ""} ${corpus.organisations.get(id ?? "")?.name ?? ""}`.trim();
}

/** A record by id and title. */
export function titled(
  side: { readonly records: ReadonlyArray<{ readonly title: string }>; readonly indexOf: ReadonlyMap<string, number> },
  id: string,
  language: Language,
): string {
  const { title } = side.records[side.indexOf.get(id)!]!;
  return language === "zh" ? `${id}《${title}》` : `${id} “${title}”`;
}
