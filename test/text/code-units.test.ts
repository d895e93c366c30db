import { describe, expect, it } from "vitest";
import { classByUnit, classify, HAN, JOINING, normalByUnit, OTHER, WHOLE, WORD } from "../../src/text/code-units.js";
import { normaliseText } from "../../src/text/normalise.js";

const UNITS = Array.from({ length: 0x10000 }, (_, unit) => unit);
const classOf = (character: string): number => classify(character.charCodeAt(0));

describe("the class of a code unit", () => {
  it("is kept, with the unit that it becomes", () => {
    for (const unit of UNITS) {
      const kind = classify(unit);
      expect(classByUnit[unit]).toBe(kind);
      const normal = normaliseText(String.fromCharCode(unit));
      if (classByUnit[unit]! <= WORD && (normal.length !== 1 || normal.charCodeAt(0) !== normalByUnit[unit]))
        expect.fail(unit.toString(16));
    }
  });

  it("tells what a run is made of, by what the unit becomes", () => {
    for (const character of "余々〇\uf900㊥⼀") expect([character, classOf(character)]).toEqual([character, HAN]);
    for (const character of "aZＭéがー한0７①²") expect([character, classOf(character)]).toEqual([character, WORD]);
    for (const character of " ，。.％°‰-\n�") expect([character, classOf(character)]).toEqual([character, OTHER]);
    for (const character of "\u0301\u3099\u1161℃㎡½…İﬁﾞ") expect([character, classOf(character)]).toEqual([character, JOINING]);
    for (const character of "\ud842\udfb7㍿㈠㍻Σ") expect([character, classOf(character)]).toEqual([character, WHOLE]);
  });

  it("is one that joins for whatever composes with what stands before it, in this engine's Unicode", () => {
    for (let point = 0; point <= 0x10ffff; point++) {
      if (point >= 0xd800 && point <= 0xdfff) continue;
      const parts = String.fromCodePoint(point).normalize("NFD");
      if (parts.length === 1) continue;
      for (const unit of parts.slice(String.fromCodePoint(parts.codePointAt(0)!).length))
        if (classOf(unit) !== JOINING && classOf(unit) !== WHOLE) expect.fail(`${unit} of U+${point.toString(16)}`);
    }
  });

  it("is one by which neighbours are normalised alone: any two of them, one behind the other, beside letters that compose", () => {
    const alone = UNITS.filter((unit) => classify(unit) <= WORD);
    for (const beside of "aekサかᄀ가Aσ中.")
      for (const unit of alone) {
        const character = String.fromCharCode(unit);
        const both = normaliseText(beside + character + beside);
        if (both !== normaliseText(beside) + String.fromCharCode(normalByUnit[unit]!) + normaliseText(beside))
          expect.fail(`${beside} and U+${unit.toString(16)}`);
      }
  });
});
