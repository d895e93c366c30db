import type { Corpus, CorpusSide } from "../corpus/corpus.js";
import { describeValue } from "../model/issue.js";
import { createChoiceIssue, type ChoiceIssue } from "./choice-issue.js";
import type { RecordCapacities, Side } from "./choice-request.js";
import type { CapacityBounds } from "./request-capacities.js";
import type { CheckedRequest } from "./request.js";

/** The bounds of each record of one side, by its index. */
export interface RecordBounds {
  readonly min: readonly number[];
  readonly max: readonly number[];
}

const SIDES = { needs: "need", outcomes: "outcome" } as const;

/** The request's bounds for every record, and those of single records in their place. */
export function readRecordBounds(
  corpus: Corpus,
  given: RecordCapacities | undefined,
  request: CheckedRequest,
  issues: ChoiceIssue[],
): Readonly<Record<Side, RecordBounds>> {
  const capacities = objectAt(given, ["capacities"], issues);
  for (const key of Object.keys(capacities).filter((name) => !Object.hasOwn(SIDES, name)))
    issues.push(
      createChoiceIssue("constraint-unknown-key", { path: ["capacities"], expected: Object.keys(SIDES).join(", "), received: key }),
    );
  const read = (name: keyof typeof SIDES, plain: CapacityBounds, shapeMax: number): RecordBounds => {
    const [side, other] = name === "needs" ? [corpus.needs, corpus.outcomes] : [corpus.outcomes, corpus.needs];
    const min = new Array<number>(side.count).fill(plain.min);
    const max = new Array<number>(side.count).fill(plain.max);
    for (const [id, capacity] of Object.entries(objectAt(capacities[name], ["capacities", name], issues))) {
      const bounds = readOne(
        side,
        id,
        capacity,
        { path: ["capacities", name, id], shapeMax, market: other.count, isStable: request.objective === "stable" },
        issues,
      );
      if (bounds === undefined) continue;
      min[bounds.index] = bounds.min;
      max[bounds.index] = bounds.max;
    }
    return { min, max };
  };
  const { shape, perNeed, perOutcome } = request;
  return {
    need: read("needs", perNeed, shape === "one-to-one" || shape === "one-to-many" ? 1 : Infinity),
    outcome: read("outcomes", perOutcome, shape === "one-to-one" || shape === "many-to-one" ? 1 : Infinity),
  };
}

function objectAt(value: unknown, path: readonly string[], issues: ChoiceIssue[]): Readonly<Record<string, unknown>> {
  if (value === undefined) return {};
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  issues.push(createChoiceIssue("constraint-unreadable", { path, expected: "object", received: describeValue(value) }));
  return {};
}

interface CapacityPlace {
  readonly path: readonly string[];
  readonly shapeMax: number;
  /** Records of the other side. */
  readonly market: number;
  readonly isStable: boolean;
}

function readOne(
  side: CorpusSide<unknown>,
  id: string,
  capacity: unknown,
  { path, shapeMax, market, isStable }: CapacityPlace,
  issues: ChoiceIssue[],
): { readonly index: number; readonly min: number; readonly max: number } | undefined {
  const index = side.indexOf.get(id);
  if (index === undefined) {
    issues.push(createChoiceIssue("constraint-unknown-record", { path: path.slice(0, -1), received: id }));
    return undefined;
  }
  const given =
    typeof capacity === "object" && capacity !== null ? (capacity as Partial<Record<"min" | "max", unknown>>) : { max: capacity };
  const { min = 0, max = shapeMax } = given;
  const invalid = (expected: string): undefined =>
    void issues.push(createChoiceIssue("capacity-invalid", { path, expected, received: describeBounds(capacity) }));
  if (!isWhole(min) || !(isWhole(max) || max === Infinity)) return invalid("a whole number ≥ 0, or { min, max } of such");
  if (isStable && min > 0) return invalid("no minimum under the objective stable");
  if (min > Math.min(max, shapeMax)) return invalid(`a minimum of at most ${Math.min(max, shapeMax)}`);
  if (max > shapeMax) issues.push(createChoiceIssue("capacity-beyond-shape", { path, expected: String(shapeMax), received: String(max) }));
  else if (max > market && max !== Infinity)
    issues.push(createChoiceIssue("capacity-beyond-market", { path, expected: String(market), received: String(max) }));
  return { index, min, max: Math.min(max, shapeMax) };
}

function isWhole(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function describeBounds(capacity: unknown): string {
  if (typeof capacity !== "object" || capacity === null) return describeValue(capacity);
  const { min, max } = capacity as Partial<Record<"min" | "max", unknown>>;
  return `{ min: ${describeValue(min)}, max: ${describeValue(max)} }`;
}
