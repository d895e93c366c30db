import type { Problem, ReadBounds } from "./problem.js";
import { isList } from "./shape.js";
import type { Plan, TotalCertificate } from "./plan-types.js";
import type { Objective } from "./types.js";
import type { Report } from "./verdict.js";
import { boundIsClose, exactGains, LARGEST_PRICE, mostEdges } from "./verify-bound.js";

/**
 * Checks what a plan of `maxSteps` claims: that no plan passes its bound. By weak duality any prices prove one; they are added up here in integers.
 *
 * A plan cut short is never told to be the best of more pairs than it was given.
 */
export function verifyCutShort(
  problem: Problem,
  plan: Plan<Objective>,
  { certificate, report }: { readonly certificate: TotalCertificate; readonly report: Report },
): void {
  if (certificate.scope !== "candidates")
    report("scope-unproved", "certificate.scope", { expected: "candidates", received: certificate.scope });
  const gains = exactGains(problem.worth ?? problem.score, certificate, report);
  const { row, column, forced, rows, columns } = problem;
  const rowPlaces = placesOf("row", certificate.rowDual, { end: row, bounds: rows, report });
  const columnPlaces = placesOf("column", certificate.columnDual, { end: column, bounds: columns, report });
  if (gains === null || rowPlaces === null || columnPlaces === null) return;
  let units = rowPlaces + columnPlaces;
  for (let e = 0; e < gains.gain.length; e++) {
    const reduced = gains.gain[e]! - (certificate.rowDual[row[e]!]! + certificate.columnDual[column[e]!]!);
    if (reduced > 0 || forced[e] === 1) units += BigInt(reduced);
  }
  const proved = Number(units) * certificate.unit;
  const slack = gains.rounding * mostEdges(problem);
  if (!boundIsClose(plan, { proved, slack })) report("bound-wrong", "bound", { expected: proved + slack, received: plan.bound });
}

/** Σ places · price, places being the maximum or all edges there are (price > 0) or the minimum (price < 0); null where the prices cannot be read. */
function placesOf(
  side: "row" | "column",
  prices: unknown,
  { end, bounds, report }: { readonly end: Uint32Array; readonly bounds: ReadBounds; readonly report: Report },
): bigint | null {
  const path = `certificate.${side}Dual`;
  const count = bounds.min.length;
  if (!isList(prices) || prices.length !== count) {
    report(`${side}-dual-invalid`, path, { expected: `${count} integers`, received: isList(prices) ? prices.length : prices });
    return null;
  }
  const degree = new Float64Array(count);
  for (const node of end) degree[node]!++;
  let sum = 0n;
  for (let node = 0; node < count; node++) {
    const price = prices[node];
    if (typeof price !== "number" || !Number.isInteger(price) || Math.abs(price) > LARGEST_PRICE) {
      report(`${side}-dual-invalid`, `${path}[${node}]`, { expected: "an integer of at most 2⁵²", received: price });
      return null;
    }
    sum += BigInt(price) * BigInt(price > 0 ? Math.min(bounds.max[node]!, degree[node]!) : bounds.min[node]!);
  }
  return sum;
}
