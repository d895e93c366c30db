import { byMetric } from "../../src/evaluate/measure-run.js";
import { meanOverNeeds } from "../../src/evaluate/index.js";
import { createRandom, hashString } from "../../src/kernel/random.js";
import { runContender, type Contender, type RunValues, type Task } from "./task.js";

/** Draws a need: the error of the expectation is then a third of one draw's. */
const DRAWS = 10;

/** What chance gives: each need's values are means over seeded random rankings of its pool. */
export function runChance(task: Task): RunValues {
  const draws = Array.from({ length: DRAWS }, (_, draw) => runContender(task, randomScores(draw)));
  return byMetric((metric) => task.topics.map((_, topic) => meanOverNeeds(draws.map((values) => values[metric][topic]!))));
}

function randomScores(draw: number): Contender {
  return {
    scorePool(need, pool) {
      const random = createRandom(hashString(need.id, draw));
      return pool.map(() => random());
    },
  };
}
