import type { Corpus } from "../corpus/corpus.js";
import { reweigh } from "../corpus/reweigh.js";
import { blockIndexOf, termWeights } from "../join/corpus-index.js";
import type { MatchProgress } from "../join/match-all.js";
import { topPartners } from "../join/top-partners.js";
import { dotRows, rowAt } from "../kernel/sparse-rows.js";

/** Likest needs that are looked at for each: more than a consortium holds. */
const SIMILAR_NEEDS = 24;

/** The cosine of the text rows of two needs, from 0 to 1, where one outcome is a candidate of both; otherwise 0. */
export type Likeness = (a: number, b: number) => number;

/**
 * How alike needs are under the corpus's frozen rows: their text signal, each row divided by its length. Texts alone put needs together by
 * the words of their trade; a common technology is one that an outcome could serve both with. The same from either side.
 * O(entries of both rows).
 *
 * @param outcomesOf candidate outcomes of each need.
 */
export function needLikeness({ needs }: Corpus, outcomesOf: ReadonlyArray<ReadonlySet<number>>): Likeness {
  const rows = needs.rows.text;
  const lengths = Float64Array.from({ length: needs.count }, (_, n) => Math.sqrt(dotRows(rowAt(rows, n), rowAt(rows, n))));
  return (a, b) => {
    const length = lengths[a]! * lengths[b]!;
    if (!(length > 0) || !sharesAny(outcomesOf[a]!, outcomesOf[b]!)) return 0;
    // Rounding may lift a need's likeness to its copy above 1.
    return Math.min(1, dotRows(rowAt(rows, a), rowAt(rows, b)) / length);
  };
}

function sharesAny(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  if (a.size > b.size) return sharesAny(b, a);
  for (const outcome of a) if (b.has(outcome)) return true;
  return false;
}

/**
 * The needs that each need is likest to: a join of the needs with themselves by text alone, so never all pairs. Of each need the
 * `SIMILAR_NEEDS` of largest text signal, where their cosine reaches `likeness`; seen from both sides.
 *
 * @returns for each need others with their cosine: cosine descending, then index.
 */
export function* similarNeeds(
  corpus: Corpus,
  likenessOf: Likeness,
  likeness: number,
): Generator<MatchProgress, ReadonlyArray<ReadonlyArray<{ readonly need: number; readonly cosine: number }>>, void> {
  const { needs } = corpus;
  const { model } = reweigh(corpus, { text: 1 });
  const lists = Array.from({ length: needs.count }, () => new Map<number, number>());
  const joining = topPartners(
    {
      model,
      from: needs,
      to: needs,
      index: blockIndexOf(corpus, needs),
      termWeight: termWeights(corpus),
      k: SIMILAR_NEEDS + 1,
      minScore: -Infinity,
      withoutText: "exclude",
    },
    (from, to) => {
      if (from === to || lists[from]!.has(to)) return;
      const cosine = likenessOf(from, to);
      if (cosine < likeness) return;
      lists[from]!.set(to, cosine);
      lists[to]!.set(from, cosine);
    },
  );
  for (const done of joining) yield { done, total: needs.count };
  return lists.map((list) => [...list].map(([need, cosine]) => ({ need, cosine })).sort((a, b) => b.cosine - a.cosine || a.need - b.need));
}
