import * as Plot from "@observablehq/plot";
import type { Corpus } from "alliance-match";
import { counted } from "../io/fill-text.js";
import { fitText } from "../io/text-table.js";
import type { Directory } from "../job/directory.js";
import type { PlanDocument } from "../job/plan-document.js";
import { chart, COLOURS, legend } from "./chart.js";
import { dataTable } from "./data-table.js";
import { markup, type Markup } from "./markup.js";
import { sayIn, type ReportInput, type Say } from "./report-input.js";
import type { Section } from "./section.js";

/** Universities with a bar, and with a row. */
const SHOWN_BARS = 24;
const SHOWN_ROWS = 200;

/** What a plan asks of one university. */
export interface UniversityLoad {
  readonly university: string;
  /** Outcomes it offers, and those of them that are in a proposal. */
  readonly offered: number;
  readonly engaged: number;
  readonly pairs: number;
  /** Enterprises that are named. */
  readonly enterprises: number;
  /** Sum of the pairs' scores. */
  readonly score: number;
}

/** How the plan's work falls on the universities. */
export function universityLoadSection({ market: { corpus }, document, directory }: ReportInput): Section {
  const say = sayIn(document.language);
  const loads = universityLoads(corpus, document, directory);
  const idle = loads.filter(({ pairs }) => pairs === 0).length;
  return {
    id: "university-load",
    title: say("高校负荷", "Load of the universities"),
    body:
      loads.length === 0
        ? markup`<p>${say("没有成果注明单位。", "No outcome names an organisation.")}</p>`
        : [
            markup`<p>
              ${say(
                `${loads.length} 个单位提供成果，其中 ${idle} 个不在任何联盟中。`,
                `${counted(loads.length, "organisation offers", "organisations offer")} outcomes; without a proposal: ${idle}.`,
              )}
            </p>`,
            loadFigure(loads.slice(0, SHOWN_BARS), directory, say),
            loadTable(loads, directory, say),
          ],
  };
}

/** Every organisation that offers an outcome: most pairs first, then by score, then by id. */
export function universityLoads({ outcomes }: Corpus, { proposals }: PlanDocument, directory: Directory): UniversityLoad[] {
  const offered = new Map<string, number>();
  for (const { organisation } of outcomes.records)
    if (organisation !== undefined) offered.set(organisation, (offered.get(organisation) ?? 0) + 1);
  const work = new Map<string, { engaged: Set<string>; enterprises: Set<string>; pairs: number; score: number }>();
  for (const { need, outcome, score } of proposals.flatMap(({ pairs }) => pairs)) {
    const university = directory.outcomeOrganisation(outcome);
    if (university === undefined) continue;
    const own = work.get(university) ?? { engaged: new Set(), enterprises: new Set(), pairs: 0, score: 0 };
    work.set(university, own);
    own.engaged.add(outcome);
    own.pairs++;
    own.score += score;
    const enterprise = directory.needOrganisation(need);
    if (enterprise !== undefined) own.enterprises.add(enterprise);
  }
  return [...offered]
    .map(([university, count]) => {
      const own = work.get(university);
      return {
        university,
        offered: count,
        engaged: own?.engaged.size ?? 0,
        pairs: own?.pairs ?? 0,
        enterprises: own?.enterprises.size ?? 0,
        score: own?.score ?? 0,
      };
    })
    .sort((a, b) => b.pairs - a.pairs || b.score - a.score || (a.university < b.university ? -1 : 1));
}

const ROW_HEIGHT = 20;
const NAME_COLUMNS = 28;

function loadFigure(loads: readonly UniversityLoad[], directory: Directory, say: Say): Markup {
  const names = new Map(loads.map(({ university }) => [university, fitText(directory.organisationName(university), NAME_COLUMNS)]));
  const words = loads.map(({ university, engaged, offered, pairs }) =>
    say(
      `${names.get(university)}：成果 ${offered}，入选 ${engaged}，配对 ${pairs}`,
      `${names.get(university)}: ${counted(offered, "outcome")}, ${engaged} engaged, ${counted(pairs, "pair")}`,
    ),
  );
  return markup`${legend([
    { colour: COLOURS.outcome, name: say("入选联盟的成果", "outcomes in proposals") },
    { colour: COLOURS.faint, name: say("其余成果", "other outcomes") },
  ])}${chart(
    {
      caption: say("各高校的成果条数，末尾为配对数", "Outcomes of each university; the number at the end is that of its pairs"),
      label: words.join("; "),
    },
    {
      width: 560,
      height: loads.length * ROW_HEIGHT + 30,
      marginLeft: 196,
      marginRight: 30,
      marginTop: 4,
      marginBottom: 24,
      x: { label: null, tickFormat: (count: number) => (Number.isInteger(count) ? String(count) : "") },
      y: { domain: loads.map(({ university }) => university), tickFormat: (id: string) => names.get(id) ?? "", label: null, tickSize: 0 },
      marks: [
        Plot.barX(loads, { x1: 0, x2: "offered", y: "university", fill: COLOURS.faint, insetTop: 3, insetBottom: 3 }),
        Plot.barX(loads, { x1: 0, x2: "engaged", y: "university", fill: COLOURS.outcome, insetTop: 3, insetBottom: 3 }),
        Plot.text(loads, { x: "offered", y: "university", text: "pairs", textAnchor: "start", dx: 5, fill: COLOURS.ink }),
        Plot.ruleX([0], { stroke: COLOURS.ink }),
      ],
    },
  )}`;
}

function loadTable(loads: readonly UniversityLoad[], directory: Directory, say: Say): Markup {
  const right = (header: string): { header: string; kind: "number" } => ({ header, kind: "number" });
  return markup`${dataTable(
    say("各高校", "Universities"),
    [
      { header: say("编号", "id") },
      { header: say("高校", "university"), kind: "long" },
      right(say("成果", "outcomes")),
      right(say("入选成果", "in proposals")),
      right(say("配对", "pairs")),
      right(say("企业", "enterprises")),
      right(say("得分合计", "total score")),
    ],
    loads
      .slice(0, SHOWN_ROWS)
      .map(({ university, offered, engaged, pairs, enterprises, score }) => [
        university,
        directory.organisationName(university),
        offered,
        engaged,
        pairs,
        enterprises,
        score.toFixed(2),
      ]),
  )}${loads.length > SHOWN_ROWS ? markup`<p>${say(`另有 ${loads.length - SHOWN_ROWS} 所。`, `${loads.length - SHOWN_ROWS} more.`)}</p>` : undefined}`;
}
