import * as Plot from "@observablehq/plot";
import { counted } from "../io/fill-text.js";
import { fitText } from "../io/text-table.js";
import type { Directory } from "../job/directory.js";
import { chart, COLOURS, legend } from "./chart.js";
import { dataTable } from "./data-table.js";
import { markup, type Markup } from "./markup.js";
import { sayIn, type ReportInput } from "./report-input.js";
import type { Section } from "./section.js";
import { mapTopics, TOPIC_LIKENESS, type Topic, type TopicMap } from "./topics.js";

/** Topics drawn, and rows of each table. */
const DRAWN_TOPICS = 18;
const SHOWN_TOPICS = 40;

/** What is asked for that nobody offers, what is offered that nobody asks for, and the topics that both sides share. */
export function marketGapSection({ market, document, directory }: ReportInput): Section {
  const { language } = document;
  const say = sayIn(language);
  const map = mapTopics(market.corpus);
  const { topics, silent, every } = map;
  const paired = {
    needs: new Set(document.proposals.flatMap(({ needs }) => needs.map(({ id }) => id))),
    outcomes: new Set(document.proposals.flatMap(({ outcomes }) => outcomes.map(({ id }) => id))),
  };
  const view: TopicView = { map, directory, paired, language };
  const onlyAsked = topics.filter(({ outcomes }) => outcomes.length === 0);
  const onlyOffered = topics.filter(({ needs }) => needs.length === 0);
  const shared = topics.length - onlyAsked.length - onlyOffered.length;
  return {
    id: "market-gap",
    title: say("供需缺口", "Market gap"),
    body: [
      markup`<p>
        ${say(
          `共 ${topics.length} 个主题：${shared} 个供需都有，${onlyAsked.length} 个只有需求，${onlyOffered.length} 个只有成果。`,
          `${counted(topics.length, "topic")}: ${shared} with both sides, ${onlyAsked.length} with needs alone, ${onlyOffered.length} with outcomes alone.`,
        )}
      </p>`,
      markup`<p class="method">
        ${say(
          `分组方法：与其他记录最相近的一条为中心，凡文本与它的相似度（文本信号）不低于 ${TOPIC_LIKENESS} 的记录归入其主题，再在余下的记录中重复；每条记录归入最相近的中心。需求之间只比标题，因为说明中多是企业介绍。主题以组内共有、对相似度贡献最大的词语命名，单条成组的用其标题。结果与输入顺序无关。`,
          `How topics are made: the record that is most like the others is a centre and takes in all whose text signal with it is at least ${TOPIC_LIKENESS}; then the same among those left; each record goes to the centre it is most like. Needs are compared with each other by their titles, as descriptions tell much of the enterprise. A topic is called by the phrases its records share that add most to that likeness, a single record by its title. The order of input does not matter.`,
        )}${silent > 0 ? say(`${silent} 条记录没有可读的文字，未计入。`, ` Left out, as they have no text that may be read: ${silent} of the records.`) : undefined}${
          every > 1
            ? say(`按编号每 ${every} 条取 1 条。`, ` Of every ${every} records in the order of their ids one was looked at.`)
            : undefined
        }
      </p>`,
      topicsFigure(view),
      topicsTable(say("有人需要、无人提供的主题", "Asked for, and not offered"), onlyAsked, view),
      topicsTable(say("有人提供、无人需要的主题", "Offered, and not asked for"), onlyOffered, view),
    ],
  };
}

interface TopicView {
  readonly map: TopicMap;
  readonly directory: Directory;
  readonly paired: { readonly needs: ReadonlySet<string>; readonly outcomes: ReadonlySet<string> };
  readonly language: "zh" | "en";
}

/** What a topic's records share; a single record's title, as for those that share no phrase the title of the first. */
function topicName(topic: Topic, { directory, map }: TopicView): string {
  const names = map.namesOf(topic);
  if (names.length > 0) return names.join(" · ");
  const [need] = topic.needs;
  return need === undefined ? directory.outcomeTitle(topic.outcomes[0]!) : directory.needTitle(need);
}

