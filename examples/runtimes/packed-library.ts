import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";
import { runProcess } from "./run-process.js";
import type { Answer } from "./verdict.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** What is run on the library: everywhere; where there are threads; where there are files. */
export const PROGRAMS = ["program", "threads", "files"] as const;
export type Program = (typeof PROGRAMS)[number];

const QUIET = ["--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline", "--loglevel=error"];

/** What a user gets from npm: the tarball, and the programs in each form of source, by file name. */
export interface PackedLibrary {
  readonly tarball: string;
  readonly sources: Readonly<Record<string, string>>;
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
  const sources = await Promise.all(PROGRAMS.map(formsOf));
  return { tarball: join(folder, filename), sources: Object.fromEntries(sources.flat()) };
}

/** The file names of a program in each form of source, with what they hold. */
async function formsOf(program: Program): Promise<Array<[string, string]>> {
  const text = await readFile(fileURLToPath(new URL(`./${program}.ts`, import.meta.url)), "utf8");
  const compile = async (format: "esm" | "cjs") => (await transform(text, { loader: "ts", format, target: "es2022" })).code;
  return [
    [`${program}.ts`, text],
    [`${program}.cts`, text],
    [`${program}.mjs`, await compile("esm")],
    [`${program}.cjs`, await compile("cjs")],
  ];
}

/** Codes of npm for a registry that cannot be reached. Any other failure to install the library is a fault of the package. */
const UNREACHABLE = /\b(?:ENOTCACHED|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT)\b/;

/**
 * A folder that holds nothing but the programs and, installed from npm, the tarball and `tools` (such as `bun@1.4.5`).
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
