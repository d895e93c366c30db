import { FACTORS, MATURITY_RANGE, type Factor } from "../../src/model/record.js";
import { createRandom, hashString, randomInteger, shuffle, type Random } from "../../src/kernel/random.js";
import type { WorldParameters } from "./parameters.js";
import { drawRegion } from "./places.js";

export type Side = "need" | "outcome";

/** What is true of a record, whatever its fields say. */
export interface HiddenRecord {
  /** From 0; those from `topics` on are no outcome's. */
  readonly topic: number;
  readonly aspect: number;
  /** The topic whose words it speaks in: its own, unless it is a distractor. */
  readonly voice: number;
  /** Class codes, one to three, all different. */
  readonly industries: readonly string[];
  readonly organisation: number;
  /** At the depth of a county. */
  readonly region: string;
  /** Asked by a need, brought by an outcome. */
  readonly factors: readonly Factor[];
  /** Readiness wanted or reached. */
  readonly maturity: number;
  /** Number of the record whose text it repeats; its own where it is an original. */
  readonly original: number;
}

const MAX_INDUSTRIES = 3;
const MAX_FACTORS = 3;

/** Draws the truth of records, each from the parameters and its own number alone. */
export function createHidden(parameters: WorldParameters, industries: readonly string[]): (side: Side, index: number) => HiddenRecord {
  const draw = (side: Side, index: number): HiddenRecord => {
    const random = createRandom(hashString(`${side}${index}`, parameters.seed));
    // A copy is made of an earlier record, which may be a copy itself, so the way back ends.
    if (random() < parameters.nearDuplicate && index > 0) return draw(side, randomInteger(random, index));
    return { ...drawOriginal(parameters, industries, side, random), original: index };
  };
  return draw;
}

function drawOriginal(
  parameters: WorldParameters,
  industries: readonly string[],
  side: Side,
  random: Random,
): Omit<HiddenRecord, "original"> {
  const { topics, aspects, unmet, homeIndustry, moreIndustries, distractor, organisations, seed } = parameters;
  const isUnmet = random() < unmet && side === "need";
  const topic = randomInteger(random, topics) + (isUnmet ? topics : 0);
  const aspect = randomInteger(random, aspects);
  const voice = random() < distractor ? randomInteger(random, topics) : topic;
  const anyIndustry = (): string => industries[randomInteger(random, industries.length)]!;
  const own = new Set([random() < homeIndustry ? industries[topic % industries.length]! : anyIndustry()]);
  while (own.size < MAX_INDUSTRIES && random() < moreIndustries) own.add(anyIndustry());
  const organisation = randomInteger(random, organisations);
  return {
    topic,
    aspect,
    voice,
    industries: [...own],
    organisation,
    region: organisationRegion(parameters, side, organisation),
    factors: shuffle([...FACTORS], createRandom(hashString(`factors${random()}`, seed))).slice(0, 1 + randomInteger(random, MAX_FACTORS)),
    maturity: MATURITY_RANGE.min + randomInteger(random, MATURITY_RANGE.max - MATURITY_RANGE.min + 1),
  };
}

/** Where an organisation sits; its records sit there too. */
export function organisationRegion({ seed, homeProvince }: WorldParameters, side: Side, index: number): string {
  return drawRegion(createRandom(hashString(`${side}-organisation${index}`, seed)), homeProvince);
}

/** The field of technology that a topic belongs to. */
export function fieldOf(topic: number, { fieldTopics }: WorldParameters): number {
  return Math.floor(topic / fieldTopics);
}
