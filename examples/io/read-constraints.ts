import { createIoIssue, type IoIssue } from "./io-issue.js";
import { readJsonFile } from "./read-json-file.js";

/** What `propose` knows as well: these go with every level and method. */
const OF_EVERY_PLAN = ["forced", "forbidden", "perEnterprise", "perUniversity", "coverage", "consortium"] as const;
/** What only plans of single pairs know (`alliance-match/choice`). */
const OF_CASES = ["locked", "declined", "capacities", "weights", "views", "stated"] as const;

export type Constraints = Readonly<Partial<Record<(typeof OF_EVERY_PLAN)[number] | (typeof OF_CASES)[number], unknown>>>;

export type ConstraintsReading =
  | { readonly kind: "good"; readonly ofEveryPlan: Constraints; readonly ofCase: Constraints | undefined }
  | { readonly kind: "bad"; readonly issues: readonly IoIssue[] };

/**
 * Reads a file of constraints: a JSON object with any of the keys above. What stands under them is the library's to judge.
 *
 * @returns what goes to `propose`, and what only a plan of single pairs understands; `ofCase` is `undefined` where there is nothing such.
 */
export async function readConstraintsFile(file: string): Promise<ConstraintsReading> {
  const parsed = await readJsonFile(file, "constraints-not-json");
  if (parsed.kind === "bad") return parsed;
  const { value } = parsed;
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return {
      kind: "bad",
      issues: [createIoIssue("constraints-not-object", { file, received: Array.isArray(value) ? "array" : String(value) })],
    };
  const known: readonly string[] = [...OF_EVERY_PLAN, ...OF_CASES];
  const unknown = Object.keys(value).filter((key) => !known.includes(key));
  if (unknown.length > 0)
    return {
      kind: "bad",
      issues: unknown.map((received) => createIoIssue("constraint-key-unknown", { file, received, expected: known.join(", ") })),
    };
  const only = (keys: readonly string[]): Constraints => Object.fromEntries(Object.entries(value).filter(([key]) => keys.includes(key)));
  const ofCase = only(OF_CASES);
  return { kind: "good", ofEveryPlan: only(OF_EVERY_PLAN), ofCase: Object.keys(ofCase).length === 0 ? undefined : ofCase };
}
