import { PassThrough } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { clearAbandonedBar, createProgress } from "../../../examples/io/progress.js";

/** A stream that says it is a terminal, or not, and keeps what is drawn on it. */
function fakeStream(kind: "terminal" | "file"): { readonly stream: NodeJS.WriteStream; readonly drawn: () => string } {
  const pieces: string[] = [];
  const stream = new PassThrough();
  stream.on("data", (piece: Buffer) => pieces.push(piece.toString("utf8")));
  return {
    stream: Object.assign(stream, { isTTY: kind === "terminal", columns: 100 }) as unknown as NodeJS.WriteStream,
    drawn: () => pieces.join(""),
  };
}

describe("createProgress", () => {
  it("draws nothing at all where the stream is no terminal", () => {
    const { stream, drawn } = fakeStream("file");
    const progress = createProgress("en", stream);
    for (let done = 0; done <= 10; done++) progress.report("reading", done, 10);
    progress.stop();
    expect(drawn()).toBe("");
  });

  it("draws a bar a stage, with how much is done and the time left, in the reader's language", async () => {
    const shown = async (language: "zh" | "en"): Promise<string> => {
      const { stream, drawn } = fakeStream("terminal");
      const progress = createProgress(language, stream);
      progress.report("reading a.csv", 0, 4);
      for (const done of [1, 2]) {
        await pause(120);
        progress.report("reading a.csv", done, 4);
      }
      await pause(120);
      progress.report("parsing a.csv", 0, 0);
      progress.stop();
      return drawn();
    };
    const en = await shown("en");
    expect(en).toMatch(/reading a\.csv █+░+ 50 % \d s left/);
    expect(en).toMatch(/parsing a\.csv ░+ 0 % …/);
    expect(await shown("zh")).toMatch(/剩余 \d 秒/);
  });

  it("says nothing of the time left before anything is done", () => {
    const { stream, drawn } = fakeStream("terminal");
    const progress = createProgress("en", stream);
    progress.report("solving", 0, 1);
    progress.stop();
    expect(drawn()).toContain("0 % …");
    expect(drawn()).not.toContain("left");
  });

  it("leaves no timer behind, so that the process can end", () => {
    const { stream } = fakeStream("terminal");
    const progress = createProgress("en", stream);
    const before = process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    progress.report("a", 0, 1);
    progress.report("b", 0, 1);
    progress.stop();
    progress.stop();
    expect(process.getActiveResourcesInfo().filter((name) => name === "Timeout").length).toBe(before);
  });
});

describe("clearAbandonedBar", () => {
  it("clears the line and lets the terminal break lines again, as the bar would have when it was stopped", () => {
    const { stream, drawn } = fakeStream("terminal");
    createProgress("en", stream).report("reading a.csv", 0, 4);
    expect(drawn()).toContain("\u001B[?7l");
    expect(drawn()).not.toContain("\u001B[?7h");
    clearAbandonedBar(stream);
    expect(drawn().endsWith("\r\u001B[2K\u001B[?7h")).toBe(true);
  });

  it("writes nothing where the stream is no terminal", () => {
    const { stream, drawn } = fakeStream("file");
    clearAbandonedBar(stream);
    expect(drawn()).toBe("");
  });
});
