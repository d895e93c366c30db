/** Every way in which a solution can be wrong. */
export type SolutionProblemCode =
  | "type-invalid"
  | "status-invalid"
  | "edges-not-ascending"
  | "edge-out-of-range"
  | "row-below-min"
  | "row-above-max"
  | "column-below-min"
  | "column-above-max"
  | "forced-missing"
  | "total-wrong"
  | "min-row-wrong"
  | "value-wrong"
  | "bound-wrong"
  | "certificate-missing"
  | "unit-invalid"
  | "rounding-wrong"
  | "row-dual-invalid"
  | "column-dual-invalid"
  | "row-group-dual-invalid"
  | "column-group-dual-invalid"
  | "chosen-edge-not-worth-it"
  | "better-edge-left-out"
  | "better-pair-missing"
  | "scope-unproved"
  | "group-below-min"
  | "group-above-max"
  | "blocking-pair"
  | "cutoff-wrong"
  | "threshold-wrong"
  | "row-weight-invalid"
  | "part-price-invalid"
  | "part-coverage-wrong"
  | "guarantee-wrong"
  | "hall-set-missing"
  | "hall-set-invalid"
  | "quota-reason-invalid"
  | "shortfall-wrong"
  | "relaxation-wrong";

/** One thing wrong with a solution. */
export interface SolutionProblem {
  readonly code: SolutionProblemCode;
  /** Where, as in `certificate.rowDual[3]`. */
  readonly path: string;
  readonly expected: string;
  readonly received: string;
}

export type Verdict = { readonly valid: true } | { readonly valid: false; readonly problems: readonly SolutionProblem[] };

/** Notes a problem; `expected` and `received` as they are to be read. */
export type Report = (code: SolutionProblemCode, path: string, detail: { expected: unknown; received: unknown }) => void;

/** Problems kept; more would say nothing new. */
const MAX_PROBLEMS = 1000;

/** Runs checks that report problems, and keeps the first 1,000. */
export function collectProblems(check: (report: Report) => void): Verdict {
  const problems: SolutionProblem[] = [];
  check((code, path, { expected, received }) => {
    if (problems.length < MAX_PROBLEMS) problems.push({ code, path, expected: String(expected), received: String(received) });
  });
  return problems.length === 0 ? { valid: true } : { valid: false, problems };
}
