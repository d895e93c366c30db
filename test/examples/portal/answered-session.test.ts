import { accept, decline, withdraw, type Session } from "alliance-match/choice";
import { buildCorpus } from "alliance-match";
import { describe, expect, it } from "vitest";
import { solveAnew } from "../../../examples/portal/workers/answered-session.js";

const titles = ["窑炉余热回收", "轴承表面缺陷检测", "耐盐碱水稻品种"];
const { corpus } = buildCorpus({
  outcomes: [...titles, "窑炉余热发电"].map((title, at) => ({ id: `o${at}`, title })),
  needs: titles.map((title, at) => ({ id: `n${at}`, title })),
});
const ONE = { shape: "one-to-one", minScore: 0.1 } as const;
const MANY = { shape: "many-to-many", minScore: 0.1 } as const;
const pairsOf = ({ pairs }: Session): string[] => pairs.map(({ need, outcome }) => `${need} ${outcome}`);

describe("a solve from scratch after answers", () => {
  const first = solveAnew(corpus, ONE, null).session;
  const accepted = accept(first, { by: "need", need: "n1", outcome: "o1" }).session;
  const answered = decline(accepted, { by: "outcome", need: "n0", outcome: "o0" }).session;

  it("keeps what was accepted and never proposes what was declined, under another shape too", () => {
    expect(pairsOf(first)).toContain("n0 o0");
    const { session, diff } = solveAnew(corpus, MANY, answered);
    expect(session.request.shape).toBe("many-to-many");
    expect(session.pairs.find(({ need, outcome }) => need === "n1" && outcome === "o1")?.acceptedBy).toEqual(["need"]);
    expect(pairsOf(session)).toContain("n0 o3");
    expect(pairsOf(session)).not.toContain("n0 o0");
    expect(session.round).toBe(2);
    expect(diff.kept.map(({ need, outcome }) => `${need} ${outcome}`)).toContain("n1 o1");
  });

  it("leaves every answer to be taken back", () => {
    const { session } = solveAnew(corpus, MANY, answered);
    const { session: open, issues } = withdraw(session, { by: "need", need: "n1", outcome: "o1" });
    expect(issues).toEqual([]);
    expect(open.request.locked ?? []).toEqual([]);
    expect(open.declined).toEqual([{ need: "n0", outcome: "o0", by: "outcome" }]);
  });

  it("keeps locks, and the table where no plan is feasible", () => {
    const locked: Session = { ...answered, request: { ...answered.request, locked: [{ need: "n2", outcome: "o3" }] } };
    expect(pairsOf(solveAnew(corpus, { ...ONE, minScore: 0 }, locked).session)).toContain("n2 o3");
    const impossible = { ...MANY, perNeed: { min: 4, max: 4 }, perOutcome: { min: 0, max: 1 } };
    const { session, plan } = solveAnew(corpus, impossible, answered);
    expect(plan.status).toBe("infeasible");
    expect(session.pairs).toEqual(answered.pairs);
  });
});
