import { describe, expect, it } from "vitest";
import { layOut } from "../../../examples/report/network-layout.js";

const nodes = Array.from({ length: 30 }, (_, at) => ({ radius: at < 10 ? 40 : 12 }));
const links = nodes.flatMap((_, at) => (at < 10 ? [] : [{ source: at % 10, target: at }]));

describe("layOut", () => {
  it("gives the same places for the same input, and changes neither nodes nor links", () => {
    const before = JSON.stringify([nodes, links]);
    expect(layOut(nodes, links)).toEqual(layOut(nodes, links));
    expect(JSON.stringify([nodes, links])).toBe(before);
  });

  it("keeps nodes apart, and linked ones nearer than others", () => {
    const points = layOut(nodes, links);
    const apart = (a: number, b: number): number => Math.hypot(points[a]!.x - points[b]!.x, points[a]!.y - points[b]!.y);
    const pairs = nodes.flatMap((_, a) => nodes.slice(a + 1).map((__, b) => [a, a + 1 + b] as const));
    for (const [a, b] of pairs) expect(apart(a, b)).toBeGreaterThan(0.7 * (nodes[a]!.radius + nodes[b]!.radius));
    const mean = (all: ReadonlyArray<readonly [number, number]>): number => all.reduce((sum, [a, b]) => sum + apart(a, b), 0) / all.length;
    expect(mean(links.map(({ source, target }) => [source, target] as const))).toBeLessThan(0.5 * mean(pairs));
  });

  it("places one node, and none", () => {
    expect(layOut([{ radius: 5 }], [])).toHaveLength(1);
    expect(layOut([], [])).toEqual([]);
  });
});
