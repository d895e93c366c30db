import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

interface Manifest {
  readonly "size-limit": ReadonlyArray<{ readonly name: string; readonly limit: string }>;
}

const limits = (JSON.parse(readFileSync("package.json", "utf8")) as Manifest)["size-limit"];

describe.each([
  ["README.md", /front door is at most (\d+ kB)/],
  ["README.zh-CN.md", /主入口压缩后不超过 (\d+ kB)/],
])("%s", (file, sentence) => {
  const text = readFileSync(file, "utf8");

  it("states the size that the front door is held to", () => {
    expect(sentence.exec(text)?.[1]).toBe(limits.find(({ name }) => name === "alliance-match")?.limit);
  });

  it("states for every entry the size that it is held to: the limits of package.json, in their order", () => {
    const cells = [...text.matchAll(/\| `(alliance-match[^`]*)`[^|]* \| (\d+ kB) (?=\|)/g)].map(([, entry, limit]) => `${entry} ${limit}`);
    const held = limits.map(({ name, limit }) => `${/^[a-z/-]+/.exec(name)![0]} ${limit}`);
    expect(cells.sort()).toEqual(held.sort());
  });
});
