import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

interface Manifest {
  readonly "size-limit": ReadonlyArray<{ readonly name: string; readonly limit: string }>;
}

it.each([
  ["README.md", /front door is at most (\d+ kB)/],
  ["README.zh-CN.md", /主入口压缩后不超过 (\d+ kB)/],
])("%s states the size that the front door is held to", (file, sentence) => {
  const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
  const limit = manifest["size-limit"].find(({ name }) => name === "alliance-match")?.limit;
  expect(sentence.exec(readFileSync(file, "utf8"))?.[1]).toBe(limit);
});
