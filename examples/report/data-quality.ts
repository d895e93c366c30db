import * as Plot from "@observablehq/plot";
import { ISSUE_CATALOGUE, type Language } from "alliance-match";
import type { SideQuality } from "alliance-match/quality";
import { withPlainPlaces } from "../io/fill-text.js";
import { IO_ISSUE_CATALOGUE } from "../io/io-issue.js";
import type { FoundIssue } from "../job/found-issue.js";
import { fieldName, qualityRows } from "../job/quality-rows.js";
import { EFFECT_NAMES, groupByCode } from "../job/screen.js";
import { SIDE_NAMES } from "../job/side-names.js";
import { chart, COLOURS, legend } from "./chart.js";
import { dataTable } from "./data-table.js";
import { markup, type Markup } from "./markup.js";
import { sayIn, type ReportInput, type Say } from "./report-input.js";
import type { Section } from "./section.js";

/** How well the records are filled, side by side and field by field, and which issues were met. */
export function dataQualitySection({ market, document: { language } }: ReportInput): Section {
  const say = sayIn(language);
  const sides = market.quality.filter(({ read }) => read > 0);
  return {
    id: "data-quality",
    title: say("数据质量", "Data quality"),
    body: [
      sidesTable(sides, language),
      legend([
        { colour: COLOURS.outcome, name: say("本条已填", "filled") },
        { colour: COLOURS.need, name: say("由所属单位代填", "from the organisation") },
        { colour: COLOURS.faint, name: say("缺", "missing") },
      ]),
      markup`<div class="row">${sides.map((side) => filledFigure(side, language))}</div>`,
      fieldsTable(sides, language),
      issuesTable(market.issues, language),
    ],
  };
}

function sidesTable(sides: readonly SideQuality[], language: Language): Markup {
  const say = sayIn(language);
  return dataTable(
    say("各类记录", "Records of each side"),
    [
      { header: say("类别", "side") },
      ...[
        say("读入", "read"),
        say("保留", "kept"),
        say("剔除", "rejected"),
        say("无文本", "without text"),
        say("过短", "too thin"),
        say("近似重复", "nearly the same"),
      ].map((header) => ({ header, kind: "number" as const })),
    ],
    sides.map(({ side, read, kept, rejected, withoutText, thin, nearDuplicates }) => [
      SIDE_NAMES[side][language],
      read,
      kept,
      rejected,
      withoutText,
      thin,
      nearDuplicates,
    ]),
  );
}

const ROW_HEIGHT = 20;

function filledFigure({ side, kept, fields }: SideQuality, language: Language): Markup {
  const say = sayIn(language);
  const name = SIDE_NAMES[side][language];
  const percent = (count: number): number => (kept === 0 ? 0 : Math.round((1_000 * count) / kept) / 10);
  const named = fields.map((each) => ({ ...each, field: fieldName(each.field, language) }));
  const bars = named.flatMap(({ field, filled, inherited }) => [
    { field, from: 0, to: percent(filled), colour: COLOURS.outcome },
    { field, from: percent(filled), to: percent(filled + inherited), colour: COLOURS.need },
    { field, from: percent(filled + inherited), to: 100, colour: COLOURS.faint },
  ]);
  const words = named.map(({ field, filled, inherited }) => `${field} ${percent(filled + inherited)} %`).join(", ");
  return chart(
    { caption: say(`${name}各字段填写率（%）`, `Share of ${name} with each field, %`), label: words },
    {
      width: 324,
      height: fields.length * ROW_HEIGHT + 40,
      marginLeft: 92,
      marginRight: 12,
      x: { domain: [0, 100], ticks: [0, 25, 50, 75, 100], label: null },
      y: { domain: named.map(({ field }) => field), label: null, tickSize: 0 },
      marks: [Plot.barX(bars, { x1: "from", x2: "to", y: "field", fill: "colour" })],
    },
  );
}

function fieldsTable(sides: readonly SideQuality[], language: Language): Markup {
  const [headings = [], ...rows] = qualityRows(sides, language);
  return dataTable(
    sayIn(language)("各字段", "Fields"),
    headings.map((header, at) => ({ header, kind: at === 0 ? "words" : "number" })),
    rows,
  );
}

/** Records of each code shown by their ids. */
const EXAMPLES = 5;

/** Issues by code. What was received is left out: it may be of a field that its owner keeps for the authority. */
function issuesTable(issues: readonly FoundIssue[], language: Language): Markup | undefined {
  if (issues.length === 0) return undefined;
  const say = sayIn(language);
  const rows = [...groupByCode(issues)]
    .sort(([p, a], [q, b]) => b.length - a.length || (p < q ? -1 : 1))
    .map(([code, group]) => {
      const records = group.flatMap(({ record, line }) =>
        record?.id !== undefined ? [record.id] : line === undefined ? [] : [say(`第 ${line} 行`, `line ${line}`)],
      );
      const shown = [...new Set(records)].sort().slice(0, EXAMPLES);
      return [group.length, EFFECT_NAMES[group[0]!.effect][language], code, meaningOf(group[0]!.code, say), shown.join(say("、", ", "))];
    });
  return dataTable(
    say("数据问题（逐条见 issues.jsonl）", "Issues in the data (each one in issues.jsonl)"),
    [
      { header: say("次数", "count"), kind: "number" },
      { header: say("处理", "effect") },
      { header: say("代码", "code") },
      { header: say("含义", "meaning"), kind: "long" },
      { header: say("例", "for example") },
    ],
    rows,
  );
}

function meaningOf(code: FoundIssue["code"], say: Say): string {
  const [, zh, en] = Object.hasOwn(ISSUE_CATALOGUE, code)
    ? ISSUE_CATALOGUE[code as keyof typeof ISSUE_CATALOGUE]
    : IO_ISSUE_CATALOGUE[code as keyof typeof IO_ISSUE_CATALOGUE];
  return withPlainPlaces(say(zh, en)).replace(/\{\w+\}/g, "…");
}
