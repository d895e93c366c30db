import { describe, expect, it } from "vitest";
import { buildCorpus, ConfigError } from "../../src/index.js";
import { attempt } from "../../src/fp.js";
import {
  accept,
  decline,
  openSession,
  planChoice,
  planLeastChange,
  resettle,
  whatIf,
  withdraw,
  type Answer,
  type ChoiceRequest,
  type Session,
} from "../../src/choice.js";

const { corpus } = buildCorpus({
  outcomes: [{ id: "o1", title: "烟气余热回收装置" }, { id: "o2", title: "余热锅炉" }],
  needs: [{ id: "n1", title: "窑炉烟气余热回收" }, { id: "n2", title: "烧结余热锅炉" }],
}); // prettier-ignore
const request: ChoiceRequest = { shape: "one-to-one", minScore: 0.05 };
const { session } = openSession(corpus, request);

/** What JSON or a caller without types can bring where a list of pairs belongs. */
const BAD_LISTS: readonly unknown[] = ["n1", 7, true, {}, null, [null], ["n1"], [{}], [{ need: 1, outcome: "o1" }], [[]]];
const KEYS = ["locked", "forced", "forbidden", "declined", "stated"] as const;

describe("malformed lists", () => {
  it.each(KEYS.flatMap((key) => BAD_LISTS.map((value) => [key, value] as const)))(
    "%s: %j is an issue everywhere, and the rest goes on",
    (key, value) => {
      const bad = { ...request, [key]: value };
      expect(planChoice(corpus, bad).issues.map(({ code }) => code.split("-")[0])).toContain("constraint");
      const opened = openSession(corpus, bad);
      expect(opened.plan.proposals).toHaveLength(2);
      expect(resettle(corpus, opened.session).issues.map(({ code }) => code.split("-")[0])).toContain("constraint");
      const change = whatIf(corpus, request, { [key]: value });
      expect(change.after.issues.map(({ code }) => code.split("-")[0])).toContain("constraint");
      expect(change.diff.changes).toBe(0);
    },
  );

  it("a plan to keep that is no list of pairs keeps nothing", () => {
    for (const previous of BAD_LISTS) expect(planLeastChange(corpus, request, previous as never).plan.proposals).toHaveLength(2);
  });
});

describe("what is no request, change, session or answer", () => {
  const BAD: readonly unknown[] = [null, undefined, 3, "x", [], {}];

  it.each(BAD.slice(0, -1))("%j is refused with a code", (value) => {
    for (const run of [
      () => planChoice(corpus, value as never),
      () => openSession(corpus, value as never),
      () => whatIf(corpus, request, value as never),
      () => resettle(corpus, value as never),
      () => accept(value as Session, { by: "need", need: "n1", outcome: "o1" }),
    ]) {
      expect(run).toThrow(ConfigError);
      expect(attempt<unknown>(run)).toMatchObject({ _tag: "Left", left: [{ code: "option-wrong-type" }] });
    }
  });

  it.each([
    { ...session, kind: "plan" },
    { ...session, version: 2 },
    { ...session, round: "1" },
    { ...session, pairs: null },
    { ...session, pairs: [{ need: "n1", outcome: "o1", score: 1 }] },
    { ...session, pairs: [{ need: "n1", outcome: "o1", score: 1, acceptedBy: ["both"] }] },
    { ...session, declined: [{ need: "n1" }] },
    { ...session, request: null },
  ])("a session that was altered is refused: case %#", (altered) => {
    expect(() => resettle(corpus, altered as unknown as Session)).toThrow(ConfigError);
  });

  it.each(BAD)("the answer %j is rejected", (answer) => {
    for (const say of [accept, decline, withdraw]) {
      const said = say(session, answer as Answer);
      expect(said.issues.map(({ code }) => code)).toEqual(["answer-unreadable"]);
      expect(said.session).toBe(session);
    }
  });
});
