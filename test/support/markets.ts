import fc from "fast-check";
import type { ConfigInput } from "../../src/corpus/config.js";
import { FACTORS, type Need, type Outcome } from "../../src/model/record.js";
import { specificationReader } from "../../src/score/specification-signal.js";

/** Few words, so that records share some, repeat some and come out identical now and then. */
const WORDS = [
  "高温",
  "余热",
  "回收",
  "锅炉",
  "steel",
  "steels",
  "welding",
  "5g",
  "80%",
  "纳米材料",
  "the",
  "c",
  "石墨烯涂层",
  "抗拉强度≥600MPa",
  "抗拉强度 650 MPa",
];
/** Some are quantities that a need may ask for and an outcome may state. */
const LATER_WORDS = ["甲醇", "燃料电池", "robot", "zinc"];
const INDUSTRIES = ["C3140", "3140", "C31", "C", "I65", "A", "新材料", "环保", "C99"];
const REGIONS = ["210102", "2101", "210000", "21", "22", "440300", "990000"];

const LONG_TEXT = Array.from({ length: 12_000 }, (_, at) => WORDS[(at * 7) % WORDS.length]!).join(" ");

const wordsFrom = (words: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 12, arbitrary: fc.array(fc.constantFrom(...words), { maxLength: 8 }).map((chosen) => chosen.join(" ")) },
    { weight: 1, arbitrary: fc.constantFrom("", "未提供", "!!", LONG_TEXT) },
  );

/** Fields that both kinds of record have; every one may be absent. */
const commonFields = {
  organisation: fc.constantFrom("u1", "e1", "nobody"),
  industries: fc.array(fc.constantFrom(...INDUSTRIES), { maxLength: 3 }),
  region: fc.constantFrom(...REGIONS),
  factors: fc.subarray([...FACTORS]),
  brings: fc.subarray([...FACTORS]),
  seeks: fc.subarray([...FACTORS]),
  maturity: fc.integer({ min: 1, max: 9 }),
  embedding: fc.oneof(
    { weight: 6, arbitrary: fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 3, maxLength: 3 }) },
    { weight: 1, arbitrary: fc.constantFrom([1, 2], [0, 0, 0], [1, NaN, 2]) },
  ),
};

const idAmong = (prefix: string, count: number): fc.Arbitrary<string> => fc.integer({ min: 1, max: count }).map((n) => `${prefix}${n}`);

export interface PlainMarket {
  readonly outcomes: readonly Readonly<Record<string, unknown>>[];
  readonly needs: readonly Readonly<Record<string, unknown>>[];
  readonly organisations: readonly Readonly<Record<string, unknown>>[];
}

/** Records as they might come, ids repeated now and then. */
const outcomeFrom = (words: readonly string[]): fc.Arbitrary<Readonly<Record<string, unknown>>> =>
  fc.record(
    {
      id: idAmong("o", 9),
      title: wordsFrom(words),
      abstract: wordsFrom(words),
      keywords: fc.array(wordsFrom(words), { maxLength: 2 }),
      ...commonFields,
    },
    { requiredKeys: ["id"] },
  );
const needFrom = (words: readonly string[]): fc.Arbitrary<Readonly<Record<string, unknown>>> =>
  fc.record(
    {
      id: idAmong("n", 7),
      title: wordsFrom(words),
      description: wordsFrom(words),
      parts: fc.array(fc.record({ title: wordsFrom(words), description: wordsFrom(words) }, { requiredKeys: ["title"] }), { maxLength: 2 }),
      ...commonFields,
    },
    { requiredKeys: ["id"] },
  );

const organisations = fc.constant([
  { id: "u1", name: "Dongbei University", kind: "university", region: "2101", industries: ["C31"], partners: ["e1"] },
  { id: "e1", name: "Anshan Steel", kind: "enterprise", region: "210300", partners: ["u1", "nobody"] },
]);

const marketFrom = (words: readonly string[]): fc.Arbitrary<PlainMarket> =>
  fc.record({
    outcomes: fc.array(outcomeFrom(words), { maxLength: 12 }),
    needs: fc.array(needFrom(words), { maxLength: 10 }),
    organisations,
  });

/** A small market. */
export const market: fc.Arbitrary<PlainMarket> = marketFrom(WORDS);
/** A market with words that `market` never has: unseen where its statistics are used. */
export const foreignMarket: fc.Arbitrary<PlainMarket> = marketFrom([...WORDS, ...LATER_WORDS]);
/** A record that is in no market of these. */
export const strangerNeed = needFrom([...WORDS, ...LATER_WORDS]).map((need) => ({ ...need, id: "stranger", title: "燃料电池 steel" }));
export const strangerOutcome = outcomeFrom([...WORDS, ...LATER_WORDS]).map((outcome) => ({
  ...outcome,
  id: "stranger",
  title: "zinc 余热",
}));

const weight = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }));

/** Configurations within their ranges; weights of 0 and 1 are frequent. */
export const config: fc.Arbitrary<ConfigInput> = fc.record(
  {
    weights: fc
      .record({
        text: weight,
        industry: weight,
        region: weight,
        factors: weight,
        reciprocity: weight,
        maturity: weight,
        cooperation: weight,
        embedding: weight,
        specifications: weight,
        own: weight,
      })
      .filter((weights) => Object.values(weights).some((value) => value > 0)),
    specifications: fc.constant(specificationReader),
    own: fc.constant({
      bound: 1.5,
      compare: ({ maturity = 0 }: Need, { title }: Outcome) => (title.length % 5 === 4 ? undefined : ((maturity + title.length) % 4) / 2),
      describe: ({ id }: Need, outcome: Outcome) => `${id} ${outcome.id}`,
    }),
    withoutText: fc.constantFrom("exclude" as const, "match" as const),
    textScale: fc.double({ min: 0.01, max: 10, noNaN: true }),
    text: fc.record(
      { k1: fc.double({ min: 0, max: 5, noNaN: true }), slope: fc.double({ min: 0, max: 1, noNaN: true }) },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ["weights", "withoutText", "specifications", "own"] },
);

export const rankOptions: fc.Arbitrary<{ readonly k?: number; readonly minScore?: number }> = fc.record(
  { k: fc.integer({ min: 1, max: 15 }), minScore: fc.constantFrom(-1, 0, 0.1, 0.3, 0.5, 2) },
  { requiredKeys: [] },
);
