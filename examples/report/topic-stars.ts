/** Another record, and how alike it is. */
export interface Neighbour {
  readonly at: number;
  readonly likeness: number;
}

/**
 * Star clusters of things with their neighbours, which are each other's: centres are found one after the other, the one first that is likest
 * to its neighbours in sum; then everything goes to the centre that it is most like.
 *
 * @returns each star as indices, its centre first, then by likeness to it; the largest star first, then by the centre's index.
 * @see J. Aslam, E. Pelekhov, D. Rus, "The star clustering algorithm for static and dynamic information organization", JGAA 8, 2004.
 */
export function starsOf(neighbours: ReadonlyArray<readonly Neighbour[]>): number[][] {
  const isFree = neighbours.map(() => true);
  const isCentre = neighbours.map(() => false);
  const density = neighbours.map((list) => list.reduce((sum, { likeness }) => sum + likeness, 0));
  for (const centre of [...neighbours.keys()].sort((a, b) => density[b]! - density[a]! || a - b)) {
    if (!isFree[centre]) continue;
    isCentre[centre] = true;
    for (const { at } of neighbours[centre]!) isFree[at] = false;
  }
  const satellites = new Map<number, Neighbour[]>();
  for (const at of neighbours.keys()) if (isCentre[at]) satellites.set(at, []);
  neighbours.forEach((list, at) => {
    if (isCentre[at]) return;
    const [home] = list.filter((one) => isCentre[one.at]).sort(byLikeness);
    satellites.get(home!.at)!.push({ at, likeness: home!.likeness });
  });
  return [...satellites]
    .map(([centre, list]) => [centre, ...list.sort(byLikeness).map(({ at }) => at)])
    .sort((a, b) => b.length - a.length || a[0]! - b[0]!);
}

function byLikeness(a: Neighbour, b: Neighbour): number {
  return b.likeness - a.likeness || a.at - b.at;
}
