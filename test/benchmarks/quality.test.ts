import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const tsx = join(root, "node_modules/tsx/dist/cli.mjs");
const command = [tsx, join(root, "benchmarks/quality.ts")];
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "quality-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface SetFiles {
  readonly needs?: string;
  readonly outcomes?: string;
  readonly judgements?: string;
  readonly meta?: string;
}

const NEEDS = [
  { id: "n1", title: "窑炉余热回收", description: "高温烟气" },
  { id: "n2", title: "水稻育种" },
  { id: "n3" },
  { id: "uncounted", title: "其他" },
];
const OUTCOMES = [
  { id: "o1", title: "高温余热回收装置", abstract: "用于工业窑炉" },
  { id: "o2", title: "耐盐水稻新品种选育", keywords: ["水稻"] },
  { id: "o3", abstract: "余热发电" },
  { id: "o4" },
];
const GRADES = "n1\to1\t3\nn1\to3\t1.5\nn1\to2\t0\nn1\to4\t0\nn2\to2\t2\nn2\to1\t0\nn3\to4\t2\nn3\to1\t0\nuncounted\to1\t1\n";
const META = { name: "tiny", pool: "judged", relevantFrom: 1.5, minJudged: 2, minTopGrade: 1.5 };
const lines = (records: readonly unknown[], end = "\n") => records.map((record) => JSON.stringify(record) + end).join("");

let written = 0;
function writeSet(files: SetFiles = {}): string {
  const set = join(folder, `set${written++}`);
  mkdirSync(set);
  writeFileSync(join(set, "needs.jsonl"), files.needs ?? lines(NEEDS));
  writeFileSync(join(set, "outcomes.jsonl"), files.outcomes ?? lines(OUTCOMES));
  writeFileSync(join(set, "judgements.tsv"), files.judgements ?? `needId\toutcomeId\tgrade\n${GRADES}`);
  writeFileSync(join(set, "meta.json"), files.meta ?? JSON.stringify(META));
  return set;
}

interface Line {
  readonly set: string;
  readonly topics: number;
  readonly ours: Record<string, number | null> & { readonly ci95: Record<string, [number, number] | null> };
  readonly assign?: Record<string, number>;
}

function runJson(set: string, ...options: string[]): Line {
  const stdout = execFileSync(process.execPath, [...command, set, "--json", ...options], { encoding: "utf8", stdio: "pipe" });
  return JSON.parse(stdout.trimEnd().split("\n").at(-1)!) as Line;
}

describe("the last line under --json", () => {
  it("holds set, topics and every contender's metrics with intervals", () => {
    const line = runJson(writeSet());
    expect(Object.keys(line)).toEqual(["set", "topics", "ours", "random", "minisearch", "minisearchDefault", "natural", "naturalDefault"]);
    expect(line).toMatchObject({ set: "tiny", topics: 3 });
    expect(Object.keys(line.ours.ci95)).toEqual(["ndcg10", "map", "mrr", "p10", "recall100", "pairAccuracy"]);
  });

  it("measures the library as worked out by hand", () => {
    // n1: o1 (3), o3 (1.5), then the rest: perfect. n2: o2 (2), o1: perfect.
    // n3 says nothing, so its pool ties and goes by id: o1 (0), o4 (2): nDCG 1 / log2(3), AP and RR 1/2, its one pair half right.
    const { ours } = runJson(writeSet());
    expect(ours["ndcg10"]).toBeCloseTo((1 + 1 + 1 / Math.log2(3)) / 3, 6);
    expect(ours["map"]).toBeCloseTo((1 + 1 + 1 / 2) / 3, 6);
    expect(ours["mrr"]).toBeCloseTo((1 + 1 + 1 / 2) / 3, 6);
    expect(ours["p10"]).toBeCloseTo((0.2 + 0.1 + 0.1) / 3, 6);
    expect(ours["recall100"]).toBe(1);
    expect(ours["pairAccuracy"]).toBeCloseTo((1 + 1 + 1 / 2) / 3, 6);
  });

  it("is null where a metric is defined for no need", () => {
    const { ours } = runJson(
      writeSet({ judgements: "needId\toutcomeId\tgrade\nn1\to1\t1\nn1\to3\t1\n", meta: JSON.stringify({ ...META, minTopGrade: 1 }) }),
    );
    expect(ours).toMatchObject({ ndcg10: 1, map: null, mrr: null, p10: 0, recall100: null, pairAccuracy: null });
    expect(ours.ci95["map"]).toBeNull();
  });

  it("ranks every outcome where the pool is all, empty ones too", () => {
    // n3 has no text: all four tie, o4 stands on rank 4: reciprocal rank 1/4. o1 is first for n1, o2 for n2.
    const { ours } = runJson(writeSet({ meta: JSON.stringify({ ...META, pool: "all" }) }));
    expect(ours["mrr"]).toBeCloseTo((1 + 1 + 1 / 4) / 3, 6);
  });

  it("holds the one-to-one plan under --assign", () => {
    // ours and oracle: n1–o1 (3), n2–o2 (2); n3 has no text, so no edge of ours, while the oracle gives it o4 (2); uncounted–o1 loses. 4 needs have judgements.
    const { assign } = runJson(writeSet(), "--assign");
    expect(assign).toMatchObject({ meanGrade: 5 / 4, oracle: 7 / 4 });
    expect(assign!["random"]).toBeLessThan(7 / 4);
  });

  it("is the same for CR LF, byte order marks, shuffled lines and a judge column", () => {
    const crlf = writeSet({
      needs: "\uFEFF" + lines([...NEEDS].reverse(), "\r\n"),
      outcomes: lines([...OUTCOMES].reverse(), "\r\n"),
      judgements: "\uFEFFneedId\toutcomeId\tgrade\tjudge\r\n" + GRADES.trimEnd().split("\n").reverse().join("\tj\r\n") + "\r\n",
    });
    expect(runJson(crlf, "--assign")).toEqual(runJson(writeSet(), "--assign"));
  });
});

