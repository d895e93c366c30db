import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CommandError } from "../../benchmarks/command.js";
import { growMarket, readRealTexts } from "../../benchmarks/questions/real-text.js";

let folder = "";
const linesOf = (records: readonly object[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join("");

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "real-text-"));
  writeFileSync(join(folder, "needs.jsonl"), linesOf([{ id: "a", title: "需要焊接", description: "第一句。第二句；第三句" }]));
  writeFileSync(join(folder, "outcomes.jsonl"), linesOf([{ id: "x", title: "激光 焊接 工艺" }]));
  writeFileSync(join(folder, "patents.jsonl"), linesOf([{ id: "p", title: "一种装置", abstract: "甲。乙。丙", assignee: "某公司" }]));
  writeFileSync(join(folder, "broken.jsonl"), "{\n");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("real texts", () => {
  it("are read from folders and files, both sides apart", () => {
    expect(readRealTexts([folder, join(folder, "patents.jsonl")])).toEqual({
      needs: [{ id: "n0", title: "需要焊接", description: "第一句。第二句；第三句" }],
      outcomes: [
        { id: "o0", title: "激光 焊接 工艺" },
        { id: "o1", title: "一种装置", abstract: "甲。乙。丙" },
      ],
    });
  });

  it("are grown by dealing the sentences anew: as they are at first, none lost in a round, ids all different, the same for the same seed", () => {
    const texts = readRealTexts([folder, join(folder, "patents.jsonl")]);
    const { needs, outcomes } = growMarket(texts, { needs: 2, outcomes: 5 });
    expect(outcomes.slice(0, 2)).toEqual(texts.outcomes);
    expect(new Set(outcomes.map(({ id }) => id)).size).toBe(5);
    const sentencesOf = (at: readonly number[]): string[] =>
      at
        .flatMap((each) => [outcomes[each]!.title, outcomes[each]!.abstract ?? ""])
        .flatMap((text) => text.split(/[。 ]/))
        .filter(Boolean);
    expect(sentencesOf([2, 3]).sort()).toEqual(sentencesOf([0, 1]).sort());
    expect(needs[1]!.description!.split("。").sort()).toEqual(["第一句", "第三句", "第二句"]);
    expect(growMarket(texts, { needs: 2, outcomes: 5 })).toEqual({ needs, outcomes, organisations: [] });
  });

  it("that are not there, not JSON, or without needs are refused by code", () => {
    const codeOf = (paths: readonly string[]): string | undefined => {
      try {
        readRealTexts(paths);
      } catch (error) {
        if (error instanceof CommandError) return error.code;
        throw error;
      }
      return undefined;
    };
    expect(codeOf([join(folder, "nothing.jsonl")])).toBe("missing-file");
    expect(codeOf([join(folder, "broken.jsonl")])).toBe("invalid-json");
    expect(codeOf([join(folder, "patents.jsonl")])).toBe("bad-usage");
  });
});
