import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { checkArchitecture, IMPORTERS, LAYERS, type Violation } from "./support/architecture.js";

const root = fileURLToPath(new URL("../src", import.meta.url));
const sources = new Map(
  readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => [file.replaceAll("\\", "/"), readFileSync(join(root, file), "utf8")]),
);

const rulesBroken = (files: Readonly<Record<string, string>>): string[] =>
  checkArchitecture(new Map(Object.entries(files))).map(({ rule, detail }) => `${rule}: ${detail}`);

describe("the sources", () => {
  const violations = checkArchitecture(sources);
  const titles: Readonly<Record<Violation["rule"], string>> = {
    layer: "import only layers below their own",
    importer: "import each third-party package in its one place",
    "missing-file": "import only files that are there",
    cycle: "have no cycle of imports",
    world: "do no input or output, read no clock, draw no unseeded number and run no text, outside adapters",
    "file-name": "are named by kebab-case nouns, and nothing is called utils, helpers, common or misc",
    "default-export": "have no default export",
    enum: "have no enum",
    any: "have no any",
    namespace: "have no namespace",
    "index-only-exports": "only re-export in their index files",
  };

  for (const [rule, title] of Object.entries(titles)) {
    it(title, () => expect(violations.filter((violation) => violation.rule === rule)).toEqual([]));
  }

  it("are all found, in layers that the table knows", () => {
    expect(sources.size).toBeGreaterThan(40);
    const layers = new Set([...sources.keys()].map((file) => (file.includes("/") ? file.split("/")[0]! : "")));
    expect([...layers].filter((layer) => !Object.hasOwn(LAYERS, layer))).toEqual([]);
  });

  it("use every exception of the one-importer rule, so that none is left standing by mistake", () => {
    for (const [name, places] of Object.entries(IMPORTERS)) {
      for (const place of places) {
        const users = [...sources].filter(([file, source]) => file.startsWith(place) && source.includes(`"${name}`));
        // propose/plan.ts may, but need not, import fp-ts.
        if (place !== "propose/plan.ts") expect([name, place, users.length > 0]).toEqual([name, place, true]);
      }
    }
  });
});

describe("the layer table", () => {
  it("names only layers, and no two that may import each other", () => {
    for (const [layer, below] of Object.entries(LAYERS)) {
      for (const lower of below) {
        expect(Object.hasOwn(LAYERS, lower)).toBe(true);
        expect(LAYERS[lower]).not.toContain(layer);
      }
    }
  });
});

describe("the checker", () => {
  const clean = { "kernel/order.ts": "export const a = 1;", "index.ts": 'export { a } from "./kernel/order.js";' };

  it("finds nothing wrong with a clean project", () => {
    expect(rulesBroken(clean)).toEqual([]);
    expect(
      rulesBroken({ "kernel/a.ts": "interface A { process: number } const b = { Date: 1 }; b.Date; // console.log(Math.random())" }),
    ).toEqual([]);
  });

  it("finds an import of a layer above, by value, by type, re-exported or inside a type", () => {
    for (const source of [
      'import { a } from "../model/x.js";',
      'import type { A } from "../model/x.js";',
      'export * from "../model/x.js";',
      'let a: import("../model/x.js").A;',
      'await import("../model/x.js");',
    ]) {
      expect(rulesBroken({ "kernel/y.ts": source, "model/x.ts": "export const a = 1;" })).toEqual(["layer: model/x.ts"]);
    }
    expect(rulesBroken({ "solve/y.ts": 'import "../model/x.js";', "model/x.ts": "" })).toEqual(["layer: model/x.ts"]);
    expect(rulesBroken({ "elsewhere/y.ts": 'import "../model/x.js";', "model/x.ts": "" })).toEqual(["layer: model/x.ts"]);
  });

  it("finds a package imported out of its place, and one that has none", () => {
    expect(rulesBroken({ "text/other.ts": 'import p from "natural/lib/natural/stemmers/porter_stemmer.js";' })).toEqual([
      "importer: natural/lib/natural/stemmers/porter_stemmer.js",
    ]);
    expect(rulesBroken({ "model/market.ts": 'import * as Either from "fp-ts/Either";' })).toEqual(["importer: fp-ts/Either"]);
    expect(rulesBroken({ "search/a.ts": 'import "minisearch";', "searching.ts": 'import "minisearch";' })).toEqual([
      "importer: minisearch",
    ]);
    expect(rulesBroken({ "join/a.ts": 'import fs from "node:fs"; import "@scope/name/x";' })).toEqual([
      "importer: node:fs",
      "importer: @scope/name/x",
    ]);
    expect(rulesBroken({ "model/a.ts": "await import(name);" })).toEqual(["importer: (computed)"]);
    expect(rulesBroken({ "adapters/worker.ts": 'import { Worker } from "node:worker_threads"; new Worker("x");' })).toEqual([]);
  });

  it("finds a cycle, of two files and of one", () => {
    expect(rulesBroken({ "kernel/a.ts": 'import "./b.js";', "kernel/b.ts": 'import type { A } from "./a.js";' })).toEqual([
      "cycle: kernel/a.ts → kernel/b.ts → kernel/a.ts",
    ]);
    expect(rulesBroken({ "kernel/a.ts": 'import "./a.js";' })).toEqual(["cycle: kernel/a.ts → kernel/a.ts"]);
  });

  it("finds the outside world by each of its names", () => {
    for (const source of [
      "process.env.X",
      "console.log(1)",
      "new Date()",
      "Date.now()",
      "Math.random()",
      'eval("1")',
      'new Function("1")',
      'Function("1")',
      "performance.now()",
      "setTimeout(f, 1)",
      "const { env } = process",
    ]) {
      expect([source, rulesBroken({ "kernel/a.ts": `${source};` }).map((broken) => broken.slice(0, 5))]).toEqual([source, ["world"]]);
      expect(rulesBroken({ "adapters/a.ts": `${source};` })).toEqual([]);
    }
  });

  it("finds a bad file name", () => {
    for (const name of ["utils", "helper", "common", "misc", "topK", "top_k", "Heap"])
      expect(rulesBroken({ [`kernel/${name}.ts`]: "" })).toEqual([`file-name: ${name}`]);
  });

  it("finds default exports, enums, any and namespaces", () => {
    const ruleOf = (source: string): string[] => rulesBroken({ "kernel/a.ts": source }).map((broken) => broken.split(":")[0]!);
    for (const source of ["export default 1;", "export default function f() {}", "const a = 1; export { a as default };"])
      expect([source, ruleOf(source)]).toEqual([source, ["default-export"]]);
    expect(ruleOf("enum A { B }")).toEqual(["enum"]);
    expect(ruleOf("const a: any = 1;")).toEqual(["any"]);
    expect(ruleOf("const a = 1 as any[];")).toEqual(["any"]);
    expect(ruleOf("namespace A {}")).toEqual(["namespace"]);
    expect(ruleOf("switch (1) { default: }")).toEqual([]);
  });

  it("finds an index file that does more than re-export, and an import of a file that is not there", () => {
    expect(rulesBroken({ ...clean, "index.ts": "export const a = 1;" })).toEqual(["index-only-exports: export const a = 1;"]);
    expect(rulesBroken({ "solve/index.ts": "const a = 1; export { a };" }).length).toBe(2);
    expect(rulesBroken({ "kernel/a.ts": 'import "./nothing.js";' })).toEqual(["missing-file: ./nothing.js"]);
  });
});
