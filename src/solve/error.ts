/** Every way in which a request can be refused. */
export type SolveIssueCode =
  | "type-invalid"
  | "count-invalid"
  | "length-mismatch"
  | "row-out-of-range"
  | "column-out-of-range"
  | "score-not-finite"
  | "scores-overflow"
  | "scores-too-coarse"
  | "parallel-edge"
  | "capacity-not-integer"
  | "capacity-negative"
  | "min-above-max"
  | "objective-unknown"
  | "option-not-for-objective"
  | "proposer-unknown"
  | "minimum-under-stability"
  | "group-member-out-of-range"
  | "groups-not-nested"
  | "groups-not-disjoint"
  | "part-row-out-of-range"
  | "part-weight-invalid"
  | "cover-start-invalid"
  | "cover-part-invalid"
  | "cover-share-invalid"
  | "load-cost-not-finite"
  | "load-costs-not-convex"
  | "keep-out-of-range"
  | "keep-bonus-invalid"
  | "max-steps-invalid"
  | "option-needs-solve"
  | "rounds-invalid"
  | "forced-out-of-range"
  | "forced-above-max"
  | "too-many-issues";

/** One thing wrong with a request: for machines first (`code`, `path`), for people last (`message`). */
export interface SolveIssue {
  readonly code: SolveIssueCode;
  /** Where, as in `edges.score[12]` or `options.rows.min`. */
  readonly path: string;
  readonly expected: string;
  readonly received: string;
  readonly message: string;
}

/** A request that cannot be read. It carries all of its issues at once. */
export class SolveError extends Error {
  override readonly name = "SolveError";
  readonly issues: readonly SolveIssue[];

  constructor(issues: readonly SolveIssue[]) {
    super(issues.map((issue) => `${issue.path}: ${issue.message} (${issue.code})`).join("\n"));
    this.issues = issues;
  }
}

/** Issues kept in full; the rest is counted in one last `too-many-issues`, so that a million bad scores do not become a million objects. */
export const MAX_ISSUES = 1000;

/** Gathers the issues of one request. */
export class IssueList {
  private readonly issues: SolveIssue[] = [];
  private dropped = 0;

  add(code: SolveIssueCode, path: string, detail: { expected: string; received: unknown }): void {
    if (this.issues.length >= MAX_ISSUES) {
      this.dropped++;
      return;
    }
    const received = describe(detail.received);
    this.issues.push({ code, path, expected: detail.expected, received, message: `expected ${detail.expected}, received ${received}` });
  }

  get isEmpty(): boolean {
    return this.issues.length === 0;
  }

  /** @throws SolveError where any issue was added. */
  throwIfAny(): void {
    if (this.isEmpty) return;
    const issues = [...this.issues];
    if (this.dropped > 0) {
      issues.push({
        code: "too-many-issues",
        path: "",
        expected: `at most ${MAX_ISSUES} issues`,
        received: String(MAX_ISSUES + this.dropped),
        message: `${this.dropped} more issues are not listed`,
      });
    }
    throw new SolveError(issues);
  }
}

function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number" || typeof value === "boolean" || value === null || value === undefined) return String(value);
  return Array.isArray(value) ? "an array" : typeof value === "object" ? "an object" : `a ${typeof value}`;
}
