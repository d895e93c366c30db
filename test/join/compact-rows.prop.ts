import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GROUP_WORDS, RowPacker, type RowTerms } from "../../src/join/compact-rows.js";
import { buildBlockIndex } from "../../src/join/build-block-index.js";
import { HEAD_RANKS, HEAD_WORD, INDEX_LIMITS, PLACE_WORDS, type BlockIndex, type TermWeights } from "../../src/join/block-index.js";
import { termWeights } from "../../src/join/corpus-index.js";
import { ProbeTerms } from "../../src/join/probes.js";
import { loadTerms, productAt } from "../../src/join/row-product.js";
import { buildCorpus } from "../../src/corpus/build.js";
import { defineConfig } from "../../src/corpus/config.js";
import { createRandom, randomInteger } from "../../src/kernel/random.js";
import { dotRows, packRows, rowAt, type SparseRow } from "../../src/kernel/sparse-rows.js";
import type { ScoredSide } from "../../src/score/pair-score.js";
import { unpackRow } from "../oracle/compact-rows.js";
import { config, market } from "../support/markets.js";

/** Values from a few factors times the weights, as rows have them, some of their own, and the ends of what Float32 can hold. */
const value = fc.oneof(
  fc.constantFrom(0.1, 0.15, 1 / 3, 7e-5).map((factor) => ({ factor })),
  fc.float({ min: 0, max: 10, noNaN: true, noDefaultInfinity: true }).map((own) => ({ own: own === 0 ? 0 : own })),
  fc.constantFrom(0, 2 ** -149, 2 ** -130, 2 ** -126, 1, 2 ** 100).map((own) => ({ own })),
);
const term = fc.record({
  column: fc.oneof(
    fc.nat(20),
    fc.integer({ min: 200, max: 600 }),
    fc.constantFrom(65_534, 65_535, 65_536, 131_070, 131_071, 500_000),
    fc.nat(2 ** 20),
  ),
  weight: fc.double({ min: 2 ** -20, max: 50, noNaN: true }),
  value,
});

/** Each column has a rank of its own, and heads lie in the middle: those of the columns 256 to 511. */
const rankOf = (column: number): number => column ^ 0b1_0101_0101;

function termsOf(given: ReadonlyArray<{ column: number; weight: number; value: { factor?: number; own?: number } }>): RowTerms {
  return {
    column: Uint32Array.from(given, ({ column }) => column),
    rank: Uint32Array.from(given, ({ column }) => rankOf(column)),
    weight: Float64Array.from(given, ({ weight }) => weight),
    value: Float32Array.from(given, ({ weight, value: { factor, own } }) => (factor === undefined ? own! : factor * weight)),
  };
}

const row = fc.uniqueArray(term, { selector: ({ column }) => column, minLength: 1, maxLength: 40 });
const byColumn = <A extends { column: number }>(given: readonly A[]): A[] => [...given].sort((a, b) => a.column - b.column);
const headsOf = (given: ReadonlyArray<{ column: number }>, headCount: number): number[] =>
  given.map(({ column }) => column).filter((column) => rankOf(column) < headCount);

