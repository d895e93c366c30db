import type { Corpus } from "../corpus/corpus.js";
import { compareIds } from "../kernel/order.js";
import { sumOf } from "../kernel/sum.js";
import type { Language } from "../model/issue.js";
import type { Explanation } from "../score/explain.js";
import { formatConfidence } from "../score/confidence.js";
import { formatSignal } from "../score/explain-text.js";
import { show } from "./answer-text.js";
import type { Pair } from "./choices.js";
import { explain, type ExplainOptions } from "./explain.js";
import type { Proposal } from "./proposal.js";

/** One member of an alliance: who it is and what it brings. */
export interface AllianceMember {
  readonly role: "university" | "enterprise";
  /** Absent for records that name no organisation, which are one member together. */
  readonly organisation?: string;
  readonly name?: string;
  /** Its outcomes, or its needs, in the alliance, in id order. */
  readonly records: ReadonlyArray<{ readonly id: string; readonly title?: string }>;
  /** What the pairs of its records add to the alliance's score. Shares of each role add up to the score. */
  readonly share: number;
}

/** A pair of the alliance: what it adds, and its score taken apart by terms, industries and regions. */
export interface AllianceEvidence extends Pair {
  /** Its own score, or what counts of it where organisations are paired. Shares add up to the alliance's score. */
  readonly share: number;
  /** Of the weighted signals. Its score differs from the pair's where a party stated its own. */
  readonly explanation: Explanation;
}

/** Why an alliance was proposed. */
export interface AllianceExplanation {
  readonly rank: number;
  readonly score: number;
  /** Universities, then enterprises; each by share, largest first, then by id. */
  readonly members: readonly AllianceMember[];
  /** By share, largest first, then by ids. */
  readonly evidence: readonly AllianceEvidence[];
}

/**
 * Takes a whole proposal apart: who is in it and what each brings, then each pair down to shared words, industries and places.
 *
 * @param corpus that the plan was made with; of a plan with weights of its own, `reweigh(corpus, weights)`.
 * @param proposal of any shape and level.
 * @param options `calibration`, as `explain` takes it: each pair then says what judges gave such scores.
 * @throws ConfigError as `explain`; `unknown-record` where the proposal's records are not in the corpus. O(entries of its records' rows).
 * @example
 * import { explainAlliance } from "alliance-match/choice";
 *
 * const { corpus } = buildCorpus({
 *   outcomes: [{ id: "o1", title: "高温余热回收装置", organisation: "u1" }],
 *   needs: [{ id: "n1", title: "窑炉余热回收", organisation: "e1" }],
 * });
 * const [proposal] = propose(corpus, { shape: "one-to-one" }).proposals;
 * explainAlliance(corpus, proposal!).members.map(({ role, organisation }) => `${role} ${organisation}`); // ["university u1", "enterprise e1"]
 */
export function explainAlliance(
  corpus: Corpus,
  { rank, score, pairs, links }: Proposal,
  options: ExplainOptions = {},
): AllianceExplanation {
  const shared: ReadonlyArray<Pair & { readonly share: number }> =
    links === undefined
      ? pairs.map(({ need, outcome, score: share }) => ({ need, outcome, share }))
      : links.flatMap((link) => link.pairs.map(({ need, outcome, contribution }) => ({ need, outcome, share: contribution })));
  const evidence = shared
    .map(({ need, outcome, share }) => ({ need, outcome, share, explanation: explain(corpus, need, outcome, options) }))
    .sort((a, b) => b.share - a.share || compareIds(a.need, b.need) || compareIds(a.outcome, b.outcome));
  return { rank, score, members: [...membersOf(corpus, shared, "university"), ...membersOf(corpus, shared, "enterprise")], evidence };
}

function membersOf(
  corpus: Corpus,
  shared: ReadonlyArray<Pair & { readonly share: number }>,
  role: AllianceMember["role"],
): AllianceMember[] {
  const [side, key] = role === "university" ? ([corpus.outcomes, "outcome"] as const) : ([corpus.needs, "need"] as const);
  const recordOf = (id: string) => side.records[side.indexOf.get(id)!]!;
  const groups = new Map<string | undefined, Array<{ readonly id: string; readonly share: number }>>();
  for (const pair of shared) {
    const entry = { id: pair[key], share: pair.share };
    const group = groups.get(recordOf(entry.id).organisation);
    if (group === undefined) groups.set(recordOf(entry.id).organisation, [entry]);
    else group.push(entry);
  }
  return [...groups]
    .map(([organisation, entries]): AllianceMember => {
      const name = organisation === undefined ? undefined : corpus.organisations.get(organisation)?.name;
      return {
        role,
        ...(organisation === undefined ? {} : { organisation }),
        ...(name === undefined ? {} : { name }),
        records: [...new Set(entries.map(({ id }) => id))].sort(compareIds).map((id) => {
          const { title } = recordOf(id);
          return title === undefined ? { id } : { id, title };
        }),
        share: sumOf(entries.map(({ share }) => share)),
      };
    })
    .sort((a, b) => b.share - a.share || compareIds(a.organisation ?? "", b.organisation ?? ""));
}

/** An alliance as text: its score, a line a member, then the signals of each pair. Numbers are rounded to three places. */
export function formatAlliance({ rank, score, members, evidence }: AllianceExplanation, language: Language = "en"): string {
  const zh = language === "zh";
  const roles = { university: zh ? "高校方" : "university", enterprise: zh ? "企业方" : "enterprise" };
  const colon = zh ? "：" : ": ";
  const memberLine = ({ role, organisation, name, records, share }: AllianceMember): string => {
    const who = organisation === undefined ? (zh ? "（未注明单位）" : "(no organisation named)") : `${organisation} ${name ?? ""}`.trim();
    const brings = records.map(({ id, title }) => (title === undefined ? id : zh ? `${id}《${title}》` : `${id} “${title}”`));
    const verb = role === "university" ? (zh ? "提供成果" : "offers") : zh ? "提出需求" : "asks for";
    return zh
      ? `  ${roles[role]} ${who}：${verb} ${brings.join("、")}；占得分 ${show(share)}`
      : `  ${roles[role]} ${who} ${verb} ${brings.join(", ")}; ${show(share)} of the score`;
  };
  const head = zh ? `联盟 ${rank}：得分 ${show(score)}` : `alliance ${rank}: score ${show(score)}`;
  const pairLines = evidence.flatMap(({ need, outcome, share, explanation }) => [
    `  ${need} – ${outcome}${colon}${show(share)}`,
    ...(explanation.confidence === undefined ? [] : [`    ${formatConfidence(explanation.confidence, language)}`]),
    ...explanation.signals.map((signal) => `    ${formatSignal(signal, language)}`),
  ]);
  return [head, ...members.map(memberLine), ...pairLines].join("\n");
}
