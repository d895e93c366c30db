import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const STYLE = readFileSync(new URL("../../../examples/portal/colours.css", import.meta.url), "utf8");
const [light, dark] = [...STYLE.matchAll(/:root \{([^}]*)\}/g)].map(([, block]) => colours(block!));

function colours(block: string): Map<string, string> {
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, colour]) => [name!, colour!]));
}

/** Relative luminance, WCAG 2.1. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
}

/** What is read stands on what: WCAG 1.4.3 asks for 4.5. */
const TEXT = [
  ["ink", ["paper", "ground", "accent-soft", "agreed", "mark"]],
  ["soft", ["paper", "ground", "accent-soft", "agreed"]],
  ["accent", ["paper", "agreed"]],
  ["bad", ["paper", "ground", "agreed"]],
  ["on-main", ["main", "main-hover", "main-disabled"]],
] as const;
/** What has to be seen, not read: bars, edges of controls, the focus. WCAG 1.4.11 asks for 3. */
const GRAPHICS = [
  ["text", ["paper", "accent-soft"]],
  ["industry", ["paper", "accent-soft"]],
  ["region", ["paper", "accent-soft"]],
  ["other", ["paper"]],
  ["edge", ["paper", "ground"]],
  ["accent", ["accent-soft"]],
  ["focus", ["paper", "ground"]],
] as const;

describe.each([
  ["light", light!],
  ["dark", dark!],
])("the colours of the %s scheme", (_, scheme) => {
  it("name what the other scheme names", () => {
    expect([...scheme.keys()].sort()).toEqual([...light!.keys()].sort());
  });

  it.each([
    ["4.5 for what is read", TEXT, 4.5],
    ["3 for what has to be seen", GRAPHICS, 3],
  ])("reach a contrast of %s", (_name, pairs, least) => {
    const low = pairs.flatMap(([front, backs]) =>
      backs.flatMap((back) => {
        const ratio = contrast(scheme.get(front)!, scheme.get(back)!);
        return ratio >= least ? [] : [`${front} on ${back}: ${ratio.toFixed(2)}`];
      }),
    );
    expect(low).toEqual([]);
  });
});
