import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { organisations } from "../../src/alliances.js";
import {
  accept,
  agreedPairs,
  decline,
  openSession,
  requestOf,
  resettle,
  formatDiff,
  whatIf,
  withdraw,
  type OrganisationChoiceRequest,
  type OrganisationPair,
  type OrganisationSession,
} from "../../src/choice.js";
import { buildCorpus, propose, SHAPES } from "../../src/index.js";
import { verifySolution } from "../../src/solve/index.js";
import { randomMarket } from "../support/random-market.js";

const keyOf = ({ enterprise, university }: OrganisationPair): string => `${enterprise} ${university}`;
const bare = ({ enterprise, university }: OrganisationPair): OrganisationPair => ({ enterprise, university });
const capacity = fc.integer({ min: 1, max: 3 });
const request = fc
  .record({
    shape: fc.constantFrom(...SHAPES),
    objective: fc.constantFrom("total" as const, "stable" as const, "fair" as const),
    perNeed: capacity,
    perOutcome: capacity,
  })
  .map((own): OrganisationChoiceRequest => ({ level: "organisations", minScore: 0.05, ...own }));
const changesOf = (a: ReadonlySet<string>, b: ReadonlySet<string>): number =>
  [...a].filter((key) => !b.has(key)).length + [...b].filter((key) => !a.has(key)).length;
const answers = fc.array(fc.tuple(fc.nat(9), fc.constantFrom("accept", "decline", "withdraw", "resettle")), { maxLength: 8 });
type Market = Parameters<typeof buildCorpus>[0];

/** Whatever was answered, and resettled in between; and who declined whom. */
function playOut(market: Market, asked: OrganisationChoiceRequest, moves: ReadonlyArray<readonly [number, string]>): OrganisationSession {
  const { corpus } = buildCorpus(market);
  let { session } = openSession(corpus, asked);
  for (const [at, move] of moves) {
    if (move === "resettle") ({ session } = resettle(corpus, JSON.parse(JSON.stringify(session)) as OrganisationSession));
    const pair = session.pairs[at % Math.max(1, session.pairs.length)];
    if (pair === undefined || move === "resettle") continue;
    const answer = { by: at % 2 === 0 ? ("enterprise" as const) : ("university" as const), ...bare(pair) };
    ({ session } = (move === "accept" ? accept : move === "decline" ? decline : withdraw)(session, answer));
  }
  return session;
}

