import { describe, expect, it } from "vitest";
import { buildCorpus } from "../../src/corpus/build.js";
import { defineConfig, type Config } from "../../src/corpus/config.js";
import type { Corpus } from "../../src/corpus/corpus.js";
import { openSnapshot } from "../../src/corpus/snapshot-open.js";
import { saveSnapshot } from "../../src/corpus/snapshot-save.js";
import { industriesOfChina } from "../../src/data/industries-cn.js";
import { regionsOfChina } from "../../src/data/regions-cn.js";
import { rankOutcomes } from "../../src/join/rank.js";
import { visibleNeed, type Need } from "../../src/model/record.js";
import { explain } from "../../src/propose/explain.js";
import { createRandom, randomInteger } from "../../src/kernel/random.js";
import { specificationReader } from "../../src/specifications.js";
import { codesOf, editSnapshot, resealed, sectionsAt } from "../support/snapshots.js";

const MARKET = {
  outcomes: [
    { id: "o1", title: "高温余热回收装置", region: "210102", industries: ["C31"], organisation: "u1", embedding: [3, 4, 0] },
    { id: "o2", title: "steel rolling", abstract: "strip rolling at 600 MPa" },
    { id: "o3", title: "" },
  ],
  needs: [
    { id: "n1", title: "窑炉余热回收", parts: [{ id: "p", title: "余热" }], visibility: { title: "parties" }, embedding: [1, 1, 1] },
    { id: "n2", title: "rolling of strip", region: "2101", factors: ["funding"] },
  ],
  organisations: [{ id: "u1", name: "东北大学", kind: "university", partners: ["e9"] }],
};
const { corpus } = buildCorpus(MARKET);
const snapshot = saveSnapshot(corpus);

/** What must hold of anything that was opened: it answers as the corpus that was saved. */
const answerOf = (opened: Corpus): unknown => [
  opened.needs.ids.map((id) => rankOutcomes(opened, id)),
  explain(opened, "n1", "o1"),
  [...opened.needs.records, ...opened.outcomes.records],
  [...opened.organisations],
];
const ANSWER = answerOf(corpus);

describe("openSnapshot", () => {
  it("takes an array buffer, a shared one, and a view of either that starts anywhere", () => {
    const shared = new SharedArrayBuffer(snapshot.byteLength);
    new Uint8Array(shared).set(new Uint8Array(snapshot));
    const roomy = new Uint8Array(snapshot.byteLength + 100);
    const viewFrom = (offset: number): Uint8Array => {
      roomy.set(new Uint8Array(snapshot), offset);
      return roomy.subarray(offset, offset + snapshot.byteLength);
    };
    for (const given of [snapshot, shared, viewFrom(0), new DataView(snapshot)]) expect(answerOf(openSnapshot(given))).toEqual(ANSWER);
    for (const offset of [8, 1, 3, 4]) expect(answerOf(openSnapshot(viewFrom(offset)))).toEqual(ANSWER);
  });

  it("opens rows as views into the buffer, without copying", () => {
    expect(openSnapshot(snapshot).outcomes.rows.text.value.buffer).toBe(snapshot);
  });

  it("decodes a record when it is read, once, and leaves the others", () => {
    const { records } = openSnapshot(snapshot).outcomes;
    expect(records[0]).toBe(records[0]);
    expect(Array.isArray(records)).toBe(true);
    expect(records.length).toBe(3);
    expect(records.map(({ id }) => id)).toEqual(["o1", "o2", "o3"]);
    expect(records[3]).toBeUndefined();
    expect(() => (records as unknown[]).push({})).toThrow(TypeError);
  });

  it("keeps the marks of who may read what", () => {
    const [need] = openSnapshot(snapshot).needs.records;
    expect(need).toEqual(corpus.needs.records[0]);
    expect(visibleNeed(need!, "public")).toEqual(visibleNeed(corpus.needs.records[0]!, "public"));
    expect(visibleNeed(need!, "public").title).toBeUndefined();
  });

  it("gives an empty market back", () => {
    const empty = buildCorpus({ outcomes: [], needs: [] }).corpus;
    const { analyzer: _, ...opened } = openSnapshot(saveSnapshot(empty));
    expect(opened).toEqual(Object.fromEntries(Object.entries(empty).filter(([key]) => key !== "analyzer")));
  });

  it("gives the plan's ids as plain arrays, which can be sent to another thread", () => {
    expect(() => structuredClone(openSnapshot(snapshot).needs.ids)).not.toThrow();
  });
});

