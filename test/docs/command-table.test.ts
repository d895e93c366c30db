import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { readonly scripts: Readonly<Record<string, string>> };
/** What npm runs by itself. */
const HOOKS = new Set(["prepack"]);

describe.each(["README.md", "README.zh-CN.md"])("the table of commands in %s", (page) => {
  // First cells that name commands; an escaped bar stands inside a cell.
  const cells = [...readFileSync(page, "utf8").matchAll(/^\| ((?:\\\||[^|\n])+) \|/gm)]
    .map(([, cell]) => cell!)
    .filter((cell) => cell.startsWith("`npm "));
  const named = cells.flatMap((cell) => [...cell.matchAll(/`npm (?:run ([a-z:]+)|(start|test))/g)].map((match) => (match[1] ?? match[2])!));

  it("has every script of package.json, and no other", () => {
    expect([...new Set(named)].sort()).toEqual(
      Object.keys(scripts)
        .filter((name) => !HOOKS.has(name))
        .sort(),
    );
  });

  it("has no command that npm does not know", () => {
    const all = cells.flatMap((cell) => [...cell.matchAll(/`npm/g)]);
    expect(named).toHaveLength(all.length);
  });
});
