import { describe, expect, it } from "vitest";
import { createWorld, worldId, WORLD_NAMES } from "../../benchmarks/world.js";
import { industryCloseness } from "../../benchmarks/world/industries.js";
import { FITS } from "../../benchmarks/world/parameters.js";
import { distanceKm, prefectureOf, regionCloseness } from "../../benchmarks/world/places.js";
import { buildCorpus } from "../../src/index.js";
import { nearDuplicates } from "../../src/quality.js";

const world = createWorld({ topics: 12 });

/** Whether a count of successes is within four standard errors of what odds say. */
const expectOdds = (count: number, of: number, odds: number): void => {
  expect(Math.abs(count - of * odds)).toBeLessThan(4 * Math.sqrt(of * odds * (1 - odds)));
};
const hiddenNumbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe("a planted world", () => {
  it("is the same for the same parameters, and another for another seed", () => {
    expect([...createWorld({ topics: 12 }).needs(20)]).toEqual([...world.needs(20)]);
    expect([...createWorld({ topics: 12, seed: 1 }).needs(20)]).not.toEqual([...world.needs(20)]);
  });

  it("streams records that do not depend on how many are asked for", () => {
    expect([...world.outcomes(50)].slice(0, 10)).toEqual([...world.outcomes(10)]);
  });

  it("reaches records far out in a stream without making those before", () => {
    expect(world.hidden("outcome", 449_999).industries.length).toBeGreaterThan(0);
    expect(worldId("outcome", 449_999)).toBe("o0449999");
  });

  it("holds records that the library reads without any issue", () => {
    const input = { outcomes: [...world.outcomes(300)], needs: [...world.needs(300)], organisations: [...world.organisations()] };
    expect(buildCorpus(input).issues).toEqual([]);
  });

  it("keeps records when only the truth's weights change: a world differs from its neighbours in grades alone", () => {
    expect([...createWorld({ seed: 3 }, "region-heavy").outcomes(30)]).toEqual([...createWorld({ seed: 3 }, "text-heavy").outcomes(30)]);
  });

  it("leaves fields out at the given odds, within four standard errors of 1,000", () => {
    const outcomes = [...world.outcomes(1000)];
    const { missing } = world.parameters;
    expectOdds(outcomes.filter(({ industries }) => industries === undefined).length, 1000, missing.industry);
    expectOdds(outcomes.filter(({ region }) => region === undefined).length, 1000, missing.region);
    expectOdds(outcomes.filter(({ abstract }) => abstract === undefined).length, 1000, missing.text);
  });

  it("gives as many needs as it says a topic that no outcome has", () => {
    const { topics, unmet } = world.parameters;
    expectOdds(hiddenNumbers(1000).filter((need) => world.hidden("need", need).topic >= topics).length, 1000, unmet);
    expect(hiddenNumbers(1000).every((outcome) => world.hidden("outcome", outcome).topic < topics)).toBe(true);
  });

  it("writes wrong and coarse industries at the given odds", () => {
    const { wrong, coarse } = world.parameters;
    const given = [...world.outcomes(2000)].flatMap(({ industries }, index) =>
      industries === undefined ? [] : [{ industries, own: world.hidden("outcome", index).industries }],
    );
    const single = given.filter(({ own }) => own.length === 1);
    expectOdds(single.filter(({ industries }) => industries[0]!.length === 3).length, single.length, coarse.industry);
    const full = single.filter(({ industries }) => industries[0]!.length > 3);
    // A wrong class is the right one by chance about once in ninety, a wrong industry once in eighty.
    expectOdds(full.filter(({ industries, own }) => industries[0] !== own[0]).length, full.length, wrong.industry + wrong.industryClass);
  });

  it("enters some records again with a few words changed, and the library finds most of them", () => {
    const copies = createWorld({ nearDuplicate: 0.2, missing: { ...world.parameters.missing, text: 0 } });
    const { corpus } = buildCorpus({ outcomes: [...copies.outcomes(200)], needs: [...copies.needs(1)] });
    const planted = hiddenNumbers(200).filter((index) => copies.hidden("outcome", index).original !== index);
    expectOdds(planted.length, 200, 0.2);
    const found = new Set(nearDuplicates(corpus, "outcomes", { threshold: 0.4 }).flatMap(({ a, b }) => [a, b]));
    expect(planted.filter((index) => found.has(worldId("outcome", index))).length).toBeGreaterThan(planted.length / 2);
  });

  it("has distractors: records that speak another topic's words, and records of one industry that share no topic", () => {
    const plain = createWorld();
    const records = hiddenNumbers(1000).map((index) => plain.hidden("outcome", index));
    expectOdds(records.filter(({ topic, voice }) => topic !== voice).length, 1000, world.parameters.distractor * (139 / 140));
    const byIndustry = new Map<string, Set<number>>();
    for (const { industries, topic } of records) byIndustry.set(industries[0]!, (byIndustry.get(industries[0]!) ?? new Set()).add(topic));
    expect([...byIndustry.values()].some((topics) => topics.size > 1)).toBe(true);
  });

  it("speaks English where it is asked to", () => {
    const english = createWorld({ englishShare: 1, background: 0 });
    expect([...english.outcomes(20)].every(({ title, abstract = "" }) => !/\p{Script=Han}/u.test(title + abstract))).toBe(true);
  });
});

