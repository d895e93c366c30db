import { dataTable } from "./data-table.js";
import { markup } from "./markup.js";
import { sayIn, type ReportInput } from "./report-input.js";
import type { Section } from "./section.js";

/** Proposals with a row; the files hold them all. */
const SHOWN_PROPOSALS = 100;

/** Every proposal in a row, as far as a printed report goes. */
export function proposalListSection({ document }: ReportInput): Section {
  const { proposals, language } = document;
  const say = sayIn(language);
  const shown = proposals.slice(0, SHOWN_PROPOSALS);
  const named = (records: ReadonlyArray<{ readonly id: string; readonly name: string }>) =>
    records.map(({ id, name }) => markup`<div>${id} ${name}</div>`);
  const names = (organisations: ReadonlyArray<{ readonly name: string }>) => organisations.map(({ name }) => markup`<div>${name}</div>`);
  return {
    id: "proposal-list",
    title: say("联盟建议一览", "All proposals"),
    body: [
      shown.length < proposals.length
        ? markup`<p>
            ${say(`前 ${shown.length} 个，共 ${proposals.length} 个；全部见 proposals.csv。`, `The first ${shown.length} of ${proposals.length}; all of them are in proposals.csv.`)}
          </p>`
        : undefined,
      dataTable(
        say("按得分排列", "By score"),
        [
          { header: say("序号", "rank"), kind: "number" },
          { header: say("得分", "score"), kind: "number" },
          { header: say("高校", "universities"), kind: "long" },
          { header: say("成果", "outcomes"), kind: "long" },
          { header: say("企业", "enterprises"), kind: "long" },
          { header: say("需求", "needs"), kind: "long" },
        ],
        shown.map(({ rank, score, universities, outcomes, enterprises, needs }) => [
          rank,
          score.toFixed(3),
          names(universities),
          named(outcomes),
          names(enterprises),
          named(needs),
        ]),
      ),
    ],
  };
}
