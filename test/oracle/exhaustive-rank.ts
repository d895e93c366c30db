/**
 * Ranking the slow, obvious way: every pair, every term, a full sort. Shares no code with `src/join` or `src/score`.
 *
 * It starts from the corpus's own Float32 rows, as the design says, and adds up in the documented order: signals as declared, terms in
 * the vocabulary's order (frozen ones by code unit, then later ones by code unit).
 */
import type { Corpus } from "../../src/corpus/corpus.js";
import { SIGNALS, type SignalId } from "../../src/score/signal.js";

export interface OracleSide {
  readonly count: number;
  readonly rows: Readonly<
    Record<RowSignal, { readonly rowStart: Uint32Array; readonly column: Uint32Array; readonly value: Float32Array }>
  >;
  readonly role: "needs" | "outcomes";
  readonly traits: Readonly<Record<"embedding" | "specifications" | "own", readonly unknown[]>>;
}

export interface OraclePair {
  readonly id: string;
  readonly score: number;
}

type RowSignal = Exclude<SignalId, "embedding" | "specifications" | "own">;

/** Term → value of one row. Terms without a name in the corpus (a stranger's own) cannot be shared and only make it known. */
function rowMap(corpus: Corpus, side: OracleSide, signal: RowSignal, r: number): Map<string, number> {
  const { rowStart, column, value } = side.rows[signal];
  const row = new Map<string, number>();
  for (let e = rowStart[r]!; e < rowStart[r + 1]!; e++) {
    row.set(corpus.vocabularies[signal].terms[column[e]!] ?? `unseen column ${column[e]!}`, value[e]!);
  }
  return row;
}

function orderOfTerms(corpus: Corpus, signal: RowSignal): (a: string, b: string) => number {
  const { terms, frozenCount } = corpus.vocabularies[signal];
  const frozen = new Set(terms.slice(0, frozenCount));
  return (a, b) => Number(frozen.has(b)) - Number(frozen.has(a)) || (a < b ? -1 : a > b ? 1 : 0);
}

function cosine(a: Float32Array, b: Float32Array): number {
  let product = 0;
  let squaresA = 0;
  let squaresB = 0;
  a.forEach((entry, at) => {
    product += entry * b[at]!;
    squaresA += entry * entry;
    squaresB += b[at]! * b[at]!;
  });
  return Math.min(1, Math.max(0, product / Math.sqrt(squaresA * squaresB)));
}

export function oracleSignal(corpus: Corpus, signal: SignalId, a: OracleSide, i: number, b: OracleSide, j: number): number {
  const neutral = corpus.model.neutral[signal];
  if (signal === "embedding") {
    const vectorA = a.traits.embedding[i] as Float32Array | undefined;
    const vectorB = b.traits.embedding[j] as Float32Array | undefined;
    return vectorA === undefined || vectorB === undefined || vectorA.length !== vectorB.length ? neutral : cosine(vectorA, vectorB);
  }
  if (signal === "specifications" || signal === "own") {
    const [x, y] = [a.traits[signal][i], b.traits[signal][j]];
    if (x === undefined || y === undefined) return neutral;
    const { compare } = corpus.config.comparisons[signal];
    return (a.role === "needs" ? compare(x, y) : compare(y, x)) ?? neutral;
  }
  const rowA = rowMap(corpus, a, signal, i);
  const rowB = rowMap(corpus, b, signal, j);
  if (rowA.size === 0 || rowB.size === 0) return neutral;
  const shared = [...rowA.keys()].filter((term) => rowB.has(term)).sort(orderOfTerms(corpus, signal));
  let sum = 0;
  for (const term of shared) sum += rowA.get(term)! * rowB.get(term)!;
  return sum / corpus.model.scale[signal];
}

export function oracleScore(corpus: Corpus, a: OracleSide, i: number, b: OracleSide, j: number): number {
  let score = 0;
  for (const signal of SIGNALS) score += corpus.model.weights[signal] * oracleSignal(corpus, signal, a, i, b, j);
  return score;
}

function hasText(side: OracleSide, r: number): boolean {
  return side.rows.text.rowStart[r + 1]! > side.rows.text.rowStart[r]!;
}

/** All partners of record i of side a, best first, cut to k. */
export function oracleRank(
  corpus: Corpus,
  a: OracleSide,
  i: number,
  b: OracleSide & { readonly ids: readonly string[] },
  { k = 10, minScore = -Infinity }: { readonly k?: number; readonly minScore?: number } = {},
): OraclePair[] {
  const textless = corpus.config.withoutText === "match";
  if (!textless && !hasText(a, i)) return [];
  return b.ids
    .map((id, j) => ({ id, score: oracleScore(corpus, a, i, b, j), mayMatch: textless || hasText(b, j) }))
    .filter(({ score, mayMatch }) => mayMatch && score >= minScore)
    .sort((p, q) => q.score - p.score || (p.id < q.id ? -1 : 1))
    .slice(0, k)
    .map(({ id, score }) => ({ id, score }));
}

/** All candidate edges: the k best of every need and of every outcome, as sorted triples. */
export function oracleMatchAll(
  corpus: Corpus,
  options: { readonly k?: number; readonly minScore?: number } = {},
): Array<readonly [need: string, outcome: string, score: number]> {
  const { needs, outcomes } = corpus;
  const edges = new Map<string, readonly [string, string, number]>();
  needs.ids.forEach((need, n) => {
    for (const { id, score } of oracleRank(corpus, needs, n, outcomes, options)) edges.set(JSON.stringify([need, id]), [need, id, score]);
  });
  outcomes.ids.forEach((outcome, o) => {
    for (const { id, score } of oracleRank(corpus, outcomes, o, needs, options))
      edges.set(JSON.stringify([id, outcome]), [id, outcome, score]);
  });
  const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return [...edges.values()].sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]));
}
