import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createAnalyzer } from "../../src/text/analyzer.js";
import { normaliseText } from "../../src/text/normalise.js";
import { stemWord } from "../../src/text/stem.js";
import type { Tokenizer } from "../../src/text/tokenizer.js";

const terms = (text: string, options = {}): string[] => createAnalyzer(options).analyze(text);

describe("normaliseText", () => {
  it("folds width, case and compatibility forms", () => {
    expect(normaliseText("ＭＰａ ℃ ① ﾊ ㎡ Ⅳ")).toBe("mpa °c 1 ハ m2 iv");
  });
});

describe("stemWord", () => {
  it("stems English words in lower case by Porter's rules", () => {
    for (const [word, stem] of [
      ["relational", "relat"],
      ["steels", "steel"],
      ["welding", "weld"],
      ["caresses", "caress"],
      ["hopping", "hop"],
      ["generalizations", "gener"],
      ["sky", "sky"],
    ] as const) {
      expect(stemWord(word)).toBe(stem);
    }
  });

  it("leaves every other token as it is", () => {
    for (const token of ["高强", "5gs", "naïves", "Steels", "80%", ""]) expect(stemWord(token)).toBe(token);
  });
});

describe("analyze", () => {
  it("gives every Han character and every pair of neighbours, never across punctuation, spaces or other scripts", () => {
    expect(terms("高强钢")).toEqual(["高", "高强", "强", "强钢", "钢"]);
    expect(terms("高强，钢 板a材")).toEqual(["高", "高强", "强", "钢", "板", "材"]);
    expect(terms("𠮷野")).toEqual(["𠮷", "𠮷野", "野"]);
  });

  it("reads one text in any width and case", () => {
    expect(terms("ＰＶＣ管材 ５Ｇ")).toEqual(terms("pvc管材 5g"));
  });

  it("keeps numbers whole, with the per cent or degree sign that follows", () => {
    expect(terms("1.80 67% 80℃ 3‰ 90° 600MPa 5G")).toEqual(["1.80", "67%", "80°c", "3‰", "90°", "600mpa", "5g"]);
    expect(terms("v1.2.3. 7")).toEqual(["v1.2.3", "7"]);
    expect(terms("a.b a%")).toEqual([]);
  });

  it("drops English stop words in any case, before stemming, and single Latin letters, but not single digits", () => {
    expect(terms("The Process of ITS weldings, a b 7")).toEqual(["process", "weld", "7"]);
    expect(terms("the steel", { stopWords: ["STEEL"] })).toEqual(["the"]);
    expect(terms("the steel", { stopWords: [] })).toEqual(["the", "steel"]);
  });

  it("gives no term for a text without letters and digits", () => {
    for (const text of ["", " \n", "——！？", "😀", "\uD800"]) expect(terms(text)).toEqual([]);
  });

  it("adds the longest lexicon word beside characters and pairs, left to right", () => {
    expect(terms("石墨烯涂层", { lexicon: ["石墨", "石墨烯", "石墨烯涂", "烯涂层"] })).toEqual([...terms("石墨烯涂层"), "石墨烯涂"]);
    expect(terms("石墨烯烯涂层", { lexicon: ["石墨烯", "烯涂层"] })).toEqual([...terms("石墨烯烯涂层"), "石墨烯", "烯涂层"]);
  });

  it("finds lexicon words of mixed scripts and any spelling, but none that starts or ends inside another word", () => {
    const options = { lexicon: ["５Ｇ网络", "li-ion", "steel"] };
    expect(terms("建5G网络", options)).toEqual([...terms("建5G网络"), "5g网络"]);
    expect(terms("25G网络", options)).toEqual(terms("25G网络"));
    expect(terms("Li-Ion cells", options)).toEqual([...terms("Li-Ion cells"), "li-ion"]);
    expect(terms("steelworks", options)).toEqual(terms("steelworks"));
  });

  it("does not count a lexicon word twice that is a term already", () => {
    expect(terms("steel 余热 80%", { lexicon: ["steel", "余热", "80%"] })).toEqual(terms("steel 余热 80%"));
  });

  it("defect: a lexicon word of one Latin letter was never a term", () => {
    expect(terms("用C语言", { lexicon: ["C"] })).toEqual([...terms("用C语言"), "c"]);
  });

  it("never throws and gives no empty term, for any text and lexicon", () => {
    const text = fc.string({ unit: "binary", maxLength: 30 });
    fc.assert(
      fc.property(text, fc.array(text, { maxLength: 4 }), (text, lexicon) => {
        expect(terms(text, { lexicon })).not.toContain("");
        expect(terms(text, { lexicon })).toEqual(expect.arrayContaining(terms(text)));
      }),
    );
  });
});

describe("the analyzer's id", () => {
  const idOf = (options = {}): string => createAnalyzer(options).id;

  it("is the same for the same words in any order, spelling and number", () => {
    expect(idOf({ lexicon: ["5G", "石墨烯"] })).toBe(idOf({ lexicon: ["石墨烯", "５ｇ", "石墨烯", " "] }));
    expect(idOf({ lexicon: [] })).toBe(idOf());
  });

  it("differs where a text would be cut otherwise", () => {
    const ids = [idOf(), idOf({ lexicon: ["石墨烯"] }), idOf({ lexicon: ["石墨"] }), idOf({ stopWords: [] }), idOf({ stopWords: ["的"] })];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("is a caller's tokenizer's own, which is given normalised text", () => {
    const given: string[] = [];
    const tokenizer: Tokenizer = { id: "spaces/1", tokenize: (text) => (given.push(text), new Set(text.split(" "))) };
    const analyzer = createAnalyzer({ tokenizer });
    expect(analyzer.id).toBe("spaces/1");
    expect(analyzer.analyze("ＨＯＴ rolled the 钢 ")).toEqual(["hot", "roll", "钢"]);
    expect(given).toEqual(["hot rolled the 钢 "]);
  });
});
