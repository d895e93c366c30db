import { expect, it } from "vitest";
import { repairAnchors } from "../../docs/build/reference-anchors.js";

const other = "# b\n### Match\n### match()\n";
const repaired = (text: string) =>
  repairAnchors(
    text,
    "/r/a.md",
    new Map([
      ["/r/a.md", text],
      ["/r/deep/b.md", other],
    ]),
  );

it("leaves the number of an anchor out where there is one heading, in the same file and in another", () => {
  expect(repaired("### CorpusUpdate\n[x](#corpusupdate-1)")).toBe("### CorpusUpdate\n[x](#corpusupdate)");
  expect(repaired("[x](deep/b.md#b-1)")).toBe("[x](deep/b.md#b)");
});

it("keeps the number where there are two, and what is no link to a file of the reference", () => {
  expect(repaired("[x](deep/b.md#match-1)")).toBe("[x](deep/b.md#match-1)");
  expect(repaired("[x](https://example.org/a#b-1)")).toBe("[x](https://example.org/a#b-1)");
});
