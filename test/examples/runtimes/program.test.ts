import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, vi } from "vitest";
import { SHAPES, type Plan } from "alliance-match";

const root = fileURLToPath(new URL("../../../", import.meta.url));

describe("the program of npm run runtimes", () => {
  it("logs once, plain JSON with a plan of each shape, none of them empty", async () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
    await import("../../../examples/runtimes/program.js");
    const lines = log.mock.calls.map(([line]) => line as string);
    log.mockRestore();
    expect(lines).toHaveLength(1);
    const { plans, refused } = JSON.parse(lines[0]!) as {
      readonly plans: ReadonlyArray<{ readonly request: { readonly shape: string }; readonly plan: Plan }>;
      readonly refused: { readonly _tag: string };
    };
    expect(SHAPES.map((shape) => plans.filter(({ request }) => request.shape === shape).length >= 2)).toEqual(SHAPES.map(() => true));
    expect(plans.filter(({ plan }) => plan.proposals.length === 0)).toEqual([]);
    expect(refused._tag).toBe("Left");
  });
});

describe("npm run runtimes", () => {
  it("ends with 2 for an unknown option, before it packs anything", () => {
    const run = spawnSync(process.execPath, [join(root, "node_modules/tsx/dist/cli.mjs"), "examples/runtimes/main.ts", "--fast"], {
      cwd: root,
      encoding: "utf8",
    });
    expect([run.status, run.stdout]).toEqual([2, ""]);
    expect(run.stderr).toContain("unknown-flag");
  });
});
