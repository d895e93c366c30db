import { compareIds } from "./order.js";

/**
 * The columns of a family of sparse rows: one number a term.
 *
 * Frozen terms come first, in code unit order, then terms met later, in code unit order too. So a column's place depends on the
 * frozen terms and the set of later ones, never on who came first; and a row's columns always ascend in the same order of terms.
 */
export interface Vocabulary {
  readonly terms: readonly string[];
  /** How many of the terms are frozen. */
  readonly frozenCount: number;
  readonly columnOf: ReadonlyMap<string, number>;
}

/** @param frozen sorted and distinct. @param later in any order, repeats and frozen terms allowed. */
export function createVocabulary(frozen: readonly string[], later: Iterable<string> = []): Vocabulary {
  const columnOf = new Map<string, number>();
  frozen.forEach((term, column) => columnOf.set(term, column));
  const added = new Set<string>();
  for (const term of later) if (!columnOf.has(term)) added.add(term);
  const tail = [...added].sort(compareIds);
  tail.forEach((term, at) => columnOf.set(term, frozen.length + at));
  return { terms: tail.length === 0 ? frozen : [...frozen, ...tail], frozenCount: frozen.length, columnOf };
}
