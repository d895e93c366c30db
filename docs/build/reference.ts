/** Writes the API reference of the documentation site into `docs/reference`, one page an entry point, from the doc comments of the sources. */
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Application, Converter, type Context } from "typedoc";
import { referencedEntries } from "./entry-points.js";
import { entrySource } from "./entry-sources.js";
import { referenceIndex } from "./reference-index.js";
import { repairAnchors } from "./reference-anchors.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const FOLDER = join(ROOT, "docs/reference");
const FOLDER_ZH = join(ROOT, "docs/zh/reference");

const entries = referencedEntries().map((entry) => ({ ...entry, source: entrySource(entry.name) }));
rmSync(FOLDER, { recursive: true, force: true });
const options = {
  entryPoints: entries.map(({ source }) => join(ROOT, source)),
  tsconfig: join(ROOT, "tsconfig.json"),
  // The second makes anchors as VitePress makes them.
  plugin: ["typedoc-plugin-markdown", "typedoc-vitepress-theme"],
  docsRoot: join(ROOT, "docs"),
  out: FOLDER,
  readme: "none",
  name: "alliance-match",
  router: "module",
  excludeInternal: true,
  excludePrivate: true,
  disableSources: true,
  skipErrorChecking: true,
  validation: false,
  logLevel: "Error",
  // Of typedoc-plugin-markdown.
  hideBreadcrumbs: true,
  hidePageHeader: true,
  sanitizeComments: true,
  useCodeBlocks: true,
  parametersFormat: "table",
  entryFileName: "index",
};
// The types of TypeDoc do not know the options of its plugins.
const app = await Application.bootstrapWithPlugins(options as unknown as Parameters<typeof Application.bootstrapWithPlugins>[0]);

// Modules are called as users import them, not as files are.
app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }: Context) => {
  for (const { source, specifier } of entries) {
    const name = source.replace(/^src\/|(?:\/index)?\.ts$/g, "");
    const module = project.children?.find((child) => child.name === name);
    if (module === undefined) throw new Error(`typedoc gives no module ${name}`);
    module.name = specifier;
  }
});
const project = await app.convert();
if (project === undefined) throw new Error("typedoc could not read the sources");
await app.generateOutputs(project);

const files = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".md"));
const texts = new Map(files.map((path) => [join(FOLDER, path), readFileSync(join(FOLDER, path), "utf8")]));
for (const [path, text] of texts) writeFileSync(path, repairAnchors(text, path, texts));
rmSync(join(FOLDER, "typedoc-sidebar.json"));
// The Chinese site has the same pages, so that a reader stays in its navigation; doc comments are in English.
rmSync(FOLDER_ZH, { recursive: true, force: true });
cpSync(FOLDER, FOLDER_ZH, { recursive: true });
const specifiers = entries.map(({ specifier }) => specifier).sort();
writeFileSync(join(FOLDER, "index.md"), referenceIndex(specifiers, "en"));
writeFileSync(join(FOLDER_ZH, "index.md"), referenceIndex(specifiers, "zh"));
