import * as Plot from "@observablehq/plot";
import { counted } from "../io/fill-text.js";
import { fitText } from "../io/text-table.js";
import type { Directory } from "../job/directory.js";
import { allianceLinks, type AllianceLink } from "./alliance-links.js";
import { chart, COLOURS, legend } from "./chart.js";
import { dataTable } from "./data-table.js";
import { markup, type Markup } from "./markup.js";
import { layOut } from "./network-layout.js";
import { sayIn, type ReportInput, type Say } from "./report-input.js";
import type { Section } from "./section.js";

/** Links drawn, the strongest of a larger plan, and links with a row. */
const SHOWN_LINKS = 160;
const LISTED_LINKS = 20;
/** Universities whose names are written: those with most pairs. */
const NAMED = 40;

/** Who is put together with whom: organisations and the pairs between them. */
export function allianceNetworkSection({ document, directory }: ReportInput): Section {
  const say = sayIn(document.language);
  const { links, unnamed } = allianceLinks(document, directory);
  const drawn = links.slice(0, SHOWN_LINKS);
  const universities = new Set(links.map(({ university }) => university)).size;
  const enterprises = new Set(links.map(({ enterprise }) => enterprise)).size;
  return {
    id: "alliance-network",
    title: say("联盟网络", "Network of alliances"),
    body: [
      markup`<p>
        ${say(
          `${universities} 所高校与 ${enterprises} 家企业之间有 ${links.length} 条联系。`,
          `${counted(links.length, "link")} between ${counted(universities, "university", "universities")} and ${counted(enterprises, "enterprise")}.`,
        )}${links.length > drawn.length ? say(`图中为得分最高的 ${drawn.length} 条。`, ` The figure has the ${drawn.length} with the largest scores.`) : undefined}${
          unnamed > 0
            ? say(
                `${unnamed} 对没有注明单位或单位保密，未画出。`,
                ` Not drawn, as they name no organisation or keep it confidential: ${unnamed} of the pairs.`,
              )
            : undefined
        }
      </p>`,
      drawn.length === 0 ? undefined : [networkFigure(drawn, directory, document.language), linksTable(links, directory, say)],
    ],
  };
}

const WIDTH = 960;
const FLATNESS = 1.5;
const MARGIN = { x: 84, y: 20 };
const NAME_COLUMNS = 22;
/** Room around a university, whose name is written, and around an enterprise. */
const ROOM = { university: 60, enterprise: 14 } as const;

function networkFigure(links: readonly AllianceLink[], directory: Directory, language: "zh" | "en"): Markup {
  const say = sayIn(language);
  const nodes = nodesOf(links);
  const indexOf = new Map(nodes.map(({ key }, at) => [key, at]));
  const ends = links.map(({ university, enterprise }) => ({
    source: indexOf.get(keyOf("university", university))!,
    target: indexOf.get(keyOf("enterprise", enterprise))!,
  }));
  const points = layOut(
    nodes.map(({ kind }) => ({ radius: ROOM[kind] })),
    ends,
  );
  const placed = nodes.map((node, at) => ({
    ...node,
    ...points[at]!,
    name: directory.organisationName(node.id),
    radius: 3 + 1.5 * Math.sqrt(node.pairs),
  }));
  const lines = ends.map(({ source, target }, at) => ({
    x1: points[source]!.x,
    y1: points[source]!.y,
    x2: points[target]!.x,
    y2: points[target]!.y,
    pairs: links[at]!.pairs,
  }));
  const [left, right] = extent(placed.map(({ x }) => x));
  const [top, bottom] = extent(placed.map(({ y }) => y));
  // Drawn flatter than it was laid out: names need room to the sides, not above.
  const height = Math.round(((WIDTH - 2 * MARGIN.x) * Math.min(1, (bottom - top) / (right - left))) / FLATNESS) + 2 * MARGIN.y;
  const words = links.map(
    ({ university, enterprise, pairs }) => `${directory.organisationName(university)} – ${directory.organisationName(enterprise)} ${pairs}`,
  );
  const universities = placed.filter(({ kind }) => kind === "university");
  const enterprises = placed.filter(({ kind }) => kind === "enterprise");
  const named = [...universities].sort((a, b) => b.pairs - a.pairs || (a.id < b.id ? -1 : 1)).slice(0, NAMED);
  return markup`${legend([
    { colour: COLOURS.outcome, name: say("高校（标名）", "universities, named") },
    { colour: COLOURS.need, name: say("企业", "enterprises") },
  ])}${chart(
    {
      caption: say("连线越粗配对越多，点越大所在配对越多", "The thicker a line the more pairs; the larger a dot the more pairs it is in"),
      label: words.join("; "),
    },
    {
      width: WIDTH,
      height,
      marginLeft: MARGIN.x,
      marginRight: MARGIN.x,
      marginTop: MARGIN.y,
      marginBottom: MARGIN.y,
      axis: null,
      x: { domain: [left, right] },
      y: { domain: [bottom, top] },
      r: { type: "identity" },
      marks: [
        Plot.link(lines, {
          x1: "x1",
          y1: "y1",
          x2: "x2",
          y2: "y2",
          stroke: COLOURS.faint,
          strokeWidth: (line: { pairs: number }) => Math.min(6, line.pairs),
        }),
        Plot.dot(enterprises, { x: "x", y: "y", r: "radius", fill: COLOURS.need, title: "name" }),
        Plot.dot(universities, { x: "x", y: "y", r: "radius", fill: COLOURS.outcome, title: "name" }),
        Plot.text(named, {
          x: "x",
          y: "y",
          text: (node: { name: string }) => fitText(node.name, NAME_COLUMNS),
          dy: 14,
          fill: COLOURS.ink,
          stroke: "white",
          strokeWidth: 3,
        }),
      ],
    },
  )}`;
}

function linksTable(links: readonly AllianceLink[], directory: Directory, say: Say): Markup {
  const listed = links.slice(0, LISTED_LINKS);
  return dataTable(
    say(`得分最高的 ${listed.length} 条联系`, `The ${listed.length} links with the largest scores`),
    [
      { header: say("高校", "university"), kind: "long" },
      { header: say("企业", "enterprise"), kind: "long" },
      { header: say("配对", "pairs"), kind: "number" },
      { header: say("得分合计", "total score"), kind: "number" },
    ],
    listed.map(({ university, enterprise, pairs, score }) => [
      directory.organisationName(university),
      directory.organisationName(enterprise),
      pairs,
      score.toFixed(2),
    ]),
  );
}

interface NetworkNode {
  readonly key: string;
  readonly kind: "university" | "enterprise";
  readonly id: string;
  readonly pairs: number;
}

/** The organisations of some links, universities first, by id: an order of their own, as the layout depends on it. */
function nodesOf(links: readonly AllianceLink[]): NetworkNode[] {
  return (["university", "enterprise"] as const).flatMap((kind) => {
    const pairs = new Map<string, number>();
    for (const link of links) pairs.set(link[kind], (pairs.get(link[kind]) ?? 0) + link.pairs);
    return [...pairs].sort(([p], [q]) => (p < q ? -1 : 1)).map(([id, count]) => ({ key: keyOf(kind, id), kind, id, pairs: count }));
  });
}

/** An organisation may stand on both sides; it is then drawn on both. */
function keyOf(kind: NetworkNode["kind"], id: string): string {
  return `${kind} ${id}`;
}

/** Least and largest, apart even where there is one value only. */
function extent(values: readonly number[]): [number, number] {
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const largest = values.reduce((a, b) => Math.max(a, b), -Infinity);
  return least === largest ? [least - 1, largest + 1] : [least, largest];
}