describe("compact rows", () => {
  it("unpack to the values that were packed, to the last bit, whatever columns, weights and values, with and without heads", () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 4 }), fc.constantFrom(0, 1, 256), (rows, headCount) => {
        const packer = new RowPacker(rows.length, headCount, 1);
        const sorted = rows.map(byColumn);
        for (const given of sorted) packer.add(termsOf(given), given.length);
        const packed = packer.finish();
        sorted.forEach((given, place) => {
          const weightOf = (column: number): number => given.find((each) => each.column === column)!.weight;
          const { column, value } = termsOf(given);
          const wanted = new Map([...column].map((each, at) => [each, value[at]!]));
          expect(unpackRow(packed, place, { heads: headsOf(given, headCount), weightOf })).toEqual(wanted);
        });
      }),
    );
  });

  it("keep a row of more columns than a group can have, and give a factor to all terms that stand alike", () => {
    const count = 70_000;
    const given = Array.from({ length: count }, (_, at) => ({ column: 3 * at, weight: 1 + (at % 900) / 7, value: { factor: 0.01 } }));
    const packer = new RowPacker(1, HEAD_RANKS, 1);
    packer.add(termsOf(given), given.length);
    const packed = packer.finish();
    const heads = headsOf(given, HEAD_RANKS);
    // Two groups of one factor: what is too much for one goes into the next, which starts from column 0 by three words that are FAR.
    expect(packed.word.length).toBe(count - heads.length + 2 * GROUP_WORDS + 3);
    const weights = new Map(given.map(({ column, weight }) => [column, weight]));
    const values = unpackRow(packed, 0, { heads, weightOf: (column) => weights.get(column)! });
    expect(values.size).toBe(count);
    for (const { column, weight } of given) expect(values.get(column)).toBe(Math.fround(0.01 * weight));
  });

  it("find one factor for all terms that have one, however many bits their weights have", () => {
    const random = createRandom(5);
    const factors = [0.0123, 0.0187, 0.0211].map((factor) => factor * (1 + random()));
    for (let round = 0; round < 50; round++) {
      const given = Array.from({ length: 300 }, (_, column) => ({
        column,
        weight: 0.1 + 7 * random(),
        value: { factor: factors[column < 200 ? 0 : column % 3]! },
      }));
      const packer = new RowPacker(1, 0, 1);
      packer.add(termsOf(given), given.length);
      expect(packer.finish().word.length).toBe(300 + 3 * GROUP_WORDS);
    }
  });

  it("give products by the order of the probe's entries, for terms far apart too", () => {
    fc.assert(
      fc.property(row, row, fc.integer(), (place, probe, seed) => {
        const sorted = byColumn(place);
        const packer = new RowPacker(1, HEAD_RANKS, 1);
        packer.add(termsOf(sorted), sorted.length);
        const places = new Uint32Array(PLACE_WORDS);
        for (const column of headsOf(sorted, HEAD_RANKS)) {
          const rank = rankOf(column);
          places[HEAD_WORD + (rank >>> 5)]! |= 1 << (rank & 31);
        }
        // Probe terms by rank, their entries in any order; a term weighs the same on both sides.
        const random = createRandom(seed);
        const asked = [...probe]
          .sort((a, b) => rankOf(a.column) - rankOf(b.column))
          .map((each) => sorted.find(({ column }) => column === each.column) ?? each);
        const entry = Uint16Array.from(asked.keys()).sort(() => random() - 0.5);
        const own = Float32Array.from(asked, () => random());
        const { column, rank, weight } = termsOf(asked);
        loadTerms({ start: Uint32Array.of(0, asked.length), rank, column, value: own, termWeight: weight, entry }, 0);
        const valueOf = new Map([...termsOf(sorted).column].map((column, at) => [column, termsOf(sorted).value[at]!]));
        const byEntry = [...asked.keys()].sort((a, b) => entry[a]! - entry[b]!);
        const wanted = byEntry.reduce((sum, at) => sum + own[at]! * (valueOf.get(asked[at]!.column) ?? 0), 0);
        expect(productAt({ places, rows: packer.finish() } as BlockIndex, 0)).toBe(wanted);
      }),
    );
  });

  /** Every place's row as the index has it, by column. */
  function rowsOf(index: BlockIndex, weight: TermWeights): Array<Map<number, number>> {
    const columnOf = new Map([...index.rankOfColumn.entries()].map(([column, rank]) => [rank, column]));
    return Array.from({ length: index.postedCount }, (_, place) => {
      const word = place * PLACE_WORDS + HEAD_WORD;
      const heads = Array.from({ length: HEAD_RANKS }, (_, rank) => rank)
        .filter((rank) => (index.places[word + (rank >>> 5)]! >>> (rank & 31)) & 1)
        .map((rank) => columnOf.get(rank)!);
      return unpackRow(index.rows, place, { heads, weightOf: (column) => weight[column]! });
    });
  }

  function expectProducts(probes: ScoredSide, side: ScoredSide, weight: TermWeights, limits = INDEX_LIMITS): void {
    const index = buildBlockIndex(side, weight, limits);
    const terms = new ProbeTerms(index, weight, probes.rows.text, Math.max(1, probes.count));
    terms.load(0, probes.count);
    const rows = rowsOf(index, weight);
    for (let probe = 0; probe < probes.count; probe++) {
      loadTerms(terms, probe);
      for (let place = 0; place < index.postedCount; place++) {
        const row = rowAt(side.rows.text, index.places[place * PLACE_WORDS]!);
        if (probe === 0) expect(rows[place]).toEqual(new Map([...row.column].map((column, e) => [column, row.value[e]!])));
        expect(productAt(index, place)).toBe(dotRows(rowAt(probes.rows.text, probe), row));
      }
    }
  }

  it("of an index are the side's rows, and their products those of the rows, to the last bit, from either side", () => {
    fc.assert(
      fc.property(market, config, (records, input) => {
        const { corpus } = buildCorpus(records, defineConfig(input));
        expectProducts(corpus.needs, corpus.outcomes, termWeights(corpus), { ...INDEX_LIMITS, blockRecords: 4, runRecords: 2 });
        expectProducts(corpus.outcomes, corpus.needs, termWeights(corpus));
      }),
      { numRuns: 60 },
    );
  });

  it("give the same products for rows of any values and weights that share heads and rare terms", () => {
    const random = createRandom(3);
    const columnCount = 2_000;
    const side = (count: number): ScoredSide => {
      const rows = Array.from({ length: count }, (): SparseRow => {
        const columns = new Set(Array.from({ length: 60 }, () => Math.floor(columnCount * random() ** 4)));
        const column = Uint32Array.from(columns).sort();
        return { column, value: Float32Array.from(column, () => (1 + randomInteger(random, 3)) * random()) };
      });
      const none = packRows(new Array<SparseRow>(count).fill({ column: new Uint32Array(0), value: new Float32Array(0) }), 0);
      const signals = { industry: none, region: none, factors: none, reciprocity: none, maturity: none, cooperation: none };
      const traits = { embedding: [], specifications: [], own: [] };
      return { role: "outcomes", count, rows: { text: packRows(rows, columnCount), ...signals }, traits };
    };
    expectProducts(
      side(20),
      side(300),
      Float64Array.from({ length: columnCount }, () => 0.01 + 5 * random()),
    );
  });
});
