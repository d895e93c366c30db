import type { CoverageEdges, CoverageGuarantee, CoverageOptions } from "./coverage-types.js";
import { IssueList } from "./error.js";
import { readProblem, type Problem } from "./problem.js";
import { isList, isObject, isWholeNumber } from "./shape.js";

/** A coverage request that has been read: edges in (row, column) order, the entries of each by part ascending. */
export interface CoverageProblem {
  /** Ends and maximums; its scores are 0. */
  readonly ends: Problem;
  readonly partRow: Uint32Array;
  readonly partWeight: Float64Array;
  readonly start: Uint32Array;
  readonly part: Uint32Array;
  readonly share: Float64Array;
}

/** @throws SolveError with all issues of the ends, or else with all issues of the parts. O(edges + entries · log(entries of an edge)). */
export function readCoverage(edges: CoverageEdges, options: CoverageOptions): CoverageProblem {
  const issues = new IssueList();
  refuseUnknown(options, issues);
  if (!isObject(edges)) issues.add("type-invalid", "edges", { expected: "an object", received: edges });
  else {
    for (const name of ["partRow", "partWeight", "coverStart", "coverPart", "coverShare"] as const) {
      if (!isList(edges[name])) issues.add("type-invalid", `edges.${name}`, { expected: "an array", received: edges[name] });
    }
  }
  issues.throwIfAny();
  const score = isList(edges.row) ? new Float64Array(edges.row.length) : [];
  const ends = readProblem({ ...edges, score }, options);
  checkParts(edges, issues);
  checkCovers(edges, issues);
  issues.throwIfAny();
  const start = new Uint32Array(ends.row.length + 1);
  const part = new Uint32Array(edges.coverPart.length);
  const share = new Float64Array(edges.coverPart.length);
  ends.callerEdge.forEach((e, at) => {
    const own: number[] = [];
    for (let entry = edges.coverStart[e]!; entry < edges.coverStart[e + 1]!; entry++) own.push(entry);
    own.sort((a, b) => edges.coverPart[a]! - edges.coverPart[b]!);
    own.forEach((entry, nth) => {
      part[start[at]! + nth] = edges.coverPart[entry]!;
      share[start[at]! + nth] = edges.coverShare[entry]!;
    });
    start[at + 1] = start[at]! + own.length;
  });
  return {
    ends,
    partRow: Uint32Array.from(edges.partRow),
    partWeight: Float64Array.from(edges.partWeight),
    start,
    part,
    share,
  };
}

/** The case of the instance and what greedy promises in it; ends that forcing has filled stop nothing, their edges are out. O(edges). */
export function guaranteeOf({ ends }: CoverageProblem): CoverageGuarantee {
  const room = ({ max, forced }: Problem["rows"], node: number) => max[node]! - forced[node]!;
  const rowDegree = new Float64Array(ends.rowCount);
  const columnDegree = new Float64Array(ends.columnCount);
  for (let e = 0; e < ends.row.length; e++) {
    if (ends.forced[e] === 1 || room(ends.rows, ends.row[e]!) === 0 || room(ends.columns, ends.column[e]!) === 0) continue;
    rowDegree[ends.row[e]!]!++;
    columnDegree[ends.column[e]!]!++;
  }
  const rowsBind = rowDegree.some((degree, r) => degree > room(ends.rows, r));
  const columnsBind = columnDegree.some((degree, c) => degree > room(ends.columns, c));
  if (rowsBind && columnsBind) return { limits: "both", ratio: 1 / 3 };
  if (columnsBind) return { limits: "columns", ratio: 1 / 2 };
  return rowsBind ? { limits: "rows", ratio: 1 - Math.exp(-1) } : { limits: "none", ratio: 1 };
}

function refuseUnknown(options: unknown, issues: IssueList): void {
  if (!isObject(options)) return;
  for (const side of ["rows", "columns"]) {
    const bounds = options[side];
    if (!isObject(bounds)) continue;
    for (const name of ["min", "groups", "loadCosts"]) {
      if (bounds[name] === undefined) continue;
      issues.add("option-not-for-objective", `options.${side}.${name}`, { expected: "maximums only", received: bounds[name] });
    }
  }
}

function checkParts(edges: CoverageEdges, issues: IssueList): void {
  const { partRow, partWeight, rowCount } = edges;
  if (partWeight.length !== partRow.length) {
    issues.add("length-mismatch", "edges.partWeight", {
      expected: `length ${partRow.length}, as edges.partRow`,
      received: partWeight.length,
    });
  }
  for (let p = 0; p < partRow.length; p++) {
    const row = partRow[p];
    if (!isWholeNumber(row) || row >= rowCount)
      issues.add("part-row-out-of-range", `edges.partRow[${p}]`, { expected: `an integer in [0, ${rowCount})`, received: row });
  }
  for (let p = 0; p < partWeight.length; p++) {
    if (!(Number.isFinite(partWeight[p]) && partWeight[p]! >= 0))
      issues.add("part-weight-invalid", `edges.partWeight[${p}]`, { expected: "a finite number ≥ 0", received: partWeight[p] });
  }
}

function checkCovers(edges: CoverageEdges, issues: IssueList): void {
  const { row, partRow, coverStart, coverPart, coverShare } = edges;
  if (coverShare.length !== coverPart.length) {
    const expected = `length ${coverPart.length}, as edges.coverPart`;
    issues.add("length-mismatch", "edges.coverShare", { expected, received: coverShare.length });
  }
  const isSpan =
    coverStart.length === row.length + 1 &&
    coverStart[0] === 0 &&
    coverStart[row.length] === coverPart.length &&
    Array.from(coverStart).every((value, e, all) => isWholeNumber(value) && (e === 0 || value >= all[e - 1]!));
  if (!isSpan) {
    const expected = `${row.length + 1} integers, ascending from 0 to ${coverPart.length}`;
    issues.add("cover-start-invalid", "edges.coverStart", { expected, received: coverStart });
    return;
  }
  for (let e = 0; e < row.length; e++) {
    const seen = new Set<number>();
    for (let entry = coverStart[e]!; entry < coverStart[e + 1]!; entry++) {
      const part = coverPart[entry];
      const share = coverShare[entry];
      if (!isWholeNumber(part) || partRow[part] !== row[e] || seen.has(part)) {
        const expected = `a part of row ${row[e]!}, once an edge`;
        issues.add("cover-part-invalid", `edges.coverPart[${entry}]`, { expected, received: part });
      } else seen.add(part);
      if (!(typeof share === "number" && share >= 0 && share <= 1))
        issues.add("cover-share-invalid", `edges.coverShare[${entry}]`, { expected: "a number in [0, 1]", received: share });
    }
  }
}
