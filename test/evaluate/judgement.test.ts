import { describe, expect, it } from "vitest";
import { countedNeeds, gradesByNeed, knownJudgements, parseJudgements } from "../../src/evaluate/index.js";
import { EVALUATE_ISSUE_CATALOGUE, formatEvaluateIssue } from "../../src/evaluate/issue.js";

const codes = (text: string) => parseJudgements(text).issues.map(({ code, line }) => [code, line]);

describe("judgements from text", () => {
  it("hold need, outcome and grade, with the line they came from", () => {
    expect(parseJudgements("needId\toutcomeId\tgrade\nn1\to1\t3\nn1\to2\t1.5000\n")).toEqual({
      judgements: [
        { needId: "n1", outcomeId: "o1", grade: 3, line: 2 },
        { needId: "n1", outcomeId: "o2", grade: 1.5, line: 3 },
      ],
      issues: [],
    });
  });

  it("hold the judge where there is such a column, and not where its cell is empty", () => {
    const { judgements } = parseJudgements("needId\toutcomeId\tgrade\tjudge\nn\to\t1\t甲\nn\to\t2\t\n");
    expect(judgements.map(({ judge }) => judge)).toEqual(["甲", undefined]);
  });

  it("read the same with a byte order mark, CR LF, blank lines and blanks around cells", () => {
    const plain = parseJudgements("needId\toutcomeId\tgrade\nn\to\t1");
    expect(parseJudgements("\uFEFFneedId\toutcomeId\tgrade\r\n n \to\t1 \r\n\r\n")).toEqual(plain);
  });

  it("follow a header's order of columns, whatever else it names", () => {
    expect(parseJudgements("grade\tnote\toutcomeId\tneedId\n2\tx\to\tn").judgements).toEqual([
      { needId: "n", outcomeId: "o", grade: 2, line: 2 },
    ]);
  });

  it("need no header", () => {
    expect(parseJudgements("n\to\t2\tj").judgements).toEqual([{ needId: "n", outcomeId: "o", grade: 2, judge: "j", line: 1 }]);
  });

  it("are not read at all under a header that lacks a column", () => {
    expect(parseJudgements("needId\toutcomeId\trating\nn\to\t1")).toMatchObject({
      judgements: [],
      issues: [{ code: "missing-column", line: 1 }],
    });
  });

  it("leave out a bad line under its code and number, and read the rest", () => {
    const text = "needId\toutcomeId\tgrade\nn\to\nn\t\t1\nn\to\tgood\nn\to\t-1\nn\to\t\nn\to\tNaN\nn\to\t0x10\nn\to\t1e9\nn\to\t2";
    expect(codes(text)).toEqual([
      ["short-line", 2],
      ["empty-id", 3],
      ["bad-grade", 4],
      ["bad-grade", 5],
      ["bad-grade", 6],
      ["bad-grade", 7],
      ["bad-grade", 8],
      ["bad-grade", 9],
    ]);
    expect(parseJudgements(text).judgements).toHaveLength(1);
  });

  it("are none where there is no text", () => {
    expect(parseJudgements("")).toEqual({ judgements: [], issues: [] });
  });
});

describe("judgements of records that are not there", () => {
  it("are left out under the code of the side that lacks the record", () => {
    const judgements = [
      { needId: "n", outcomeId: "o", grade: 1, line: 2 },
      { needId: "x", outcomeId: "o", grade: 1, line: 3 },
      { needId: "n", outcomeId: "y", grade: 1 },
    ];
    const known = knownJudgements(judgements, { needs: new Set(["n"]), outcomes: new Set(["o"]) });
    expect(known.judgements).toEqual([judgements[0]]);
    expect(known.issues).toMatchObject([
      { code: "unknown-need", line: 3, received: "x" },
      { code: "unknown-outcome", received: "y" },
    ]);
  });
});

describe("grades of a need", () => {
  const of = (...rows: Array<[string, string, number]>) =>
    gradesByNeed(rows.map(([needId, outcomeId, grade]) => ({ needId, outcomeId, grade })));

  it("are the mean over repeated judgements of a pair, which counts once", () => {
    expect([...of(["n", "o", 1], ["n", "o", 2], ["n", "p", 3], ["n", "o", 3]).get("n")!]).toEqual([
      ["o", 2],
      ["p", 3],
    ]);
  });

  it("do not depend on the order of the judgements, to the last bit", () => {
    const rows: Array<[string, string, number]> = [0.1, 0.2, 0.3, 0.7].map((grade) => ["n", "o", grade]);
    expect(of(...rows)).toEqual(of(...[...rows].reverse()));
  });

  it("come with needs and outcomes in id order", () => {
    const grades = of(["n2", "b", 1], ["n10", "b", 1], ["n10", "a", 1]);
    expect([...grades.keys()]).toEqual(["n10", "n2"]);
    expect([...grades.get("n10")!.keys()]).toEqual(["a", "b"]);
  });
});

describe("a need counts", () => {
  const grades = gradesByNeed([
    { needId: "few", outcomeId: "a", grade: 3 },
    { needId: "low", outcomeId: "a", grade: 1 },
    { needId: "low", outcomeId: "b", grade: 1.4 },
    { needId: "counts", outcomeId: "a", grade: 0 },
    { needId: "counts", outcomeId: "b", grade: 1.5 },
  ]);

  it("if it has enough judged outcomes and a top grade as high as asked, fractions included", () => {
    expect([...countedNeeds(grades, { minJudged: 2, minTopGrade: 1.5 }).keys()]).toEqual(["counts"]);
  });

  it("always, where nothing is asked", () => {
    expect(countedNeeds(grades, { minJudged: 0, minTopGrade: 0 }).size).toBe(3);
  });
});

it("every issue code has a text in both languages that names what it received or expected", () => {
  for (const code of Object.keys(EVALUATE_ISSUE_CATALOGUE) as Array<keyof typeof EVALUATE_ISSUE_CATALOGUE>) {
    for (const language of ["zh", "en"] as const) {
      const text = formatEvaluateIssue({ code, expected: "EXPECTED", received: "RECEIVED" }, language);
      expect(text).toMatch(/EXPECTED|RECEIVED/);
      expect(text).not.toContain("{");
    }
  }
});
