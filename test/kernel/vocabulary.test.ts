import { describe, expect, it } from "vitest";
import { createVocabulary } from "../../src/kernel/vocabulary.js";

describe("createVocabulary", () => {
  it("puts frozen terms first, then later ones by code unit, whoever came first", () => {
    const vocabulary = createVocabulary(["b", "d"], ["e", "a", "d", "e", "c"]);
    expect(vocabulary.terms).toEqual(["b", "d", "a", "c", "e"]);
    expect(vocabulary.frozenCount).toBe(2);
    expect(vocabulary).toEqual(createVocabulary(["b", "d"], ["c", "e", "a"]));
    vocabulary.terms.forEach((term, column) => expect(vocabulary.columnOf.get(term)).toBe(column));
  });

  it("takes names of an object's prototype as plain terms", () => {
    expect(createVocabulary(["__proto__", "constructor"]).columnOf.get("__proto__")).toBe(0);
    expect(createVocabulary([]).columnOf.get("constructor")).toBeUndefined();
  });
});
