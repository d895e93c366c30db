import { describe, expect, it } from "vitest";
import { consortium, coverage, organisations } from "../../src/alliances.js";
import { buildCorpus, propose, type ConsortiumPlan, type CoverageAlliancePlan, type OrganisationPlan } from "../../src/index.js";
import { intendedPairs, readCatalogue } from "../support/catalogue.js";

const { corpus } = buildCorpus(readCatalogue());
const intended = intendedPairs();
const isMeant = ({ need, outcome }: { readonly need: string; readonly outcome: string }): boolean => intended.has(`${need} ${outcome}`);

describe("organisations of the example catalogue, one-to-one", () => {
  const plan = propose(corpus, { shape: "one-to-one", level: "organisations" }, { organisations }) as OrganisationPlan;
  const links = plan.proposals.flatMap((proposal) => proposal.links!);

  it("pair all universities that offer anything, each by a best pair of records that the authors meant", () => {
    expect(links).toHaveLength(21);
    expect(links.filter(({ pairs }) => isMeant(pairs[0]!))).toHaveLength(21);
  });

  it("rest on 58 pairs of records, of which the authors meant 52; those they did not are the last of their alliance", () => {
    const pairs = links.flatMap((link) => link.pairs);
    expect([pairs.length, pairs.filter(isMeant).length]).toEqual([58, 52]);
    const stray = links.flatMap((link) => link.pairs.filter((pair) => !isMeant(pair)).map((pair) => pair.contribution / link.score));
    expect(Math.max(...stray)).toBeLessThan(0.05);
  });

  it.each([
    [
      "e38",
      "u08",
      ["n149", "n068", "n071", "n070"],
      "four mine needs and the energy university of the same city: several good pairs outrank one very good one",
    ],
    [
      "e03",
      "u01",
      ["n027", "n029", "n028", "n030"],
      "a machine builder and the engineering university of its city: cladding, forgings, guideways, bearings",
    ],
    ["e20", "u07", ["n131", "n132", "n133"], "medicine: decoction pieces, CHO cells, ginsenosides"],
    [
      "e04",
      "u04",
      ["n049", "n050", "n053", "n051"],
      "a refinery and the petrochemical university, though each need has partners elsewhere",
    ],
    ["e16", "u17", ["n119", "n140", "n150", "n120"], "offshore farming across two provinces: no university nearer has net pens"],
    ["e01", "u03", ["n001", "n025", "n009", "n002"], "rolling and desulphurisation in one city; the last two are weak and add little"],
    ["e17", "u12", ["n046", "n048", "n042"], "logistics and finance go to the university of both, not to the informatics one"],
    ["e46", "u09", ["n906", "n128", "n127"], "starch sugar, pickled cabbage and soy paste: the food college of another city has all three"],
    [
      "e06",
      "u02",
      ["n013", "n121", "n122"],
      "sea food and the ocean university rather than the nearer food college: three fits against one",
    ],
    ["e23", "u10", ["n151"], "one pair is enough: basalt fibre bars for a sea wall"],
    ["e24", "u15", ["n067"], "catalysts of power plants: a college of another province, as no other has the outcome"],
    ["e33", "u06", ["n112"], "greenhouse control is informatics; the agricultural university is better used elsewhere"],
  ])("%s goes with %s by %j: %s", (enterprise, university, needs) => {
    const link = links.find((own) => own.enterprise === enterprise);
    expect(link).toMatchObject({ university });
    expect(link!.pairs.map(({ need }) => need)).toEqual(needs);
  });

  it.each<[side: "enterprises" | "universities", id: string, reason: string, why: string]>([
    [
      "enterprises",
      "e02",
      "capacity",
      "blast furnaces and steelmaking: the metallurgical universities have one place each, and better fits",
    ],
    ["enterprises", "e15", "no-text", "its need says nothing"],
    ["enterprises", "e40", "below-threshold", "it asks for what no outcome is about"],
    ["enterprises", "e91", "no-record", "listed, yet it asks for nothing"],
    ["universities", "u99", "below-threshold", "its outcome is nothing that anybody asks for"],
  ])("of the %s %s is left over by %s: %s", (side, id, reason) => {
    expect(plan.unmatched[side].find((own) => own.id === id)?.reason).toBe(reason);
  });
});

