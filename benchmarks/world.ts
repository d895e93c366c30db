import type { Judgement } from "../src/evaluate/index.js";
import type { Need, Organisation, Outcome } from "../src/index.js";
import { createRandom, hashString, randomInteger, shuffle } from "../src/kernel/random.js";
import { createHidden, organisationRegion, type HiddenRecord, type Side } from "./world/hidden.js";
import { drawIndustries } from "./world/industries.js";
import { DEFAULT_WORLD, NAMED_WORLDS, type WorldName, type WorldParameters } from "./world/parameters.js";
import { createTruth, type Truth } from "./world/truth.js";
import { createWriter, organisationId } from "./world/writer.js";

export type { HiddenRecord, Side } from "./world/hidden.js";
export { WORLD_NAMES, type WorldName, type WorldParameters } from "./world/parameters.js";

/** How many records, and how many judged outcomes a need. */
export interface PoolSize {
  readonly needs: number;
  readonly outcomes: number;
  readonly perNeed: number;
}

/** A market of any size with known truth. Record i is a function of the parameters and i alone: streams of any length agree. */
export interface World {
  readonly parameters: WorldParameters;
  readonly organisations: () => Iterable<Organisation>;
  readonly outcomes: (count: number) => Iterable<Outcome>;
  readonly needs: (count: number) => Iterable<Need>;
  readonly hidden: (side: Side, index: number) => HiddenRecord;
  readonly truth: Truth;
  /** A judge's grade of a pair, 0 to 3: from the hidden truth, as this judge sees it. Judge 0 where none is named. */
  readonly grade: (need: number, outcome: number, judge?: number) => number;
  /**
   * Judged pools among the first needs and outcomes: half of a pool from the need's topic as far as there are such, a quarter from records that
   * speak like it, the rest from anywhere.
   */
  readonly judgements: (size: PoolSize) => Iterable<Judgement>;
}

/** Ids sort as the indices do, up to ten million records. */
export const worldId = (side: Side, index: number): string => `${side === "need" ? "n" : "o"}${String(index).padStart(7, "0")}`;

/** Plants a world: by name, by changes to the default parameters, or both. The same parameters give the same world everywhere. */
export function createWorld(changes: Partial<WorldParameters> = {}, name?: WorldName): World {
  const parameters: WorldParameters = { ...DEFAULT_WORLD, ...(name === undefined ? {} : NAMED_WORLDS[name]), ...changes };
  const { seed } = parameters;
  const industries = drawIndustries(seed, parameters.industries);
  const hidden = createHidden(parameters, industries);
  const write = createWriter(parameters, industries);
  let sampled: Truth | undefined;
  // Sampling the thresholds takes a moment, which those who want records only need not spend.
  const truth = (): Truth => (sampled ??= createTruth(parameters, hidden));
  const grade = (need: number, outcome: number, judge = 0): number =>
    truth().gradeOf(truth().utility(hidden("need", need), hidden("outcome", outcome)) + truth().error(need, outcome, judge));
  return {
    parameters,
    hidden,
    grade,
    get truth() {
      return truth();
    },
    *organisations() {
      for (let index = 0; index < parameters.organisations; index++) {
        for (const side of ["need", "outcome"] as const) {
          const kind = side === "need" ? "enterprise" : "university";
          yield { id: organisationId(side, index), name: `${kind} ${index}`, kind, region: organisationRegion(parameters, side, index) };
        }
      }
    },
    *outcomes(count) {
      for (let index = 0; index < count; index++) {
        const { text, ...rest } = write("outcome", index, hidden("outcome", index));
        yield { id: worldId("outcome", index), ...rest, ...(text === undefined ? {} : { abstract: text }) };
      }
    },
    *needs(count) {
      for (let index = 0; index < count; index++) {
        const { text, keywords: _, ...rest } = write("need", index, hidden("need", index));
        yield { id: worldId("need", index), ...rest, ...(text === undefined ? {} : { description: text }) };
      }
    },
    *judgements({ needs, outcomes, perNeed }) {
      const byTopic = groupBy(outcomes, (outcome) => hidden("outcome", outcome).topic);
      const byVoice = groupBy(outcomes, (outcome) => hidden("outcome", outcome).voice);
      for (let need = 0; need < needs; need++) {
        const random = createRandom(hashString(`pool${need}`, seed));
        const { topic, voice } = hidden("need", need);
        const pool = new Set(shuffle([...(byTopic.get(topic) ?? [])], random).slice(0, perNeed / 2));
        for (const outcome of shuffle([...(byVoice.get(voice) ?? [])], random).slice(0, perNeed / 4)) pool.add(outcome);
        while (pool.size < Math.min(perNeed, outcomes)) pool.add(randomInteger(random, outcomes));
        for (const outcome of [...pool].sort((a, b) => a - b)) {
          yield { needId: worldId("need", need), outcomeId: worldId("outcome", outcome), grade: grade(need, outcome) };
        }
      }
    },
  };
}

function groupBy(count: number, keyOf: (index: number) => number): ReadonlyMap<number, readonly number[]> {
  const groups = new Map<number, number[]>();
  for (let index = 0; index < count; index++) {
    const group = groups.get(keyOf(index));
    if (group === undefined) groups.set(keyOf(index), [index]);
    else group.push(index);
  }
  return groups;
}
