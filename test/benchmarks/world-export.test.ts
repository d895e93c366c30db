import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readJudgedSet } from "../../benchmarks/quality/judged-set.js";
import { createWorld } from "../../benchmarks/world.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const tsx = join(root, "node_modules/tsx/dist/cli.mjs");
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "world-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...argv: string[]) =>
  spawnSync(process.execPath, [tsx, join(root, "benchmarks/world-export.ts"), ...argv], { encoding: "utf8" });
const SMALL = ["--needs", "20", "--outcomes", "200", "--judged", "10", "--seed", "7", "--world", "region-heavy"];

describe("world-export", () => {
  it("writes a judged set that the quality command's reader takes without a note", () => {
    const { status, stdout } = run(join(folder, "a"), ...SMALL, "--json");
    expect(status).toBe(0);
    expect(JSON.parse(stdout.trim().split("\n").at(-1)!)).toMatchObject({
      needs: 20,
      outcomes: 200,
      judgements: 200,
      world: "region-heavy",
    });
    const set = readJudgedSet(join(folder, "a"));
    expect([set.notes, set.issues]).toEqual([[], []]);
    expect(set.needs).toEqual([...createWorld({ seed: 7 }, "region-heavy").needs(20)]);
    expect(set.judgements).toHaveLength(200);
  });

  it("writes the same bytes for the same options", () => {
    for (const name of ["b", "c"]) expect(run(join(folder, name), ...SMALL).status).toBe(0);
    for (const file of readdirSync(join(folder, "b")))
      expect(readFileSync(join(folder, "b", file), "utf8")).toBe(readFileSync(join(folder, "c", file), "utf8"));
  });

  it("refuses bad usage with status 2 and writes nothing", () => {
    for (const options of [
      ["--needs", "0"],
      ["--seed", "x"],
      ["--world", "flat"],
      ["--pool", "some"],
      ["--size", "3"],
    ]) {
      const { status, stdout, stderr } = run(join(folder, "d"), ...options);
      expect([status, stdout, stderr.split(":")[0]]).toEqual([2, "", "bad-usage"]);
    }
    expect(run().status).toBe(2);
    expect(existsSync(join(folder, "d"))).toBe(false);
  });

  it("leaves a folder that holds anything, and a file in its place, as they are", () => {
    const held = mkdtempSync(join(folder, "held-"));
    writeFileSync(join(held, "mine.txt"), "mine");
    expect(run(held, ...SMALL).status).toBe(2);
    expect(readdirSync(held)).toEqual(["mine.txt"]);
    expect(run(join(held, "mine.txt"), ...SMALL).stderr).toMatch(/^not-a-folder/);
  });
});
