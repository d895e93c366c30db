import { describe, expect, it } from "vitest";
import {
  acceptGroup,
  allowMember,
  declineMember,
  diffGroups,
  isAccepted,
  isDeclined,
  NO_ANSWERS,
  withdrawGroup,
} from "../../../examples/portal/page/group-answers.js";
import type { ShownGroup, ShownGroups } from "../../../examples/portal/workers/messages.js";

const group = (needs: readonly string[], universities: readonly string[]): ShownGroup => ({
  needs: needs.map((id) => ({ id, title: id, organisation: id })),
  parts: [],
  technology: [],
  members: universities.map((id) => ({ id, university: id, isLead: false, outcomes: [{ id: `o-${id}`, title: id }], contribution: 0.5 })),
  pairs: needs.flatMap((need) => universities.map((id) => ({ need, outcome: `o-${id}`, score: 0.5 }))),
  score: 1,
});
const plan = (groups: readonly ShownGroup[], method: ShownGroups["method"] = "coverage"): ShownGroups => ({
  method,
  status: "feasible",
  total: groups.length,
  bound: groups.length,
  groups,
  unmatchedNeeds: 0,
  issues: [],
});

describe("answers to alliances of several", () => {
  const both = group(["n1", "n2"], ["u1", "u2"]);
  const other = group(["n3"], ["u1", "u3"]);

  it("accept all pairs of an alliance, once, and take them back without touching another's", () => {
    const accepted = acceptGroup(both, acceptGroup(other, NO_ANSWERS));
    expect([isAccepted(both, accepted), isAccepted(other, accepted)]).toEqual([true, true]);
    expect(acceptGroup(both, accepted).accepted).toHaveLength(6);
    const withdrawn = withdrawGroup(both, accepted);
    expect([isAccepted(both, withdrawn), isAccepted(other, withdrawn)]).toEqual([false, true]);
  });

  it("decline one university for every need of its alliance, which is then not accepted any more; others stand", () => {
    const declined = declineMember(both, "u1", acceptGroup(other, acceptGroup(both, NO_ANSWERS)));
    expect(declined.declined).toEqual([
      { need: "n1", university: "u1" },
      { need: "n2", university: "u1" },
    ]);
    expect([isDeclined(both, "u1", declined), isDeclined(both, "u2", declined), isDeclined(other, "u1", declined)]).toEqual([
      true,
      false,
      false,
    ]);
    expect([isAccepted(both, declined), isAccepted(other, declined)]).toEqual([false, true]);
    expect(declineMember(both, "u1", declined)).toBe(declined);
    expect(allowMember(both, "u1", declined).declined).toEqual([]);
  });

  it("never hold a pair both accepted and declined: accepting an alliance lets its universities in again", () => {
    const answers = acceptGroup(both, declineMember(both, "u2", NO_ANSWERS));
    expect(answers.declined).toEqual([]);
    expect(isAccepted(both, answers)).toBe(true);
  });

  it("leave what they were made of as it was", () => {
    const frozen = Object.freeze({ accepted: Object.freeze([]), declined: Object.freeze([]) });
    acceptGroup(both, declineMember(both, "u1", frozen));
    expect(frozen).toEqual(NO_ANSWERS);
  });

  it("count an alliance as kept where its needs and universities are the same, and compare plans of one method only", () => {
    const reordered = { ...both, members: [...both.members].reverse() };
    expect(diffGroups(plan([both, other]), plan([reordered, group(["n3"], ["u1"])]))).toEqual({ kept: 1, added: 1, dropped: 1 });
    expect(diffGroups(plan([both], "consortium"), plan([both]))).toEqual({ kept: 0, added: 1, dropped: 0 });
    expect(diffGroups(null, plan([both]))).toEqual({ kept: 0, added: 1, dropped: 0 });
  });
});
