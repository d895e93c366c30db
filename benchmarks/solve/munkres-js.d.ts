// munkres-js publishes no types.
declare module "munkres-js" {
  function computeMunkres(costs: number[][]): [number, number][];
  export = computeMunkres;
}
