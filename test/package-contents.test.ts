import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { builtFiles, machineTraces, strayFiles } from "./support/package-contents.js";
import build from "../tsup.config.js";

const root = fileURLToPath(new URL("../", import.meta.url));
const entries = Object.keys((build as { readonly entry: Readonly<Record<string, string>> }).entry);
const [{ files }] = JSON.parse(
  execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }),
) as [{ readonly files: readonly { readonly path: string }[] }];
const paths = files.map(({ path }) => path);
const isBuilt = existsSync(`${root}dist/index.js`);

describe("the package", () => {
  it("is built whenever it is packed, also from a fresh clone", () => {
    const { scripts } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as { readonly scripts: Readonly<Record<string, string>> };
    expect(scripts["prepack"]).toBe("npm run build");
  });

  it("holds only documents and what the build makes", () => {
    expect(strayFiles(paths, entries)).toEqual([]);
  });

  it("holds its licence, the notices of what is bundled, and both READMEs", () => {
    expect(paths).toEqual(expect.arrayContaining(["LICENSE", "THIRD-PARTY-NOTICES.md", "README.md", "README.zh-CN.md", "package.json"]));
  });

  it.runIf(isBuilt)("holds every entry point in every form", () => {
    expect(builtFiles(entries).filter((file) => !paths.includes(file))).toEqual([]);
  });

  it("tells nothing of the machine that packed it", () => {
    const told = paths.map((path) => [path, machineTraces(readFileSync(`${root}${path}`, "utf8"), root)] as const);
    expect(told.filter(([path, traces]) => !path.endsWith(".md") && traces.length > 0)).toEqual([]);
    expect(told.filter(([, traces]) => traces.some((trace) => trace.includes(root)))).toEqual([]);
  });
});

describe("the list of what belongs there", () => {
  it.each([
    "src/index.ts",
    "dist/index.js.map",
    "dist/report.json",
    "dist/chunk-short.js",
    "dist/stranger.js",
    "dist/deep/index.js",
    ".npmrc",
    "docs/api/index.api.md",
    "examples/catalogue/needs.jsonl",
    "dist/index.d.ts.map",
    "dist/metafile-esm.json",
  ])("does not allow %s", (file) => {
    expect(strayFiles([file, "package.json"], entries)).toEqual([file]);
  });

  it("allows shared pieces by the names that the build gives them", () => {
    expect(strayFiles(["dist/chunk-5I3OFXMK.cjs", "dist/alliance-methods-B40zplqH.d.cts", "dist/index.d.ts"], entries)).toEqual([]);
  });

  it("finds folders and addresses of a machine", () => {
    expect(machineTraces('throw "/home/me/x.ts"', "/srv/p/")).toEqual(["/home/me/x.ts"]);
    expect(machineTraces("// http://localhost:4873/a", "/srv/p/")).toEqual(["http://localhost:4873/a"]);
    expect(machineTraces("at /srv/p/src", "/srv/p/")).toEqual(["/srv/p/"]);
  });
});