const NAME_COLUMNS = 34;
const ROW_HEIGHT = 22;

function topicsFigure(view: TopicView): Markup | undefined {
  const { topics } = view.map;
  const say = sayIn(view.language);
  const drawn = topics.filter(({ needs, outcomes }) => needs.length + outcomes.length > 1).slice(0, DRAWN_TOPICS);
  if (drawn.length === 0) return undefined;
  const rows = drawn.map((topic, at) => ({
    key: String(at),
    name: fitText(topicName(topic, view), NAME_COLUMNS),
    needs: topic.needs.length,
    outcomes: topic.outcomes.length,
  }));
  const most = Math.max(...rows.flatMap(({ needs, outcomes }) => [needs, outcomes]));
  const words = rows.map(({ name, needs, outcomes }) =>
    say(`${name}：需求 ${needs}，成果 ${outcomes}`, `${name}: ${counted(needs, "need")}, ${counted(outcomes, "outcome")}`),
  );
  const nameOf = new Map(rows.map(({ key, name }) => [key, name]));
  return markup`${legend([
    { colour: COLOURS.need, name: say("需求", "needs") },
    { colour: COLOURS.outcome, name: say("成果", "outcomes") },
  ])}${chart(
    {
      caption: say(
        `最大的 ${rows.length} 个主题：需求（左）与成果（右）`,
        `The ${rows.length} largest topics: needs to the left, outcomes to the right`,
      ),
      label: words.join("; "),
    },
    {
      width: 640,
      height: rows.length * ROW_HEIGHT + 24,
      marginLeft: 236,
      marginRight: 24,
      marginTop: 4,
      marginBottom: 20,
      // Room for the numbers beyond the longest bars.
      x: { domain: [-most * 1.12, most * 1.12], axis: null },
      y: { domain: rows.map(({ key }) => key), tickFormat: (key: string) => nameOf.get(key) ?? "", label: null, tickSize: 0 },
      marks: [
        Plot.barX(rows, { x1: 0, x2: (row: { needs: number }) => -row.needs, y: "key", fill: COLOURS.need, insetTop: 3, insetBottom: 3 }),
        Plot.barX(rows, { x1: 0, x2: "outcomes", y: "key", fill: COLOURS.outcome, insetTop: 3, insetBottom: 3 }),
        Plot.text(rows, {
          x: (row: { needs: number }) => -row.needs,
          y: "key",
          text: "needs",
          textAnchor: "end",
          dx: -4,
          fill: COLOURS.ink,
        }),
        Plot.text(rows, { x: "outcomes", y: "key", text: "outcomes", textAnchor: "start", dx: 4, fill: COLOURS.ink }),
        Plot.ruleX([0], { stroke: COLOURS.ink }),
      ],
    },
  )}`;
}

function topicsTable(caption: string, topics: readonly Topic[], view: TopicView): Markup {
  const say = sayIn(view.language);
  if (topics.length === 0) return markup`<p>${caption}${say("：无。", ": none.")}</p>`;
  const rows = topics.slice(0, SHOWN_TOPICS).map((topic) => {
    const side = topic.needs.length > 0 ? "needs" : "outcomes";
    const ids = topic[side];
    return [topicName(topic, view), ids.length, ids.filter((id) => view.paired[side].has(id)).length, ids.join(", ")];
  });
  const left = topics.length - rows.length;
  return markup`${dataTable(
    say(`${caption}（${topics.length}）`, `${caption} (${topics.length})`),
    [
      { header: say("主题", "topic"), kind: "long" },
      { header: say("条数", "records"), kind: "number" },
      { header: say("已入联盟", "in proposals"), kind: "number" },
      { header: say("编号", "ids") },
    ],
    rows,
  )}${left > 0 ? markup`<p>${say(`另有 ${left} 个较小的主题。`, `${counted(left, "smaller topic")} more.`)}</p>` : undefined}`;
}
