import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { runScript } from "./support/run-script.js";
import { scratchFolder } from "./support/scratch-folder.js";

const scratch = scratchFolder();

it("a market of one need and one outcome is told of in English with nouns that agree, on the screen and in the report", async () => {
  const file = (name: string, ...records: readonly object[]): string =>
    scratch.write(`${name}.jsonl`, records.map((record) => JSON.stringify(record)).join("\n"));
  const { status, stdout, stderr } = await runScript("match.ts", [
    ...["--outcomes", file("outcomes", { id: "o1", title: "窑炉烟气余热回收装置", organisation: "u1" })],
    ...["--needs", file("needs", { id: "n1", title: "隧道窑余热回收", organisation: "e1" })],
    ...[
      "--organisations",
      file("organisations", { id: "u1", name: "示例大学", kind: "university" }, { id: "e1", name: "示例窑业公司", kind: "enterprise" }),
    ],
    ...["--shape", "one-to-one", "--min-score", "0", "--lang", "en", "--out", scratch.path("out")],
  ]);
  expect([status, stderr]).toEqual([0, expect.anything()]);
  expect(stdout).toContain("read 1 need + 1 outcome,");
  expect(stdout).toMatch(/^ {2}1 proposal, 1 pair, total 0\.\d\d; .*; unmatched: 0 needs, 0 outcomes$/m);
  const report = readFileSync(`${scratch.path("out")}/report.html`, "utf8");
  for (const text of [
    "1 link between 1 university and 1 enterprise.",
    "1 organisation offers outcomes;",
    "1 topic: ",
    "1 outcome, 1 engaged, 1 pair",
  ])
    expect(report).toContain(text);
});
