import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { serveFolder } from "../portal/serve-folder.js";
import type { Answer } from "./verdict.js";

const PROGRAM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const FLAGS =
  "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";
const LONGEST_MS = 60_000;

// Nothing but this page's own file may run: no inline script, no text made into code.
const PAGE = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; worker-src 'self'; img-src data:">
<link rel="icon" href="data:,"><title>plans</title><script type="module" src="program.js"></script>`;

/** Threads are started from a file of the package; a bundle leaves it where the page looks for it, beside its own. */
const THREAD = "node_modules/alliance-match/dist/worker-thread-web.js";

/** Bundles a program and runs it in a page of Chromium, served on this machine only; what it logs is the answer. */
export async function runInChromium(folder: string, program: string): Promise<Answer> {
  if (!existsSync(PROGRAM)) return { kind: "unavailable", reason: `there is no ${PROGRAM}; CHROMIUM=path names another` };
  const site = join(folder, `site-${program}`);
  await mkdir(site);
  await writeFile(join(site, "index.html"), PAGE);
  await build({
    entryPoints: { program: join(folder, program), "worker-thread-web": join(folder, THREAD) },
    outdir: site,
    absWorkingDir: folder,
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    minify: true,
    logLevel: "silent",
  });
  const server = await serveFolder(site, 0);
  const browser = await chromium.launch({ executablePath: PROGRAM, args: FLAGS.split(" ") });
  try {
    const page = await browser.newPage();
    const text = new Promise<Answer>((resolve) => {
      page.on("console", (message) =>
        resolve(
          message.type() === "log"
            ? { kind: "printed", text: `${message.text()}\n` }
            : { kind: "failed", reason: message.text().slice(0, 200) },
        ),
      );
      page.on("pageerror", (error) => resolve({ kind: "failed", reason: error.message }));
      setTimeout(() => resolve({ kind: "failed", reason: `nothing was logged within ${LONGEST_MS / 1_000} s` }), LONGEST_MS).unref();
    });
    await page.goto(server.url);
    return await text;
  } finally {
    await browser.close();
    await server.close();
  }
}
