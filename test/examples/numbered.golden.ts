import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { ROOT, runScript } from "./support/run-script.js";

const examples = readdirSync(`${ROOT}examples`).filter((name) => /^\d\d-.*\.ts$/.test(name));

it("has a kept output for every numbered example, and no other", () => {
  const kept = readdirSync(`${ROOT}examples/expected`);
  expect(kept.sort()).toEqual(examples.map((name) => name.replace(/\.ts$/, ".txt")).sort());
});

it.each(examples)("%s prints what examples/expected keeps", async (name) => {
  const { status, stdout, stderr } = await runScript(name);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  // After a meant change of a score: npx vitest run test/examples/numbered.golden.ts -u, and read the difference.
  await expect(stdout).toMatchFileSnapshot(`${ROOT}examples/expected/${name.replace(/\.ts$/, ".txt")}`);
});
