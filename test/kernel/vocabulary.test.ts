import { describe, expect, it } from "vitest";
import { columnLookup, createVocabulary } from "../../src/kernel/vocabulary.js";

describe("createVocabulary", () => {
  it("puts frozen terms first, then later ones by code unit, whoever came first", () => {
    const vocabulary = createVocabulary(["b", "d"], ["e", "a", "d", "e", "c"]);
    expect(vocabulary.terms).toEqual(["b", "d", "a", "c", "e"]);
    expect(vocabulary.frozenCount).toBe(2);
    expect(vocabulary.later).toEqual(["a", "c", "e"]);
    expect(vocabulary.terms).toEqual(createVocabulary(["b", "d"], ["c", "e", "a"]).terms);
    vocabulary.terms.forEach((term, column) => expect(columnLookup(vocabulary)(term)).toBe(column));
  });

  it("takes names of an object's prototype as plain terms", () => {
    expect(columnLookup(createVocabulary(["__proto__", "constructor"]))("__proto__")).toBe(0);
    expect(columnLookup(createVocabulary([]))("constructor")).toBeUndefined();
  });
});
