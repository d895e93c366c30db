/**
 * `npm run api`: writes what each entry point declares to `docs/api/*.api.md`, by API Extractor from the built declarations.
 *
 * `npm run api -- --check` changes nothing and ends with 1 where a report is not what is declared, is missing, or has no entry point any more.
 * So a changed signature is a changed file that somebody has to look at.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CompilerState, Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";
import { entryPoints, type EntryPoint } from "./entry-points.js";
import { differingFiles, mirrorFiles } from "./kept-files.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const KEPT = join(ROOT, "docs/api");

const [option, ...others] = process.argv.slice(2);
if (others.length > 0 || (option !== undefined && option !== "--check")) {
  console.error("bad-usage: npm run api [-- --check]");
  process.exitCode = 2;
} else {
  const written = mkdtempSync(join(tmpdir(), "alliance-match-api-"));
  try {
    writeReports(written);
    process.exitCode = option === "--check" ? check(written) : keep(written);
  } finally {
    rmSync(written, { recursive: true, force: true });
  }
}

/** One report an entry point. @throws Error where declarations are missing or do not compile. */
function writeReports(folder: string): void {
  const configs = entryPoints().map((entry) => reportConfig(entry, folder));
  const compilerState = CompilerState.create(configs[0]!, {
    additionalEntryPoints: configs.slice(1).map(({ mainEntryPointFilePath }) => mainEntryPointFilePath),
  });
  for (const config of configs) {
    const { errorCount } = Extractor.invoke(config, {
      localBuild: true,
      compilerState,
      messageCallback: (message) => {
        if (message.logLevel === ExtractorLogLevel.Error) console.error(message.text);
        message.handled = true;
      },
    });
    if (errorCount > 0) throw new Error(`${config.mainEntryPointFilePath}: ${errorCount} errors`);
  }
}

function reportConfig({ name, declarations }: EntryPoint, folder: string): ExtractorConfig {
  const file = join(ROOT, declarations);
  const compilerOptions = {
    target: "ES2022",
    lib: ["ES2022", "DOM"],
    module: "ESNext",
    moduleResolution: "bundler",
    types: ["node"],
    strict: true,
  };
  return ExtractorConfig.prepare({
    configObject: {
      projectFolder: ROOT,
      mainEntryPointFilePath: file,
      compiler: { overrideTsconfig: { compilerOptions, files: [file] } },
      newlineKind: "lf",
      apiReport: { enabled: true, reportFolder: folder, reportTempFolder: join(folder, "temp"), reportFileName: name },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
        // Our comments are prose, not TSDoc; and a message into the report would name lines of generated files, which move.
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
        extractorMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      },
    },
    configObjectFullPath: join(ROOT, "api-extractor.json"),
    packageJsonFullPath: join(ROOT, "package.json"),
  });
}

function keep(folder: string): number {
  const changed = mirrorFiles(folder, KEPT, ".api.md");
  console.log(changed.length === 0 ? "docs/api is as declared" : changed.map((name) => `written: docs/api/${name}`).join("\n"));
  return 0;
}

function check(folder: string): number {
  const differing = differingFiles(folder, KEPT, ".api.md");
  for (const name of differing)
    console.error(`docs/api/${name} is not what is declared: run \`npm run api\`, look at the change, commit it`);
  return differing.length === 0 ? 0 : 1;
}
