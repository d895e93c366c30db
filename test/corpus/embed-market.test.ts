import { describe, expect, it } from "vitest";
import { buildCorpus, ConfigError, defineConfig, explain, rankOutcomes, visibleNeed } from "../../src/index.js";
import {
  EMBEDDING_ISSUE_CATALOGUE,
  embeddingKey,
  embedMarket,
  embedSteps,
  formatEmbeddingIssue,
  type Embedder,
  type EmbeddedMarket,
  type EmbeddingCache,
  type EmbeddingIssueCode,
  type EmbedOptions,
} from "../../src/embeddings.js";
import { DIMENSIONS, hashedCharacters, hashingEmbedder } from "../support/hashing-embedder.js";

const market = {
  outcomes: [
    { id: "o1", title: "余热回收", abstract: "热管换热" },
    { id: "o2", title: "缺陷检测", keywords: ["视觉", "钢带"] },
  ],
  needs: [{ id: "n1", title: "窑炉余热", description: "回收烟气余热" }],
};
const one = { outcomes: [{ id: "o1", title: "余热回收" }], needs: [] };
const embeddingOf = (embedded: EmbeddedMarket, at = 0): unknown =>
  (embedded.market.outcomes[at] as { embedding?: unknown } | undefined)?.embedding;
const vectorOf = (vector: unknown): Promise<EmbeddedMarket> =>
  embedMarket(
    one,
    hashingEmbedder(() => vector),
  );
const codes = ({ issues }: EmbeddedMarket): string[] => issues.map(({ code }) => code);

