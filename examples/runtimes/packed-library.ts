import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";
import { runProcess } from "./run-process.js";
import type { Answer } from "./verdict.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PROGRAM = fileURLToPath(new URL("./program.ts", import.meta.url));
const QUIET = ["--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline", "--loglevel=error"];

/** What a user gets from npm: the tarball, and the same program in each form of source. */
export interface PackedLibrary {
  readonly tarball: string;
  readonly sources: Readonly<Record<"program.ts" | "program.cts" | "program.mjs" | "program.cjs", string>>;
}

/** Packs what was built into `folder`. @throws Error where `dist` is missing or npm refuses. */
export async function packLibrary(folder: string): Promise<PackedLibrary> {
  const packed = await runProcess("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], { folder: ROOT });
  if (!packed.succeeded) throw new Error(`npm pack: ${packed.reason}`);
  const [{ filename, files }] = JSON.parse(packed.stdout) as [
    { readonly filename: string; readonly files: readonly { readonly path: string }[] },
  ];
  if (!files.some(({ path }) => path === "dist/index.js"))
    throw new Error("dist/index.js is not in the package: run `npm run build` first");
  const text = await readFile(PROGRAM, "utf8");
  const compile = async (format: "esm" | "cjs") => (await transform(text, { loader: "ts", format, target: "es2022" })).code;
  return {
    tarball: join(folder, filename),
    sources: { "program.ts": text, "program.cts": text, "program.mjs": await compile("esm"), "program.cjs": await compile("cjs") },
  };
}

/** Codes of npm for a registry that cannot be reached. Any other failure to install the library is a fault of the package. */
const UNREACHABLE = /\b(?:ENOTCACHED|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT)\b/;

/**
 * A folder that holds nothing but the program and, installed from npm, the tarball and `tools` (such as `bun@1.4.5`).
 *
 * @returns what kept it from being made: the library that npm refuses is a failure, a registry or tool out of reach is not there.
 */
export async function freshFolder(folder: string, library: PackedLibrary, tools: readonly string[]): Promise<Answer | undefined> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  for (const [name, text] of Object.entries(library.sources)) await writeFile(join(folder, name), text);
  await cp(library.tarball, join(folder, "library.tgz"));
  const packed = await runProcess("npm", ["install", ...QUIET, "./library.tgz"], { folder });
  if (!packed.succeeded) return { kind: UNREACHABLE.test(packed.reason) ? "unavailable" : "failed", reason: packed.reason };
  if (tools.length === 0) return undefined;
  const equipped = await runProcess("npm", ["install", ...QUIET, ...tools], { folder });
  return equipped.succeeded ? undefined : { kind: "unavailable", reason: equipped.reason };
}
