import { basename } from "node:path";
import { SIGNALS, signalName, type UnmatchedReason } from "alliance-match";
import { REASON_TEXTS } from "../job/result-files.js";
import { KIND_NAMES, planLine } from "../job/screen.js";
import { SHAPE_NAMES } from "../job/shape-names.js";
import { dataTable } from "./data-table.js";
import { markup, type Markup } from "./markup.js";
import { sayIn, weightsOf, type ReportInput } from "./report-input.js";
import type { Section } from "./section.js";

/** The market and the plan in a few numbers, what was read, and what remained without a partner. */
export function summarySection(input: ReportInput): Section {
  const { market, document, planIssues } = input;
  const say = sayIn(document.language);
  const pairs = document.proposals.reduce((sum, proposal) => sum + proposal.pairs.length, 0);
  const { needs, outcomes } = market.corpus;
  const tiles: ReadonlyArray<readonly [value: string | number, name: string]> = [
    [needs.count, say("需求", "needs")],
    [outcomes.count, say("成果", "outcomes")],
    [document.proposals.length, say("联盟建议", "proposals")],
    [pairs, say("配对", "pairs")],
    [document.total.toFixed(2), say("总分", "total score")],
    [document.unmatched.needs.length, say("未匹配需求", "needs unmatched")],
    [document.unmatched.outcomes.length, say("未匹配成果", "outcomes unmatched")],
    [market.issues.length, say("数据问题", "issues in the data")],
  ];
  return {
    id: "summary",
    title: say("概要", "Summary"),
    body: [
      markup`<dl class="tiles">
        ${tiles.map(
          ([value, name]) =>
            markup`<div>
              <dt>${name}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>`,
      markup`<p>${planLine(document, { language: document.language, width: 0 }).trim()}</p>`,
      settings(input),
      planIssues.length === 0
        ? undefined
        : markup`<h3>${say("方案中的问题", "Issues of the plan")}</h3>
            <ul>
              ${planIssues.slice(0, SHOWN_ISSUES).map((line) => markup`<li>${line}</li>`)}
            </ul>
            ${
              planIssues.length > SHOWN_ISSUES
                ? markup`<p>${say(`另有 ${planIssues.length - SHOWN_ISSUES} 条`, `${planIssues.length - SHOWN_ISSUES} more`)}</p>`
                : undefined
            }`,
      filesRead(input),
      unmatchedByReason(input),
    ],
  };
}

/** Issues of the plan shown by name. */
const SHOWN_ISSUES = 20;

function settings(input: ReportInput): Markup {
  const { document } = input;
  const say = sayIn(document.language);
  const weights = weightsOf(input);
  const parts = SIGNALS.filter((signal) => weights[signal] > 0).map(
    (signal) => `${signalName(signal, document.language)} ${weights[signal].toFixed(2)}`,
  );
  const level = document.level === "records" ? say("按记录配对", "pairs of records") : say("按单位配对", "pairs of organisations");
  const method = {
    capacities: say("名额内最优", "best within capacities"),
    coverage: say("多校分项覆盖一条需求", "parts of a need covered by several universities"),
    consortium: say("共性技术联合体", "consortia around a common technology"),
  }[document.method];
  const objective = {
    total: say("总分最高", "largest total"),
    stable: say("双向稳定", "stable"),
    fair: say("最弱者尽量高", "the weakest as strong as can be"),
  }[document.objective];
  const form = [SHAPE_NAMES[document.shape][document.language], level, method, objective].join(" · ");
  return markup`<p>${say(`形式：${form}。得分 = ${parts.join(" + ")}（权重 × 信号；信号为 1 表示非常契合）。得分用于排序，不是概率。`, `Shape: ${form}. Score = ${parts.join(" + ")} (weight × signal; a signal of 1 is a very good match). Scores order pairs; they are not probabilities.`)}</p>`;
}

function filesRead({ market, document: { language } }: ReportInput): Markup {
  const say = sayIn(language);
  return dataTable(
    say("读入的文件", "Files read"),
    [
      { header: say("类别", "kind") },
      { header: say("文件", "file") },
      { header: say("格式", "format") },
      { header: say("编码", "encoding") },
      { header: say("行数", "rows"), kind: "number" },
      { header: say("剔除", "rejected"), kind: "number" },
    ],
    // The file's name alone: where it lies on somebody's disk is nobody else's business.
    market.files.map(({ kind, file, format, encoding, rowCount }) => [
      KIND_NAMES[kind][language],
      basename(file.replaceAll("\\", "/")),
      format,
      encoding,
      rowCount,
      market.rejected.filter((row) => row.kind === kind).length,
    ]),
  );
}

/** Records of each reason shown by name. */
const EXAMPLES = 3;

function unmatchedByReason({ document: { unmatched, language } }: ReportInput): Markup | undefined {
  const say = sayIn(language);
  const sides = [
    ["needs", say("需求", "needs")],
    ["outcomes", say("成果", "outcomes")],
    ["enterprises", say("企业", "enterprises")],
    ["universities", say("高校", "universities")],
  ] as const;
  const rows = sides.flatMap(([side, name]) => {
    const groups = new Map<UnmatchedReason, string[]>();
    for (const record of unmatched[side] ?? [])
      groups.set(record.reason, [...(groups.get(record.reason) ?? []), `${record.id} ${record.name}`]);
    return [...groups]
      .sort(([p, a], [q, b]) => b.length - a.length || (p < q ? -1 : 1))
      .map(([reason, records]) => [name, REASON_TEXTS[reason][language], records.length, records.slice(0, EXAMPLES).join(say("；", "; "))]);
  });
  if (rows.length === 0) return undefined;
  return dataTable(
    say("未匹配的原因", "Why records are unmatched"),
    [
      { header: say("类别", "side") },
      { header: say("原因", "reason"), kind: "long" },
      { header: say("条数", "count"), kind: "number" },
      { header: say("例", "for example"), kind: "long" },
    ],
    rows,
  );
}
