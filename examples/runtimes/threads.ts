/**
 * Runs where there are threads, on the packed library: the join of a small invented market in one thread, in two and in three, whose edges are
 * the same as without any; then the edges. Like `program.ts` it stands alone; in a page it has Web Workers for threads.
 */
import { buildCorpus, matchAll, type CandidateEdges } from "alliance-match";
import { matchAllInWorkers } from "alliance-match/worker";

// Invented.
const WORDS = [
  "余热回收",
  "窑炉节能",
  "轴承检测",
  "永磁电机",
  "巡检机器人",
  "耐磨堆焊",
  "heat recovery",
  "motor drive",
  "表面处理",
  "数据平台",
  "低温电池",
];
const title = (at: number): string => [at * 3, at * 5 + 1, at * 7 + 2].map((place) => WORDS[place % WORDS.length]).join("，");
const list = (length: number, side: string) => Array.from({ length }, (_, at) => ({ id: `${side}${at}`, title: title(at) }));

const { corpus } = buildCorpus({ outcomes: list(120, "o"), needs: list(90, "n") });
const plain = ({ need, outcome, score }: CandidateEdges) => ({ need: [...need], outcome: [...outcome], score: [...score] });
const alone = JSON.stringify(plain(matchAll(corpus, { k: 5 })));

async function inThreads(): Promise<string> {
  for (const workers of [1, 2, 3]) {
    const edges = JSON.stringify(plain(await matchAllInWorkers(corpus, { workers, k: 5 })));
    if (edges !== alone) throw new Error(`${workers} threads give other edges than none`);
  }
  return alone;
}

void inThreads().then((edges) => console.log(edges));
