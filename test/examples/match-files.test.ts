import { readdirSync, readFileSync } from "node:fs";
import { read as readWorkbook, utils, type CellObject, type WorkBook } from "@e965/xlsx";
import { parquetReadObjects } from "hyparquet";
import { beforeAll, describe, expect, it } from "vitest";
import { lastJson, runScript } from "./support/run-script.js";
import { scratchFolder } from "./support/scratch-folder.js";
import { workbookBytes } from "./support/table-bytes.js";

const lines = (records: readonly unknown[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join("");
const MARKET = {
  "organisations.jsonl": lines([
    { id: "u1", name: "示例大学", kind: "university" },
    { id: "e1", name: "=示例公司", kind: "enterprise" },
  ]),
  "outcomes.jsonl": lines([
    { id: "o1", title: "=HYPERLINK(1)窑炉烟气余热热管回收装置", organisation: "u1", region: "大连" },
    { id: "o2", title: "余热发电机组密封与控制", organisation: "u1" },
    { id: "o3", title: "耐盐碱水稻品种与盐碱地分区灌排模式" },
  ]),
  "needs.jsonl": lines([
    { id: "n1", title: "窑炉烟气余热热管回收", organisation: "e1" },
    { id: "n2", title: "机密余热发电机组密封", visibility: { title: "authority" } },
    { id: "n3", title: "轴承钢纯净度" },
  ]),
};

describe("the files of npm run match", () => {
  const scratch = scratchFolder();
  const outs: Record<"zh" | "again" | "en", string> = { zh: "", again: "", en: "" };
  const read = (run: keyof typeof outs, name: string): string => readFileSync(`${outs[run]}/${name}`, "utf8");

  beforeAll(async () => {
    for (const run of ["zh", "again", "en"] as const) {
      outs[run] = scratch.path(`${run}/out`);
      const files = Object.entries(MARKET).flatMap(([name, text]) => [`--${name.split(".")[0]}`, scratch.write(`${run}/${name}`, text)]);
      const args = [...files, "--shape", "one-to-many", "--out", outs[run], "--lang", run === "en" ? "en" : "zh"];
      expect((await runScript("match.ts", args)).stderr).toBe("");
    }
  }, 60_000);

  it("are the same to the byte on every run, but for run.json, which alone has times", () => {
    const names = readdirSync(outs.zh).sort();
    expect(readdirSync(outs.again).sort()).toEqual(names);
    for (const name of names.filter((each) => each !== "run.json" && each !== "issues.jsonl"))
      expect(readFileSync(`${outs.again}/${name}`).equals(readFileSync(`${outs.zh}/${name}`)), name).toBe(true);
    const { readMs, matchMs, writeMs, peakMb } = JSON.parse(read("zh", "run.json")) as Record<string, number>;
    for (const time of [readMs, matchMs, writeMs]) expect(Number.isInteger(time)).toBe(true);
    expect(peakMb).toBeGreaterThan(20);
  });

  it("proposals.jsonl has a pair a line: those of proposals.json, in order, with names", () => {
    const pairs = read("zh", "proposals.jsonl")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const { proposals } = JSON.parse(read("zh", "proposals.json")) as {
      proposals: ReadonlyArray<{ rank: number; score: number; pairs: ReadonlyArray<Record<string, unknown>> }>;
    };
    const expected = proposals.flatMap(({ rank, score, pairs: own }) =>
      own.map((pair) => ({ proposal: rank, proposalScore: score, ...pair })),
    );
    expect(pairs.length).toBe(2);
    expect(pairs).toMatchObject(expected);
    expect(pairs.find(({ need }) => need === "n1")).toMatchObject({
      enterprise: "e1",
      enterpriseName: "=示例公司",
      outcomeTitle: "=HYPERLINK(1)窑炉烟气余热热管回收装置",
      university: "u1",
      universityName: "示例大学",
    });
    expect(pairs.find(({ need }) => need === "n2")).toMatchObject({ needTitle: "（保密）", enterprise: null, enterpriseName: null });
  });

  it("pairs.parquet has what proposals.jsonl has", async () => {
    const { buffer } = Uint8Array.from(readFileSync(`${outs.zh}/pairs.parquet`));
    const file = { byteLength: buffer.byteLength, slice: (from: number, to?: number) => buffer.slice(from, to) };
    const rows = await parquetReadObjects({ file });
    const pairs = read("zh", "proposals.jsonl")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .map(({ signals: _, unknown: _unknown, ...rest }) => rest);
    expect(rows).toMatchObject(pairs);
  });

  it("proposals.csv runs no formula of somebody's", () => {
    expect(read("zh", "proposals.csv")).toContain(",'=示例公司,");
    expect(read("zh", "proposals.csv")).toContain(",'=HYPERLINK(1)窑炉烟气余热热管回收装置,");
    expect(read("zh", "proposals.csv")).not.toMatch(/(^|,)"?=/m);
  });

  describe("proposals.xlsx", () => {
    const workbook = (run: keyof typeof outs): WorkBook => readWorkbook(readFileSync(`${outs[run]}/proposals.xlsx`));
    const rows = (book: WorkBook, sheet: string): unknown[][] => utils.sheet_to_json(book.Sheets[sheet]!, { header: 1, blankrows: true });

    it("names sheets and columns in the reader's language", () => {
      const [zh, en] = [workbook("zh"), workbook("en")];
      expect(zh.SheetNames).toEqual(["概要", "一校对多企", "未匹配", "需求", "成果"]);
      expect(en.SheetNames).toEqual(["summary", "one-to-many", "unmatched", "needs", "outcomes"]);
      expect(rows(zh, "一校对多企")[0]).toContain("理由");
      expect(rows(en, "one-to-many")[0]).toEqual(read("en", "proposals.csv").slice(1).split("\r\n")[0]!.split(","));
      expect(rows(zh, "需求")[0]).toEqual(["编号", "需求名称", "企业名称", "一校对多企：伙伴数"]);
    });

    it("has the pairs of proposals.csv, numbers as numbers, a reason a pair", () => {
      const pairs = read("zh", "proposals.jsonl")
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      const [, ...own] = rows(workbook("zh"), "一校对多企");
      expect(own.map((row) => [row[0], row[2], row[3], row[6], row[7], row[14]])).toEqual(
        pairs.map((pair) => [pair["proposal"], pair["need"], pair["needTitle"], pair["outcome"], pair["outcomeTitle"], pair["reason"]]),
      );
      expect(own.map((row) => row[10])).toEqual(pairs.map(({ score }) => Number((score as number).toFixed(6))));
    });

    it("leads every id to its record, every record to its pair or its reason, every sheet to the summary and back", () => {
      const book = workbook("zh");
      let links = 0;
      for (const name of book.SheetNames)
        for (const [address, cell] of Object.entries(book.Sheets[name]!) as Array<[string, CellObject]>) {
          if (cell.l === undefined) continue;
          links++;
          const [, sheet, row] = /^#'(.+)'!A(\d+)$/.exec(cell.l.Target)!;
          const target = rows(book, sheet!)[Number(row) - 1]!;
          const text = String(cell.v);
          if (name === "概要") expect(sheet).toBe(text);
          else if (row === "1" && address.endsWith("1")) expect(sheet).toBe("概要");
          else if (row === "1") expect(sheet).toBe("一校对多企");
          else if (name === "需求" || name === "成果") expect(target).toContain(rows(book, name)[Number(address.slice(1)) - 1]![0]);
          else expect(target[0]).toBe(text);
        }
      // Summary 4, ways back 4; 2 pairs × 2; 2 left over × 2; 6 records.
      expect(links).toBe(4 + 4 + 4 + 4 + 6);
    });

    it("tells nothing that a need keeps for the authority, and is of no use to a formula", () => {
      const book = workbook("zh");
      const all = book.SheetNames.flatMap((name) => Object.values(book.Sheets[name]!) as CellObject[]);
      expect(JSON.stringify(all)).not.toContain("机密");
      expect(all.filter((cell) => cell.f !== undefined)).toEqual([]);
      expect(all.some((cell) => cell.v === "=示例公司")).toBe(true);
    });
  });
});

describe("npm run match on one workbook with a sheet a kind", () => {
  const scratch = scratchFolder();

  it("reads of each kind the sheet that is named for it, and says so", async () => {
    const sheets = {
      说明: [["编号"], ["x"]],
      成果: [
        ["编号", "成果名称"],
        ["o1", "窑炉烟气余热热管回收装置"],
      ],
      需求: [
        ["编号", "需求名称"],
        ["n1", "窑炉烟气余热热管回收"],
      ],
    };
    const book = scratch.write("market.xlsx", workbookBytes(sheets, "xlsx"));
    const args = ["--outcomes", book, "--needs", book, "--shape", "one-to-one", "--out", scratch.path("out")];
    const run = await runScript("match.ts", [...args, "--sheet", "outcomes=成果", "--sheet", "needs=需求", "--json"]);
    expect(run.stderr).toBe("");
    expect(lastJson(run.stdout)).toMatchObject({ read: { outcomes: 1, needs: 1 }, plan: { pairs: 1 } });
    const { files, options } = JSON.parse(readFileSync(scratch.path("out/run.json"), "utf8")) as Record<string, unknown>;
    expect(files).toMatchObject([{ sheet: "成果" }, { sheet: "需求" }]);
    expect(options).toMatchObject({ sheet: ["outcomes=成果", "needs=需求"] });
  });
});
