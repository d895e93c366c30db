/**
 * Runs where there are files, on the packed library: keeps a small invented market in a file of the working folder, reads it back, and prints what it
 * ranks. Like `program.ts` it stands alone.
 */
import { buildCorpus, rankNeeds, rankOutcomes } from "alliance-match";
import { readSnapshot, writeSnapshot } from "alliance-match/node";

// Invented.
const outcomes = ["高温余热回收装置", "轴承缺陷在线检测", "低温电池"].map((title, at) => ({ id: `o${at}`, title }));
const needs = ["窑炉余热回收", "轴承套圈检测", "battery 低温 性能"].map((title, at) => ({ id: `n${at}`, title }));

async function throughFile(): Promise<string> {
  const { corpus } = buildCorpus({ outcomes, needs });
  await writeSnapshot("market.snapshot", corpus);
  const read = await readSnapshot("market.snapshot");
  return JSON.stringify({
    outcomes: needs.map(({ id }) => rankOutcomes(read, id, { k: 3 })),
    needs: outcomes.map(({ id }) => rankNeeds(read, id, { k: 3 })),
  });
}

void throughFile().then((text) => console.log(text));
