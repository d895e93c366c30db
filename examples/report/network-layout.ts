import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";

/** A thing to be placed, by how much room it takes around it. */
export interface LayoutNode {
  readonly radius: number;
}

/** Two things that belong together, by their indices. */
export interface LayoutLink {
  readonly source: number;
  readonly target: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Steps of the simulation: it has come to rest well before. */
const STEPS = 400;
const LINK_LENGTH = 46;
const REPULSION = -90;
const COLLISION_ROUNDS = 4;
/** How strongly all is drawn to the middle, so that alliances without a link between them stay on one sheet. */
const PULL = 0.06;
/** Of the linear congruential generator of Numerical Recipes, as d3-force's own. */
const MULTIPLIER = 1_664_525;
const INCREMENT = 1_013_904_223;
const MODULUS = 2 ** 32;

/** Places nodes so that linked ones are near each other and none overlap. The same input gives the same places, to a tenth of a unit. */
export function layOut(nodes: readonly LayoutNode[], links: readonly LayoutLink[]): Point[] {
  const placed: Array<LayoutNode & { x?: number; y?: number }> = nodes.map(({ radius }) => ({ radius }));
  let state = 1;
  forceSimulation(placed)
    .randomSource(() => (state = (MULTIPLIER * state + INCREMENT) % MODULUS) / MODULUS)
    .force(
      "link",
      forceLink(links.map(({ source, target }) => ({ source, target })))
        .distance(LINK_LENGTH)
        .iterations(2),
    )
    .force("repulsion", forceManyBody().strength(REPULSION))
    .force("collide", forceCollide<LayoutNode & { x?: number }>(({ radius }) => radius).iterations(COLLISION_ROUNDS))
    .force("x", forceX(0).strength(PULL))
    .force("y", forceY(0).strength(PULL))
    .stop()
    .tick(STEPS);
  const tenth = (value = 0): number => Math.round(value * 10) / 10;
  return placed.map(({ x, y }) => ({ x: tenth(x), y: tenth(y) }));
}
