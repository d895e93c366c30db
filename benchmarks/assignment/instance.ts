import type { Edges } from "alliance-match/solve";
import { CommandError } from "../command.js";

/** The most rows an instance may claim, so that a stray number is refused rather than allocated. */
const MOST_ROWS = 1_000_000;

/**
 * Reads an assignment instance as OR-Library writes them: n, then n rows of n costs (dense), or n, then triples
 * `row column cost` with rows and columns from 1 (sparse, other pairs forbidden). Costs are minimised, so scores are −cost.
 *
 * n × n numbers after n are read as dense; where that many would also make triples, as triples if all of them name a pair
 * no other one names and n is not 3, whose nine numbers are read as dense.
 *
 * @throws CommandError `invalid-instance`, naming the place.
 * @see J. Beasley, "OR-Library: distributing test problems by electronic mail", J. Oper. Res. Soc. 41 (1990).
 */
export function readInstance(text: string, file: string): Edges {
  const words = text.split(/\s+/).filter((word) => word !== "");
  const refuse = (what: string): never => {
    throw new CommandError("invalid-instance", `${file}: ${what}`);
  };
  const numbers = new Float64Array(words.length);
  for (let at = 0; at < words.length; at++) {
    numbers[at] = Number(words[at]);
    if (!Number.isFinite(numbers[at])) refuse(`number ${at + 1} is ${JSON.stringify(words[at]!.slice(0, 40))}`);
  }
  const n = numbers[0] ?? NaN;
  if (!Number.isInteger(n) || n < 1 || n > MOST_ROWS) refuse(`should start with the number of rows, 1 to ${MOST_ROWS}`);
  const count = numbers.length - 1;
  if (count === n * n && !(count % 3 === 0 && n > 3 && areTriples(numbers, n))) return dense(numbers, n);
  if (count % 3 !== 0) refuse(`${count} numbers follow n = ${n}: neither ${n * n} costs nor triples`);
  if (!areTriples(numbers, n)) refuse(`a triple should be row, column (1 to ${n}), cost, each pair once`);
  return sparse(numbers, n);
}

function areTriples(numbers: Float64Array, n: number): boolean {
  const seen = new Set<number>();
  const isIndex = (value: number) => Number.isInteger(value) && value >= 1 && value <= n;
  for (let at = 1; at < numbers.length; at += 3) {
    const row = numbers[at]!;
    const column = numbers[at + 1]!;
    const pair = row * (n + 1) + column;
    if (!isIndex(row) || !isIndex(column) || seen.has(pair)) return false;
    seen.add(pair);
  }
  return true;
}

function dense(numbers: Float64Array, n: number): Edges {
  const row = new Uint32Array(n * n);
  const column = new Uint32Array(n * n);
  for (let e = 0; e < n * n; e++) {
    row[e] = Math.floor(e / n);
    column[e] = e % n;
  }
  return { rowCount: n, columnCount: n, row, column, score: numbers.subarray(1).map((cost) => 0 - cost) };
}

function sparse(numbers: Float64Array, n: number): Edges {
  const count = (numbers.length - 1) / 3;
  const row = new Uint32Array(count);
  const column = new Uint32Array(count);
  const score = new Float64Array(count);
  for (let e = 0; e < count; e++) {
    row[e] = numbers[3 * e + 1]! - 1;
    column[e] = numbers[3 * e + 2]! - 1;
    score[e] = 0 - numbers[3 * e + 3]!;
  }
  return { rowCount: n, columnCount: n, row, column, score };
}
