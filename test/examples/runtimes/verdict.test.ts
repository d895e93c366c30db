import { describe, expect, it } from "vitest";
import { isAllWell, judge, type Answer } from "../../../examples/runtimes/verdict.js";

const named = (...answers: readonly Answer[]) =>
  answers.map((answer, index) => ({ program: "program", runtime: `r${index}`, form: "ESM", answer }));
const printed = (text: string): Answer => ({ kind: "printed", text });
const gone: Answer = { kind: "unavailable", reason: "npm install: ENOTFOUND" };

describe("the verdict on runtimes", () => {
  it("is the same for the same bytes, with their SHA-256", () => {
    const verdicts = judge(named(printed("abc"), printed("abc")));
    expect(verdicts.map(({ status }) => status)).toEqual(["same", "same"]);
    expect(verdicts[1]!.sha256).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });

  it("says where the first other character is, also where one text is the start of the other", () => {
    const verdicts = judge(named(printed("0.1000"), printed("0.1001"), printed("0.10")));
    expect(verdicts.map(({ status, reason }) => [status, reason])).toEqual([
      ["same", undefined],
      ["different", "first difference at character 5"],
      ["different", "first difference at character 4"],
    ]);
  });

  it("holds every program against its own first answer", () => {
    const [first, second] = named(printed("a"), printed("a"));
    const other = (text: string) => ({ ...first!, program: "threads", answer: printed(text) });
    expect(judge([first!, other("b"), second!, other("b"), other("c")]).map(({ status }) => status)).toEqual([
      "same",
      "same",
      "same",
      "same",
      "different",
    ]);
  });

  it("keeps the reason of what failed and of what was not there", () => {
    const verdicts = judge(named(printed("a"), { kind: "failed", reason: "SyntaxError" }, gone, { kind: "checked" }));
    expect(verdicts.map(({ status, reason }) => [status, reason])).toEqual([
      ["same", undefined],
      ["failed", "SyntaxError"],
      ["unavailable", "npm install: ENOTFOUND"],
      ["checked", undefined],
    ]);
  });

  it("lets what is unavailable pass unless it is strict, and never a failure or other bytes", () => {
    const missing = judge(named(printed("a"), gone));
    expect([isAllWell(missing, "missing-allowed"), isAllWell(missing, "strict")]).toEqual([true, false]);
    const failed = judge(named(printed("a"), { kind: "failed", reason: "" }));
    const other = judge(named(printed("a"), printed("b")));
    expect([failed, other].map((verdicts) => isAllWell(verdicts, "missing-allowed"))).toEqual([false, false]);
  });
});
