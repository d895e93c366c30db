import { describe, expect, it } from "vitest";
import { replaceSection, sectionOf } from "../../benchmarks/results.js";

const where = { machine: "2 × a processor, 8 GB", node: "v20.0.0", commit: "abc", date: "2026-01-02T03:04:05.000Z" };

describe("the kept results of benchmarks", () => {
  it("replace a question's section and leave the others as they are, ordered by name", () => {
    const one = replaceSection("", "solve", "## solve\n\nfirst\n");
    const two = replaceSection(one, "join", "## join\n\nsecond\n");
    expect(two.indexOf("## join")).toBeLessThan(two.indexOf("## solve"));
    const three = replaceSection(two, "solve", "## solve\n\nthird\n");
    expect(three).toContain("second");
    expect(three).toContain("third");
    expect(three).not.toContain("first");
    expect(replaceSection(three, "solve", "## solve\n\nthird\n")).toBe(three);
  });

  it("say what was run, without folders, and show each figure beside what is wanted of it", () => {
    const rows = [
      { figure: "naive ÷ ours", value: 4.25, reach: "≥ 4" },
      { figure: "scipy ÷ ours", value: null },
    ];
    const section = sectionOf("join", ["--needs", "5", "--text", "/some/where/set"], { lines: [], json: {}, rows }, where);
    expect(section).toContain(
      "`npm run bench -- join --needs 5 --text set` on 2 × a processor, 8 GB, node v20.0.0, commit abc, 2026-01-02.",
    );
    expect(section).toMatch(/\| naive ÷ ours \| 4\.25 +\| ≥ 4 +\|/);
    expect(section).toMatch(/\| scipy ÷ ours \| not measured \|/);
    expect(section).not.toContain("/some");
  });

  it("keep a question asked of other data in a section of its own", () => {
    const section = sectionOf("join", ["--text", "set"], { section: "join of real texts", lines: ["a"], json: {} }, where);
    expect(section).toContain("## join of real texts\n");
    expect(section).toContain("`npm run bench -- join --text set`");
  });

  it("keep a question's lines where it has no table", () => {
    expect(sectionOf("live", [], { lines: ["a", "b"], json: {} }, where)).toContain("```text\na\nb\n```");
  });
});