describe("its truth", () => {
  it("has true weights that add up to 1 in every named world", () => {
    for (const name of WORLD_NAMES) {
      const { truth } = createWorld({}, name).parameters;
      expect(FITS.reduce((sum, fit) => sum + truth[fit], 0)).toBeCloseTo(1, 12);
    }
  });

  it("is the weighted sum of fits from 0 to 1", () => {
    const { truth: weights } = world.parameters;
    for (const index of hiddenNumbers(50)) {
      const [need, outcome] = [world.hidden("need", index), world.hidden("outcome", index)];
      const fits = world.truth.fits(need, outcome);
      for (const fit of FITS) expect(fits[fit] >= 0 && fits[fit] <= 1).toBe(true);
      expect(world.truth.utility(need, outcome)).toBeCloseTo(
        FITS.reduce((sum, fit) => sum + weights[fit] * fits[fit], 0),
        12,
      );
    }
  });

  it("grades as many random pairs as the odds say, within a fifth", () => {
    const plain = createWorld();
    const counts = [0, 0, 0, 0];
    for (let need = 0; need < 250; need++) for (let outcome = 0; outcome < 400; outcome++) counts[plain.grade(need, outcome + 5000)]!++;
    const { gradeOdds } = plain.parameters;
    const atLeast = [1, 2, 3].map((grade) => counts.slice(grade).reduce((sum, count) => sum + count, 0) / 100_000);
    expect(atLeast[0]! / gradeOdds[0]).toBeGreaterThan(0.8);
    expect(atLeast[0]! / gradeOdds[0]).toBeLessThan(1.2);
    expect(atLeast[2]! / gradeOdds[2]).toBeGreaterThan(0.5);
  });

  it("grades pairs of one aspect above pairs of one topic above pairs of two topics, on the mean", () => {
    const grades: Record<"aspect" | "topic" | "none", number[]> = { aspect: [], topic: [], none: [] };
    for (let need = 0; need < 100; need++) {
      for (let outcome = 0; outcome < 100; outcome++) {
        const [a, b] = [world.hidden("need", need), world.hidden("outcome", outcome)];
        const closeness = a.topic !== b.topic ? "none" : a.aspect === b.aspect ? "aspect" : "topic";
        grades[closeness].push(world.grade(need, outcome));
      }
    }
    const mean = (values: readonly number[]) => values.reduce((sum, grade) => sum + grade, 0) / values.length;
    expect(mean(grades.aspect)).toBeGreaterThan(mean(grades.topic));
    expect(mean(grades.topic)).toBeGreaterThan(mean(grades.none));
  });

  it("lets two judges differ, and a judge agree with itself", () => {
    const pairs = [...world.judgements({ needs: 40, outcomes: 500, perNeed: 40 })].map(({ needId, outcomeId }) => [
      Number(needId.slice(1)),
      Number(outcomeId.slice(1)),
    ]);
    const differing = pairs.filter(([need, outcome]) => world.grade(need!, outcome!, 0) !== world.grade(need!, outcome!, 1)).length;
    expect(differing).toBeGreaterThan(0);
    expect(pairs.every(([need, outcome]) => world.grade(need!, outcome!, 1) === world.grade(need!, outcome!, 1))).toBe(true);
  });

  it("makes industries closer with every level they share", () => {
    for (const truth of ["even", "division", "class", "mixed"] as const) {
      const closeness = ["C3140", "C3142", "C3190", "C2500", "I6510"].map((code) => industryCloseness("C3140", code, truth));
      expect(closeness).toEqual([...closeness].sort((a, b) => b - a));
      expect([closeness[0], closeness[4]]).toEqual([1, 0]);
    }
  });

  it("makes places closer with every level they share, alike from both sides", () => {
    const places = ["210102", "210103", "210202", "110105"];
    for (const truth of ["city", "province", "distance", "mixed"] as const) {
      const closeness = places.map((code) => regionCloseness("210102", code, truth));
      expect(closeness).toEqual([...closeness].sort((a, b) => b - a));
      for (const a of places) for (const b of places) expect(regionCloseness(a, b, truth)).toBe(regionCloseness(b, a, truth));
    }
  });

  it("knows the way from Shenyang to Dalian (about 360 km) and to Beijing (about 630), and that a municipality is one prefecture", () => {
    expect(distanceKm("2101", "2102")).toBeGreaterThan(340);
    expect(distanceKm("2101", "2102")).toBeLessThan(380);
    expect(Math.abs(distanceKm("210102", "110105") - 630)).toBeLessThan(30);
    expect(prefectureOf("110105")).toBe("11");
  });
});

describe("its judged pools", () => {
  it("have the size asked for, each pair once, with the pair's own grade", () => {
    const judgements = [...world.judgements({ needs: 5, outcomes: 200, perNeed: 20 })];
    expect(judgements).toHaveLength(100);
    expect(new Set(judgements.map(({ needId, outcomeId }) => `${needId} ${outcomeId}`)).size).toBe(100);
    for (const { needId, outcomeId, grade } of judgements)
      expect(grade).toBe(world.grade(Number(needId.slice(1)), Number(outcomeId.slice(1))));
  });

  it("hold everything where fewer outcomes exist than a pool holds", () => {
    expect([...world.judgements({ needs: 1, outcomes: 3, perNeed: 20 })].map(({ outcomeId }) => outcomeId)).toEqual(
      [0, 1, 2].map((index) => worldId("outcome", index)),
    );
  });
});
