import type { PairMatrix, Setting } from "./setting.js";

export interface Weights {
  readonly text: number;
  readonly industry: number;
  readonly region: number;
}

/** The three signals of every pair as they enter the score: text divided by its scale, unknown pairs at their neutral value. */
export interface Signals {
  readonly text: PairMatrix;
  readonly industry: PairMatrix;
  readonly region: PairMatrix;
}

/** What the experiments vary; the library's own choice where absent. */
export interface SignalChoice {
  readonly textScale?: number;
  readonly industry?: PairMatrix;
  readonly region?: PairMatrix;
  readonly neutralIndustry?: number;
  readonly neutralRegion?: number;
}

/** Ranks that nDCG looks at. */
export const CUT = 10;
/** A need counts if it has an outcome of this grade. */
const MIN_TOP_GRADE = 2;

/** The weights of the library as it is. */
export function currentWeights({ corpus }: Setting): Weights {
  const { text, industry, region } = corpus.config.weights;
  return { text, industry, region };
}

export function prepareSignals(setting: Setting, choice: SignalChoice = {}): Signals {
  const { textScale = setting.corpus.statistics.textScale, industry = setting.industry, region = setting.region } = choice;
  const { neutralIndustry = meanKnown(industry), neutralRegion = meanKnown(region) } = choice;
  return {
    text: setting.text.map((product) => product / textScale),
    industry: fillUnknown(industry, neutralIndustry),
    region: fillUnknown(region, neutralRegion),
  };
}

export function meanKnown(products: PairMatrix): number {
  let sum = 0;
  let count = 0;
  for (const product of products) {
    if (Number.isNaN(product)) continue;
    sum += product;
    count++;
  }
  return count === 0 ? 0 : sum / count;
}

function fillUnknown(products: PairMatrix, neutral: number): PairMatrix {
  return products.map((product) => (Number.isNaN(product) ? neutral : product));
}

/** The best outcomes of every need, best first, ties by number: `size` a need. */
export function rankTop({ text, industry, region }: Signals, weights: Weights, outcomeCount: number, size = CUT): Int32Array {
  const needCount = text.length / outcomeCount;
  const top = new Int32Array(needCount * size);
  const best = new Float64Array(size);
  const { text: wt, industry: wi, region: wr } = weights;
  for (let need = 0; need < needCount; need++) {
    best.fill(-Infinity);
    const from = need * outcomeCount;
    const list = need * size;
    let threshold = -Infinity;
    for (let outcome = 0; outcome < outcomeCount; outcome++) {
      const pair = from + outcome;
      const score = wt * text[pair]! + wi * industry[pair]! + wr * region[pair]!;
      if (score <= threshold) continue;
      let at = size - 1;
      while (at > 0 && best[at - 1]! < score) {
        best[at] = best[at - 1]!;
        top[list + at] = top[list + at - 1]!;
        at--;
      }
      best[at] = score;
      top[list + at] = outcome;
      threshold = best[size - 1]!;
    }
  }
  return top;
}

/** nDCG@10 as the library measures it, over all pairs of a market. */
export class GradedNeeds {
  /** Ideal gain of each need; 0 where it does not count. */
  private readonly ideal: Float64Array;

  constructor(
    private readonly grades: Uint8Array,
    private readonly outcomeCount: number,
  ) {
    this.ideal = Float64Array.from({ length: grades.length / outcomeCount }, (_, need) =>
      idealGain(grades.subarray(need * outcomeCount, (need + 1) * outcomeCount)),
    );
  }

  /** The mean over counted needs. @param top `CUT` outcomes a need. */
  ndcg(top: Int32Array): number {
    let sum = 0;
    let counted = 0;
    this.ideal.forEach((ideal, need) => {
      if (ideal === 0) return;
      let gain = 0;
      for (let rank = 0; rank < CUT; rank++) {
        gain += GAINS[this.grades[need * this.outcomeCount + top[need * CUT + rank]!]!]! * DISCOUNTS[rank]!;
      }
      sum += gain / ideal;
      counted++;
    });
    return sum / counted;
  }
}

const GAINS = [0, 1, 3, 7] as const;
const DISCOUNTS = Array.from({ length: CUT }, (_, rank) => 1 / Math.log2(rank + 2));

function idealGain(grades: Uint8Array): number {
  const counts = [0, 0, 0, 0];
  for (const grade of grades) counts[grade]!++;
  let topGrade = 3;
  while (topGrade > 0 && counts[topGrade] === 0) topGrade--;
  if (topGrade < MIN_TOP_GRADE) return 0;
  let gain = 0;
  for (let rank = 0, grade = topGrade; rank < CUT && grade > 0; rank++) {
    gain += GAINS[grade]! * DISCOUNTS[rank]!;
    if (--counts[grade]! === 0) while (grade > 0 && counts[grade] === 0) grade--;
  }
  return gain;
}