describe("embedMarket", () => {
  it("embeds all texts of a record, a line each, cleaned", async () => {
    const embedder = hashingEmbedder();
    const dirty = { id: "o3", title: "<b>轧制</b>", abstract: "未提供" };
    await embedMarket({ ...market, outcomes: [...market.outcomes, dirty] }, embedder);
    expect(embedder.batches).toEqual([["轧制", "余热回收\n热管换热", "缺陷检测\n视觉\n钢带", "窑炉余热\n回收烟气余热"]]);
  });

  it("gives vectors that the embedding signal ranks by", async () => {
    const turned: Embedder = {
      id: "meaning/1",
      dimensions: 2,
      embed: async (texts) => texts.map((text) => (text.includes("热") ? [1, 0.1] : [0.1, 1])),
    };
    const { market: embedded } = await embedMarket(market, turned);
    const { corpus, issues } = buildCorpus(embedded, defineConfig({ weights: { embedding: 1 } }));
    expect(issues).toEqual([]);
    const ranked = rankOutcomes(corpus, "n1");
    expect(ranked.map(({ id }) => id)).toEqual(["o1", "o2"]);
    expect(ranked[0]!.signals.embedding).toBe(1);
    expect(explain(corpus, "n1", "o1").score).toBe(1);
  });

  it("gives records outside the corpus vectors too, and what an update adds", async () => {
    const { market: question } = await embedMarket({ needs: [{ id: "asked", title: "余热" }] }, hashingEmbedder());
    expect(question).toEqual({
      outcomes: [],
      needs: [{ id: "asked", title: "余热", embedding: hashedCharacters("余热").map(Math.fround) }],
    });
  });

  it("leaves a record's own vector as it is, and says where its length is another", async () => {
    const own = [
      { id: "o1", title: "余热回收", embedding: [1, 2, 3] },
      { id: "o2", title: "余热回收", embedding: new Float32Array(DIMENSIONS).fill(2) },
      { id: "o3", title: "余热回收", embedding: "broken" },
    ];
    const embedder = hashingEmbedder();
    const embedded = await embedMarket({ outcomes: own, needs: [] }, embedder);
    expect(embedded.market.outcomes).toEqual(own);
    expect(embedder.batches).toEqual([]);
    expect(embedded.counts).toEqual({ own: 3, cached: 0, embedded: 0, without: 0 });
    expect(embedded.issues).toMatchObject([
      { code: "embedding-own-length", record: { kind: "outcome", index: 0, id: "o1" }, expected: "8", received: "3" },
    ]);
  });

  it("embeds what it is told to: a model's prefixes, or only what everybody may read", async () => {
    const embedder = hashingEmbedder();
    const secret = { id: "n2", title: "轧制", description: "秘方", visibility: { description: "authority" } };
    await embedMarket({ outcomes: [market.outcomes[0]], needs: [secret] }, embedder, {
      needText: (need) => `query: ${visibleNeed(need, "public").title}${visibleNeed(need, "public").description ?? ""}`,
      outcomeText: ({ title }) => `passage: ${title}`,
    });
    expect(embedder.batches).toEqual([["query: 轧制", "passage: 余热回收"]]);
  });

  it("asks for a text that several records share once, and gives it to all of them", async () => {
    const embedder = hashingEmbedder();
    const twins = ["o1", "o2", "o3"].map((id) => ({ id, title: "余热回收" }));
    const embedded = await embedMarket({ outcomes: twins, needs: [] }, embedder);
    expect(embedder.batches).toEqual([["余热回收"]]);
    expect(embedded.counts).toEqual({ own: 0, cached: 0, embedded: 3, without: 0 });
  });

  it("gives a vector to the one of several records with an id that is kept anyhow", async () => {
    const outcomes = [
      { id: "o1", title: "余热回收，较全的一条" },
      { id: "o1", title: "余热" },
    ];
    const embedded = await embedMarket({ outcomes, needs: [] }, hashingEmbedder());
    expect([embeddingOf(embedded, 0) !== undefined, embeddingOf(embedded, 1) !== undefined]).toEqual([true, false]);
  });

  it("leaves what is no list, no object or without id to buildCorpus", async () => {
    const broken = { outcomes: 7, needs: [null, { title: "no id" }, "text"] };
    const embedded = await embedMarket(broken as never, hashingEmbedder());
    expect(embedded.market).toEqual(broken);
    expect(embedded.issues).toEqual([]);
    expect(embedded.counts.without).toBe(3);
  });

  it.each([
    [{}, { ...hashingEmbedder(), id: "" }, "option-wrong-type"],
    [{}, { ...hashingEmbedder(), dimensions: 0 }, "option-out-of-range"],
    [{}, { ...hashingEmbedder(), dimensions: 2.5 }, "option-out-of-range"],
    [{}, { ...hashingEmbedder(), dimensions: 8_193 }, "option-out-of-range"],
    [{}, { ...hashingEmbedder(), dimensions: undefined }, "option-wrong-type"],
    [{}, { id: "x", dimensions: 2 }, "option-wrong-type"],
    [{}, null, "option-wrong-type"],
    [{ batchSize: 0 }, hashingEmbedder(), "option-out-of-range"],
    [{ batchSize: 1.5 }, hashingEmbedder(), "option-out-of-range"],
    [{ batchSize: "8" }, hashingEmbedder(), "option-wrong-type"],
    [{ cache: {} }, hashingEmbedder(), "option-wrong-type"],
    [{ cache: null }, hashingEmbedder(), "option-wrong-type"],
    [{ needText: "title" }, hashingEmbedder(), "option-wrong-type"],
    [{ bathSize: 8 }, hashingEmbedder(), "unknown-option"],
    [{ outcomeText: () => 7 }, hashingEmbedder(), "option-wrong-type"],
  ])("refuses the options %j before anything is asked for", async (options, embedder, code) => {
    const error: unknown = await embedMarket(market, embedder as Embedder, options as EmbedOptions).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as ConfigError).issues[0]!.code).toBe(code);
  });

  it("tells how far it is, and stops where the caller does", async () => {
    const embedder = hashingEmbedder();
    const seen: unknown[] = [];
    for await (const progress of embedSteps(market, embedder, { batchSize: 1 })) {
      seen.push(progress);
      if (progress.done === 2) break;
    }
    expect(seen).toEqual([
      { done: 0, total: 3 },
      { done: 1, total: 3 },
      { done: 2, total: 3 },
    ]);
    expect(embedder.batches.length).toBe(2);
  });
});

