import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ISSUE_CATALOGUE } from "../../src/index.js";
import { measureFrontDoor } from "../../docs/build/front-door-parts.js";

const measured = await measureFrontDoor();

describe("what the front door is made of", () => {
  it("leaves no part empty", () => {
    expect(measured.parts.filter(({ minified }) => minified === 0).map(({ en }) => en)).toEqual([]);
  });

  it("has the texts of issues in the part that is named after them, wherever their file goes", () => {
    const texts = Object.values(ISSUE_CATALOGUE).reduce((sum, entry) => sum + Buffer.byteLength(entry.join("")), 0);
    const part = measured.parts.find(({ en }) => en.startsWith("texts of all issue codes"))!;
    expect(part.minified).toBeGreaterThanOrEqual(texts);
    expect(part.minified).toBeLessThan(2 * texts);
  });

  it("adds up, minified", () => {
    expect(measured.parts.reduce((sum, { minified }) => sum + minified, 0)).toBe(measured.minified);
  });

  it.each([
    ["docs/explanation/size.md", /\*\*together\*\* \| [\d.]+ \| ([\d.]+) \|/],
    ["docs/zh/explanation/size.md", /\*\*合计\*\* \| [\d.]+ \| ([\d.]+) \|/],
  ])("is told in %s to within a kilobyte; else run `npm run sizes:parts`", (page, total) => {
    const told = Number(total.exec(readFileSync(page, "utf8"))?.[1]);
    expect(Math.abs(told - measured.gzipped / 1000)).toBeLessThanOrEqual(1);
  });
});
