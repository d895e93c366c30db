import { describe, expect, it } from "vitest";
import { compareIds, ranksBefore } from "../../src/kernel/order.js";

describe("compareIds", () => {
  it("orders by code unit, whatever the locale would say", () => {
    expect(["b", "a", "B", "10", "9", "é", "中", "😀", "\uFFFD"].sort(compareIds)).toEqual([
      "10",
      "9",
      "B",
      "a",
      "b",
      "é",
      "中",
      "😀",
      "\uFFFD",
    ]);
    expect(compareIds("a", "a")).toBe(0);
  });
});

describe("ranksBefore", () => {
  it("puts the higher score first and, of equal scores, the lower index", () => {
    expect(ranksBefore(2, 9, 1, 0)).toBe(true);
    expect(ranksBefore(1, 0, 1, 1)).toBe(true);
    expect(ranksBefore(1, 1, 1, 1)).toBe(false);
    expect(ranksBefore(0, 0, -0, 1)).toBe(true);
  });
});
