import { describe, expect, it } from "vitest";
import { say, WORDS, type Word } from "../../../examples/portal/page/words.js";

const entries = Object.entries(WORDS) as Array<[Word, readonly [zh: string, en: string]]>;

describe("the words of the portal page", () => {
  it.each<[Word, Readonly<Record<string, string | number>>, string]>([
    ["market", { outcomes: 1, needs: 1, organisations: 1 }, "1 outcome, 1 need, 1 organisation"],
    ["market", { outcomes: 0, needs: 2, organisations: 75 }, "0 outcomes, 2 needs, 75 organisations"],
    ["rejected", { n: 1 }, "1 row could not be read"],
    ["rejected", { n: 3 }, "3 rows could not be read"],
    ["issues", { n: 1 }, "1 kind of issue in the data"],
    ["issues", { n: 2 }, "2 kinds of issue in the data"],
    [
      "planStatus",
      { round: 1, pairs: 1, total: "0.500", status: "proved optimal", needs: 1, outcomes: 1, blocking: 1 },
      "Round 1: 1 pair, total 0.500 (proved optimal); unmatched: 1 need, 1 outcome; 1 blocking pair (both sides would rather have each other)",
    ],
    [
      "groupStatus",
      { groups: 1, total: "1.000", bound: "1.000", needs: 1 },
      "1 alliance, total 1.000 (no plan exceeds 1.000); 1 need unmatched",
    ],
  ])("number and noun agree: %s of %o", (word, values, text) => {
    expect(say("en", word, values)).toBe(text);
  });

  it("leave no count without its noun in both forms", () => {
    expect(entries.filter(([, [, en]]) => /\{\w+\} (?:\w+ )?[a-z]+s\b/.test(en)).map(([word]) => word)).toEqual([]);
  });

  it("have the same places in both languages", () => {
    const places = (text: string): string[] => [...text.matchAll(/\{(\w+)/g)].map(([, name]) => name!).sort();
    expect(entries.filter(([, [zh, en]]) => places(zh).join() !== places(en).join()).map(([word]) => word)).toEqual([]);
  });

  it("are Chinese on the one side and not on the other, but for the name of the other language and words to search for", () => {
    const han = /\p{sc=Han}/u;
    expect(entries.filter(([, [, en]]) => han.test(en)).map(([word]) => word)).toEqual(["language", "searchHint"]);
    expect(entries.filter(([, [zh]]) => !han.test(zh)).map(([word]) => word)).toEqual([
      "language",
      "issueOnce",
      "issueOf",
      "listSeparator",
      "answerOf",
    ]);
  });
});
