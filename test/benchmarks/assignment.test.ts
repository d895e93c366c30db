import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const shared = fileURLToPath(new URL("../../../shared/data/assignment/", import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "alliance-match-assignment-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Runs the command on a file of this text. */
function assign(text: string, ...options: string[]) {
  const file = join(folder, "small.txt");
  writeFileSync(file, text);
  return command(file, ...options);
}

function command(...args: string[]) {
  const script = join(root, "benchmarks/assignment.ts");
  const run = spawnSync(process.execPath, [join(root, "node_modules/tsx/dist/cli.mjs"), script, ...args], { cwd: root, encoding: "utf8" });
  const lines = run.stdout.trimEnd().split("\n");
  return { status: run.status, lines, stderr: run.stderr, json: () => JSON.parse(lines.at(-1)!) as Record<string, unknown> };
}

describe("the assignment command", () => {
  it("ends with 0 and one JSON line: the least cost of three rows, by hand 1 + 2 + 2", () => {
    const { status, json } = assign("3  4 1 3  2 0 5  3 2 2", "--json");
    expect(status).toBe(0);
    expect(json()).toEqual({ instance: "small", n: 3, optimum: 5, certified: true, ms: expect.any(Number) as number });
  });

  it("reads triples, where other pairs are forbidden", () => {
    expect(assign("2  1 1 5  1 2 1  2 2 1", "--json").json()).toMatchObject({ n: 2, optimum: 6, certified: true });
  });

  it("ends with 3 and a proof where two rows have one column between them", () => {
    const { status, json, lines } = assign("2  1 1 5  2 1 1", "--json");
    expect(status).toBe(3);
    expect(json()).toEqual({ instance: "small", n: 2, optimum: null, certified: true, ms: expect.any(Number) as number });
    expect(lines[0]).toContain("no assignment of every row exists");
  });

  it.each([
    ["no file", []],
    ["an unknown option", ["--fast"]],
    ["a file that does not exist", ["nowhere.txt"]],
  ])("ends with 2 and nothing on stdout for %s", (_, args) => {
    const { status, lines, stderr } = command(...args);
    expect([status, lines]).toEqual([2, [""]]);
    expect(stderr).toMatch(/^(bad-usage|missing-file): /);
  });

  it("ends with 2 for a file that is no instance", () => {
    const { status, stderr } = assign("2  1 2 3 4 5");
    expect(status).toBe(2);
    expect(stderr).toMatch(/^invalid-instance: /);
  });

  it.skipIf(!existsSync(shared))("finds the published optimum of every OR-Library instance that is there", () => {
    const optima = new Map(
      readFileSync(join(shared, "optima.tsv"), "utf8")
        .split("\n")
        .map((line) => line.split("\t"))
        .map((fields) => [fields[0], Number(fields.at(-1))] as const),
    );
    const instances = readdirSync(shared).filter((name) => name.endsWith(".txt"));
    expect(instances.length).toBeGreaterThan(0);
    for (const name of instances) {
      const { status, json } = command(join(shared, name), "--json");
      const instance = name.replace(/\.txt$/, "");
      expect({ status, ...json() }).toMatchObject({ status: 0, instance, optimum: optima.get(instance), certified: true });
    }
  });
});
