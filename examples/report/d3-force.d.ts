/** The few parts of d3-force that the layout of the network calls. */
declare module "d3-force" {
  interface SimulatedNode {
    index?: number;
    x?: number;
    y?: number;
  }
  interface Force {
    (alpha: number): void;
  }
  interface PositionForce extends Force {
    strength(strength: number): this;
  }
  interface CollideForce extends Force {
    iterations(iterations: number): this;
  }
  interface LinkForce extends Force {
    distance(distance: number): this;
    iterations(iterations: number): this;
  }
  interface Simulation {
    force(name: string, force: Force): this;
    randomSource(source: () => number): this;
    stop(): this;
    tick(iterations: number): this;
  }
  export function forceSimulation(nodes: SimulatedNode[]): Simulation;
  export function forceLink(links: Array<{ source: number; target: number }>): LinkForce;
  export function forceManyBody(): PositionForce;
  export function forceCollide<A extends SimulatedNode>(radius: (node: A) => number): CollideForce;
  export function forceX(x: number): PositionForce;
  export function forceY(y: number): PositionForce;
}
