import { FAR, GROUP_WORDS, type CompactRows } from "../../src/join/compact-rows.js";

/**
 * The row of a place, read word by word: value of each column.
 *
 * @param heads the columns of the place's heads, which the first group stands for. @param weightOf of a column.
 */
export function unpackRow(
  { start, word }: CompactRows,
  place: number,
  { heads, weightOf }: { readonly heads: readonly number[]; readonly weightOf: (column: number) => number },
): Map<number, number> {
  const values = new Map<number, number>();
  const bytes = new DataView(word.buffer, word.byteOffset);
  let at = start[place]!;
  for (let group = 0; at < start[place + 1]!; group++) {
    const count = word[at]!;
    const factorBytes = Uint16Array.from({ length: 4 }, (_, each) => bytes.getUint16(2 * (at + 1 + each), true));
    const factor = new DataView(factorBytes.buffer).getFloat64(0, true);
    const columns = group === 0 ? [...heads] : [];
    let next = 0;
    for (let i = 0; i < count; i++) {
      const step = word[at + GROUP_WORDS + i]!;
      if (step === FAR) next += FAR;
      else {
        columns.push(next + step);
        next += step + 1;
      }
    }
    for (const column of columns) values.set(column, Math.fround(factor * weightOf(column)));
    at += GROUP_WORDS + count;
  }
  return values;
}
