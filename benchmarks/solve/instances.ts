import { buildCorpus, matchAll } from "../../src/index.js";
import { createRandom, randomInteger, shuffle } from "../../src/kernel/random.js";
import { createWorld } from "../world.js";

/** An instance in typed arrays, so that files and peers can take them as they are. */
export interface Instance {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly row: Uint32Array;
  readonly column: Uint32Array;
  readonly score: Float64Array;
}

/** `degree` distinct random columns a row, scores uniform in [0, 1); one of them is the row's in a hidden full matching. */
export function randomSparse(size: number, degree: number, seed: number): Instance {
  const random = createRandom(seed);
  const hidden = shuffle(
    Array.from({ length: size }, (_, at) => at),
    random,
  );
  const instance = allocate(size, size * degree);
  let e = 0;
  for (let row = 0; row < size; row++) {
    const columns = new Set([hidden[row]!]);
    while (columns.size < Math.min(degree, size)) columns.add(randomInteger(random, size));
    for (const column of columns) {
      instance.row[e] = row;
      instance.column[e] = column;
      instance.score[e++] = random();
    }
  }
  return instance;
}

/** Every pair; scores uniform in [0, 1), or cosines of random directions in eight dimensions, moved to [0, 1]. */
export function dense(size: number, kind: "uniform" | "similarity", seed: number): Instance {
  const random = createRandom(seed);
  const instance = allocate(size, size * size);
  const rows = kind === "similarity" ? directions(size, random) : null;
  const columns = kind === "similarity" ? directions(size, random) : null;
  for (let row = 0, e = 0; row < size; row++) {
    for (let column = 0; column < size; column++, e++) {
      instance.row[e] = row;
      instance.column[e] = column;
      instance.score[e] = rows === null || columns === null ? random() : (1 + dot(rows[row]!, columns[column]!)) / 2;
    }
  }
  return instance;
}

/** Every pair of two sides of different size; scores uniform in [0, 1). */
export function table(rowCount: number, columnCount: number, seed: number): Instance {
  const random = createRandom(seed);
  const count = rowCount * columnCount;
  return {
    rowCount,
    columnCount,
    row: Uint32Array.from({ length: count }, (_, at) => Math.floor(at / columnCount)),
    column: Uint32Array.from({ length: count }, (_, at) => at % columnCount),
    score: Float64Array.from({ length: count }, random),
  };
}

/** The join's candidates, 20 best a need and an outcome, on the planted world. */
export function joined(size: number): Instance {
  const world = createWorld();
  const { corpus } = buildCorpus({
    outcomes: [...world.outcomes(size)],
    needs: [...world.needs(size)],
    organisations: [...world.organisations()],
  });
  const { needCount, outcomeCount, need, outcome, score } = matchAll(corpus, { k: 20 });
  return { rowCount: needCount, columnCount: outcomeCount, row: need, column: outcome, score };
}

function allocate(size: number, edgeCount: number): Instance {
  return {
    rowCount: size,
    columnCount: size,
    row: new Uint32Array(edgeCount),
    column: new Uint32Array(edgeCount),
    score: new Float64Array(edgeCount),
  };
}

function directions(count: number, random: () => number): Float64Array[] {
  return Array.from({ length: count }, () => {
    const vector = Float64Array.from({ length: 8 }, () => random() + random() + random() - 1.5);
    const length = Math.sqrt(dot(vector, vector));
    return vector.map((value) => value / length);
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}