describe("what goes wrong with vectors", () => {
  it.each([
    ["embedding-not-list", undefined],
    ["embedding-not-list", "12345678"],
    ["embedding-not-list", new DataView(new ArrayBuffer(8))],
    ["embedding-length", []],
    ["embedding-length", new Array(DIMENSIONS + 1).fill(1)],
    ["embedding-not-finite", [NaN, 1, 1, 1, 1, 1, 1, 1]],
    ["embedding-not-finite", [1, 1, 1, 1, 1, 1, 1, -Infinity]],
    ["embedding-not-finite", [1e39, 1, 1, 1, 1, 1, 1, 1]],
    ["embedding-not-finite", ["1", 1, 1, 1, 1, 1, 1, 1]],
    // A hole.
    ["embedding-not-finite", Object.assign([], { 0: 1, 7: 1 })],
    ["embedding-all-zero", new Float64Array(DIMENSIONS)],
    ["embedding-all-zero", new Array(DIMENSIONS).fill(1e-60)],
  ] as const)("%s: %o", async (code, vector) => {
    const embedded = await vectorOf(vector);
    expect(codes(embedded)).toEqual([code]);
    expect(embedded.issues[0]!.record).toEqual({ kind: "outcome", index: 0, id: "o1" });
    expect(embeddingOf(embedded)).toBeUndefined();
    expect(embedded.counts.without).toBe(1);
  });

  it("keeps nothing unusable in the cache", async () => {
    const cache = new Map<string, readonly number[]>();
    await embedMarket(
      one,
      hashingEmbedder(() => [NaN]),
      { cache },
    );
    expect(cache.size).toBe(0);
  });

  it.each([
    ["one too few", (texts: readonly string[]) => texts.slice(1).map(hashedCharacters), "2 vectors for 3 texts"],
    ["no list", () => ({ data: [] }), "object"],
    [
      "an error",
      () => {
        throw new Error("too long");
      },
      "too long",
    ],
    ["a rejection with nothing", () => Promise.reject(undefined as unknown as Error), "undefined"],
  ])("a batch answered with %s is asked for text by text", async (_, answer, received) => {
    const embedder: Embedder = {
      id: "picky/1",
      dimensions: DIMENSIONS,
      embed: (async (texts: readonly string[]) => (texts.length > 1 ? answer(texts) : texts.map(hashedCharacters))) as Embedder["embed"],
    };
    const embedded = await embedMarket(market, embedder);
    expect(embedded.issues).toMatchObject([{ code: "embedding-batch-refused", effect: "noted", expected: "3", received }]);
    expect(embedded.counts).toEqual({ own: 0, cached: 0, embedded: 3, without: 0 });
  });

  it("names every record of an embedder that is gone, and does not call it for ever", async () => {
    const outcomes = Array.from({ length: 300 }, (_, at) => ({ id: `o${at}`, title: `成果第${at}号` }));
    let calls = 0;
    const gone: Embedder = {
      id: "gone/1",
      dimensions: 2,
      embed: () => {
        calls++;
        throw new Error("ECONNREFUSED");
      },
    };
    const embedded = await embedMarket({ outcomes, needs: [] }, gone);
    expect(embedded.counts.without).toBe(300);
    const perRecord = embedded.issues.filter(({ record }) => record !== undefined);
    expect(perRecord.length).toBe(300);
    expect(perRecord.filter(({ code }) => code === "embedding-refused").length).toBe(100);
    expect(perRecord.filter(({ code }) => code === "embedding-given-up").length).toBe(200);
    // A hundred texts alone, and the four batches that they stood in.
    expect(calls).toBe(104);
  });

  it("is never given up while some texts are not refused", async () => {
    const outcomes = Array.from({ length: 400 }, (_, at) => ({ id: `o${at}`, title: `第${1000 + at}号成果` }));
    const embedder = hashingEmbedder((text) => {
      if (/[13579]号/.test(text)) throw new Error("odd");
      return hashedCharacters(text);
    });
    const embedded = await embedMarket({ outcomes, needs: [] }, embedder);
    expect(embedded.counts).toEqual({ own: 0, cached: 0, embedded: 200, without: 200 });
    expect(codes(embedded)).not.toContain("embedding-given-up");
  });
});

