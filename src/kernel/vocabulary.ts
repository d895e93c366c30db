import { compareIds } from "./order.js";

/**
 * The columns of a family of sparse rows: one number a term.
 *
 * Frozen terms come first, in code unit order, then terms met later, in code unit order too. So a column's place depends on the
 * frozen terms and the set of later ones, never on who came first; and a row's columns always ascend in the same order of terms.
 */
export interface Vocabulary {
  readonly terms: readonly string[];
  readonly frozen: readonly string[];
  readonly frozenCount: number;
  /** The terms that are not frozen. */
  readonly later: readonly string[];
}

/**
 * O(later terms · log) once the frozen ones have been seen.
 *
 * @param frozen sorted and distinct; the array must not change. @param later in any order, repeats and frozen terms allowed.
 */
export function createVocabulary(frozen: readonly string[], later: Iterable<string> = []): Vocabulary {
  // A fitted vocabulary has no later terms, and is done without the places of its own.
  let places: ReadonlyMap<string, number> | undefined;
  const added = new Set<string>();
  for (const term of later) if (!(places ??= placesOf(frozen)).has(term)) added.add(term);
  const tail = [...added].sort(compareIds);
  let terms: readonly string[] | undefined = tail.length === 0 ? frozen : undefined;
  return {
    get terms() {
      return (terms ??= [...frozen, ...tail]);
    },
    frozen,
    frozenCount: frozen.length,
    later: tail,
  };
}

/** The column of a term in a vocabulary, or `undefined`. */
export function columnLookup({ frozen, later }: Vocabulary): (term: string) => number | undefined {
  const frozenPlaces = placesOf(frozen);
  const laterPlaces = placesOf(later);
  return (term) => {
    const place = frozenPlaces.get(term);
    if (place !== undefined) return place;
    const behind = laterPlaces.get(term);
    return behind === undefined ? undefined : frozen.length + behind;
  };
}

/** Places of terms in their list, kept as long as the list: vocabularies that differ in later terms share those of the frozen ones. */
const placesByTerms = new WeakMap<readonly string[], ReadonlyMap<string, number>>();

function placesOf(terms: readonly string[]): ReadonlyMap<string, number> {
  let places = placesByTerms.get(terms);
  if (places === undefined) {
    const found = new Map<string, number>();
    for (let place = 0; place < terms.length; place++) found.set(terms[place]!, place);
    placesByTerms.set(terms, (places = found));
  }
  return places;
}
