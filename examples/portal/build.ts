import { cp, mkdir, readdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = new URL("./", import.meta.url);
const place = (path: string): string => fileURLToPath(new URL(path, HERE));

const COPIED = ["index.html", "colours.css", "style.css", "panels.css", "icon.svg"];
/** Everything that lies in a folder that this program built. */
const BUILT: ReadonlySet<string> = new Set([
  "main.js",
  ...["market-worker", "search-worker", "plan-worker", "service-worker"].map((name) => `${name}.js`),
  ...COPIED,
  "catalogue",
]);

/** What lies in the folder and is none of a page's files, the first by name: building would remove it. */
export async function foreignEntry(folder: string): Promise<string | undefined> {
  const names = await readdir(folder).catch(() => []);
  return names.sort().find((name) => !BUILT.has(name));
}

/** Bundles the page and its workers into a folder that any static server can serve. What was in it is gone: ask `foreignEntry` first. */
export async function buildPortal(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await build({
    entryPoints: [
      place("page/main.ts"),
      ...["market-worker", "search-worker", "plan-worker", "service-worker"].map((name) => place(`workers/${name}.ts`)),
    ],
    entryNames: "[name]",
    outdir: folder,
    bundle: true,
    format: "esm",
    target: "es2022",
    minify: true,
    tsconfig: place("tsconfig.json"),
    // The package's build for pages, without Node's buffers.
    alias: { "csv-parse/sync": "csv-parse/browser/esm/sync" },
    logLevel: "warning",
  });
  for (const file of COPIED) await cp(place(file), `${folder}/${file}`);
  for (const name of ["outcomes", "needs", "organisations"])
    await cp(place(`../catalogue/${name}.jsonl`), `${folder}/catalogue/${name}.jsonl`);
}
