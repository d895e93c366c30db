import type { Corpus } from "../../src/corpus/corpus.js";
import { reweigh } from "../../src/corpus/reweigh.js";
import { rankOutcomes } from "../../src/index.js";
import type { Need, NeedPart } from "../../src/model/record.js";

export interface CoverLimits {
  readonly minScore: number;
  readonly minCover: number;
  readonly minHeld: number;
  readonly perNeed: number;
  readonly perOutcome: number;
  readonly perEnterprise: number;
  readonly perUniversity: number;
}

/** Text signals of every part and outcome that may be paired, from rankings of every outcome for every part: [need][outcome][part]. */
export function coverTable(
  corpus: Corpus,
  { minScore, minCover, minHeld }: CoverLimits,
): ReadonlyMap<string, ReadonlyMap<string, readonly number[]>> {
  const byText = reweigh(corpus, { text: 1 });
  const all = { k: Math.max(1, corpus.outcomes.count) };
  return new Map(
    corpus.needs.records
      .filter(({ parts, organisation }) => (parts?.length ?? 0) > 1 && organisation !== undefined)
      .map((need) => {
        const whole = new Map(rankOutcomes(corpus, need.id, all).map(({ id, score }) => [id, score]));
        const rankings = need.parts!.map((part) => {
          const stranger = asNeed(need, part);
          return {
            text: new Map(rankOutcomes(byText, stranger, all).map(({ id, score }) => [id, score])),
            score: new Map(rankOutcomes(corpus, stranger, all).map(({ id, score }) => [id, score])),
            held: heldBy(corpus, stranger),
          };
        });
        const covers = new Map<string, number[]>();
        for (const outcome of corpus.outcomes.records) {
          const pair = whole.get(outcome.id) ?? -Infinity;
          if (outcome.organisation === undefined || outcome.organisation === need.organisation) continue;
          covers.set(
            outcome.id,
            rankings.map(({ text, score, held }) => {
              const signal = text.get(outcome.id) ?? 0;
              const isWorth = pair >= minScore || (pair >= minScore / 2 && (score.get(outcome.id) ?? -Infinity) >= minScore);
              return isWorth && signal >= minCover && held(outcome.id) >= minHeld ? Math.min(1, signal) : 0;
            }),
          );
        }
        return [need.id, covers];
      }),
  );
}

function asNeed({ organisation, industries, region, factors, brings, maturity }: Need, part: NeedPart): Need {
  const asked = part.factors !== undefined && part.factors.length > 0 ? part.factors : factors;
  const fields = { organisation, industries, region, brings, maturity, factors: asked, description: part.description };
  return { id: "stranger", title: part.title, ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) };
}

/** The share of a need's words that an outcome has, by squares of their entries, word by word. */
function heldBy(corpus: Corpus, need: Need): (outcome: string) => number {
  const { corpus: asked } = corpus.update({ add: { needs: [need] } });
  const wordsOf = (side: Corpus["needs"] | Corpus["outcomes"], id: string): ReadonlyMap<string, number> => {
    const { rowStart, column, value } = side.rows.text;
    const at = side.indexOf.get(id)!;
    const entries = Array.from({ length: rowStart[at + 1]! - rowStart[at]! }, (_, e) => rowStart[at]! + e);
    return new Map(entries.map((e) => [asked.vocabularies.text.terms[column[e]!]!, value[e]! ** 2]));
  };
  const words = wordsOf(asked.needs, need.id);
  const whole = [...words.values()].reduce((sum, square) => sum + square, 0);
  return (outcome) => {
    const own = wordsOf(asked.outcomes, outcome);
    return [...words].reduce((sum, [word, square]) => sum + (own.has(word) ? square : 0), 0) / whole;
  };
}

/** The most that any choice of outcomes for needs covers within all four capacities, by trying every one. */
export function bestCover(corpus: Corpus, limits: CoverLimits): number {
  const table = [...coverTable(corpus, limits)];
  const needOf = (id: string) => corpus.needs.records[corpus.needs.indexOf.get(id)!]!;
  const universityOf = (id: string) => corpus.outcomes.records[corpus.outcomes.indexOf.get(id)!]!.organisation!;
  const loads = new Map<string, number>();
  const fits = (key: string, by: number, max: number) => (loads.get(key) ?? 0) + by <= max;
  const add = (key: string, by: number) => loads.set(key, (loads.get(key) ?? 0) + by);
  const visit = (at: number): number => {
    if (at === table.length) return 0;
    const [id, covers] = table[at]!;
    const outcomes = [...covers.keys()];
    const need = needOf(id);
    const sum = need.parts!.reduce((total, { weight }) => total + (weight ?? 1), 0);
    let best = visit(at + 1);
    for (let subset = 1; subset < 2 ** outcomes.length; subset++) {
      const chosen = outcomes.filter((_, o) => (subset >> o) & 1);
      const universities = [...new Set(chosen.map(universityOf))];
      const keys = [
        ...chosen.map((outcome) => [`o ${outcome}`, limits.perOutcome] as const),
        ...universities.map((university) => [`u ${university}`, limits.perUniversity] as const),
        [`e ${need.organisation!}`, limits.perEnterprise] as const,
      ];
      if (universities.length > limits.perNeed || !keys.every(([key, max]) => fits(key, 1, max))) continue;
      for (const [key] of keys) add(key, 1);
      const worth = need.parts!.reduce(
        (total, { weight }, p) => total + ((weight ?? 1) / sum) * Math.max(...chosen.map((outcome) => covers.get(outcome)![p]!)),
        0,
      );
      best = Math.max(best, worth + visit(at + 1));
      for (const [key] of keys) add(key, -1);
    }
    return best;
  };
  return visit(0);
}
