import { whyNot, type Block, type Edges, type Objective, type Solution, type SolveOptions } from "../solve/index.js";

/** What is in the way of an edge that is not in a plan. */
export interface EndBlock {
  readonly kind: "capacity" | "excluded" | "conflict" | "not-worth-it";
  /** For `capacity`, the ends without room, and those whose group has none; for `excluded`, those whose maximum is 0. */
  readonly full: ReadonlyArray<NonNullable<Block["at"]>>;
  /** Chosen edges that hold the places, by score ascending, then index; none twice. */
  readonly rivals: readonly number[];
  readonly lossAtLeast: number | null;
}

/** @returns null where the two have no edge, or are together. O(edges). */
export function blockOf(
  certificate: { readonly edges: Edges; readonly options: SolveOptions<Objective>; readonly solution: Solution<Objective> },
  row: number,
  column: number,
): EndBlock | null {
  const { edges, options, solution } = certificate;
  if (row < 0 || column < 0 || solution.status === "infeasible") return null;
  const answer = whyNot(edges, options, { plan: solution, row, column });
  if (answer.kind !== "alternate") return null;
  const { blocks, lossAtLeast } = answer;
  const isExcluded = blocks.some(({ kind }) => kind === "excluded");
  const full = blocks.filter(({ kind }) => !isExcluded || kind === "excluded").flatMap(({ at }) => at ?? []);
  const rivals = [...new Set(blocks.flatMap((block) => block.rivals))].sort((a, b) => edges.score[a]! - edges.score[b]! || a - b);
  const otherwise = blocks[0]!.kind === "not-worth-it" ? "not-worth-it" : "conflict";
  return { kind: isExcluded ? "excluded" : full.length > 0 ? "capacity" : otherwise, full, rivals, lossAtLeast };
}
