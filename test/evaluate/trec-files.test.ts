import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  averagePrecision,
  formatJudgementLines,
  formatJudgements,
  formatQrels,
  formatRun,
  gradeRanking,
  gradesByNeed,
  ndcgAt,
  parseJudgementLines,
  parseJudgements,
  parseQrels,
  parseRun,
  reciprocalRank,
  type EvaluateIssue,
  type Judgement,
} from "../../src/evaluate/index.js";

const told = (issues: readonly EvaluateIssue[]) => issues.map(({ code, line }) => [code, line]);
const idOf = fc.stringMatching(/^[a-z0-9中文-]{1,6}$/);
const judgementsOf = fc.uniqueArray(fc.record({ needId: idOf, outcomeId: idOf, grade: fc.integer({ min: 0, max: 4 }) }), {
  selector: ({ needId, outcomeId }) => `${needId} ${outcomeId}`,
});

describe("a qrels file", () => {
  it("is topic, iteration, document, grade, by spaces or tabs, with any line end", () => {
    expect(parseQrels("\uFEFF1 0 d1 2\r\n1\tQ0\td2\t0\n\n  2  0  d1   1  ")).toEqual({
      judgements: [
        { needId: "1", outcomeId: "d1", grade: 2, line: 1 },
        { needId: "1", outcomeId: "d2", grade: 0, line: 2 },
        { needId: "2", outcomeId: "d1", grade: 1, line: 4 },
      ],
      issues: [],
    });
  });

  it("keeps what can be read of dirty lines, and names the others by line and code", () => {
    const { judgements, issues } = parseQrels(
      ["1 0 d1", "1 0 d 2 1", "1 0 d2 x", "1 0 d3 -2", "1 0 d4 1", "1 0 d4 1", "1 0 d5 1", "1 0 d5 4"].join("\n"),
    );
    expect(told(issues)).toEqual([
      ["short-line", 1],
      ["long-line", 2],
      ["bad-grade", 3],
      ["negative-grade", 4],
      ["repeated-judgement", 6],
      ["contradicting-judgement", 8],
    ]);
    expect(judgements.map(({ outcomeId, grade }) => [outcomeId, grade])).toEqual([
      ["d3", 0],
      ["d4", 1],
      ["d5", 2.5],
    ]);
  });

  it("comes to the same judgements in any order of lines", () => {
    const lines = ["1 0 a 1", "1 0 a 2", "1 0 a 2", "1 0 b 0"];
    const sorted = (text: string) => [...gradesByNeed(parseQrels(text).judgements).get("1")!];
    expect(sorted(lines.join("\n"))).toEqual(sorted([...lines].reverse().join("\n")));
  });

  it("written is read back", () => {
    fc.assert(
      fc.property(judgementsOf, (judgements) => {
        const { text, issues } = formatQrels(gradesByNeed(judgements));
        expect(issues).toEqual([]);
        expect(gradesByNeed(parseQrels(text).judgements)).toEqual(gradesByNeed(judgements));
      }),
    );
  });

  it("holds whole grades and ids without space: the rest is said", () => {
    const { text, issues } = formatQrels(
      new Map([
        ["n", new Map([["o", 1.5]])],
        ["a b", new Map([["o", 1]])],
      ]),
    );
    expect(text).toBe("n 0 o 2\n");
    expect(told(issues)).toEqual([
      ["unwritable-id", undefined],
      ["rounded-grade", undefined],
    ]);
  });
});

