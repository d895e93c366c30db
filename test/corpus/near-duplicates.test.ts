import { describe, expect, it } from "vitest";
import { buildCorpus } from "../../src/index.js";
import { dataQuality, nearDuplicates, qualityTable } from "../../src/quality.js";
import { createRandom, randomInteger } from "../../src/kernel/random.js";
import { readCatalogue } from "../support/catalogue.js";

function likenessOf(a: string, b: string, terms: (text: string) => string[]): number {
  const left = new Set(terms(a));
  const right = new Set(terms(b));
  const shared = [...left].filter((term) => right.has(term)).length;
  return shared / (left.size + right.size - shared);
}

describe("nearDuplicates", () => {
  const words = ["余热", "回收", "热泵", "烟气", "窑炉", "钢坯", "轧制", "缺陷", "视觉", "检测", "育种", "水稻", "玉米", "锂电", "隔膜"];
  const random = createRandom(7);
  const base = Array.from({ length: 30 }, () => Array.from({ length: 12 }, () => words[randomInteger(random, words.length)]!));
  const outcomes = base.flatMap((text, at) => [
    { id: `a${at}`, title: text.join("，") },
    { id: `b${at}`, title: [...text.slice(1), "新"].join("，") },
  ]);
  const { corpus } = buildCorpus({ outcomes, needs: [] });

  it("finds just the pairs that comparing all with all finds", () => {
    const all = outcomes.flatMap((a, i) =>
      outcomes.slice(i + 1).flatMap((b) => {
        const likeness = likenessOf(a.title, b.title, corpus.analyzer.analyze);
        return likeness >= 0.7 ? [[a.id, b.id].sort().join(" ")] : [];
      }),
    );
    expect(all.length).toBeGreaterThan(20);
    expect(
      nearDuplicates(corpus, "outcomes")
        .map(({ a, b }) => `${a} ${b}`)
        .sort(),
    ).toEqual(all.sort());
  });

  it("gives the likeness itself, best first", () => {
    const found = nearDuplicates(corpus, "outcomes", { threshold: 0.5 });
    const titleOf = new Map(outcomes.map(({ id, title }) => [id, title]));
    for (const { a, b, likeness } of found) expect(likeness).toBe(likenessOf(titleOf.get(a)!, titleOf.get(b)!, corpus.analyzer.analyze));
    expect(found.map(({ likeness }) => likeness)).toEqual(found.map(({ likeness }) => likeness).sort((p, q) => q - p));
  });

  it("does not depend on input order, and passes over records without text", () => {
    const turned = buildCorpus({ outcomes: [{ id: "x", title: "" }, { id: "y", title: "" }, ...outcomes].reverse(), needs: [] }).corpus;
    expect(nearDuplicates(turned, "outcomes")).toEqual(nearDuplicates(corpus, "outcomes"));
  });
});

describe("dataQuality", () => {
  const catalogue = readCatalogue();
  const { corpus, issues } = buildCorpus(catalogue);
  const report = dataQuality(corpus, issues, { outcomes: 189, needs: 162, organisations: 76 });

  it("accounts for every record given", () => {
    for (const { read, kept, rejected } of report) expect(kept + rejected).toBe(read);
    expect(report.map(({ side, rejected }) => `${side} ${rejected}`)).toEqual(["outcomes 2", "needs 2", "organisations 1"]);
  });

  it("counts what is filled, inherited, a placeholder, not recognised and repaired", () => {
    const field = (side: string, name: string) =>
      report.find((entry) => entry.side === side)!.fields.find((entry) => entry.field === name)!;
    expect(field("needs", "title")).toMatchObject({ placeholder: 2, filled: 158 });
    expect(field("needs", "region").unresolved).toBe(1);
    expect(field("needs", "region").inherited).toBeGreaterThan(100);
    expect(field("outcomes", "keywords").repaired).toBe(1);
    expect(field("organisations", "kind").unresolved).toBe(1);
  });

  it("counts records without text, with too little of it, and near-duplicates", () => {
    expect(report[1]).toMatchObject({ side: "needs", withoutText: 2 });
    expect(report[0]!.thin).toBe(1);
  });

  it("shows as a table in both languages", () => {
    const rows = report.reduce((sum, { fields }) => sum + fields.length, 1);
    for (const language of ["zh", "en"] as const) {
      const table = qualityTable(report, language);
      expect(table).toHaveLength(rows);
      expect(new Set(table.map((row) => row.length))).toEqual(new Set([6]));
    }
    expect(qualityTable(report, "zh")[1]![0]).toBe("成果.title");
  });
});
