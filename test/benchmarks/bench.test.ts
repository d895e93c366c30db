import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { checkJoin, checkNaive, oraclePartners } from "../../benchmarks/questions/join-check.js";
import { checkPlans } from "../../benchmarks/questions/propose.js";
import { createNaiveJoin } from "../../benchmarks/questions/join-naive.js";
import { createWorld } from "../../benchmarks/world.js";
import { buildCorpus, InvariantError } from "../../src/index.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const bench = (...args: string[]) =>
  spawnSync(process.execPath, [join(root, "node_modules/tsx/dist/cli.mjs"), join(root, "benchmarks/bench.ts"), ...args], {
    encoding: "utf8",
  });

const PEER_RATIOS = ["minisearchRatio", "flexsearchRatio", "winkRatio", "naturalRatio", "mlDistanceRatio"];
const FIGURES = [
  "usPerNeed",
  "naiveRatio",
  "longNaiveRatio",
  "secondCorpus",
  "fusedOverText",
  "workersSpeedup",
  "bytesPerOutcome",
  ...PEER_RATIOS,
];

describe("bench join", () => {
  it("ends with one JSON line of figures whose result was checked", () => {
    const { stdout, status } = bench("join", "--needs", "20", "--outcomes", "50", "--k", "3", "--json");
    expect(status).toBe(0);
    const line = JSON.parse(stdout.trimEnd().split("\n").at(-1)!) as Record<string, unknown>;
    expect(line).toMatchObject({ question: "join", needs: 20, outcomes: 50, k: 3, exact: true, checkedNeeds: 20, node: process.version });
    for (const figure of FIGURES) expect([figure, (line[figure] as number) > 0]).toEqual([figure, true]);
    for (const fact of ["machine", "commit", "date"]) expect(line[fact]).toEqual(expect.any(String));
  });

  it("takes a k beyond the number of outcomes", () => {
    expect(bench("join", "--needs", "5", "--outcomes", "4", "--k", "9").status).toBe(0);
  });

  it("fails where a list differs from the exhaustive order", () => {
    const world = createWorld();
    const { corpus } = buildCorpus({ outcomes: [...world.outcomes(30)], needs: [...world.needs(5)] });
    const oracle = new Map([0, 1, 2, 3, 4].map((need) => [need, oraclePartners(corpus, need, 3)]));
    const wrong = new Map(oracle).set(2, [...oracle.get(2)!].reverse());
    const lists = createNaiveJoin(corpus, 3)();
    expect(() => checkJoin(corpus, oracle, 3)).not.toThrow();
    expect(() => checkNaive(lists, oracle, 3)).not.toThrow();
    expect(() => checkJoin(corpus, wrong, 3)).toThrow(InvariantError);
    expect(() => checkNaive(lists, wrong, 3)).toThrow(InvariantError);
  });
});

describe("bench index, snapshot and live", () => {
  const cases: ReadonlyArray<readonly [question: string, sizes: readonly string[], figures: readonly string[]]> = [
    ["index", ["--outcomes", "60", "--rounds", "1"], ["usPerRecord", "minisearchRatio", "charactersPerRecord"]],
    ["snapshot", ["--outcomes", "60", "--needs", "20", "--rounds", "1"], ["rebuildOverOpen", "openMs", "bytesPerRecord"]],
    ["live", ["--outcomes", "60", "--needs", "20", "--added", "3"], ["rebuildOverAdd", "alertMs", "rebuildMs"]],
  ];
  it.each(cases)("%s ends with one JSON line of figures whose results were checked", (question, sizes, figures) => {
    const { stdout, status } = bench(question, ...sizes, "--json");
    expect(status).toBe(0);
    const line = JSON.parse(stdout.trimEnd().split("\n").at(-1)!) as Record<string, unknown>;
    expect(line["question"]).toBe(question);
    for (const figure of figures) expect([figure, (line[figure] as number) > 0]).toEqual([figure, true]);
  });
});