describe("a run file", () => {
  const text = "1 Q0 a 1 0.5 r\n1 Q0 b 2 0.5 r\n1 Q0 c 9 0.75 r\n";

  it("is ordered by score, whatever its ranks say, ties by id ascending or as trec_eval has them", () => {
    const ids = (ties: "id-ascending" | "trec-eval") =>
      parseRun(text, { ties })
        .run.get("1")!
        .map(({ outcomeId }) => outcomeId);
    expect(ids("id-ascending")).toEqual(["c", "a", "b"]);
    expect(ids("trec-eval")).toEqual(["c", "b", "a"]);
  });

  it("measures as trec_eval's definitions have it, by hand", () => {
    // trec_eval's order c b a; grades b 1, a 2. map (relevant from 1): (1/2 + 2/3) / 2; recip_rank 1/2;
    // ndcg_cut_10: (1 / log2 3 + 2 / log2 4) / (2 + 1 / log2 3) = 1.6309298 / 2.6309298
    const grades = gradesByNeed(parseQrels("1 0 a 2\n1 0 b 1\n").judgements).get("1")!;
    const ranked = gradeRanking(parseRun(text, { ties: "trec-eval" }).run.get("1")!, grades);
    expect(averagePrecision(ranked, 1)).toBeCloseTo((1 / 2 + 2 / 3) / 2, 12);
    expect(reciprocalRank(ranked, 1)).toBe(0.5);
    expect(ndcgAt(ranked, 10, "linear")).toBeCloseTo(1.6309298 / 2.6309298, 6);
    // Ours puts a before b: only nDCG and average precision's parts move.
    const own = gradeRanking(parseRun(text).run.get("1")!, grades);
    expect(ndcgAt(own, 10, "linear")).toBeCloseTo((2 / 1.5849625 + 1 / 2) / 2.6309298, 6);
  });

  it("lets a document count once, by its highest score, in any order of lines", () => {
    for (const lines of [
      ["1 Q0 a 1 2 r", "1 Q0 a 1 3 r"],
      ["1 Q0 a 1 3 r", "1 Q0 a 1 2 r"],
    ]) {
      const { run, issues } = parseRun(lines.join("\n"));
      expect(run.get("1")).toEqual([{ outcomeId: "a", score: 3 }]);
      expect(told(issues)).toEqual([["repeated-outcome", 2]]);
    }
  });

  it("names lines that are short, long or without a finite score", () => {
    const { run, issues, tags } = parseRun("1 Q0 a 1 2\n1 Q0 a 1 2 my run\n1 Q0 a 1 nan r\n1 Q0 a 1 1e999 r\n1 Q0 b 1 -1e-3 r");
    expect(told(issues)).toEqual([
      ["short-line", 1],
      ["long-line", 2],
      ["bad-score", 3],
      ["bad-score", 4],
    ]);
    expect([...run.get("1")!, ...tags]).toEqual([{ outcomeId: "b", score: -0.001 }, "r"]);
  });

  it("written is read back to the last bit, in any order", () => {
    const score = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
    const entries = fc.uniqueArray(fc.record({ outcomeId: idOf, score }), { selector: ({ outcomeId }) => outcomeId, minLength: 1 });
    fc.assert(
      fc.property(entries, (scored) => {
        const { text: written, issues } = formatRun(new Map([["n", scored]]), "r");
        expect(issues).toEqual([]);
        const read = parseRun(written).run.get("n")!;
        expect(new Map(read.map((one) => [one.outcomeId, one.score]))).toEqual(
          new Map(scored.map((one) => [one.outcomeId, one.score === 0 ? 0 : one.score])),
        );
        expect(formatRun(new Map([["n", [...scored].reverse()]]), "r").text).toBe(written);
      }),
    );
  });

  it("cannot hold spaces in ids or tags, nor scores that are not finite", () => {
    const run = new Map([
      [
        "n",
        [
          { outcomeId: "a b", score: 1 },
          { outcomeId: "c", score: -Infinity },
          { outcomeId: "d", score: 0 },
          { outcomeId: "e", score: NaN },
        ],
      ],
    ]);
    expect(formatRun(run, "r").text).toBe("n Q0 d 1 0 r\n");
    expect(told(formatRun(run, "r").issues).map(([code]) => code)).toEqual(["unwritable-score", "unwritable-score", "unwritable-id"]);
    expect(() => formatRun(run, "my run")).toThrow(RangeError);
  });
});

