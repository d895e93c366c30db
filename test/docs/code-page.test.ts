import { describe, expect, it } from "vitest";
import { codePage } from "../../docs/build/code-page.js";
import { IO_ISSUE_CATALOGUE } from "../../examples/io/io-issue.js";
import { ANSWERS } from "../../examples/server/answer-catalogue.js";
import { ISSUE_CATALOGUE } from "../../src/index.js";

// `npx vitest run test/docs/code-page.test.ts -u` writes the pages anew.
describe.each([
  ["en", "../../docs/codes.md"],
  ["zh", "../../docs/zh/codes.md"],
] as const)("the page of codes, %s", (language, page) => {
  it("is what the catalogues say", async () => {
    await expect(codePage(language)).toMatchFileSnapshot(page);
  });

  it("shows the places to be filled as code: the site takes braces at the end of a cell for attributes, and shows nothing", () => {
    const page = codePage(language);
    expect(page).toMatch(/`\{received\}` \|$/m);
    expect(page).not.toMatch(/[^`]\{\w+\}|\{\w+\}[^`]/);
  });

  it("has a row for every code", () => {
    const rows = [...codePage(language).matchAll(/^\| `([\w-]+)` \|/gm)].map(([, code]) => code!);
    expect(rows).toEqual(
      expect.arrayContaining([...Object.keys(ISSUE_CATALOGUE), ...Object.keys(IO_ISSUE_CATALOGUE), ...Object.keys(ANSWERS)]),
    );
  });
});