describe("judgements that cannot count", () => {
  it("are reported on stderr under their codes and left out", () => {
    const set = writeSet({ judgements: `needId\toutcomeId\tgrade\n${GRADES}n1\tnowhere\t3\nnobody\to1\t3\nn1\to1\tgood\n` });
    const { stdout, stderr, status } = spawnSync(process.execPath, [...command, set, "--json"], { encoding: "utf8" });
    expect(status).toBe(0);
    for (const code of ["unknown-outcome × 1", "unknown-need × 1", "bad-grade × 1"]) expect(stderr).toContain(code);
    expect(JSON.parse(stdout.trimEnd().split("\n").at(-1)!)).toEqual(runJson(writeSet()));
  });
});

describe("bad input ends with status 2, a coded message that names the file, and no output", () => {
  const cases: ReadonlyArray<readonly [name: string, args: () => string[], stderr: RegExp]> = [
    ["no folder given", () => [], /^bad-usage: .*usage: npm run quality/s],
    ["an unknown option", () => [writeSet(), "--asign"], /^bad-usage: .*--asign/],
    ["two folders", () => [writeSet(), writeSet()], /^bad-usage: one folder/],
    ["a folder that is not there", () => [join(folder, "nowhere")], /^not-a-folder: .*nowhere/],
    ["a file for a folder", () => [join(writeSet(), "meta.json")], /^not-a-folder: .*meta\.json/],
    [
      "a missing file",
      () => {
        const set = writeSet();
        rmSync(join(set, "outcomes.jsonl"));
        return [set];
      },
      /^missing-file: .*outcomes\.jsonl/,
    ],
    [
      "a folder where a file should be",
      () => {
        const set = writeSet();
        rmSync(join(set, "judgements.tsv"));
        mkdirSync(join(set, "judgements.tsv"));
        return [set];
      },
      /^unreadable-file: .*judgements\.tsv/,
    ],
    ["invalid JSON on line 3", () => [writeSet({ needs: '{"id":"a"}\n\n{"id":\n' })], /^invalid-json: .*needs\.jsonl, line 3: /],
    ["an unknown pool", () => [writeSet({ meta: '{"pool":"some"}' })], /^invalid-meta: .*meta\.json: pool should be/],
    ["a header without grades", () => [writeSet({ judgements: "needId\toutcomeId\trating\n" })], /^invalid-judgements: .*line 1/],
  ];
  it.each(cases)("%s", (_, args, pattern) => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [...command, ...args()], { encoding: "utf8" });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(pattern);
  });
});