describe("judgements as lines", () => {
  const judgements: Judgement[] = [
    { needId: "n 1", outcomeId: "o1", grade: 1.5, judge: "甲" },
    { needId: "n 1", outcomeId: "o2", grade: 0, source: "choice" },
  ];
  const bare = (read: readonly Judgement[]) => read.map(({ line: _, ...judgement }) => judgement);

  it("of JSON are read back", () => {
    expect(bare(parseJudgementLines(formatJudgementLines(judgements)).judgements)).toEqual(judgements);
  });

  it("of JSON that are dirty are named", () => {
    const { judgements: read, issues } = parseJudgementLines(
      ['{"needId":"n"', "[1]", '{"needId":"","outcomeId":"o","grade":1}', '{"needId":"n","outcomeId":"o","grade":"1"}']
        .concat('{"needId":"n","outcomeId":"o","grade":-1}', '{"needId":"n","outcomeId":"o","grade":1,"x":2,"judge":null}')
        .concat('{"needId":"n","outcomeId":"o","grade":1,"judge":7}', '{"needId":"n","outcomeId":"o","grade":1,"source":"click"}')
        .join("\n"),
    );
    expect(told(issues)).toEqual([
      ["bad-json", 1],
      ["bad-json", 2],
      ["empty-id", 3],
      ["bad-grade", 4],
      ["bad-grade", 5],
      ["bad-judge", 7],
      ["bad-source", 8],
    ]);
    expect(read).toEqual([{ needId: "n", outcomeId: "o", grade: 1, line: 6 }]);
  });

  it("of TSV are read back, and what TSV cannot hold is named", () => {
    const { text, issues } = formatJudgements([...judgements, { needId: "a\tb", outcomeId: "o", grade: 1 }]);
    expect(bare(parseJudgements(text).judgements)).toEqual(judgements);
    expect(told(issues)).toEqual([["unwritable-id", undefined]]);
  });

  it("of TSV never pass for a judge's word where they name another source", () => {
    const { judgements: read, issues } = parseJudgements("needId\toutcomeId\tgrade\tsource\nn\to\t1\tclick\nn\to\t1\tchoice\nn\to\t-0\t\n");
    expect(told(issues)).toEqual([["bad-source", 2]]);
    expect(bare(read)).toEqual([
      { needId: "n", outcomeId: "o", grade: 1, source: "choice" },
      { needId: "n", outcomeId: "o", grade: 0 },
    ]);
    // Without a header a fifth column is a remark.
    expect(parseJudgements("n\to\t1\t甲\tsure\n")).toMatchObject({ judgements: [{ judge: "甲" }], issues: [] });
  });

  it("are read or named, each of them, whatever the text holds", () => {
    const cell = fc.constantFrom("n", "o", "1", "0.5", "-1", "Q0", "x", "", "NaN", "0x1", "1e999", "甲", '{"needId":"n"}');
    const row = fc.tuple(fc.array(cell, { maxLength: 8 }), fc.constantFrom(" ", "\t")).map(([cells, gap]) => cells.join(gap));
    const text = fc.tuple(fc.array(row, { maxLength: 6 }), fc.constantFrom("\n", "\r\n", "\r")).map(([rows, end]) => rows.join(end));
    fc.assert(
      fc.property(text, (given) => {
        const filled = given.split(/\r\n|\n|\r/).flatMap((content, at) => (content.trim() === "" ? [] : [at + 1]));
        const lost = (kept: ReadonlyArray<{ readonly line?: number }>, issues: readonly EvaluateIssue[]): number[] => {
          const accounted = new Set([...kept, ...issues].map(({ line }) => line));
          return filled.filter((line) => !accounted.has(line));
        };
        for (const parse of [parseQrels, parseJudgements, parseJudgementLines]) {
          const { judgements: read, issues } = parse(given);
          expect(lost(read, issues)).toEqual([]);
          for (const { grade } of read) expect(grade >= 0 && grade <= 1_000).toBe(true);
        }
        const { run, issues } = parseRun(given);
        expect([...run.values()].flat().length + issues.length).toBe(filled.length);
      }),
    );
  });
});