describe("a session of organisations", () => {
  it("never proposes a declined pair, keeps accepted ones, and changes no more pairs than a fresh solve", () => {
    fc.assert(
      fc.property(randomMarket, request, answers, (market, asked, moves) => {
        const { corpus } = buildCorpus(market);
        const session = playOut(market, asked, moves);
        const next = resettle(corpus, session);
        const pairs = new Set(next.session.pairs.map(keyOf));
        for (const pair of session.declined) expect(pairs).not.toContain(keyOf(pair));
        for (const pair of session.pairs) if (pair.acceptedBy.length > 0) expect(pairs).toContain(keyOf(pair));
        expect(next.issues).toEqual([]);
        expect(next.diff.changes).toBeLessThanOrEqual(next.fresh!.changes);
        expect(next.diff.changes).toBe(next.diff.added.length + next.diff.dropped.length);
        for (const { reason } of next.diff.kept) expect(["locked", "unchanged"]).toContain(reason);
        const { edges, options, solution } = next.plan.certificate;
        expect(verifySolution(edges, options, solution)).toEqual({ valid: true });
        expect(resettle(corpus, JSON.parse(JSON.stringify(session)) as OrganisationSession)).toEqual(next);
      }),
      { numRuns: 150 },
    );
  });

  it("keeps all four capacities through every answer", () => {
    fc.assert(
      fc.property(randomMarket, capacity, capacity, answers, (market, perEnterprise, perUniversity, moves) => {
        const asked = { level: "organisations", shape: "many-to-many", minScore: 0.05, perNeed: 1, perOutcome: 1 } as const;
        const session = playOut(market, { ...asked, perEnterprise, perUniversity }, moves);
        const { plan } = resettle(buildCorpus(market).corpus, session);
        const load = (ids: readonly string[]): number => Math.max(0, ...ids.map((id) => ids.filter((other) => other === id).length));
        const links = plan.proposals.flatMap(({ links }) => links!);
        expect(load(links.map(({ enterprise }) => enterprise))).toBeLessThanOrEqual(perEnterprise);
        expect(load(links.map(({ university }) => university))).toBeLessThanOrEqual(perUniversity);
        const pairs = links.flatMap((link) => link.pairs);
        expect(load(pairs.map(({ need }) => need))).toBeLessThanOrEqual(1);
        expect(load(pairs.map(({ outcome }) => outcome))).toBeLessThanOrEqual(1);
      }),
      { numRuns: 80 },
    );
  });

  it("opens with the plan of propose, and changes nothing where nobody answers", () => {
    fc.assert(
      fc.property(randomMarket, request, (market, asked) => {
        const { corpus } = buildCorpus(market);
        const plain = { ...asked, objective: "total" as const };
        const opened = openSession(corpus, plain);
        expect(opened.plan).toEqual(propose(corpus, plain, { organisations }));
        const again = resettle(corpus, opened.session);
        expect(again.diff.changes).toBe(0);
        expect(again.session).toEqual({ ...opened.session, round: 2 });
      }),
      { numRuns: 80 },
    );
  });

  it("gives up no more of the table than the answers make it, where only organisations have capacities", () => {
    fc.assert(
      fc.property(randomMarket, fc.constantFrom(...SHAPES), fc.nat(9), (market, shape, at) => {
        const { corpus } = buildCorpus(market);
        const { session } = openSession(corpus, { level: "organisations", shape, minScore: 0.05 });
        const pair = session.pairs[at % Math.max(1, session.pairs.length)];
        if (pair === undefined) return;
        const declined = decline(session, { by: "university", ...bare(pair) }).session;
        // All others can stay as they are, so they do.
        const { diff } = resettle(corpus, declined);
        expect(diff.dropped).toEqual([]);
        expect(diff.kept).toHaveLength(declined.pairs.length);
      }),
      { numRuns: 100 },
    );
  });

  it("has a what-if: the change holds, and changes no more pairs than plans that know nothing of each other", () => {
    fc.assert(
      fc.property(randomMarket, request, fc.nat(9), (market, asked, at) => {
        const { corpus } = buildCorpus(market);
        const first = openSession(corpus, asked);
        const pair = first.session.pairs[at % Math.max(1, first.session.pairs.length)];
        if (pair === undefined) return;
        const change = { declined: [bare(pair)] };
        const { before, after, diff, gain } = whatIf(corpus, asked, change);
        expect(before.plan).toEqual(first.plan);
        expect(diff.dropped.find((own) => keyOf(own) === keyOf(pair))).toMatchObject({ reason: "declined" });
        const links = (plan: typeof before.plan) => new Set(plan.proposals.flatMap((proposal) => proposal.links!.map(keyOf)));
        const [old, now, fresh] = [before.plan, after.plan, openSession(corpus, { ...asked, ...change }).plan].map(links);
        expect(now).not.toContain(keyOf(pair));
        expect(diff.changes).toBe(changesOf(old!, now!));
        expect(diff.changes).toBeLessThanOrEqual(changesOf(old!, fresh!));
        expect(gain).toBe(after.plan.total - before.plan.total);
        expect(formatDiff(diff, "zh")).toContain("一方谢绝");
      }),
      { numRuns: 80 },
    );
  });

  it("agrees where both accept, opens again where one withdraws, and names its request's locks", () => {
    const { corpus } = buildCorpus({
      outcomes: [{ id: "o1", title: "烟气余热回收装置", organisation: "u1" }],
      needs: [{ id: "n1", title: "窑炉烟气余热回收", organisation: "e1" }],
    });
    const pair = { enterprise: "e1", university: "u1" };
    const { session } = openSession(corpus, { level: "organisations", shape: "one-to-one", minScore: 0.05 });
    expect(session.pairs).toMatchObject([{ ...pair, acceptedBy: [], records: [{ need: "n1", outcome: "o1" }] }]);
    const one = accept(session, { by: "enterprise", ...pair }).session;
    expect(agreedPairs(one)).toEqual([]);
    const both = accept(one, { by: "university", ...pair }).session;
    expect(agreedPairs(both)).toHaveLength(1);
    expect(requestOf(both).locked).toEqual([pair]);
    expect(resettle(corpus, both).diff.kept).toMatchObject([{ ...pair, reason: "locked" }]);
    const opened = withdraw(both, { by: "university", ...pair }).session;
    expect([agreedPairs(opened).length, requestOf(opened).locked]).toEqual([0, [pair]]);
    const refused = decline(opened, { by: "university", ...pair });
    const last = resettle(corpus, refused.session);
    expect([last.plan.proposals, last.session.pairs, last.session.declined]).toEqual([[], [], [{ ...pair, by: "university" }]]);
    const told = accept(session, { by: "need", need: "n1", outcome: "o1" } as never).issues.map(({ code }) => code);
    expect(told).toEqual(["answer-unreadable"]);
  });

  it("keeps what was agreed by the records of then, though the market has changed", () => {
    const need = { id: "n1", title: "窑炉烟气余热回收", organisation: "e1" };
    const { corpus } = buildCorpus({ outcomes: [{ id: "o1", title: "烟气余热回收装置", organisation: "u1" }], needs: [need] });
    const { session } = openSession(corpus, { level: "organisations", shape: "one-to-one", minScore: 0.05 });
    const agreed = accept(session, { by: "enterprise", enterprise: "e1", university: "u1" }).session;
    const better = corpus.update({ add: { outcomes: [{ id: "o2", title: "窑炉烟气余热回收", organisation: "u2" }] } }).corpus;
    expect(resettle(better, session).session.pairs).toMatchObject([{ university: "u1" }]);
    expect(resettle(better, agreed).session.pairs).toMatchObject([{ university: "u1" }]);
    const less = better.update({ remove: { outcomes: ["o1"] } }).corpus;
    const gone = resettle(less, agreed);
    expect(gone.issues.map(({ code }) => code)).toEqual(["constraint-unknown-organisation"]);
    expect(gone.diff.dropped).toMatchObject([{ university: "u1", reason: "record-gone" }]);
    expect(gone.session.pairs).toMatchObject([{ university: "u2" }]);
  });
});
