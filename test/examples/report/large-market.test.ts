import { buildCorpus } from "alliance-match";
import { describe, expect, it } from "vitest";
import { mapTopics } from "../../../examples/report/topics.js";

describe("mapTopics of a large market", () => {
  it("looks at every so many-th record of each side, and says so", () => {
    const records = (letter: string, count: number) =>
      Array.from({ length: count }, (_, at) => ({
        id: `${letter}${String(at).padStart(5, "0")}`,
        title: at === 0 ? "" : `w${at % 50} v${at % 7}`,
      }));
    const { corpus } = buildCorpus({ outcomes: records("o", 8_001), needs: records("n", 4_000) });
    const { topics, silent, every } = mapTopics(corpus);
    expect(every).toBe(2);
    expect(silent).toBe(2);
    expect(topics.reduce((sum, { needs }) => sum + needs.length, 0)).toBe(1_999);
    expect(topics.reduce((sum, { outcomes }) => sum + outcomes.length, 0)).toBe(4_000);
  });
});
