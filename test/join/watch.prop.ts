import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openWatch, resumeWatch, type Alert, type ListedPartner, type Watch } from "../../src/alerts.js";
import { buildCorpus } from "../../src/corpus/build.js";
import { defineConfig } from "../../src/corpus/config.js";
import type { Corpus, Side } from "../../src/corpus/corpus.js";
import type { CorpusUpdate } from "../../src/corpus/corpus-update.js";
import { rankNeeds, rankOutcomes } from "../../src/join/rank.js";
import { ConfigError } from "../../src/model/issue.js";
import { config, foreignMarket, market, rankOptions } from "../support/markets.js";

const SIDES = ["needs", "outcomes"] as const;
const update: fc.Arbitrary<CorpusUpdate> = fc.record(
  {
    add: fc.oneof(
      foreignMarket.map(({ outcomes, needs }) => ({ outcomes: outcomes.slice(0, 3), needs: needs.slice(0, 2) })),
      fc.constant({ organisations: [{ id: "u1", name: "Dongbei University", region: "440300" }] }),
    ),
    remove: fc.record({
      outcomes: fc.subarray(["o1", "o2", "o3", "o4", "nobody"], { maxLength: 3 }),
      needs: fc.subarray(["n1", "n2", "n3"], { maxLength: 2 }),
      organisations: fc.subarray(["u1"], { maxLength: 1 }),
    }),
  },
  { requiredKeys: [] },
);

type Lists = Readonly<Record<Side, ReadonlyMap<string, readonly ListedPartner[]>>>;

/** Every list by ranking every record anew. */
function listsAnew(corpus: Corpus, options: { readonly k?: number; readonly minScore?: number }): Lists {
  const of = (side: Side): ReadonlyMap<string, readonly ListedPartner[]> =>
    new Map(
      corpus[side].ids.map((id) => {
        const partners = side === "needs" ? rankOutcomes(corpus, id, options) : rankNeeds(corpus, id, options);
        return [id, partners.map(({ id: partner, score }) => ({ id: partner, score }))];
      }),
    );
  return { outcomes: of("outcomes"), needs: of("needs") };
}

const listsOf = (watch: Watch): Lists => ({
  outcomes: new Map(watch.corpus.outcomes.ids.map((id) => [id, watch.list("outcomes", id)!])),
  needs: new Map(watch.corpus.needs.ids.map((id) => [id, watch.list("needs", id)!])),
});

/** Who came and who went, by comparing lists as sets. */
function changesBetween(before: Lists, after: Lists): unknown[] {
  return SIDES.flatMap((side) =>
    [...after[side]].flatMap(([id, now]) => {
      const was = before[side].get(id) ?? [];
      const entered = now
        .filter((partner) => !was.some((old) => old.id === partner.id))
        .map((partner) => ({ ...partner, place: now.indexOf(partner) + 1 }));
      const left = was.filter((old) => !now.some((partner) => partner.id === old.id)).map((old) => old.id);
      return entered.length + left.length === 0 ? [] : [{ side, id, isNew: !before[side].has(id), entered, left: left.sort() }];
    }),
  );
}

const plain = (alerts: readonly Alert[]): unknown[] =>
  alerts.map(({ entered, left, ...rest }) => ({
    ...rest,
    entered: entered.map(({ id, score, place }) => ({ id, score, place })),
    left: left.map(({ id }) => id),
  }));

const live = fc.record({ market, config, options: rankOptions, updates: fc.array(update, { minLength: 1, maxLength: 5 }) });

