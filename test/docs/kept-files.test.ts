import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { entryPoints } from "../../docs/build/entry-points.js";
import { differingFiles, mirrorFiles } from "../../docs/build/kept-files.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "alliance-match-kept-"));
  for (const [side, files] of [
    ["fresh", { "same.api.md": "1", "changed.api.md": "2", "new.api.md": "3" }],
    ["kept", { "same.api.md": "1", "changed.api.md": "other", "gone.api.md": "4", "notes.md": "mine" }],
  ] as const) {
    mkdirSync(join(folder, side));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, side, name), text);
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("kept files", () => {
  it("differ where one changed, came or went, and in nothing else", () => {
    expect(differingFiles(join(folder, "fresh"), join(folder, "kept"), ".api.md")).toEqual(["changed.api.md", "gone.api.md", "new.api.md"]);
  });

  it("are made as the fresh ones; other files stay", () => {
    const kept = join(folder, "kept");
    expect(mirrorFiles(join(folder, "fresh"), kept, ".api.md")).toEqual(["changed.api.md", "gone.api.md", "new.api.md"]);
    expect(readdirSync(kept).sort()).toEqual(["changed.api.md", "new.api.md", "notes.md", "same.api.md"]);
    expect(readFileSync(join(kept, "changed.api.md"), "utf8")).toBe("2");
    expect(mirrorFiles(join(folder, "fresh"), kept, ".api.md")).toEqual([]);
  });

  it("all differ from a folder that is not there", () => {
    expect(differingFiles(join(folder, "fresh"), join(folder, "nowhere"), ".api.md")).toHaveLength(3);
  });
});

describe("the API reports in docs/api", () => {
  it("are one for every entry point, and no other", () => {
    expect(readdirSync("docs/api").sort()).toEqual(
      entryPoints()
        .map(({ name }) => `${name}.api.md`)
        .sort(),
    );
  });
});
