import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  askedJudgements,
  gradingProgress,
  parseChoiceLog,
  poolCandidates,
  sessionAnswers,
  weakJudgements,
  type ChoiceAnswer,
  type Run,
} from "../../src/evaluate/index.js";
import { buildCorpus } from "../../src/index.js";
import { accept, decline, openSession } from "../../src/choice.js";

const run = (lists: Readonly<Record<string, readonly string[]>>): Run =>
  new Map(Object.entries(lists).map(([need, ids]) => [need, ids.map((outcomeId, at) => ({ outcomeId, score: -at }))]));

describe("a pool", () => {
  const letters = "abcdefghijklmnop".split("");

  it("is the first k of every run, each once", () => {
    const pool = poolCandidates([run({ n: ["a", "b", "c"] }), run({ n: ["d", "a", "c"], m: ["x"] })], { depth: 2 });
    expect([...pool.keys()]).toEqual(["m", "n"]);
    expect([...pool.get("n")!].sort()).toEqual(["a", "b", "d"]);
  });

  it("is in an order that tells no ranks, the same for the same seed and whatever the runs' order", () => {
    const runs = [run({ n: letters, m: letters }), run({ n: [...letters].reverse() })];
    const pool = poolCandidates(runs, { depth: 16, seed: 7 });
    expect(pool).toEqual(poolCandidates([...runs].reverse(), { depth: 16, seed: 7 }));
    expect(pool.get("n")).not.toEqual(letters);
    expect(pool.get("n")).not.toEqual(pool.get("m"));
    expect(pool.get("n")).not.toEqual(poolCandidates(runs, { depth: 16, seed: 8 }).get("n"));
    // A need alone is shown in the order that it has among others.
    expect(poolCandidates([run({ n: letters })], { depth: 16, seed: 7 }).get("n")).toEqual(pool.get("n"));
  });

  it("puts the best of a run first no more often than chance: 300 needs of 10", () => {
    const needs = Array.from({ length: 300 }, (_, at) => `n${at}`);
    const ten = letters.slice(0, 10);
    const pool = poolCandidates([run(Object.fromEntries(needs.map((need) => [need, ten])))]);
    const firsts = needs.filter((need) => pool.get(need)![0] === "a").length;
    // 30 expected, standard deviation 5.2
    expect(Math.abs(firsts - 30)).toBeLessThan(16);
  });

  it("refuses a depth that is no whole number", () => {
    for (const depth of [0, 1.5, NaN]) expect(() => poolCandidates([], { depth })).toThrow(RangeError);
  });
});

describe("progress", () => {
  const pool = new Map([
    ["n", ["a", "b"]],
    ["m", ["a"]],
  ]);
  const judged = (needId: string, outcomeId: string, judge?: string) => ({
    needId,
    outcomeId,
    grade: 1,
    ...(judge === undefined ? {} : { judge }),
  });

  it("counts pairs, not judgements, need by need", () => {
    expect(
      gradingProgress(pool, [judged("n", "a", "x"), judged("n", "a", "x"), judged("n", "c"), judged("m", "a", "x"), judged("m", "a", "y")]),
    ).toEqual({
      asked: 3,
      done: 2,
      doneTwice: 1,
      needs: [
        { needId: "n", asked: 2, done: 1 },
        { needId: "m", asked: 1, done: 1 },
      ],
    });
  });

  it("does not take a choice for a judgement", () => {
    expect(gradingProgress(pool, [{ ...judged("n", "a"), source: "choice" }]).done).toBe(0);
  });

  it("is not made of what nobody asked: those judgements are named", () => {
    const { judgements, issues } = askedJudgements(pool, [judged("n", "b"), { ...judged("n", "c"), line: 4 }, judged("x", "a")]);
    expect(judgements).toEqual([judged("n", "b")]);
    expect(issues.map(({ code, line, received }) => [code, line, received])).toEqual([
      ["not-asked", 4, "n c"],
      ["not-asked", undefined, "x a"],
    ]);
  });
});

