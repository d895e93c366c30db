import type { Corpus } from "../corpus/corpus.js";
import type { SparseRows } from "../kernel/sparse-rows.js";
import { sumOf } from "../kernel/sum.js";
import { pairScore } from "../score/pair-score.js";
import type { ConsortiumPart } from "./consortium-types.js";
import type { Proposal } from "./proposal.js";

/** The parts of the worth, from the words of needs and outcomes by name and the scores of the pairs. */
export function partsOf(
  corpus: Corpus,
  { pairs, universities }: Proposal,
  cluster: readonly string[],
): Record<ConsortiumPart["part"], number> {
  const heldBy = new Map<string, Set<string>>();
  const fits = new Map<string, number>();
  for (const { need, outcome } of pairs) {
    const [n, o] = [corpus.needs.indexOf.get(need)!, corpus.outcomes.indexOf.get(outcome)!];
    const university = corpus.outcomes.records[o]!.organisation!;
    const words = new Set(wordsOf(corpus.outcomes.rows.text, o).map(({ column }) => column));
    for (const { column } of wordsOf(corpus.needs.rows.text, n)) {
      if (!words.has(column)) continue;
      const key = `${need} ${column}`;
      heldBy.set(key, (heldBy.get(key) ?? new Set()).add(university));
    }
    fits.set(need, Math.max(fits.get(need) ?? 0, Math.min(1, pairScore(corpus.model, corpus.needs, n, corpus.outcomes, o))));
  }
  const own = new Map<string, number>();
  let covered = 0;
  for (const need of cluster) {
    const words = wordsOf(corpus.needs.rows.text, corpus.needs.indexOf.get(need)!);
    const squares = sumOf(words.map(({ value }) => value * value));
    for (const { column, value } of words) {
      const weight = (value * value) / squares / cluster.length;
      const holders = heldBy.get(`${need} ${column}`);
      if (holders === undefined) continue;
      covered += weight;
      for (const university of holders) own.set(university, (own.get(university) ?? 0) + weight);
    }
  }
  return {
    coverage: covered,
    fit: sumOf(fits.values()) / cluster.length,
    complementarity: covered > 0 ? Math.max(0, 1 - Math.max(...own.values()) / covered) : 0,
    size: universities.length - 1,
  };
}

/** Words that more than half of the needs have, by what they are worth in all. */
export function commonWords(corpus: Corpus, cluster: readonly string[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  const worth = new Map<number, number>();
  for (const need of cluster) {
    const words = wordsOf(corpus.needs.rows.text, corpus.needs.indexOf.get(need)!);
    const squares = sumOf(words.map(({ value }) => value * value));
    for (const { column, value } of words) {
      counts.set(column, (counts.get(column) ?? 0) + 1);
      worth.set(column, (worth.get(column) ?? 0) + (value * value) / squares);
    }
  }
  return new Map([...worth].filter(([column]) => 2 * counts.get(column)! > cluster.length));
}

/** The least cosine of any two needs, from the words of both. */
export function leastLikeness(corpus: Corpus, needs: readonly string[]): number {
  const rows = needs.map(
    (id) => new Map(wordsOf(corpus.needs.rows.text, corpus.needs.indexOf.get(id)!).map(({ column, value }) => [column, value])),
  );
  const product = (a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): number =>
    sumOf([...a].map(([column, value]) => value * (b.get(column) ?? 0)));
  return rows.reduce(
    (least, a, at) => rows.slice(at + 1).reduce((so, b) => Math.min(so, product(a, b) / Math.sqrt(product(a, a) * product(b, b))), least),
    1,
  );
}

export function wordsOf(rows: SparseRows, record: number): Array<{ readonly column: number; readonly value: number }> {
  return Array.from({ length: rows.rowStart[record + 1]! - rows.rowStart[record]! }, (_, at) => ({
    column: rows.column[rows.rowStart[record]! + at]!,
    value: rows.value[rows.rowStart[record]! + at]!,
  }));
}
