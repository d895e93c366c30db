/**
 * The program that every runtime runs on the packed library: builds a small invented market, proposes every shape, prints the plans as JSON.
 *
 * It stands alone: only the package is imported, and `console.log` is all that it wants of its surroundings.
 */
import {
  buildCorpus,
  defineConfig,
  explain,
  propose,
  rankOutcomes,
  SHAPES,
  type Corpus,
  type Issue,
  type ProposeRequest,
} from "alliance-match";
import { openWatch } from "alliance-match/alerts";
import { consortium, coverage, fair, organisations, stable } from "alliance-match/alliances";
import { planPrices } from "alliance-match/choice";
import { embedMarket } from "alliance-match/embeddings";
import { ndcgAt } from "alliance-match/evaluate";
import { attempt } from "alliance-match/fp";
import { industriesOfChina } from "alliance-match/industries-cn";
import { dataQuality } from "alliance-match/quality";
import { regionsOfChina } from "alliance-match/regions-cn";
import { createSearchIndex } from "alliance-match/search";
import { openSnapshot, saveSnapshot } from "alliance-match/snapshot";
import { solve } from "alliance-match/solve";
import { specificationReader } from "alliance-match/specifications";

// Everything below is invented.
const THINGS = ["烟气余热回收装置", "轴承套圈缺陷检测", "稀土永磁电机", "防爆巡检机器人", "耐磨堆焊材料", "waste heat recovery of kilns"];
const DEEDS = ["节能改造，排烟温度≤120 ℃", "在线测量，精度 0.01 mm", "样机试制，功率 15 kW", "production line upgrade"];
const PLACES = ["辽宁省沈阳市铁西区", "大连", "鞍山市", "210500", "鼓楼区"];
const INDUSTRIES = ["C35", "通用设备制造业", "C31", "装备制造", "I65"];

function at<A>(list: readonly A[], index: number): A {
  return list[index % list.length] as A;
}
const count = (length: number): number[] => Array.from({ length }, (_, index) => index);

const market = {
  organisations: count(10).map((index) => ({
    id: index < 5 ? `u${index}` : `e${index - 5}`,
    name: index < 5 ? `第${index}大学（虚构）` : `第${index - 5}厂（虚构）`,
    kind: index < 5 ? "university" : "enterprise",
    region: at(PLACES, index * 3),
  })),
  outcomes: count(24).map((index) => ({
    id: `o${index}`,
    title: at(THINGS, index),
    abstract: `${at(THINGS, index * 5 + 1)}，${at(DEEDS, index)}`,
    industries: [at(INDUSTRIES, index)],
    region: at(PLACES, index),
    maturity: (index % 9) + 1,
    organisation: `u${index % 5}`,
  })),
  needs: count(20).map((index) => ({
    id: `n${index}`,
    title: `${at(THINGS, index * 2 + 1)}${at(DEEDS, index * 3)}`,
    description: `需求内容：1、${at(THINGS, index)}；2、${at(DEEDS, index + 1)}。`,
    industries: [at(INDUSTRIES, index * 2)],
    region: at(PLACES, index * 2 + 1),
    organisation: `e${index % 5}`,
  })),
};

const config = defineConfig({
  weights: { text: 0.55, industry: 0.2, region: 0.15, specifications: 0.1 },
  regions: regionsOfChina,
  industries: industriesOfChina,
  specifications: specificationReader,
});
const built: { readonly corpus: Corpus; readonly issues: readonly Issue[] } = buildCorpus(market, config);
const { corpus, issues } = built;
const methods = { organisations, coverage, consortium, fair, stable };
const requests: ProposeRequest[] = [
  ...SHAPES.map((shape): ProposeRequest => ({ shape })),
  ...SHAPES.map((shape): ProposeRequest => ({ shape, level: "organisations" })),
  { shape: "one-to-many", objective: "fair" },
  { shape: "one-to-one", objective: "stable" },
  { shape: "many-to-one", method: "coverage" },
  { shape: "many-to-many", method: "consortium" },
];
const reopened = openSnapshot(saveSnapshot(corpus), config);

/** A vector of a text, by whole numbers: how often characters fall into each of eight classes. */
function classCounts(text: string): number[] {
  const counts = count(8).map(() => 0);
  for (const character of text) counts[(character.codePointAt(0) ?? 0) % counts.length]! += 1;
  return counts;
}

async function vectorRankings(): Promise<unknown> {
  const embedder = { id: "classes/1", dimensions: 8, embed: async (texts: readonly string[]) => texts.map(classCounts) };
  const embedded = await embedMarket(market, embedder, { batchSize: 7 });
  const vectors = buildCorpus(embedded.market, defineConfig({ weights: { text: 0.5, embedding: 0.5 } }));
  return { counts: embedded.counts, best: market.needs.map(({ id }) => rankOutcomes(vectors.corpus, id, { k: 3 })) };
}

// No `await` at the top: the program also runs as CommonJS.
void vectorRankings().then((embedded) => {
  console.log(JSON.stringify({ ...answers(), embedded }));
});

function answers(): object {
  return {
    issues,
    plans: requests.map((request) => ({ request, plan: propose(reopened, request, methods) })),
    explanation: explain(corpus, "n1", "o1"),
    door2: attempt(() => planPrices(corpus, { shape: "one-to-one" })),
    refused: attempt(() => defineConfig({ weights: { text: -1 } })),
    alerts: openWatch(corpus, { k: 3 }).apply({ remove: { outcomes: ["o1"] } }).alerts,
    found: createSearchIndex(corpus).find("余热 kiln", { limit: 5 }),
    quality: dataQuality(corpus, issues, { outcomes: 24, needs: 20, organisations: 10 }),
    solution: solve({ rowCount: 2, columnCount: 2, row: [0, 0, 1], column: [0, 1, 0], score: [3, 2, 2] }, { objective: "total" }),
    ndcg: ndcgAt(
      [0, 2, 1, 3].map((grade, index) => ({ rank: index + 1, grade, score: 1 / (index + 1) })),
      10,
    ),
  };
}
