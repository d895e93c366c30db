import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, vi } from "vitest";
import { SHAPES, type Plan } from "alliance-match";

const root = fileURLToPath(new URL("../../../", import.meta.url));

describe("the program of npm run runtimes", () => {
  it("logs once, plain JSON with a plan of each shape, none of them empty", async () => {
    const { plans, refused, embedded } = (await logged(() => import("../../../examples/runtimes/program.js"))) as {
      readonly plans: ReadonlyArray<{ readonly request: { readonly shape: string }; readonly plan: Plan }>;
      readonly refused: { readonly _tag: string };
      readonly embedded: { readonly counts: object };
    };
    expect(SHAPES.map((shape) => plans.filter(({ request }) => request.shape === shape).length >= 2)).toEqual(SHAPES.map(() => true));
    expect(plans.filter(({ plan }) => plan.proposals.length === 0)).toEqual([]);
    expect(refused._tag).toBe("Left");
    expect(embedded.counts).toEqual({ own: 0, cached: 0, embedded: 44, without: 0 });
  });

  it("gives the same edges in threads as without, and all of them", async () => {
    const edges = (await logged(() => import("../../../examples/runtimes/threads.js"))) as { readonly need: readonly number[] };
    expect(new Set(edges.need).size).toBe(90);
  });

  it("reaches every entry point between its parts", () => {
    const sources = ["program", "threads", "files"].map((name) => readFileSync(join(root, `examples/runtimes/${name}.ts`), "utf8"));
    const reached = new Set(sources.flatMap((text) => [...text.matchAll(/from "(alliance-match[^"]*)"/g)].map(([, entry]) => entry!)));
    const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { readonly exports: object };
    const entries = Object.keys(exports).filter((key) => key !== "./package.json");
    expect([...reached].sort()).toEqual(entries.map((key) => key.replace(".", "alliance-match")).sort());
  });
});

/** What a program logs, which has to be one line of JSON. */
async function logged(run: () => Promise<unknown>): Promise<unknown> {
  const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
  await run();
  await vi.waitFor(() => expect(log).toHaveBeenCalled(), { timeout: 60_000 });
  const lines = log.mock.calls.map(([line]) => line as string);
  log.mockRestore();
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0]!) as unknown;
}

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
