import type { Corpus } from "../../src/corpus/corpus.js";
import { rankOutcomes } from "../../src/index.js";

export interface ConsortiumLimits {
  readonly minScore: number;
  readonly universities: { readonly min: number; readonly max: number };
  readonly minEnterprises: number;
  readonly perUniversity: number;
  readonly perOutcome: number;
  readonly minCommon: number;
  readonly minGain: number;
}

/** A university's best outcome for a need: its score, and the words of the need that it holds. */
interface Offer {
  readonly outcome: string;
  readonly score: number;
  readonly words: ReadonlySet<string>;
}

/** A need with what its words are worth and what universities offer for it. */
interface NeedOffers {
  readonly need: string;
  readonly words: ReadonlyMap<string, number>;
  readonly offers: ReadonlyMap<string, Offer>;
}

/** What each word of a need is worth: squares of its row, adding up to 1. */
function wordWeights({ needs, vocabularies }: Corpus, id: string): ReadonlyMap<string, number> {
  const { rowStart, column, value } = needs.rows.text;
  const need = needs.indexOf.get(id)!;
  const words = new Map<string, number>();
  let squares = 0;
  for (let e = rowStart[need]!; e < rowStart[need + 1]!; e++) squares += value[e]! ** 2;
  for (let e = rowStart[need]!; e < rowStart[need + 1]!; e++) words.set(vocabularies.text.terms[column[e]!]!, value[e]! ** 2 / squares);
  return words;
}

function wordsOf({ outcomes, vocabularies }: Corpus, id: string): ReadonlySet<string> {
  const { rowStart, column } = outcomes.rows.text;
  const outcome = outcomes.indexOf.get(id)!;
  return new Set(Array.from(column.slice(rowStart[outcome], rowStart[outcome + 1]), (c) => vocabularies.text.terms[c]!));
}

/** What share an outcome has of the words that more than half of the needs say, by what these are worth in all of them; 1 where they share none. */
function commonShare(corpus: Corpus, needs: readonly string[]): (outcome: string) => number {
  const texts = needs.map((need) => wordWeights(corpus, need));
  const common = [...new Set(texts.flatMap((words) => [...words.keys()]))].filter(
    (word) => texts.filter((words) => words.has(word)).length > needs.length / 2,
  );
  const worthOf = (word: string): number => texts.reduce((sum, words) => sum + (words.get(word) ?? 0), 0);
  const whole = common.reduce((sum, word) => sum + worthOf(word), 0);
  return (outcome) => {
    const own = wordsOf(corpus, outcome);
    return whole > 0 ? common.reduce((sum, word) => sum + (own.has(word) ? worthOf(word) : 0), 0) / whole : 1;
  };
}

/** The best outcome of every university for a need, by ranking all outcomes that belong to the technology or fit well without. */
function offersFor(
  corpus: Corpus,
  need: string,
  {
    minScore,
    minCommon,
    shareOf,
    taken,
  }: Pick<ConsortiumLimits, "minScore" | "minCommon"> & {
    readonly shareOf: (outcome: string) => number;
    readonly taken: ReadonlySet<string>;
  },
): ReadonlyMap<string, Offer> {
  const best = new Map<string, Offer>();
  const own = corpus.needs.records[corpus.needs.indexOf.get(need)!]!.organisation;
  for (const { id, score } of rankOutcomes(corpus, need, { k: corpus.outcomes.count, minScore })) {
    const { organisation } = corpus.outcomes.records[corpus.outcomes.indexOf.get(id)!]!;
    const belongs = score >= 1.5 * minScore || shareOf(id) >= minCommon;
    if (organisation !== undefined && organisation !== own && belongs && !taken.has(id) && !best.has(organisation))
      best.set(organisation, { outcome: id, score, words: wordsOf(corpus, id) });
  }
  return best;
}

/**
 * Worth of any choice of universities for needs, `null` where it breaks a rule, and what they bring. By sets of words, as the objective is told.
 * What one brings alone is told of all outcomes, also of those that are taken.
 */
