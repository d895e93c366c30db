import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { documentPages } from "./document-pages.js";
import { fences } from "./extract.js";

const pages = documentPages();
const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { readonly scripts: Readonly<Record<string, string>> };
const english = pages.filter((page) => !page.startsWith("docs/zh/"));
const inChinese = (page: string): string => page.replace("docs/", "docs/zh/");

/** The pages beside what they speak of, each with its twin. */
const READMES = ["README.md", "examples/server/README.md", "examples/portal/README.md"].map(
  (page) => [page, page.replace(".md", ".zh-CN.md")] as const,
);
const OF_EXAMPLES = READMES.slice(1).flat();

describe("the documentation", () => {
  it("has every page in both languages", () => {
    expect(english.length).toBeGreaterThanOrEqual(14);
    expect(pages.filter((page) => page.startsWith("docs/zh/"))).toEqual(english.map(inChinese));
  });

  const twins = english.filter((page) => page !== "docs/index.md").map((page) => [page, inChinese(page)] as const);

  it.each([...READMES, ...twins])("%s is as deep in Chinese: the same headings, blocks and tables", (page, twin) => {
    const shape = (path: string) => {
      const text = readFileSync(path, "utf8");
      const bare = text.replace(/^```[\s\S]*?^```$/gm, "");
      return {
        headings: (bare.match(/^#+ /gm) ?? []).map((mark) => mark.length),
        blocks: fences(path).map(({ language, name }) => [language, name]),
        tableRows: (bare.match(/^\|/gm) ?? []).length,
      };
    };
    expect(shape(twin)).toEqual(shape(page));
  });

  it.each(READMES)("%s and its twin lead to each other", (page, twin) => {
    const leadsTo = (from: string, to: string): boolean => readFileSync(from, "utf8").includes(`](${basename(to)})`);
    expect([leadsTo(page, twin), leadsTo(twin, page)]).toEqual([true, true]);
  });

  it.each([...READMES.flat(), "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"])("%s links to files that are there", (page) => {
    const links = [...readFileSync(page, "utf8").matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, link]) => link!);
    expect(links.filter((link) => !existsSync(join(dirname(page), link)))).toEqual([]);
  });

  it.each([...pages, ...OF_EXAMPLES])(
    "%s shows nothing that no test looks at: code runs, files are written, commands are there",
    (page) => {
      const strange = fences(page).filter(({ language, name }, at, all) => {
        if (language === "ts" || language === "sh") return name !== undefined;
        if (language === "text") return at === 0 || all[at - 1]!.language !== "ts";
        return (language !== "json" && language !== "csv") || name === undefined;
      });
      expect(strange).toEqual([]);
    },
  );

  it.each(pages)("%s says above each file what it is called, since the site does not show a block's name", (page) => {
    const text = readFileSync(page, "utf8");
    const named = fences(page).filter(({ name }) => name !== undefined);
    expect(named.filter(({ language, name }) => !text.includes(`\`${name}\`:\n\n\`\`\`${language} [${name}]\n`))).toEqual([]);
  });

  it.each([...pages, ...OF_EXAMPLES])("%s names only commands of this project", (page) => {
    const commands = fences(page)
      // A session by curl runs whole, in the tests of its server.
      .filter(({ language, text }) => language === "sh" && !/\bcurl /.test(text))
      .flatMap(({ text }) => text.trimEnd().split("\n"));
    const unknown = commands.filter((command) => {
      const [, script] = /^npm run (\S+)/.exec(command) ?? [];
      return script === undefined ? command !== "npm install alliance-match" : !Object.hasOwn(scripts, script);
    });
    expect(unknown).toEqual([]);
  });

  it.each(pages)("%s links to pages that are there", (page) => {
    const links = [...readFileSync(page, "utf8").matchAll(/\]\((\/[^)#]*)|^\s+link: (\/\S*)$/gm)].map((match) => (match[1] ?? match[2])!);
    const missing = links.filter((link) => {
      // Made from the sources, and checked when the site is built.
      if (/^(?:\/zh)?\/reference\//.test(link)) return false;
      return !existsSync(`docs${link.endsWith("/") ? `${link}index` : link}.md`);
    });
    expect(missing).toEqual([]);
  });
});

describe.each(["docs/how-to/files-to-workbook.md", "docs/zh/how-to/files-to-workbook.md"])("the commands of %s", (page) => {
  it("run on the files of the page, end with 0 and leave what the page says", () => {
    const folder = mkdtempSync(join(tmpdir(), "alliance-match-page-"));
    try {
      for (const { name, text } of fences(page)) if (name !== undefined) writeFileSync(join(folder, name), text);
      const commands = fences(page).filter(({ language }) => language === "sh");
      expect(commands.length).toBeGreaterThanOrEqual(2);
      for (const { text } of commands) {
        const args = text
          .trim()
          .replace(/^npm run match -- /, "")
          .split(" ");
        const run = spawnSync(process.execPath, [resolve("node_modules/tsx/dist/cli.mjs"), resolve("examples/match.ts"), ...args], {
          cwd: folder,
          // Elsewhere tsx would not find our sources, and ask for a build that may not be there, or be old.
          env: { ...process.env, TSX_TSCONFIG_PATH: resolve("tsconfig.json") },
          encoding: "utf8",
        });
        expect([run.status, run.stderr]).toEqual([0, expect.anything()]);
      }
      const named = [...readFileSync(page, "utf8").matchAll(/^\| `([^|]+)` \|/gm)].flatMap((row) => row[1]!.split(/`(?:, |、)`/));
      expect(named.length).toBeGreaterThanOrEqual(6);
      expect(named.filter((name) => !existsSync(join(folder, "result", name)))).toEqual([]);
      expect(readFileSync(join(folder, "result/rejected.csv"), "utf8")).toContain("缺少编号的成果");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("the constraints file of the pages on locks", () => {
  it.each(["docs/how-to/capacities-and-locks.md", "docs/zh/how-to/capacities-and-locks.md"])("is JSON: %s", (page) => {
    const file = fences(page).find(({ name }) => name === "constraints.json");
    expect(Object.keys(JSON.parse(file!.text) as object)).toEqual(["forced", "forbidden"]);
  });
});
