import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TuningRecord } from "../../benchmarks/tune/tuning-report.js";
import { readConfigFile } from "../../examples/io/read-config.js";
import { buildCorpus, defineConfig, rankOutcomes } from "../../src/index.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const command = [join(root, "node_modules/tsx/dist/cli.mjs"), join(root, "benchmarks/tune.ts")];
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tune-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const WORDS = ["余热", "锅炉", "水稻", "育种", "缺陷", "检测", "轴承", "涂层"];
const lines = (records: readonly unknown[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join("");

let written = 0;
/** Needs of one word each; every third outcome has it, and its place or the other decides the grade. */
function writeSet(needs: number, gradeOf: (need: number, outcome: number) => number): string {
  const set = join(folder, `set${written++}`);
  mkdirSync(set);
  const region = (at: number): string => (at % 2 === 0 ? "210100" : "440300");
  const need = (at: number): object => ({ id: `n${at}`, title: `${WORDS[at % 8]!}改造`, region: region(at) });
  const outcome = (at: number): object => ({ id: `o${at}`, title: `${WORDS[at % 8]!}技术`, region: region(at >> 3) });
  const numbers = (count: number): number[] => Array.from({ length: count }, (_, at) => at);
  const rows = numbers(needs).flatMap((n) => numbers(16).map((o) => `n${n}\to${o}\t${gradeOf(n, o)}\n`));
  writeFileSync(join(set, "needs.jsonl"), lines(numbers(needs).map(need)));
  writeFileSync(join(set, "outcomes.jsonl"), lines(numbers(16).map(outcome)));
  writeFileSync(join(set, "judgements.tsv"), `needId\toutcomeId\tgrade\n${rows.join("")}`);
  writeFileSync(join(set, "meta.json"), JSON.stringify({ name: "tiny", pool: "judged", relevantFrom: 2, minJudged: 1, minTopGrade: 1 }));
  return set;
}

const run = (...args: readonly string[]) => spawnSync(process.execPath, [...command, ...args], { encoding: "utf8" });
const byText = (need: number, outcome: number): number => (need % 8 === outcome % 8 ? 3 : 0);

/** Grades that fall the farther place and word are off, the place first: not what the default weights say. */
const byPlace = (need: number, outcome: number): number => (need % 2 === (outcome >> 3) % 2 ? 2 : 0) + (need % 8 === outcome % 8 ? 1 : 0);

describe("npm run tune", { timeout: 240_000 }, () => {
  it("writes a configuration that is read back, a report and tables, the same bytes each time, and ends with one object", () => {
    const set = writeSet(8, byText);
    const [a, b] = ["a", "b"].map((name) => join(folder, name));
    const first = run(set, "--out", a!, "--json", "--candidates", "1", "--folds", "2");
    expect(first.stderr).not.toContain("Error");
    expect(first.status).toBe(0);
    const last = JSON.parse(first.stdout.trim().split("\n").at(-1)!) as object;
    expect(last).toEqual({
      set: "tiny",
      folds: 2,
      default: { ndcg10: 1, pairAccuracy: 1 },
      tuned: { ndcg10: 1, pairAccuracy: 1 },
      pValue: 1,
      plantedGap: null,
      gridTimeRatio: expect.any(Number) as number,
    });
    expect(run(set, "--out", b!, "--candidates", "1", "--folds", "2").status).toBe(0);
    for (const name of ["tuning.json", "report.json", "report.html", "per-need.tsv", "ablation.tsv"])
      expect(readFileSync(join(a!, name), "utf8")).toBe(readFileSync(join(b!, name), "utf8"));
    // Nothing is better than what is already best: the default is kept.
    const { tuning, ...tuned } = JSON.parse(readFileSync(join(a!, "tuning.json"), "utf8")) as { weights: object; tuning: TuningRecord };
    expect(defineConfig(tuned).weights).toEqual(defineConfig().weights);
    expect(tuning.request).toEqual({ folds: 2, seed: 1, candidates: 1, fields: false, lexicon: 0 });
    expect(tuning.weights.folds.map(({ method }) => method)).toEqual(["default", "default"]);
    expect(tuning.weights).toMatchObject({ verdict: "no-gain", method: "default", instability: 0 });
    const page = readFileSync(join(a!, "report.html"), "utf8");
    expect(page.split("<svg").length).toBeGreaterThan(5);
    expect(page).not.toContain("NaN");
  });

  it("finds weights that judges go by, tells what every fold chose, and npm run match ranks by the file as they grade", async () => {
    const out = join(folder, "place");
    const { stdout, status } = run(writeSet(16, byPlace), "--out", out, "--json", "--candidates", "1", "--folds", "2");
    expect(status).toBe(0);
    const last = JSON.parse(stdout.trim().split("\n").at(-1)!) as {
      default: { ndcg10: number };
      tuned: { ndcg10: number };
      pValue: number;
    };
    expect(last.tuned.ndcg10).toBeGreaterThan(last.default.ndcg10 + 0.01);
    expect(last.pValue).toBeLessThan(0.05);
    const { tuning, weights } = JSON.parse(readFileSync(join(out, "tuning.json"), "utf8")) as {
      weights: { text: number; region: number };
      tuning: TuningRecord;
    };
    expect(tuning.weights).toMatchObject({ verdict: "gain", method: "averaged", found: weights });
    expect(tuning.weights.folds.map(({ method, testNeeds }) => [method, testNeeds])).toEqual([
      ["averaged", 8],
      ["averaged", 8],
    ]);
    expect(weights.region).toBeGreaterThan(weights.text);
    const reading = await readConfigFile(join(out, "tuning.json"), defineConfig);
    if (reading.kind === "bad") throw new Error("tuning.json is no configuration");
    const records = {
      needs: [{ id: "n0", title: "余热改造", region: "210100" }],
      outcomes: [
        { id: "far", title: "余热改造技术", region: "440300" },
        { id: "near", title: "改造技术", region: "210100" },
      ],
    };
    const first = (config: ReturnType<typeof defineConfig>): string => rankOutcomes(buildCorpus(records, config).corpus, "n0")[0]!.id;
    expect([first(defineConfig()), first(reading.config)]).toEqual(["far", "near"]);
  });

  it("tunes title and whole text as signals of their own, with a lexicon among the candidates, and writes them as weights of fields", () => {
    const set = join(folder, "fields");
    mkdirSync(set);
    const numbers = Array.from({ length: 16 }, (_, at) => at);
    // The title says what is wanted, the description what the enterprise makes: half of the outcomes match the one, half the other.
    const needs = numbers.map((at) => ({
      id: `n${at}`,
      title: WORDS[at % 8]!,
      description: `本企业生产${WORDS[(at + 3) % 8]!}${WORDS[(at + 3) % 8]!}`,
    }));
    const outcomes = numbers.map((at) => ({ id: `o${at}`, title: `${WORDS[at % 8]!}技术` }));
    const rows = numbers.flatMap((n) => numbers.map((o) => `n${n}\to${o}\t${n % 8 === o % 8 ? 3 : (n + 3) % 8 === o % 8 ? 0 : 1}\n`));
    writeFileSync(join(set, "needs.jsonl"), lines(needs));
    writeFileSync(join(set, "outcomes.jsonl"), lines(outcomes));
    writeFileSync(join(set, "judgements.tsv"), `needId\toutcomeId\tgrade\n${rows.join("")}`);
    writeFileSync(
      join(set, "meta.json"),
      JSON.stringify({ name: "fields", pool: "judged", relevantFrom: 2, minJudged: 1, minTopGrade: 1 }),
    );
    writeFileSync(join(folder, "words.txt"), "# 自己的词\n余热\n\n锅炉\n");
    const out = join(folder, "fields-out");
    const args = ["--candidates", "1", "--folds", "2", "--lexicon", join(folder, "words.txt")];
    expect(run(set, "--out", out, ...args).stderr).toBe("");
    const { tuning, weights, text, textScale } = JSON.parse(readFileSync(join(out, "tuning.json"), "utf8")) as {
      weights: object;
      text?: { titleWeight: number; wholeWeight: number };
      textScale?: number;
      tuning: TuningRecord;
    };
    expect(Object.keys(tuning.weights.spread)).toEqual(["title", "whole text"]);
    expect(tuning.request.lexicon).toBe(2);
    if (tuning.weights.verdict === "gain") {
      expect(text!.titleWeight / text!.wholeWeight).toBeGreaterThan(1 / 1.6);
      expect(textScale).toBeGreaterThan(0);
    } else expect(weights).toEqual({ text: 0.6, industry: 0.25, region: 0.15 });
    expect(run(set, "--out", out, "--lexicon", join(folder, "none.txt"))).toMatchObject({ status: 2, stdout: "" });
  });

  it("writes the page in Chinese where asked, and refuses other languages", () => {
    const out = join(folder, "zh");
    expect(run(writeSet(8, byText), "--out", out, "--candidates", "1", "--folds", "2", "--lang", "zh").status).toBe(0);
    const page = readFileSync(join(out, "report.html"), "utf8");
    expect(page).toContain('<html lang="zh-CN">');
    for (const words of ["保留默认权重", "权重三角", "学习曲线", "信号", "文本"]) expect(page).toContain(words);
    for (const words of ["weights", "needs", "found", "NaN", "undefined"])
      expect(page.replace(/<style>[^]*<\/style>/, "")).not.toContain(words);
    expect(run("nowhere", "--out", out, "--lang", "fr")).toMatchObject({ status: 2, stdout: "" });
  });

  it.each([
    ["one need", 1, byText, "one-need"],
    ["equal grades", 4, () => 2, "all-grades-equal"],
    ["more folds than needs", 3, byText, "too-many-folds"],
  ] as const)("refuses %s by code, with status 2 and no file", (_, needs, gradeOf, code) => {
    const out = join(folder, `out-${code}`);
    const { status, stderr, stdout } = run(writeSet(needs, gradeOf), "--out", out, "--json");
    expect([status, stdout, existsSync(out)]).toEqual([2, "", false]);
    expect(stderr).toContain(`[${code}]`);
  });

  it("refuses bad usage and a folder that is not there", () => {
    expect(run("nowhere").status).toBe(2);
    expect(run("nowhere", "--out", join(folder, "x")).stderr).toContain("not-a-folder");
    expect(existsSync(join(folder, "x"))).toBe(false);
  });
});