describe("openSnapshot refuses", () => {
  const codes = (given: unknown, config?: Config): readonly string[] => codesOf(() => openSnapshot(given as ArrayBuffer, config));

  it.each([
    ["nothing", undefined],
    ["text", "ALLIANCE"],
    ["an empty buffer", new ArrayBuffer(0)],
    ["another file", new TextEncoder().encode('{"outcomes": []}, which is no snapshot at all')],
  ])("%s as snapshot-format", (_, given) => {
    expect(codes(given)).toEqual(["snapshot-format"]);
  });

  it("another byte order, another version and another layout by their codes", () => {
    const swapped = editSnapshot(snapshot, (bytes) => void bytes.subarray(8, 12).reverse());
    expect(codes(swapped)).toEqual(["snapshot-byte-order"]);
    for (const at of [12, 16]) expect(codes(editSnapshot(snapshot, (bytes) => void bytes[at]!++))).toEqual(["snapshot-version"]);
  });

  it("every shorter and every longer buffer", () => {
    for (let length = 0; length < snapshot.byteLength; length++) {
      expect(codes(snapshot.slice(0, length))).toEqual([length < 8 ? "snapshot-format" : "snapshot-length"]);
    }
    for (const more of [1, 7, 8, 1_000]) {
      const longer = new Uint8Array(snapshot.byteLength + more);
      longer.set(new Uint8Array(snapshot));
      expect(codes(longer)).toEqual(["snapshot-length"]);
    }
  });

  it("every flipped bit of every byte", () => {
    const bytes = new Uint8Array(snapshot.slice(0));
    for (let at = 0; at < bytes.length; at++) {
      // Each byte once wholly inverted and once by one bit.
      for (const flip of [0xff, 1 << (at & 7)]) {
        bytes[at]! ^= flip;
        const found = codes(bytes);
        if (found.length !== 1 || !found[0]!.startsWith("snapshot-")) expect({ at, found }).toBe("refused by one code");
        bytes[at]! ^= flip;
      }
    }
    expect(answerOf(openSnapshot(bytes))).toEqual(ANSWER);
  });

  it("other cutting, other parameters and other tables, naming what differs", () => {
    expect(codes(snapshot, defineConfig({ text: { lexicon: ["余热回收"] } }))).toEqual(["snapshot-analyzer"]);
    expect(codes(snapshot, defineConfig({ text: { k1: 1.5, titleWeight: 2 } }))).toEqual([
      "snapshot-configuration",
      "snapshot-configuration",
    ]);
    for (const other of [
      { regions: regionsOfChina },
      { industries: industriesOfChina },
      { specifications: specificationReader },
      { own: { compare: () => 1 } },
    ])
      expect(codes(snapshot, defineConfig(other))).toEqual(["snapshot-configuration"]);
    const built = saveSnapshot(buildCorpus(MARKET, defineConfig({ regions: regionsOfChina, specifications: specificationReader })).corpus);
    expect(codes(built)).toEqual(["snapshot-configuration", "snapshot-configuration"]);
    expect(codes(built, defineConfig({ regions: regionsOfChina, specifications: specificationReader }))).toEqual([]);
  });

  it("sealed snapshots with impossible counts", () => {
    const counts = sectionsAt(snapshot);
    const hostile = [-1, 0.5, NaN, Infinity, -Infinity, 2 ** 32, 2 ** 53, 1e308, 1, 1_000];
    for (let s = 0; s < counts.length; s++) {
      for (const count of hostile) {
        const edited = resealed(snapshot, (buffer) => void (new Float64Array(buffer, 32)[s] = count));
        const found = codes(edited);
        // A count may happen to be what it was, or to differ only in padding; then the section's own check has to find it.
        if (found.length === 0) expect(new Float64Array(snapshot, 32)[s]).toBe(count);
      }
    }
  });

  it("sealed snapshots with any one number changed, or opens them to answers that are numbers and records", () => {
    const random = createRandom(7);
    const words = snapshot.byteLength / 4;
    let refused = 0;
    for (let round = 0; round < 3_000; round++) {
      const at = 8 + randomInteger(random, words - 8);
      const value = [0, 1, 0x7fffffff, 0xffffffff, 0x7fc00000, 0x80000000, randomInteger(random, 2 ** 32)][randomInteger(random, 7)]!;
      const edited = resealed(snapshot, (buffer) => void (new Uint32Array(buffer)[at] = value));
      const found = codesOf(() => {
        const opened = openSnapshot(edited);
        for (const id of opened.needs.ids) {
          for (const { score } of rankOutcomes(opened, id)) expect(Number.isFinite(score)).toBe(true);
          for (const outcome of opened.outcomes.ids) explain(opened, id, outcome);
        }
        expect([...opened.organisations.values()].every(({ name }) => typeof name === "string")).toBe(true);
      });
      if (found.length > 0) refused++;
      for (const code of found) expect(code).toMatch(/^snapshot-/);
    }
    expect(refused).toBeGreaterThan(300);
  });
});

describe("saveSnapshot", () => {
  it("gives the same bytes for the same records in any order", () => {
    const shuffled = { ...MARKET, outcomes: [...MARKET.outcomes].reverse(), needs: [...MARKET.needs].reverse() };
    expect(saveSnapshot(buildCorpus(shuffled).corpus)).toEqual(snapshot);
  });

  it("keeps halves of characters, long texts and numbers of vectors as they are", () => {
    const odd: Need[] = [
      { id: "\ud800", title: "half" },
      { id: "e", title: "steel", embedding: [0.1, -0, 1e-300, 12345.678901234567] },
      { id: "long", title: "钢".repeat(70_000) },
    ];
    const { needs } = buildCorpus({ outcomes: [], needs: odd }).corpus;
    const opened = openSnapshot(saveSnapshot(buildCorpus({ outcomes: [], needs: odd }).corpus));
    expect(opened.needs.ids).toEqual(needs.ids);
    expect([...opened.needs.records]).toEqual(needs.records);
    expect(opened.needs.traits).toEqual(needs.traits);
  });
});