describe("a watch", () => {
  it("has the lists of a ranking anew after every update, to the bit, and alerts of just what came and went", () => {
    fc.assert(
      fc.property(live, ({ market, config, options, updates }) => {
        const watch = openWatch(buildCorpus(market, defineConfig(config)).corpus, options);
        let lists = listsAnew(watch.corpus, options);
        expect(listsOf(watch)).toEqual(lists);
        for (const each of updates) {
          const { alerts } = watch.apply(each);
          const after = listsAnew(watch.corpus, options);
          expect(listsOf(watch)).toEqual(after);
          expect(plain(alerts)).toEqual(changesBetween(lists, after));
          lists = after;
        }
      }),
      { numRuns: 60, interruptAfterTimeLimit: 100_000, markInterruptAsFailure: true },
    );
  });

  it("goes on from its lists as they were kept, through JSON, as if it had never stopped", () => {
    fc.assert(
      fc.property(live, ({ market, config, options, updates: [first, ...others] }) => {
        const watch = openWatch(buildCorpus(market, defineConfig(config)).corpus, options);
        watch.apply(first!);
        const again = resumeWatch(watch.corpus, JSON.parse(JSON.stringify(watch)) as ReturnType<Watch["toJSON"]>);
        for (const each of others) expect(again.apply(each)).toEqual(watch.apply(each));
        expect(again.toJSON()).toEqual(watch.toJSON());
      }),
      { numRuns: 30, interruptAfterTimeLimit: 100_000, markInterruptAsFailure: true },
    );
  });
});

describe("alerts say why", () => {
  const outcomes = ["o1", "o2", "o3"].map((id) => ({ id, title: `窑炉余热回收 ${"甲".repeat(Number(id[1]))}` }));
  const start = (k: number, minScore?: number) =>
    openWatch(buildCorpus({ outcomes, needs: [{ id: "n1", title: "窑炉余热回收" }] }).corpus, {
      k,
      ...(minScore !== undefined && { minScore }),
    });
  const causes = ({ alerts }: { readonly alerts: readonly Alert[] }) =>
    alerts
      .filter(({ side }) => side === "needs")
      .map(({ entered, left }) => [entered.map(({ id, cause }) => [id, cause]), left.map(({ id, cause }) => [id, cause])]);

  it("a better outcome comes and the last one is outranked; ties go by id", () => {
    const watch = start(2);
    const [first, second] = watch.list("needs", "n1")!.map(({ id }) => id);
    expect(causes(watch.apply({ add: { outcomes: [{ id: "o0", title: "窑炉余热回收" }] } }))).toEqual([
      [[["o0", "put"]], [[second, "outranked"]]],
    ]);
    expect(watch.list("needs", "n1")!.map(({ id }) => id)).toEqual(["o0", first]);
    expect(causes(watch.apply({ add: { outcomes: [{ id: "a", title: "窑炉余热回收" }] } }))).toEqual([
      [[["a", "put"]], [[first, "outranked"]]],
    ]);
  });

  it("one is removed and another moves up", () => {
    const watch = start(2);
    const [first] = watch.list("needs", "n1")!;
    expect(causes(watch.apply({ remove: { outcomes: [first!.id] } }))).toEqual([
      [[[expect.any(String), "moved-up"]], [[first!.id, "removed"]]],
    ]);
  });

  it("one becomes another and is no candidate any more", () => {
    const watch = start(3, 0.01);
    expect(causes(watch.apply({ add: { outcomes: [{ id: "o1", title: "轴承 bearing" }] } }))).toEqual([[[], [["o1", "below"]]]]);
  });
});

