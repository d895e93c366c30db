/** Characters of scripts without spaces between words: their tokens overlap, so they are shown as the phrase they came from. */
const HAN_RUN = /\p{Script=Han}{2,}/gu;
const WORD = /(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}.])+/gu;

/**
 * Words of form at the ends of a phrase, where two texts part: 监测与, 与溯源, 策略的, 研发及, 基于物联网. Only those that hardly ever begin or end a
 * word of content (和 ends 饱和, 等 begins 等离子); 参与 is a word itself.
 */
const FORM_WORDS = /^(?:基于|[的及与或了])+|参?[的及与或了]+$/gu;

/** Longest text, in UTF-16 code units, that is searched for phrases; what lies beyond is shown by its terms. */
const SEARCHED_LENGTH = 20_000;

/** Some terms of a pair under the words in which a reader finds them in both texts. */
export interface TermGroup {
  readonly phrase: string;
  /** Indices into the terms given. */
  readonly members: readonly number[];
}

/**
 * Puts shared terms together under the longest phrase that stands in both texts and contains them.
 *
 * Every term is in just one group: the longest phrase wins, then the one first in code unit order. A stem is shown as the word it
 * was cut from. A term found in no phrase stands for itself.
 *
 * @param a, b normalised texts. @param termsOf cuts a text into terms, as the corpus did.
 */
export function groupByPhrase(terms: readonly string[], a: string, b: string, termsOf: (text: string) => readonly string[]): TermGroup[] {
  const wanted = new Map(terms.map((term, at) => [term, at]));
  const phrases = [...commonPhrases(a.slice(0, SEARCHED_LENGTH), b.slice(0, SEARCHED_LENGTH))].sort(
    (p, q) => q.length - p.length || (p < q ? -1 : 1),
  );
  const groups: TermGroup[] = [];
  const take = (phrase: string): void => {
    const members: number[] = [];
    for (const term of termsOf(phrase)) {
      const at = wanted.get(term);
      if (at === undefined) continue;
      members.push(at);
      wanted.delete(term);
    }
    if (members.length > 0) groups.push({ phrase, members });
  };
  for (const phrase of phrases) if (wanted.size > 0) take(phrase);
  for (const word of new Set(b.match(WORD) ?? [])) if (wanted.size > 0) take(word);
  for (const [term, at] of wanted) groups.push({ phrase: term, members: [at] });
  return groups;
}

/** A phrase without words of form at its ends; it may become empty. */
export function withoutFormWords(phrase: string): string {
  return phrase.replace(FORM_WORDS, (end) => (end.startsWith("参") ? end : ""));
}

/** Runs of two or more Han characters of `b` that also stand in `a`, as long as they go from each place. */
function commonPhrases(a: string, b: string): Set<string> {
  const found = new Set<string>();
  for (const [run] of b.matchAll(HAN_RUN)) {
    let coveredTo = 0;
    for (let from = 0; from + 2 <= run.length; from++) {
      let to = Math.max(from + 2, coveredTo);
      if (!a.includes(run.slice(from, to))) continue;
      while (to < run.length && a.includes(run.slice(from, to + 1))) to++;
      if (to > coveredTo) found.add(run.slice(from, to));
      coveredTo = Math.max(coveredTo, to);
    }
  }
  return found;
}