describe("coverage of the example catalogue's needs", () => {
  const plan = propose(corpus, { shape: "many-to-one", method: "coverage" }, { coverage }) as CoverageAlliancePlan;

  it("covers 54 parts of 28 needs, all but two by what the authors meant for the need", () => {
    const covered = plan.proposals.flatMap(({ coverage: own }) =>
      own!.parts.flatMap(({ id, by }) => by.slice(0, 1).map(({ outcome }) => ({ need: own!.need, part: id, outcome }))),
    );
    expect([plan.proposals.length, covered.length]).toEqual([28, 54]);
    expect(covered.filter((pair) => !isMeant(pair))).toEqual([
      { need: "n117", part: "p3", outcome: "o142" },
      { need: "n139", part: "p1", outcome: "o058" },
    ]);
  });

  it.each([
    [
      "n051",
      ["u13", "u04"],
      ["p1 o024", "p2 o110"],
      "leak patrols by a drone from one, fingerprints at the fence from the other; the lead covers more",
    ],
    [
      "n104",
      ["u20", "u08"],
      ["p1 o124", "p2 o124", "p3 o174"],
      "rice and drainage are one outcome; the soil conditioner comes from the energy university's gypsum",
    ],
    ["n028", ["u01", "u18"], ["p1 o032", "p2 o032", "p3 o033"], "guideways at home, calibration of five axes from Suzhou"],
    ["n002", ["u15"], ["p1 o171", "p2 o171", "p3 o015"], "two outcomes of one university: no second signature where one has it all"],
    [
      "n014",
      ["u17", "u02"],
      ["p1 –", "p2 o043", "p3 o085", "p4 o042"],
      "ice loads and the ship from two; steel plates nobody offers, and that is said",
    ],
    [
      "n117",
      ["u02"],
      ["p1 o168", "p2 o138", "p3 o142"],
      "warning and aeration of one pond; training of farmers is no outcome: 养殖 alone, a third of that part's words, finds a fish farm",
    ],
    ["n082", ["u03"], ["p1 o076", "p2 –"], "rolling, not eddy current testing: the same words for another thing do not count"],
    ["n057", ["u11"], ["p1 o022", "p2 o022", "p3 –"], "training operators must not find any training system"],
    ["n040", ["u19", "u12"], ["p1 o054", "p2 o054", "p3 o159"], "joint learning from informatics, credit scores from finance"],
    [
      "n003",
      ["u10", "u14"],
      ["p1 o099", "p2 o074"],
      "heat of the melt from the material college, of the kiln's smoke from the power university",
    ],
  ])("%s is covered by %j, part by part %j: %s", (need, universities, parts) => {
    const own = plan.proposals.find((proposal) => proposal.coverage!.need === need)!.coverage!;
    expect(own.members.map(({ university }) => university)).toEqual(universities);
    expect(own.parts.map(({ id, by }) => `${id} ${by[0]?.outcome ?? "–"}`)).toEqual(parts);
  });

  it.each([
    ["n001", "no-parts", "one task, nothing to divide"],
    ["n061", "below-threshold", "divided, yet no outcome fits any part"],
    ["n902", "no-text", "says nothing"],
  ])("%s is left over by %s: %s", (need, reason) => {
    expect(plan.unmatched.needs.find(({ id }) => id === need)?.reason).toBe(reason);
  });
});

describe("consortia of the example catalogue", () => {
  const plan = propose(corpus, { shape: "many-to-many", method: "consortium" }, { consortium }) as ConsortiumPlan;

  it.each([
    [
      1,
      ["u05", "u06"],
      ["n112", "n113"],
      "u05",
      "greenhouses in snow: rolling up the covers that both ask for, control of the climate for the first",
    ],
    [
      2,
      ["u10", "u14"],
      ["n003", "n004"],
      "u14",
      "heat of smoke in two trades, magnesia and rolling: the common technology across industries",
    ],
    [3, ["u02", "u17"], ["n014", "n088"], "u02", "ships: antifouling paint that both ask for, ice loads that one asks for besides"],
  ])("number %i joins %j for %j under the lead of %s: %s", (rank, universities, needs, lead) => {
    const proposal = plan.proposals[rank - 1]!;
    expect([proposal.universities, proposal.needs, proposal.consortium!.lead]).toEqual([universities, needs, lead]);
  });

  it("are all that any choice of universities gives: of six clusters of needs three have no two universities for them", () => {
    expect([plan.proposals.length, plan.status]).toEqual([3, "optimal"]);
    const clusters = plan.certificate.clusters.map(({ needs, bound }) => [needs.join(" "), bound > 0]);
    expect(clusters).toEqual([
      ["n003 n004", true],
      ["n009 n010 n011", false],
      ["n014 n088", true],
      ["n062 n104", false],
      ["n075 n096", false],
      ["n112 n113", true],
    ]);
  });

  it("rest on ten pairs of records, of which the authors meant all but the control of the climate for a need about snow", () => {
    const pairs = plan.proposals.flatMap((proposal) => proposal.pairs);
    expect(pairs).toHaveLength(10);
    expect(pairs.filter((pair) => !isMeant(pair)).map(({ need, outcome }) => `${need} ${outcome}`)).toEqual(["n113 o133"]);
  });
});
