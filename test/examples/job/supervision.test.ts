import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { runStopped, type ScriptRun } from "../support/run-script.js";
import { scratchFolder } from "../support/scratch-folder.js";

const STUBBORN = "test/examples/support/stubborn.ts";

describe("superviseJob", () => {
  const scratch = scratchFolder();

  /** Runs the stubborn job until it is ready, then sends a signal to the supervisor or to the job itself. */
  function stop(mode: string, out: string, whom: "supervisor" | "job", signal: NodeJS.Signals): Promise<ScriptRun> {
    let isSent = false;
    return runStopped(STUBBORN, ["--mode", mode, "--out", out, "--lang", "en"], (stdout, child) => {
      const ready = /ready (\d+)\n/.exec(stdout);
      if (ready === null || isSent) return;
      isSent = true;
      process.kill(whom === "job" ? Number(ready[1]) : child.pid!, signal);
    });
  }

  it("ends a job deep in a calculation with 130, says that nothing was written, and leaves no folder that was not there", async () => {
    const { status, stderr } = await stop("calculates", scratch.path("new/out"), "supervisor", "SIGINT");
    expect(status).toBe(130);
    expect(stderr).toMatch(/^\[stopped\] stopped by SIGINT: nothing was written, .*out is as it was\n$/);
    expect(existsSync(scratch.path("new"))).toBe(false);
  });

  it("leaves what an earlier run wrote, and an empty folder of somebody's, as they were", async () => {
    scratch.write("old/proposals.csv", "old");
    const { status } = await stop("calculates", scratch.path("old"), "supervisor", "SIGTERM");
    expect(status).toBe(143);
    expect(readdirSync(scratch.path("old"))).toEqual(["proposals.csv"]);
    expect(readFileSync(scratch.path("old/proposals.csv"), "utf8")).toBe("old");
  });

  it("says that all was written where the job was past the point of stopping", async () => {
    const { status, stderr } = await stop("finishes", scratch.path("whole"), "supervisor", "SIGINT");
    expect(status).toBe(130);
    expect(stderr).toContain("[stopped-after-writing]");
    expect(readFileSync(scratch.path("whole/whole.csv"), "utf8")).toBe("whole");
  });

  it("tells of a job that the system ended, with its signal, and what may help", async () => {
    const { status, stderr } = await stop("calculates", scratch.path("killed"), "job", "SIGKILL");
    expect(status).toBe(137);
    expect(stderr).toMatch(/^\[job-lost\] .*SIGKILL.*--max-old-space-size/);
    expect(existsSync(scratch.path("killed"))).toBe(false);
  });
});

describe("npm run match, stopped by Ctrl-C", () => {
  const scratch = scratchFolder();
  const words = "窑炉 余热 回收 换热 密封 控制 机组 电池 低温 水稻 盐碱 排灌 轴承 铸造 焊接 传感".split(" ");
  const market = (count: number, side: string): string =>
    Array.from({ length: count }, (_, at) => {
      const title = [1, 3, 7, 11].map((step) => words[(at * step + Math.floor(at / words.length)) % words.length]).join("");
      return `${JSON.stringify({ id: `${side}${at}`, title: `${title}第${at}号技术` })}\n`;
    }).join("");

  it("ends with 130 in the middle of the work and leaves the files of the run before, to the byte", async () => {
    const out = scratch.path("out");
    const files = (count: number): string[] => [
      "--outcomes",
      scratch.write("outcomes.jsonl", market(count, "o")),
      "--needs",
      scratch.write("needs.jsonl", market(count, "n")),
    ];
    const args = ["--shape", "one-to-one", "--out", out, "--min-score", "0"];
    const first = await runStopped("examples/match.ts", [...files(20), ...args], () => undefined);
    expect(first.status).toBe(0);
    const contents = (): Record<string, string> =>
      Object.fromEntries(readdirSync(out).map((name) => [name, readFileSync(`${out}/${name}`, "utf8")]));
    const before = contents();
    let isSent = false;
    const { status, stderr } = await runStopped("examples/match.ts", [...files(3_000), ...args], (_, child) => {
      if (!isSent) child.kill("SIGINT");
      isSent = true;
    });
    expect({ status, stderr }).toMatchObject({ status: 130, stderr: expect.stringContaining("[stopped]") as string });
    expect(contents()).toEqual(before);
  });
});