describe("the cache", () => {
  it("is asked with the embedder's id, so that another edition gets vectors of its own", async () => {
    const cache = new Map([[embeddingKey("characters/0", "余热回收"), [9, 9, 9, 9, 9, 9, 9, 9]]]);
    const embedded = await embedMarket(one, hashingEmbedder(), { cache });
    expect(embeddingOf(embedded)).toEqual(hashedCharacters("余热回收").map(Math.fround));
    expect(cache.size).toBe(2);
  });

  it("may be asynchronous, and may answer null", async () => {
    const kept = new Map<string, readonly number[]>();
    const cache: EmbeddingCache = {
      get: (key) => Promise.resolve(kept.get(key) ?? null),
      set: (key, vector) => Promise.resolve(void kept.set(key, vector)),
    };
    await embedMarket(market, hashingEmbedder(), { cache });
    const again = hashingEmbedder();
    expect((await embedMarket(market, again, { cache })).counts.cached).toBe(3);
    expect(again.batches).toEqual([]);
  });

  it("whose vector cannot be used is said so, and the text embedded anew", async () => {
    const key = embeddingKey("characters/1", "余热回收");
    const cache = new Map([[key, [1, 2]]]);
    const embedded = await embedMarket(one, hashingEmbedder(), { cache });
    expect(embedded.issues).toMatchObject([{ code: "embedding-cache-unusable", effect: "noted", expected: key, received: "2" }]);
    expect(embedded.counts.embedded).toBe(1);
    expect(cache.get(key)).toEqual(embeddingOf(embedded));
  });

  it.each(["get", "set"] as const)("that fails in %s is left aside with one issue, and nothing is lost", async (verb) => {
    const fail = (): Promise<never> => Promise.reject(new Error("disk full"));
    const embedded = await embedMarket(market, hashingEmbedder(), {
      batchSize: 1,
      cache: { get: () => undefined, set: () => 0, [verb]: fail },
    });
    expect(embedded.issues).toMatchObject([{ code: "embedding-cache-failed", received: "disk full" }]);
    expect(embedded.counts.embedded).toBe(3);
  });
});

describe("the issues of embedding", () => {
  it("have a text in both languages with every place filled", () => {
    for (const [code, [effect]] of Object.entries(EMBEDDING_ISSUE_CATALOGUE)) {
      for (const language of ["zh", "en"] as const) {
        const text = formatEmbeddingIssue({ code: code as EmbeddingIssueCode, effect, expected: "E", received: "R" }, language);
        expect(text).not.toMatch(/[{}]/);
      }
    }
  });

  it("each have a case in these tests", async () => {
    const seen = new Set<string>();
    const add = async (embedded: Promise<EmbeddedMarket>): Promise<void> => codes(await embedded).forEach((code) => seen.add(code));
    const many = { outcomes: Array.from({ length: 120 }, (_, at) => ({ id: `o${at}`, title: `成果${at}` })), needs: [] };
    const refusing: Embedder = { id: "no/1", dimensions: 2, embed: () => Promise.reject(new Error("no")) };
    await add(embedMarket(many, refusing));
    for (const vector of [7, [1], new Array(DIMENSIONS).fill(NaN), new Array(DIMENSIONS).fill(0)]) await add(vectorOf(vector));
    await add(embedMarket({ outcomes: [{ id: "o1" }, { id: "o2", title: "余热", embedding: [1] }] }, hashingEmbedder()));
    await add(embedMarket(one, hashingEmbedder(), { cache: { get: () => 7, set: () => Promise.reject(new Error("full")) } }));
    expect([...seen].sort()).toEqual(Object.keys(EMBEDDING_ISSUE_CATALOGUE).sort());
  });
});
