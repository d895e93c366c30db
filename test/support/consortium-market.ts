import fc from "fast-check";

const TOPICS = [
  ["余热", "回收", "烟气", "管道", "发电"],
  ["视觉", "检测", "缺陷", "表面", "识别"],
];
const REGIONS = ["210100", "210200", "2103", "220100"] as const;
const SECTORS = ["industry", "agriculture", "services"] as const;

const textOf = (least: number, most: number) =>
  fc
    .tuple(fc.constantFrom(...TOPICS), fc.uniqueArray(fc.nat({ max: 4 }), { minLength: least, maxLength: most }))
    .map(([topic, words]) => words.map((word) => topic[word]!).join("，"));
const owners = (ids: readonly string[]) =>
  fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...ids) }, { weight: 1, arbitrary: fc.constantFrom("x", undefined) });
const records = (
  prefix: string,
  fields: { text: fc.Arbitrary<string>; ids: readonly string[] },
  [least, most]: readonly [number, number],
) =>
  fc
    .array(fc.record({ title: fields.text, organisation: owners(fields.ids) }), { minLength: least, maxLength: most })
    .map((all) =>
      all.map(({ title, organisation }, at) => ({ id: `${prefix}${at}`, title, ...(organisation === undefined ? {} : { organisation }) })),
    );

const organisation = (id: string, kind: "university" | "enterprise") =>
  fc
    .record({ region: fc.constantFrom(...REGIONS), sector: fc.constantFrom(...SECTORS) }, { requiredKeys: ["region"] })
    .map((fields) => ({ id, name: id, kind, ...fields }));

/** Markets of at most eleven organisations around two technologies; x stands on both sides, some records name nobody. */
export const consortiumMarket = fc.record({
  outcomes: records("o", { text: textOf(1, 3), ids: ["u1", "u2", "u3", "u4", "u5"] }, [4, 12]),
  needs: records("n", { text: textOf(2, 4), ids: ["e1", "e2", "e3", "e4"] }, [3, 9]),
  organisations: fc.tuple(
    ...["u1", "u2", "u3", "u4", "u5"].map((id) => organisation(id, "university")),
    ...["e1", "e2", "e3", "e4", "x"].map((id) => organisation(id, "enterprise")),
  ),
});

/** Two technologies, and outcomes that speak of both: consortia contend for them. */
export const contendedMarket = fc.record({
  outcomes: fc
    .array(
      fc.record({
        words: fc.tuple(...TOPICS.map((topic) => fc.uniqueArray(fc.constantFrom(...topic), { minLength: 1, maxLength: 3 }))),
        university: fc.constantFrom("u1", "u2", "u3", "u4"),
      }),
      { minLength: 4, maxLength: 8 },
    )
    .map((all) => all.map(({ words, university }, at) => ({ id: `o${at}`, title: words.flat().join("，"), organisation: university }))),
  needs: fc.constant(
    ["余热，回收，烟气", "烟气，管道，余热", "视觉，检测，缺陷", "缺陷，表面，视觉"].map((title, at) => ({
      id: `n${at}`,
      title,
      organisation: `e${at}`,
    })),
  ),
});

/** One technology, three needs and more universities than are gone through set by set. */
export const crowdedMarket = fc.record({
  outcomes: fc
    .array(fc.uniqueArray(fc.nat({ max: 4 }), { minLength: 1, maxLength: 2 }), { minLength: 14, maxLength: 15 })
    .map((all) =>
      all.map((words, at) => ({ id: `o${at}`, title: words.map((word) => TOPICS[0]![word]!).join("，"), organisation: `u${at}` })),
    ),
  needs: fc.constant(
    ["余热，回收，烟气", "烟气，管道，余热", "发电，余热，管道"].map((title, at) => ({ id: `n${at}`, title, organisation: `e${at}` })),
  ),
});
