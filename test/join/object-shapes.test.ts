import { setFlagsFromString } from "node:v8";
import { runInThisContext } from "node:vm";
import { beforeAll, expect, it, vi } from "vitest";
import { matchJob, runPart } from "../../src/adapters/worker-threads/match-job.js";
import { buildCorpus, matchAll } from "../../src/index.js";
import type * as blockJoin from "../../src/join/block-join.js";
import type { JoinSides } from "../../src/join/join-sides.js";

const seen = vi.hoisted((): JoinSides[] => []);
vi.mock("../../src/join/block-join.js", async (importOriginal) => {
  const original = await importOriginal<typeof blockJoin>();
  class SeenBlockJoin extends original.BlockJoin {
    constructor(...given: ConstructorParameters<typeof original.BlockJoin>) {
      seen.push(given[0]);
      super(...given);
    }
  }
  return { ...original, BlockJoin: SeenBlockJoin };
});

let haveOneMap: (a: object, b: object) => boolean;
beforeAll(() => {
  setFlagsFromString("--allow-natives-syntax");
  haveOneMap = runInThisContext("(a, b) => %HaveSameMap(a, b)") as typeof haveOneMap;
  // V8 reads a function when it is first called.
  haveOneMap({}, {});
  setFlagsFromString("--no-allow-natives-syntax");
});

const corpusOf = (word: string) =>
  buildCorpus({
    outcomes: [{ id: "o1", title: `高温余热${word}回收装置` }],
    needs: [{ id: "n1", title: `窑炉${word}余热回收` }],
  }).corpus;

it("meets blocks with objects of one hidden class in every join, so that V8 keeps what it compiled", () => {
  expect([haveOneMap({ a: 1 }, { a: 2 }), haveOneMap({ a: 1 }, { b: 1 })]).toEqual([true, false]);
  for (const word of ["节能", "环保", "智能"]) {
    const corpus = corpusOf(word);
    matchAll(corpus);
    const { comparisons } = corpus.model;
    for (const role of ["needs", "outcomes"] as const) runPart(matchJob(corpus, 10, -Infinity), comparisons, { role, from: 0, to: 1 });
  }
  expect(seen).toHaveLength(12);
  for (const sides of seen)
    for (const [name, one, first] of [
      ["sides", sides, seen[0]!],
      ["model", sides.model, seen[0]!.model],
      ["weights", sides.model.weights, seen[0]!.model.weights],
      ["index", sides.index, seen[0]!.index],
      ["text", sides.text, seen[0]!.text],
      ["scorer", sides.scorer, seen[0]!.scorer],
    ] as const)
      expect([name, haveOneMap(one, first)]).toEqual([name, true]);
});
