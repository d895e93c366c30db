import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { runScript } from "./support/run-script.js";
import { scratchFolder } from "./support/scratch-folder.js";

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

  it("proposals.csv runs no formula of somebody's", () => {
    expect(read("zh", "proposals.csv")).toContain(",'=示例公司,");
    expect(read("zh", "proposals.csv")).toContain(",'=HYPERLINK(1)窑炉烟气余热热管回收装置,");
    expect(read("zh", "proposals.csv")).not.toMatch(/(^|,)"?=/m);
  });
});