describe("bench propose", () => {
  it("gives each stage's share, from a snapshot to certified proposals of four kinds, and the peak of memory", () => {
    const { stdout, status } = bench("propose", "--outcomes", "300", "--needs", "200", "--organisations", "60", "--json");
    expect(status).toBe(0);
    const line = JSON.parse(stdout.trimEnd().split("\n").at(-1)!) as {
      readonly stages: ReadonlyArray<{ readonly stage: string; readonly share: number; readonly peakMb: number }>;
      readonly plans: ReadonlyArray<{ readonly name: string; readonly proposals: number; readonly problems: number }>;
      readonly peakMb: number;
    };
    expect(line).toMatchObject({ question: "propose", outcomes: 300, needs: 200, organisations: 60, certified: true });
    const kinds = ["capacities", "organisations", "coverage", "consortium"];
    const stages = kinds.flatMap((kind) => ["join", "solve", "proposals"].map((stage) => `${kind}: ${stage}`));
    expect(line.stages.map(({ stage }) => stage)).toEqual(["open snapshot", ...stages]);
    expect(line.stages.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
    expect(line.peakMb).toBe(line.stages.at(-1)!.peakMb);
    expect(line.plans.map(({ name, problems }) => [name, problems])).toEqual(kinds.map((kind) => [kind, 0]));
    for (const { name, proposals } of line.plans) expect([name, proposals > 0]).toEqual([name, true]);
  });

  it("fails where a plan is not certified, or none is made", () => {
    const plan = { name: "capacities", status: "optimal", proposals: 2, total: 1, problems: 0 } as const;
    expect(() => checkPlans([plan])).not.toThrow();
    for (const wrong of [{ problems: 1 }, { problems: null }, { proposals: 0 }, { status: "infeasible" as const }])
      expect(() => checkPlans([plan, { ...plan, ...wrong }])).toThrow(InvariantError);
  });
});

describe("bench certify", () => {
  it("tells what proving plans of each shape over all pairs took and gained, each checked pair by pair", () => {
    const { stdout, status } = bench("certify", "--outcomes", "120", "--needs", "100", "--k", "1", "--json");
    expect(status).toBe(0);
    const line = JSON.parse(stdout.trimEnd().split("\n").at(-1)!) as {
      readonly shapes: ReadonlyArray<
        Readonly<Record<"rounds" | "added" | "ratio" | "total" | "gained", number>> & { readonly shape: string }
      >;
    };
    expect(line).toMatchObject({ question: "certify", outcomes: 120, needs: 100, k: 1, checked: true });
    expect(line.shapes.map(({ shape }) => shape)).toEqual(["one-to-one", "one-to-many", "many-to-one", "many-to-many"]);
    for (const { rounds, added, ratio, total, gained } of line.shapes)
      expect([rounds > 1, added > 0, ratio > 0, total > 0, gained >= 0]).toEqual([true, true, true, true, true]);
    // With one candidate each, more partners are to be had among all pairs where many may take many.
    expect(line.shapes.at(-1)!.gained).toBeGreaterThan(0);
  });
});

describe("bench files", () => {
  it(
    "sends a market through files of every format, with counts that add up and the same bytes on a second run",
    { timeout: 300_000 },
    () => {
      const { stdout, status } = bench("files", "--rows", "200", "--json");
      expect(status).toBe(0);
      const line = JSON.parse(stdout.trimEnd().split("\n").at(-1)!) as Record<string, number>;
      // Two rows of each side have no id.
      expect(line).toMatchObject({ question: "files", rowsIn: 400, rejected: 4, identicalRerun: true });
      expect(line["matched"]! + line["unmatched"]! + line["rejected"]!).toBe(400);
      expect(line["matched"]).toBeGreaterThan(0);
      for (const figure of ["readMs", "matchMs", "writeMs", "peakMb"]) expect([figure, line[figure]! > 0]).toEqual([figure, true]);
    },
  );
});

describe("bench server", () => {
  it("asks a server that answers as the library does, and loses nothing when it is killed", () => {
    const sizes = ["--outcomes", "60", "--needs", "20", "--requests", "30", "--writes", "10"];
    const { stdout, status } = bench("server", ...sizes, "--json");
    expect(status).toBe(0);
    const line = JSON.parse(stdout.trimEnd().split("\n").at(-1)!) as Record<string, unknown>;
    expect(line).toMatchObject({ question: "server", errors: 0, lostAfterKill: 0 });
    expect(line["acknowledged"]).toBeGreaterThanOrEqual(10);
    for (const figure of ["rps", "p50Ms", "p99Ms", "rssMb"]) expect(line[figure]).toBeGreaterThan(0);
  });
});

describe("bench ends with status 2 and the known choices", () => {
  const cases: ReadonlyArray<readonly [name: string, args: readonly string[], stderr: RegExp]> = [
    ["without a question", [], /^bad-usage: .*known are .*join/],
    ["for an unknown question", ["speed"], /^bad-usage: unknown question speed; known are .*join/],
    ["for a name every object has", ["constructor"], /^bad-usage: unknown question constructor/],
    ["for an unknown option", ["join", "--need", "3"], /^bad-usage: .*--need.*--needs N/s],
    ["for a size of nothing", ["join", "--needs", "0"], /^bad-usage: --needs should be a whole number/],
    ["for a size that is no number", ["join", "--k", "ten"], /^bad-usage: --k should be a whole number/],
  ];
  it.each(cases)("%s", (_, args, pattern) => {
    const { stdout, stderr, status } = bench(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(pattern);
  });
});

describe("bench solve", () => {
  it("ends with one JSON line of figures, every plan certified", () => {
    const sizes = ["--sparse", "60", "--joined", "40", "--dense", "20", "--denseLarge", "30", "--rounds", "1", "--peerMs", "40"];
    const { stdout, status } = bench("solve", ...sizes, "--json");
    expect(status).toBe(0);
    const line = JSON.parse(stdout.trimEnd().split("\n").at(-1)!) as Record<string, Record<string, unknown>>;
    expect(line).toMatchObject({ question: "solve", certified: true, fairGap: expect.any(Number) as unknown });
    for (const question of ["sparse", "capacity3", "capacities33", "stable", "joined", "dense20uniform", "dense30similarity"])
      expect([question, line[question]!["isCertified"]]).toEqual([question, true]);
  });
});
