import porterStemmer from "natural/lib/natural/stemmers/porter_stemmer.js";

const ENGLISH_WORD = /^[a-z]+$/;

/**
 * The stem of an English word in lower case (Porter 1980, as `natural` has it); any other token comes back as it is.
 *
 * @see M. F. Porter, "An algorithm for suffix stripping", Program 14 (1980) 130–137.
 */
export function stemWord(word: string): string {
  return ENGLISH_WORD.test(word) ? porterStemmer.stem(word) : word;
}
