import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { read, utils, write } from "@e965/xlsx";
import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, it } from "vitest";
import { parseJudgements } from "alliance-match/evaluate";
import { csvText } from "../../examples/io/csv-text.js";
import { lastJson, runScript } from "./support/run-script.js";
import { scratchFolder } from "./support/scratch-folder.js";

const scratch = scratchFolder();
const TOPICS = ["余热回收", "水稻育种", "缺陷检测", "轴承涂层"];
const lines = (records: readonly object[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join("");

/** Invented records; one id that a spreadsheet would run, one title with commas and quotes. */
function writeMarket(): readonly string[] {
  const outcomes = Array.from({ length: 8 }, (_, at) => ({
    id: at === 0 ? "=o0" : `o${at}`,
    title: `${TOPICS[at % 4]!}技术${at === 1 ? '，“甲”型, "B"' : ""}`,
    abstract: `虚构成果${at}\n第二行`,
    region: at < 4 ? "沈阳市" : "深圳市",
  }));
  const needs = Array.from({ length: 4 }, (_, at) => ({
    id: `n${at}`,
    title: `${TOPICS[at]!}改造`,
    region: at % 2 === 0 ? "沈阳市" : "深圳市",
  }));
  return ["--outcomes", scratch.write("outcomes.jsonl", lines(outcomes)), "--needs", scratch.write("needs.jsonl", lines(needs))];
}

type Grid = string[][];
const csvGrid = (file: string): Grid => parse(readFileSync(file, "utf8").replace(/^\uFEFF/, ""));
const gradeOf = (row: readonly string[]): string => (row[1]![0] === row[4]![0] ? "3" : "0");

let market: readonly string[] = [];
beforeAll(() => {
  market = writeMarket();
});

const hand = (out: string, ...more: readonly string[]) => handDeep("3", out, ...more);
const handDeep = (depth: string, out: string, ...more: readonly string[]) =>
  runScript("grade.ts", ["export", ...market, "--out", scratch.path(out), "--depth", depth, "--json", ...more]);
const take = (out: string, sheets: readonly string[], ...more: readonly string[]) =>
  runScript("grade.ts", [
    "import",
    "--pool",
    scratch.path("a/pool.json"),
    "--sheets",
    sheets.join(","),
    "--out",
    scratch.path(out),
    "--json",
    ...more,
  ]);

describe("npm run grade", { timeout: 120_000 }, () => {
  it("hands out shuffled pairs without scores and reads two judges' sheets, a CSV file and a workbook, back with progress and agreement", async () => {
    const exported = await hand("a");
    expect([exported.stderr, exported.status]).toEqual(["", 0]);
    const grid = csvGrid(scratch.path("a/grading.csv"));
    expect(grid[0]).toEqual(["需求编号", "需求名称", "需求描述", "成果编号", "成果名称", "成果简介", "评分", "评判者"]);
    const pairs = grid.length - 1;
    expect(lastJson(exported.stdout)).toEqual({ needs: 4, pairs, configurations: 3 });
    for (const row of grid.slice(1)) expect(row.slice(6)).toEqual(["", ""]);
    // Ids and titles hold single digits at most: whatever looks like a score would show.
    expect(readFileSync(scratch.path("a/grading.csv"), "utf8")).not.toMatch(/\d\.\d/);
    // The best of a need is not always first: its title shares the need's words.
    const firsts = ["n0", "n1", "n2", "n3"].map((id) => grid.find((row) => row[0] === id)!);
    expect(firsts.some((row) => gradeOf(row) === "0")).toBe(true);

    // The first judge fills in all of the CSV but the last row; the second half of the workbook, one grade differently, one not a grade.
    const first = [grid[0]!, ...grid.slice(1).map((row, at) => [...row.slice(0, 6), at === pairs - 1 ? "" : gradeOf(row), "甲"])];
    scratch.write("judge-a.csv", csvText(first.map((row) => row.map((cell) => cell.replace(/^'(?==)/, "")))));
    const book = read(readFileSync(scratch.path("a/grading.xlsx")));
    const sheet = book.Sheets[book.SheetNames[0]!]!;
    const rows = utils.sheet_to_json<string[]>(sheet, { header: 1, defval: "" });
    expect(rows.map((row) => row.slice(0, 6))).toEqual(grid.map((row) => row.slice(0, 6).map((cell) => cell.replace(/^'(?==)/, ""))));
    rows.slice(1, 7).forEach((row, at) => {
      const cell =
        at === 0 ? { t: "n" as const, v: 1 } : at === 1 ? { t: "s" as const, v: "好" } : { t: "n" as const, v: Number(gradeOf(row)) };
      sheet[utils.encode_cell({ r: at + 1, c: 6 })] = cell;
    });
    writeFileSync(scratch.path("judge-b.xlsx"), write(book, { type: "buffer", bookType: "xlsx" }) as Buffer);

    const files = [scratch.path("judge-a.csv"), scratch.path("judge-b.xlsx")];
    const imported = await take("b", files);
    expect(imported.status).toBe(0);
    expect(imported.stderr).toContain(`${files[1]}:3 [bad-grade]`);
    const told = lastJson(imported.stdout);
    expect(told).toMatchObject({
      asked: pairs,
      done: pairs - 1,
      doneTwice: 5,
      judgements: pairs - 1 + 5,
      judges: 2,
      reason: null,
      issues: 1,
    });
    expect(told["alpha"]).toBeLessThan(1);
    const { judgements, issues } = parseJudgements(readFileSync(scratch.path("b/judgements.tsv"), "utf8"));
    expect(issues).toEqual([]);
    expect(new Set(judgements.map(({ judge }) => judge))).toEqual(new Set(["甲", "judge-b"]));
    expect(judgements.filter(({ outcomeId }) => outcomeId === "=o0").length).toBeGreaterThan(0);
    const byPair = new Map(grid.slice(1).map((row) => [`${row[0]} ${row[3]!.replace(/^'(?==)/, "")}`, Number(gradeOf(row))]));
    for (const { needId, outcomeId, grade, judge } of judgements)
      if (judge === "甲") expect(grade).toBe(byPair.get(`${needId} ${outcomeId}`));

    // The order of sheets never shows, nor does the time.
    expect((await take("c", [...files].reverse())).status).toBe(0);
    expect(readFileSync(scratch.path("c/judgements.tsv"), "utf8")).toBe(readFileSync(scratch.path("b/judgements.tsv"), "utf8"));
  });

  it("writes the same bytes again, another order for another seed, and English where asked", async () => {
    for (const [name, ...more] of [["again"], ["other", "--seed", "2"], ["english", "--lang", "en"]] as const)
      expect((await hand(name, ...more)).status).toBe(0);
    for (const name of ["grading.csv", "grading.xlsx", "pool.json"])
      expect(readFileSync(scratch.path(`again/${name}`)).equals(readFileSync(scratch.path(`a/${name}`)))).toBe(true);
    const [one, other] = ["a", "other"].map((name) => csvGrid(scratch.path(`${name}/grading.csv`)).map((row) => row[3]));
    expect(other).not.toEqual(one);
    expect([...other!].sort()).toEqual([...one!].sort());
    expect(csvGrid(scratch.path("english/grading.csv"))[0]).toContain("outcome id");
  });

  it("names a pair that nobody asked about, and what a second look of one judge contradicts", async () => {
    const text = "outcome id,need id,grade,judge\no1,n1,3,甲\no1,n1,1,甲\no99,n1,2,甲\n";
    const imported = await take("d", [scratch.write("changed.csv", text)], "--lang", "en");
    expect(imported.stderr).toContain("changed.csv:4 [not-asked]");
    expect(imported.stderr).toContain("[contradicting-judgement]");
    expect(readFileSync(scratch.path("d/judgements.tsv"), "utf8")).toBe("needId\toutcomeId\tgrade\tjudge\tsource\nn1\to1\t2\t甲\t\n");
    expect(imported.stdout).toContain("not defined: no pair was graded by two");
  });

  it("refuses by code, with status 2 and no file: bad usage, files that are none, sheets and pools that are none", async () => {
    const none = scratch.path("none.csv");
    const refused = [
      [await runScript("grade.ts", ["export", "--out", scratch.path("x")]), "missing-flag"],
      [await handDeep("0", "x"), "flag-invalid"],
      [await hand("x", "--configs", none), "file-not-found"],
      [await hand("x", "--configs", scratch.write("bad.json", '{"weights":{"text":-1}}')), "weight-invalid"],
      [await take("x", [none]), "file-not-found"],
      [await take("x", [scratch.write("list.csv", "a,b\n1,2\n")]), "no-grading-sheet"],
      [
        await runScript("grade.ts", ["import", "--pool", scratch.write("p.json", "[1]"), "--sheets", none, "--out", scratch.path("x")]),
        "pool-invalid",
      ],
    ] as const;
    for (const [{ status, stderr, stdout }, code] of refused) {
      expect([code, status, stdout]).toEqual([code, 2, ""]);
      expect(stderr).toContain(`[${code}]`);
    }
    expect(existsSync(scratch.path("x"))).toBe(false);
  });
});
