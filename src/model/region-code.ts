/** Two-digit codes of the 34 divisions at province level, GB/T 2260-2007. */
const PROVINCES: ReadonlySet<string> = new Set(
  "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82".split(" "),
);

/**
 * Reads a GB/T 2260 code of a province, prefecture or county: 2, 4 or 6 digits, trailing `00` standing for "the whole of it".
 *
 * @returns the code without its trailing zeros (`210000` → `21`, `210100` → `2101`), or `undefined` where it cannot be a code.
 */
export function readRegionCode(text: string): string | undefined {
  const bare = text.normalize("NFKC").trim();
  if (!/^\d{2}(\d{2}){0,2}$/.test(bare) || !PROVINCES.has(bare.slice(0, 2))) return undefined;
  if (bare.length === 6 && bare.slice(2, 4) === "00" && bare.slice(4) !== "00") return undefined;
  return bare.replace(/(00)+$/, "");
}

/** A code's own chain from the province down to itself: `210102` gives `21`, `2101`, `210102`. */
export function regionAncestors(code: string): string[] {
  const chain: string[] = [];
  for (let length = 2; length <= code.length; length += 2) chain.push(code.slice(0, length));
  return chain;
}
