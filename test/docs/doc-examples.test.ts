import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import * as front from "alliance-match";
import * as alerts from "alliance-match/alerts";
import * as alliances from "alliance-match/alliances";
import * as embeddings from "alliance-match/embeddings";
import * as evaluate from "alliance-match/evaluate";
import * as node from "alliance-match/node";
import * as worker from "alliance-match/worker";
import * as industries from "alliance-match/industries-cn";
import * as regions from "alliance-match/regions-cn";
import * as choice from "alliance-match/choice";
import * as quality from "alliance-match/quality";
import * as specifications from "alliance-match/specifications";
import * as snapshot from "alliance-match/snapshot";
import * as search from "alliance-match/search";
import * as solving from "alliance-match/solve";
import { documentPages } from "./document-pages.js";
import { commentExamples, markdownExamples, missingImports, withAssertions, type DocExample } from "./extract.js";

const WORKPLACE = resolve("out/doc-examples");
const MODULES: ReadonlyArray<readonly [module: string, names: readonly string[]]> = [
  ["alliance-match", Object.keys(front)],
  ["alliance-match/solve", Object.keys(solving)],
  ["alliance-match/alerts", Object.keys(alerts)],
  ["alliance-match/alliances", Object.keys(alliances)],
  ["alliance-match/embeddings", Object.keys(embeddings)],
  ["alliance-match/evaluate", Object.keys(evaluate)],
  ["alliance-match/snapshot", Object.keys(snapshot)],
  ["alliance-match/node", Object.keys(node)],
  ["alliance-match/worker", Object.keys(worker)],
  ["alliance-match/search", Object.keys(search)],
  ["alliance-match/choice", Object.keys(choice)],
  ["alliance-match/quality", Object.keys(quality)],
  ["alliance-match/specifications", Object.keys(specifications)],
  ["alliance-match/regions-cn", Object.keys(regions)],
  ["alliance-match/industries-cn", Object.keys(industries)],
];

const PAGES = documentPages();
const documents = ["README.md", "README.zh-CN.md", ...PAGES].flatMap(markdownExamples);
const comments = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .sort()
  .flatMap((path) => commentExamples(`src/${path}`));

// Examples read and write files where they run: the files that pages show are there.
const home = process.cwd();
beforeAll(() => {
  mkdirSync(WORKPLACE, { recursive: true });
  process.chdir(WORKPLACE);
});
afterAll(() => {
  process.chdir(home);
  rmSync(WORKPLACE, { recursive: true, force: true });
});

async function run(example: DocExample, at: number): Promise<string> {
  const body = withAssertions(example.code);
  // A page's block is copied as it stands, so it has to bring all its imports; an example in a comment stands beside what it is of.
  const imports = comments.includes(example)
    ? MODULES.reduce((text, [module, names]) => text + missingImports(text + body, module, names), "")
    : "";
  const file = resolve(WORKPLACE, `example-${at}.ts`);
  const same =
    'import { expect as __expect } from "vitest";\nconst __same = (actual: unknown, documented: unknown) => __expect(actual).toEqual(documented);\n';
  writeFileSync(file, imports + same + body + "\nexport {};\n");
  for (const { name, text } of example.files) writeFileSync(resolve(WORKPLACE, name), text);
  const lines: string[] = [];
  const log = vi.spyOn(console, "log").mockImplementation((...parts: unknown[]) => void lines.push(parts.map(String).join(" ")));
  try {
    await import(file);
  } finally {
    log.mockRestore();
  }
  return lines.map((line) => `${line}\n`).join("");
}

describe("documented examples", () => {
  it("are there in both READMEs and in the doc comments", () => {
    expect(documents.length).toBeGreaterThanOrEqual(2);
    expect(comments.length).toBeGreaterThanOrEqual(5);
  });

  it.each([...documents, ...comments].map((example, at) => ({ name: example.name, example, at })))(
    "$name runs and gives what it says",
    async ({ example, at }) => {
      const printed = await run(example, at);
      if (example.printed !== undefined) expect(printed).toBe(example.printed);
    },
  );

  it("a block of a page that does not import what it uses fails", async () => {
    await expect(run({ name: "page", code: "solve({});", printed: undefined, files: [] }, 10_001)).rejects.toThrow("solve is not defined");
  });

  it("a documented value that is wrong fails", async () => {
    await expect(run({ name: "wrong", code: "1 + 1; // 3", printed: undefined, files: [] }, 10_000)).rejects.toThrow();
  });
});
