import { counted } from "../io/fill-text.js";
import type { PairDocument, ProposalDocument } from "../job/plan-document.js";
import { markup, type Markup } from "./markup.js";
import { sayIn, weightsOf, type ReportInput, type Say } from "./report-input.js";
import type { Section } from "./section.js";
import { waterfall } from "./waterfall.js";

/** Proposals told in full, and pairs of each. */
const SHOWN_PROPOSALS = 12;
const SHOWN_PAIRS = 4;
/** Lines of an explanation, which may tell of every pair; `proposals.json` has it whole. */
const SHOWN_LINES = 12;

/** The best proposals, each with its records, why they go together, and how its scores come about. */
export function topProposalsSection(input: ReportInput): Section {
  const { document } = input;
  const say = sayIn(document.language);
  const shown = document.proposals.slice(0, SHOWN_PROPOSALS);
  return {
    id: "top-proposals",
    title: say("最佳联盟建议", "The best proposals"),
    body:
      shown.length === 0
        ? markup`<p>${say("没有联盟建议。", "There are no proposals.")}</p>`
        : [
            markup`<p>
              ${say(
                `共 ${document.proposals.length} 个，以下为前 ${shown.length} 个。条形首尾相接，合起来就是配对的得分；颜色较浅的信号有一方未提供，取中性值。`,
                `The first ${shown.length} of ${document.proposals.length}. Bars begin where the one before ends and add up to the score of the pair; a pale one is a signal that a side says nothing of, at its neutral value.`,
              )}
            </p>`,
            shown.map((proposal) => proposalCard(proposal, input)),
          ],
  };
}

function proposalCard(proposal: ProposalDocument, input: ReportInput): Markup {
  const { document } = input;
  const say = sayIn(document.language);
  const { rank, score, pairs, explanation } = proposal;
  const shown = pairs.slice(0, SHOWN_PAIRS);
  const sum =
    document.level === "records" && document.method === "capacities" && pairs.length > 1
      ? ` = ${pairs.map((pair) => pair.score.toFixed(3)).join(" + ")}`
      : "";
  const names = (list: ReadonlyArray<{ readonly name: string }>): string => list.map(({ name }) => name).join(say("、", ", "));
  const unnamed = say("（未注明单位）", "(no organisation named)");
  return markup`<article class="card">
    <h3>${rank}. ${names(proposal.universities) || unnamed} – ${names(proposal.enterprises) || unnamed}</h3>
    <p class="score">${say("得分", "score")} ${score.toFixed(3)}${sum}</p>
    <div class="pairs">${shown.map((pair) => pairBlock(pair, input))}</div>
    ${pairs.length > shown.length ? markup`<p>${say(`另有 ${pairs.length - shown.length} 对，见 proposals.csv。`, `${counted(pairs.length - shown.length, "pair")} more, in proposals.csv.`)}</p>` : undefined}
    ${explanation === undefined ? undefined : markup`<p class="explanation">${firstLines(explanation, say)}</p>`}
  </article>
`;
}

function firstLines(explanation: string, say: Say): string {
  const lines = explanation.split("\n");
  if (lines.length <= SHOWN_LINES) return explanation;
  const left = lines.length - SHOWN_LINES;
  return [
    ...lines.slice(0, SHOWN_LINES),
    say(`另有 ${left} 行，见 proposals.json。`, `${counted(left, "line")} more, in proposals.json.`),
  ].join("\n");
}

function pairBlock(pair: PairDocument, input: ReportInput): Markup {
  const { directory, document } = input;
  const say = sayIn(document.language);
  const enterprise = directory.organisationName(directory.needOrganisation(pair.need));
  const university = directory.organisationName(directory.outcomeOrganisation(pair.outcome));
  return markup`<div class="pair">
    <dl>
      <dt>${say("需求", "need")}</dt>
      <dd><b>${directory.needTitle(pair.need)}</b> ${enterprise}</dd>
      <dt>${say("成果", "outcome")}</dt>
      <dd><b>${directory.outcomeTitle(pair.outcome)}</b> ${university}</dd>
      <dt>${say("理由", "why")}</dt>
      <dd>${pair.reason}</dd>
    </dl>
    ${waterfall(pair, weightsOf(input), document.language)}
  </div>`;
}
