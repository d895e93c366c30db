import { readdirSync, readFileSync } from "node:fs";
import { SHAPES } from "alliance-match";
import { describe, expect, it } from "vitest";
import { checkPlanDocument } from "../../examples/schema/check-plan-document.js";
import { lastJson, runScript } from "./support/run-script.js";
import { scratchFolder } from "./support/scratch-folder.js";

/** Needs that keep something for the authority. */
const GUARDED = new Set(
  readFileSync("examples/catalogue/needs.jsonl", "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { readonly id: string; readonly visibility?: Readonly<Record<string, string>> })
    .filter(({ visibility = {} }) => Object.values(visibility).includes("authority"))
    .map(({ id }) => id),
);
/** The plans of organisations, of parts and of consortia. */
const GROUPED = ["one-to-many.organisations", "many-to-one.coverage", "many-to-many.consortium"] as const;

interface Plan {
  readonly status: string;
  readonly certificate: { readonly verified: boolean };
  readonly proposals: ReadonlyArray<{ readonly needs: ReadonlyArray<{ readonly id: string }>; readonly explanation?: string }>;
}

describe("npm start", () => {
  const scratch = scratchFolder();

  it("shows the main job and writes its files, the same on every run", async () => {
    const first = await runScript("start.ts", ["--out", scratch.path("first"), "--json"]);
    expect(first).toMatchObject({ status: 0, stderr: "" });
    const summary = lastJson(first.stdout);
    expect(summary).toMatchObject({ status: "done", read: { outcomes: 189, needs: 162, organisations: 76 } });
    const names = readdirSync(scratch.path("first"));
    expect(names.sort()).toEqual(
      [
        "issues.jsonl",
        "proposals.xlsx",
        "ranked.csv",
        "rejected.csv",
        "report.html",
        "run.json",
        "unmatched.csv",
        ...[...SHAPES, ...GROUPED].flatMap((plan) => [`proposals.${plan}.csv`, `proposals.${plan}.json`]),
      ].sort(),
    );
    const second = await runScript("start.ts", ["--out", scratch.path("second")]);
    expect(second.status).toBe(0);
    for (const name of names.filter((file) => file !== "run.json"))
      expect(readFileSync(scratch.path(`second/${name}`)).equals(readFileSync(scratch.path(`first/${name}`))), name).toBe(true);
  });

  it.each(SHAPES)("writes a plan for %s that its schema accepts and its certificate proves", (shape) => {
    const plan = JSON.parse(readFileSync(scratch.path(`first/proposals.${shape}.json`), "utf8")) as Plan;
    expect(checkPlanDocument(plan)).toEqual([]);
    expect(plan.status).toBe("optimal");
    expect(plan.certificate.verified).toBe(true);
    expect(plan.proposals.length).toBeGreaterThan(100);
  });

  it.each(GROUPED)("writes a plan for %s that its schema accepts, its certificate proves and words explain", (name) => {
    const plan = JSON.parse(readFileSync(scratch.path(`first/proposals.${name}.json`), "utf8")) as Plan;
    expect(checkPlanDocument(plan)).toEqual([]);
    expect(plan.status).not.toBe("infeasible");
    expect(plan.certificate.verified).toBe(true);
    expect(plan.proposals.length).toBeGreaterThanOrEqual(3);
    expect(plan.proposals.filter(({ explanation }) => explanation !== undefined).length).toBeGreaterThanOrEqual(2);
    // A need that keeps anything for the authority leaves its proposal to be explained by its pairs alone.
    for (const proposal of plan.proposals) expect("explanation" in proposal).toBe(!proposal.needs.some(({ id }) => GUARDED.has(id)));
  });

  it("has a schema that refuses what is no plan", () => {
    const plan = JSON.parse(readFileSync(scratch.path("first/proposals.one-to-one.json"), "utf8")) as Plan;
    expect(checkPlanDocument({ ...plan, version: 1 })).not.toEqual([]);
    expect(checkPlanDocument({ ...plan, extra: 1 })).not.toEqual([]);
    expect(checkPlanDocument({ ...plan, proposals: [{ rank: 0 }] })).not.toEqual([]);
  });

  it("speaks English when asked", async () => {
    const { status, stdout } = await runScript("start.ts", ["--out", scratch.path("english"), "--lang", "en"]);
    expect(status).toBe(0);
    expect(stdout).toContain("one university, many enterprises");
    expect(stdout).not.toContain("未匹配");
  });

  it("refuses options it does not know, with status 2 and no folder", async () => {
    const { status, stderr } = await runScript("start.ts", ["--out", scratch.path("none"), "--nope"]);
    expect(status).toBe(2);
    expect(stderr).toContain("[unknown-flag]");
    expect(readdirSync(scratch.path("."))).not.toContain("none");
  });
});
