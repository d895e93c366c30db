import { createRandom, randomInteger, shuffle, type Random } from "../../../src/kernel/random.js";
import type { Group, SolveOptions } from "../../../src/solve/index.js";

export interface GroupInstance {
  readonly edges: { rowCount: number; columnCount: number; row: number[]; column: number[]; score: number[] };
  readonly options: SolveOptions & { rows: SideOptions; columns: SideOptions; forced: number[] };
}

interface SideOptions {
  min: number[];
  max: number[];
  groups: Group[];
  loadCosts?: number[] | number[][];
}

export interface GroupShape {
  readonly size: number;
  readonly maxEdges: number;
  readonly capacity: number;
  /** Whether minimums are drawn so that most instances have a plan. */
  readonly mild: boolean;
  readonly loads: boolean;
  readonly groups: boolean;
}

/** A request with nested groups and load costs on both sides, drawn from a seed. Scores and costs are whole numbers. */
export function groupInstance(seed: number, shape: GroupShape): GroupInstance {
  const random = createRandom(seed);
  const upTo = (most: number) => randomInteger(random, most + 1);
  const rowCount = upTo(shape.size);
  const columnCount = upTo(shape.size);
  const pairs = shuffle(
    Array.from({ length: rowCount * columnCount }, (_, pair) => pair),
    random,
  ).slice(0, upTo(shape.maxEdges));
  const row = pairs.map((pair) => Math.floor(pair / columnCount));
  const column = pairs.map((pair) => pair % columnCount);
  const score = pairs.map(() => upTo(13) - 4);
  const side = (count: number): SideOptions => {
    const max = Array.from({ length: count }, () => (upTo(9) === 0 ? 0 : 1 + upTo(shape.capacity - 1)));
    const min = max.map((most) => (upTo(shape.mild ? 5 : 2) === 0 ? upTo(most) : 0));
    const bounds: SideOptions = { min, max, groups: shape.groups ? nestedGroups(random, count, shape) : [] };
    if (shape.loads && upTo(2) > 0) bounds.loadCosts = upTo(1) === 0 ? costs(random) : Array.from({ length: count }, () => costs(random));
    return bounds;
  };
  const rows = side(rowCount);
  const columns = side(columnCount);
  const options = { rows, columns, forced: [] as number[] };
  for (let e = 0; e < pairs.length; e++) if (upTo(11) === 0 && mayForce({ row, column }, options, e)) options.forced.push(e);
  return { edges: { rowCount, columnCount, row, column, score }, options };
}

function costs(random: Random): number[] {
  return Array.from({ length: randomInteger(random, 4) }, () => randomInteger(random, 8) - 2).sort((a, b) => a - b);
}

/** Splits the members again and again, and keeps some of the parts as groups. */
function nestedGroups(random: Random, count: number, { mild, capacity }: GroupShape): Group[] {
  const groups: Group[] = [];
  const split = (members: number[]) => {
    if (members.length === 0) return;
    if (randomInteger(random, 3) > 0) {
      const max = randomInteger(random, 6) === 0 ? Infinity : randomInteger(random, capacity * members.length + 1);
      const min = randomInteger(random, mild ? 4 : 2) === 0 ? randomInteger(random, Math.min(max, members.length) + 1) : 0;
      groups.push({ members, min, max });
    }
    const cut = randomInteger(random, members.length + 1);
    if (cut === 0 || cut === members.length) return;
    split(members.slice(0, cut));
    split(members.slice(cut));
  };
  split(shuffle([...Array(count).keys()], random));
  return shuffle(groups, random);
}

function mayForce(
  ends: { row: number[]; column: number[] },
  options: { rows: SideOptions; columns: SideOptions; forced: number[] },
  e: number,
): boolean {
  const forced = [...options.forced, e];
  const keeps = (end: number[], { max, groups }: SideOptions) =>
    max.every((most, node) => forced.filter((f) => end[f] === node).length <= most) &&
    groups.every((group) => forced.filter((f) => Array.from(group.members).includes(end[f]!)).length <= (group.max ?? Infinity));
  return keeps(ends.row, options.rows) && keeps(ends.column, options.columns);
}
