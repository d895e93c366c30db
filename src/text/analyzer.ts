import { createLexicon } from "./lexicon.js";
import { normaliseText } from "./normalise.js";
import { stemWord } from "./stem.js";
import { ENGLISH_STOP_WORDS } from "./stop-words.js";
import { createDefaultTokenizer, type Tokenizer } from "./tokenizer.js";
import { hashString } from "../kernel/random.js";

/** From raw text to terms: normalise, tokenise, drop stop words, stem English. */
export interface Analyzer {
  /** Says how text is cut; two analyzers with one id give the same terms. */
  readonly id: string;
  /** The terms of a text in their order, repeats included. */
  readonly analyze: (text: string) => string[];
  /** What cuts a normalised text. */
  readonly tokenizer: Tokenizer;
  /** The term that a token becomes; empty for a stop word. */
  readonly termOf: (token: string) => string;
}

export interface AnalyzerOptions {
  /** Replaces the default tokenizer. It is given normalised text. */
  readonly tokenizer?: Tokenizer;
  /** Words of one's own (product names, materials), found whole by longest match. For the default tokenizer only. */
  readonly lexicon?: readonly string[];
  /** Replaces the default list of English stop words; `[]` keeps every word. Compared after normalising, before stemming. */
  readonly stopWords?: readonly string[];
}

const ASCII = 0x7f;

/**
 * Makes an analyzer. Stems are remembered, so one analyzer should serve a whole corpus.
 *
 * @example
 * createAnalyzer().analyze("≥600 MPa 高强 steels"); // ["600", "mpa", "高", "高强", "强", "steel"]
 */
export function createAnalyzer(options: AnalyzerOptions = {}): Analyzer {
  const tokenizer = options.tokenizer ?? createDefaultTokenizer(options.lexicon === undefined ? undefined : createLexicon(options.lexicon));
  const stopWords = new Set((options.stopWords ?? ENGLISH_STOP_WORDS).map(normaliseText));
  const stopsOthers = [...stopWords].some((word) => word.charCodeAt(0) > ASCII);
  const termByToken = new Map<string, string>();
  const toTerm = (token: string): string => {
    // Only English is stemmed: other scripts need no memory.
    if (token.charCodeAt(0) > ASCII) return stopsOthers && stopWords.has(token) ? "" : token;
    let term = termByToken.get(token);
    if (term === undefined) {
      term = stopWords.has(token) ? "" : stemWord(token);
      termByToken.set(token, term);
    }
    return term;
  };
  return {
    id: options.stopWords === undefined ? tokenizer.id : `${tokenizer.id}-stop${hashString([...stopWords].sort().join("\n")).toString(16)}`,
    tokenizer,
    termOf: toTerm,
    analyze(text) {
      const terms: string[] = [];
      for (const token of tokenizer.tokenize(normaliseText(text))) {
        const term = toTerm(token);
        if (term !== "") terms.push(term);
      }
      return terms;
    },
  };
}
