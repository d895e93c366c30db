import { buildCorpus } from "../../../src/index.js";
import { createRandom, hashString } from "../../../src/kernel/random.js";
import { pairSignal } from "../../../src/score/pair-score.js";
import { distanceKm, drawRegion, prefectureOf } from "../../world/places.js";
import { CHINA, type Setting } from "./setting.js";
import { decimals, markdownTable, Tally, type Experiment } from "./summary.js";

/** Places a seed, each with every other. */
const PLACES = 250;
/** Upper ends of distance bands. */
const BANDS_KM = [0, 100, 200, 400, 800, 1_600, Infinity] as const;
const LEVELS = ["same county", "same prefecture", "same province", "other province"] as const;

/** How the region signal follows nearness: by administrative level, and by distance between prefecture seats. */
export class NearnessExperiment implements Experiment {
  private readonly tally = new Tally();

  visit({ condition, seed }: Setting): void {
    if (condition !== "usual") return;
    const random = createRandom(hashString("places", seed));
    const places = Array.from({ length: PLACES }, () => drawRegion(random, HOME_SHARE));
    const records = places.map((region, at) => ({ id: String(at).padStart(4, "0"), title: "place", region }));
    const { needs, outcomes, model } = buildCorpus({ needs: records, outcomes: records }, CHINA).corpus;
    const sums = new Map<string, { sum: number; count: number }>();
    const add = (name: string, value: number): void => {
      const entry = sums.get(name) ?? { sum: 0, count: 0 };
      sums.set(name, { sum: entry.sum + value, count: entry.count + 1 });
    };
    for (let a = 0; a < PLACES; a++) {
      for (let b = 0; b < PLACES; b++) {
        const signal = pairSignal(model, "region", needs, a, outcomes, b);
        const distance = distanceKm(places[a]!, places[b]!);
        add(levelOf(places[a]!, places[b]!), signal);
        add(bandName(BANDS_KM.findIndex((limit) => distance <= limit)), signal);
        add("asymmetric", signal === pairSignal(model, "region", needs, b, outcomes, a) ? 0 : 1);
      }
    }
    for (const [name, { sum, count }] of sums) this.tally.add(name, seed, sum / count);
  }

  section(): string[] {
    const row = (name: string): string[] => [name, decimals(this.tally.mean(name))];
    return [
      "## Region follows nearness",
      "",
      `${PLACES} random counties a seed, half of them in Liaoning, each with each, by the default configuration with the tables of China. Pairs whose signal differs when the sides are swapped: ${this.tally.mean("asymmetric")}.`,
      "",
      ...markdownTable(["places", "mean region signal"], LEVELS.map(row)),
      "",
      ...markdownTable(
        ["way between prefecture seats", "mean region signal"],
        BANDS_KM.map((_, band) => row(bandName(band))),
      ),
      "",
    ];
  }
}

const HOME_SHARE = 0.5;

function levelOf(a: string, b: string): (typeof LEVELS)[number] {
  if (a === b) return "same county";
  if (prefectureOf(a) === prefectureOf(b)) return "same prefecture";
  return a.slice(0, 2) === b.slice(0, 2) ? "same province" : "other province";
}

function bandName(band: number): string {
  const limit = BANDS_KM[band]!;
  return limit === 0 ? "same prefecture (0 km)" : limit === Infinity ? `over ${BANDS_KM[band - 1]} km` : `up to ${limit} km`;
}