describe("a watch is refused", () => {
  const { corpus } = buildCorpus({ outcomes: [{ id: "o1", title: "余热" }], needs: [{ id: "n1", title: "余热" }] });
  const kept = openWatch(corpus).toJSON();
  const [list] = kept.lists.needs;
  const withNeeds = (...needs: unknown[]) => ({ ...kept, lists: { ...kept.lists, needs } });
  /** What is given, and the path of the first thing that is wrong with it: each check answers for itself. */
  const cases: ReadonlyArray<readonly [title: string, given: unknown, ...path: string[]]> = [
    ["that is nothing", null, "kind"],
    ["of another kind", { ...kept, kind: "session" }, "kind"],
    ["of another version", { ...kept, version: 2 }, "version"],
    ["with k of nothing", { ...kept, k: 0 }, "k"],
    ["with a k that is not whole", { ...kept, k: 1.5 }, "k"],
    ["with a least score that is text", { ...kept, minScore: "0" }, "minScore"],
    ["with a least score that is no number", { ...kept, minScore: NaN }, "minScore"],
    ["without lists", { ...kept, lists: {} }, "lists.outcomes"],
    ["without a list's record", withNeeds({ ...list, id: 1 }), "lists.needs"],
    ["of a list too long", { ...withNeeds({ id: "n1", ids: ["o1", "o1"], scores: [1, 1] }), k: 1 }, "lists.needs"],
    ["of ids that are numbers", withNeeds({ ...list, ids: [1] }), "lists.needs"],
    ["with more ids than scores", withNeeds({ ...list, scores: [] }), "lists.needs"],
    ["with a score that is text", withNeeds({ ...list, scores: ["1"] }), "lists.needs"],
    ["with a score that is no number", withNeeds({ ...list, scores: [NaN] }), "lists.needs"],
    ["of another record", withNeeds({ ...list, id: "n2" }), "lists", "needs"],
    ["of fewer records", withNeeds(), "lists", "needs"],
    ["of more records", withNeeds(list, { ...list, id: "n2" }), "lists", "needs"],
    ["of a partner that is not there", withNeeds({ ...list, ids: ["o2"] }), "lists", "needs", "n1"],
    ["of other scores", withNeeds({ ...list, scores: [0.5] }), "lists", "needs", "n1"],
    [
      "of a partner named twice",
      withNeeds({ ...list, ids: ["o1", "o1"], scores: [list!.scores[0], list!.scores[0]] }),
      "lists",
      "needs",
      "n1",
    ],
    ["of a list cut short", withNeeds({ ...list, ids: [], scores: [] }), "lists", "needs", "n1"],
  ];
  it.each(cases)("%s, by option-wrong-type", (_, given, ...path) => {
    try {
      resumeWatch(corpus, given as never);
      expect.unreachable();
    } catch (error) {
      const [first] = (error as ConfigError).issues;
      expect([first?.code, ...(first?.path ?? [])]).toEqual(["option-wrong-type", "watch", ...path]);
    }
  });

  it("of a partner that is not there, on a list too that is not ranked again", () => {
    const needs = Array.from({ length: 17 }, (_, at) => ({ id: `n${at + 10}`, title: "余热" }));
    const many = buildCorpus({ outcomes: [{ id: "o1", title: "余热" }], needs }).corpus;
    const all = openWatch(many).toJSON();
    for (const { id } of needs) {
      const changed = all.lists.needs.map((each) => (each.id === id ? { ...each, ids: ["o2"] } : each));
      expect(() => resumeWatch(many, { ...all, lists: { ...all.lists, needs: changed } })).toThrow(ConfigError);
    }
  });

  it("of ids in another order at one score", () => {
    const twins = buildCorpus({ outcomes: ["o1", "o2"].map((id) => ({ id, title: "余热" })), needs: [{ id: "n1", title: "余热" }] }).corpus;
    const both = openWatch(twins).toJSON();
    const [own] = both.lists.needs;
    expect(own?.ids).toEqual(["o1", "o2"]);
    expect(own?.scores[0]).toBe(own?.scores[1]);
    const swapped = { ...both, lists: { ...both.lists, needs: [{ ...own!, ids: ["o2", "o1"] }] } };
    expect(() => resumeWatch(twins, swapped)).toThrow(ConfigError);
    expect(resumeWatch(twins, both).toJSON()).toEqual(both);
  });

  it("with options that cannot be, and an update that cannot be changes nothing", () => {
    expect(() => openWatch(corpus, { k: 0 })).toThrow(ConfigError);
    const watch = openWatch(corpus);
    expect(() => watch.apply({ remove: { needs: "n1" } } as never)).toThrow(ConfigError);
    expect(watch.toJSON()).toEqual(kept);
  });
});