describe("choices as weak judgements", () => {
  const answer = (pair: string, by: "need" | "outcome", said: ChoiceAnswer["answer"]): ChoiceAnswer => ({
    need: "n",
    outcome: pair,
    by,
    answer: said,
  });
  const grades = (...logs: ChoiceAnswer[][]) =>
    weakJudgements(logs).judgements.map(({ outcomeId, grade, source }) => [outcomeId, grade, source]);

  it("are 0 declined, 1 accepted by one side, 2 by both, marked, in id order", () => {
    const log = [
      answer("c", "need", "decline"),
      answer("b", "need", "accept"),
      answer("a", "outcome", "accept"),
      answer("a", "need", "accept"),
    ];
    expect(grades(log)).toEqual([
      ["a", 2, "choice"],
      ["b", 1, "choice"],
      ["c", 0, "choice"],
    ]);
  });

  it("go by a side's last answer, and a decline ends the pair whoever accepted", () => {
    expect(grades([answer("a", "need", "accept"), answer("a", "need", "withdraw")])).toEqual([]);
    expect(grades([answer("a", "need", "decline"), answer("a", "need", "accept")])).toEqual([["a", 1, "choice"]]);
    expect(grades([answer("a", "need", "accept"), answer("a", "outcome", "decline")])).toEqual([["a", 0, "choice"]]);
  });

  it("that contradict each other between logs are left out and named, in any order of logs", () => {
    const [yes, no] = [[answer("a", "need", "accept")], [answer("a", "need", "decline")]];
    for (const logs of [
      [yes, no],
      [no, yes],
    ]) {
      expect(weakJudgements(logs)).toMatchObject({ judgements: [], issues: [{ code: "contradicting-choice", received: "n a" }] });
    }
  });

  it("do not depend on the order of logs", () => {
    const said = fc.constantFrom<ChoiceAnswer["answer"]>("accept", "decline", "withdraw");
    const answers = fc.array(fc.tuple(fc.constantFrom("a", "b"), fc.constantFrom<"need" | "outcome">("need", "outcome"), said), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(fc.array(answers, { maxLength: 4 }), (raw) => {
        const logs = raw.map((log) => log.map(([pair, by, what]) => answer(pair, by, what)));
        expect(weakJudgements([...logs].reverse())).toEqual(weakJudgements(logs));
      }),
    );
  });

  it("are read from a session as it stands", () => {
    const { corpus } = buildCorpus({
      outcomes: [
        { id: "o1", title: "高温余热回收装置" },
        { id: "o2", title: "水稻育种技术" },
      ],
      needs: [
        { id: "n1", title: "窑炉余热回收" },
        { id: "n2", title: "水稻育种" },
      ],
    });
    const { session } = openSession(corpus, { shape: "one-to-one" });
    const accepted = accept(session, { by: "need", need: "n1", outcome: "o1" }).session;
    const both = decline(accepted, { by: "outcome", need: "n2", outcome: "o2" }).session;
    expect(weakJudgements([sessionAnswers(both)]).judgements).toEqual([
      { needId: "n1", outcomeId: "o1", grade: 1, source: "choice" },
      { needId: "n2", outcomeId: "o2", grade: 0, source: "choice" },
    ]);
  });

  it("are read from a log of JSON lines, whose bad lines are named", () => {
    const text = [
      '{"need":"n","outcome":"a","by":"need","answer":"accept"}',
      "nonsense",
      '{"need":"","outcome":"a","by":"need","answer":"accept"}',
      '{"need":"n","outcome":"a","by":"broker","answer":"accept"}',
      '{"need":"n","outcome":"a","by":"need","answer":"maybe"}',
    ].join("\n");
    const { answers, issues } = parseChoiceLog(text);
    expect(answers).toEqual([answer("a", "need", "accept")]);
    expect(issues.map(({ code, line }) => [code, line])).toEqual([
      ["bad-json", 2],
      ["empty-id", 3],
      ["bad-answer", 4],
      ["bad-answer", 5],
    ]);
  });
});
