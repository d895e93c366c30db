import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { build } from "esbuild";

/*
 * Sources are timed as users run them, as one bundle. It makes more than a small difference: where Node loads packages of CommonJS from
 * modules, the scanner for their exports grows its memory, which detaches a buffer; from then on V8 asks before each access to a typed array
 * whether its buffer is still there, and the inner loops of the join take twice as long.
 */

/** Not imported as a module, for the reason above. */
const esbuild = createRequire(import.meta.url)("esbuild") as { readonly build: typeof build };

/** Packages of CommonJS in a bundle ask for the modules of Node. */
const REQUIRE = 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);';

/** Bundles a source, with all that it imports, beside itself, so that what it finds by its own place is found. @returns the bundle's path. */
async function bundleBeside(source: string): Promise<string> {
  const outfile = join(dirname(source), `.${basename(source, ".ts")}-${process.pid}.mjs`);
  await esbuild.build({
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    mainFields: ["module", "main"],
    banner: { js: REQUIRE },
    logLevel: "error",
  });
  return outfile;
}

/** Imports a bundled source. Its classes are copies, so errors that it throws are known by their names. */
export async function importBundled<Exports>(source: string): Promise<Exports> {
  const file = await bundleBeside(source);
  try {
    return (await import(pathToFileURL(file).href)) as Exports;
  } finally {
    rmSync(file);
  }
}

/** Lends a bundled source for as long as `use` takes: threads load it by themselves. */
export async function withBundled<A>(source: string, use: (bundle: URL) => Promise<A>): Promise<A> {
  const file = await bundleBeside(source);
  try {
    return await use(pathToFileURL(file));
  } finally {
    rmSync(file);
  }
}
