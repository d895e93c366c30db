import type { Corpus } from "../corpus/corpus.js";

/**
 * How many times more an end has to belong to its neighbour outside. Of the 33 names of consortia among 272 real needs six had a phrase cut
 * inside a word (化处理, 期可, 无线传, 求拟, 在无, 控系) and now none of these has; at 1 and 2 whole words lose their ends besides (轻量, 分辨率).
 */
const MUCH = 4;
const HAN = /^\p{Script=Han}$/u;

/** A phrase of Han characters without those at its ends that, anywhere in the texts, belong more to what stands beside the phrase than to it. */
export function withinWords(phrase: string, texts: readonly string[], binding: Binding): string {
  const characters = [...phrase];
  if (!characters.every((character) => HAN.test(character))) return phrase;
  // Ends are looked at by what stood there first: once cut, the neighbour of an end is what was cut.
  const [before, after] = [neighboursOf(phrase, texts, -1), neighboursOf(phrase, texts, 1)];
  let [from, to] = [0, characters.length];
  for (let outside = before; from + 1 < to; outside = [characters[from - 1]!]) {
    const [first, second] = [characters[from]!, characters[from + 1]!];
    const inside = binding(first, second);
    if (!outside.some((character) => isStronger(binding(character, first), inside))) break;
    from++;
  }
  for (let outside = after; from + 1 < to; outside = [characters[to]!]) {
    const [beforeLast, last] = [characters[to - 2]!, characters[to - 1]!];
    const inside = binding(beforeLast, last);
    if (!outside.some((character) => isStronger(binding(last, character), inside))) break;
    to--;
  }
  return characters.slice(from, to).join("");
}

/** Two characters side by side. */
export interface Bond {
  /** Records that hold the pair. */
  readonly count: number;
  /** df(ab)² / (df(a) · df(b)): 1 where neither is without the other (传感), near 0 where they meet by chance (化处). */
  readonly strength: number;
}
export type Binding = (a: string, b: string) => Bond;

/** How two characters side by side belong together, by the records that hold the pair and either one. O(log terms) a call. */
export function characterBinding({ statistics }: Corpus): Binding {
  const { terms, documentFrequency } = statistics.text;
  const frequencyOf = (term: string): number => {
    let [low, high] = [0, terms.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (terms[middle]! < term) low = middle + 1;
      else high = middle;
    }
    return terms[low] === term ? documentFrequency[low]! : 0;
  };
  return (a, b) => {
    const count = frequencyOf(a + b);
    return { count, strength: count === 0 ? 0 : (count * count) / (frequencyOf(a) * frequencyOf(b)) };
  };
}

/** Stronger by far, and seen as often: the 种 of 杂种 is in many other words, and 杂种 is one all the same. */
function isStronger(outside: Bond, inside: Bond): boolean {
  return outside.count >= inside.count && outside.strength > MUCH * inside.strength;
}

/** Han characters that stand right before (−1) or after (1) a phrase in texts. */
function neighboursOf(phrase: string, texts: readonly string[], side: -1 | 1): string[] {
  const found = new Set<string>();
  for (const text of texts)
    for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
      const rest =
        side < 0 ? [...text.slice(Math.max(0, at - 2), at)].at(-1) : [...text.slice(at + phrase.length, at + phrase.length + 2)][0];
      if (rest !== undefined && HAN.test(rest)) found.add(rest);
    }
  return [...found];
}