function worthIn(
  corpus: Corpus,
  needs: readonly string[],
  limits: ConsortiumLimits,
  taken: ReadonlySet<string>,
): {
  readonly worthOf: (chosen: readonly string[]) => number | null;
  readonly outcomesOf: (chosen: readonly string[]) => readonly string[];
} {
  const ownerOf = (id: string): string => corpus.needs.records[corpus.needs.indexOf.get(id)!]!.organisation!;
  const enterprises = new Set(needs.map(ownerOf));
  const shareOf = commonShare(corpus, needs);
  const textsWithout = (gone: ReadonlySet<string>): NeedOffers[] =>
    needs.map((need) => ({ need, words: wordWeights(corpus, need), offers: offersFor(corpus, need, { ...limits, shareOf, taken: gone }) }));
  const [whole, all] = [textsWithout(new Set()), textsWithout(taken)];
  const everyone = [...new Set(whole.flatMap(({ offers }) => [...offers.keys()]))].filter((id) => !enterprises.has(id));
  const brings = (members: readonly string[], from = all): { covered: number; fit: number; whole: number } => {
    let covered = 0;
    let fit = 0;
    for (const { words, offers } of from) {
      const own = members.flatMap((member) => offers.get(member) ?? []);
      for (const [word, weight] of words) if (own.some((offer) => offer.words.has(word))) covered += weight / needs.length;
      fit += Math.max(0, ...own.map(({ score }) => Math.min(1, score))) / needs.length;
    }
    return { covered, fit, whole: 0.4 * covered + 0.4 * fit };
  };
  const alone = Math.max(0, ...everyone.map((id) => brings([id], whole).whole));
  const worthOf = (chosen: readonly string[]): number | null => {
    if (chosen.length < limits.universities.min || chosen.length > limits.universities.max) return null;
    const { covered, whole: brought } = brings(chosen);
    const isNeeded = (member: string): boolean =>
      brought - brings(chosen.filter((other) => other !== member)).whole >= Math.max(1e-12, limits.minGain * brought);
    if (!chosen.every(isNeeded) || brought < alone - 1e-12) return null;
    const served = all.filter(({ offers }) => chosen.some((member) => offers.has(member)));
    if (new Set(served.map(({ need }) => ownerOf(need))).size < limits.minEnterprises) return null;
    const most = Math.max(...chosen.map((member) => brings([member]).covered));
    const complementarity = covered > 0 ? Math.max(0, 1 - most / covered) : 0;
    const worth = brought + 0.2 * complementarity - 0.05 * (chosen.length - 1);
    return worth > 1e-12 ? worth : null;
  };
  const outcomesOf = (chosen: readonly string[]): readonly string[] => [
    ...new Set(all.flatMap(({ offers }) => chosen.flatMap((member) => offers.get(member)?.outcome ?? []))),
  ];
  return { worthOf, outcomesOf };
}

/**
 * The largest worth of all clusters together, by trying every choice of universities for each. Where outcomes may run out, clusters choose in every
 * order, each from the best outcomes that those before it have left.
 */
export function bestConsortia(corpus: Corpus, clusters: ReadonlyArray<readonly string[]>, limits: ConsortiumLimits): number {
  const everyone = [...new Set(corpus.outcomes.records.flatMap(({ organisation }) => organisation ?? []))];
  const optionsOf = clusters.map((needs) => {
    const enterprises = new Set(needs.map((need) => corpus.needs.records[corpus.needs.indexOf.get(need)!]!.organisation));
    const open = everyone.filter((id) => !enterprises.has(id));
    const known = new Map<string, readonly Option[]>();
    return (taken: ReadonlySet<string>): readonly Option[] => {
      const key = [...taken].sort().join(" ");
      if (!known.has(key)) known.set(key, optionsIn(corpus, needs, { limits, open, taken }));
      return known.get(key)!;
    };
  });
  const loads = new Map<string, number>();
  const hasRoom = ({ members, outcomes }: Option): boolean =>
    members.every((member) => (loads.get(`u ${member}`) ?? 0) < limits.perUniversity) &&
    outcomes.every((outcome) => (loads.get(`o ${outcome}`) ?? 0) < limits.perOutcome);
  const load = ({ members, outcomes }: Option, by: 1 | -1): void => {
    for (const key of [...members.map((id) => `u ${id}`), ...outcomes.map((id) => `o ${id}`)]) loads.set(key, (loads.get(key) ?? 0) + by);
  };
  const visit = (left: readonly number[]): number => {
    let best = 0;
    // Where none runs out, the order is of no consequence.
    for (const cluster of limits.perOutcome < clusters.length ? left : left.slice(0, 1)) {
      const others = left.filter((other) => other !== cluster);
      best = Math.max(best, visit(others));
      const taken = new Set(corpus.outcomes.ids.filter((id) => (loads.get(`o ${id}`) ?? 0) >= limits.perOutcome));
      for (const option of optionsOf[cluster]!(taken)) {
        if (!hasRoom(option)) continue;
        load(option, 1);
        best = Math.max(best, option.worth + visit(others));
        load(option, -1);
      }
    }
    return best;
  };
  return visit(clusters.map((_, at) => at));
}

interface Option {
  readonly members: readonly string[];
  /** That they bring. */
  readonly outcomes: readonly string[];
  readonly worth: number;
}

/** Every choice of universities that keeps the rules, none of it with an outcome that is taken. */
function optionsIn(
  corpus: Corpus,
  needs: readonly string[],
  { limits, open, taken }: { readonly limits: ConsortiumLimits; readonly open: readonly string[]; readonly taken: ReadonlySet<string> },
): readonly Option[] {
  const { worthOf, outcomesOf } = worthIn(corpus, needs, limits, taken);
  return Array.from({ length: 2 ** open.length }, (_, subset) => open.filter((__, at) => (subset >> at) & 1)).flatMap((members) => {
    const worth = members.length === 0 ? null : worthOf(members);
    return worth === null ? [] : [{ members, outcomes: outcomesOf(members), worth }];
  });
}
