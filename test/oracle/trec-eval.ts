/**
 * trec_eval's measures as its documentation defines them, document by document: sort by score as Float32, then document descending, walk down
 * and count. Written from the definitions; slow and obvious.
 */
export interface TrecDocument {
  readonly id: string;
  readonly score: number;
}

export interface TrecOptions {
  /** `-l`: lowest grade that is relevant. */
  readonly level: number;
  /** `-M`: documents of a topic that are looked at. */
  readonly depth?: number;
  /** `-J`: documents nobody judged are taken out first. */
  readonly judgedOnly?: boolean;
  /** Cut-off of `P_k`, `recall_k`, `ndcg_cut_k`. */
  readonly k: number;
}

export function trecEval(documents: readonly TrecDocument[], qrels: ReadonlyMap<string, number>, options: TrecOptions) {
  const { level, depth = Infinity, judgedOnly = false, k } = options;
  const sorted = [...documents];
  // Insertion sort, so that nothing of the library's order is used.
  for (let at = 1; at < sorted.length; at++)
    for (let to = at; to > 0 && before(sorted[to]!, sorted[to - 1]!); to--) [sorted[to], sorted[to - 1]] = [sorted[to - 1]!, sorted[to]!];
  const seen = sorted.filter(({ id }) => !judgedOnly || qrels.has(id)).slice(0, depth);
  let numRel = 0;
  for (const grade of qrels.values()) if (grade >= level) numRel++;
  let relSoFar = 0;
  let sumPrecision = 0;
  let firstRank = 0;
  let relAtCut = 0;
  let dcg = 0;
  for (let i = 0; i < seen.length; i++) {
    const grade = qrels.get(seen[i]!.id) ?? 0;
    if (i < k && grade > 0) dcg += grade / (Math.log(i + 2) / Math.log(2));
    if (grade < level || !qrels.has(seen[i]!.id)) continue;
    relSoFar++;
    sumPrecision += relSoFar / (i + 1);
    if (firstRank === 0) firstRank = i + 1;
    if (i < k) relAtCut++;
  }
  const gains = [...qrels.values()].filter((grade) => grade > 0).sort((a, b) => b - a);
  let ideal = 0;
  for (let i = 0; i < Math.min(k, gains.length); i++) ideal += gains[i]! / (Math.log(i + 2) / Math.log(2));
  return {
    map: numRel === 0 ? 0 : sumPrecision / numRel,
    recipRank: firstRank === 0 ? 0 : 1 / firstRank,
    precision: relAtCut / k,
    recall: numRel === 0 ? 0 : relAtCut / numRel,
    ndcgCut: ideal === 0 ? 0 : dcg / ideal,
  };
}

function before(a: TrecDocument, b: TrecDocument): boolean {
  const [x, y] = [Math.fround(a.score), Math.fround(b.score)];
  return x > y || (x === y && a.id > b.id);
}
