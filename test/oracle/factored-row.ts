import type { FactoredRows } from "../../src/join/factored-rows.js";

/** Row p of factored rows, read as the drawing of their layout says, step by step. */
export function readFactoredRow({ start, word, unit }: FactoredRows, p: number, columnWeight: Float64Array) {
  const column: number[] = [];
  const value: number[] = [];
  if (start[p] === start[p + 1]) return { column, value };
  const end = start[p + 1]!;
  const firstUnit = 4 * (start[p]! + 1);
  const units = [...unit.subarray(firstUnit + 1, firstUnit + 1 + unit[firstUnit]!)];
  for (let before = -1; units.length > 0;) {
    const entry = units.shift()!;
    if (entry >>> 1 > 0) before += entry >>> 1;
    else {
      const more = units.shift()!;
      before += 32_768 + (more === 65_535 ? units.shift()! * 65_536 + units.shift()! : more);
    }
    column.push(before);
    const factor = (entry & 1) === 0 ? word[start[p]!]! : word[end - units.pop()!]!;
    value.push(Math.fround(factor * columnWeight[before]!));
  }
  return { column, value };
}
