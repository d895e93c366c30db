import { build } from "esbuild";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium, type Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serveFolder } from "../../examples/portal/serve-folder.js";
import { scratchFolder } from "../examples/support/scratch-folder.js";

/** As in `portal.test.ts`. */
const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update";
const source = (file: string): string => fileURLToPath(new URL(`../../src/${file}`, import.meta.url));

/** No address of a script is taken but what the page's one policy made, and no text is made into code. */
const PAGE = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self';
worker-src 'self'; img-src data:; require-trusted-types-for 'script'; trusted-types threads"><link rel="icon" href="data:,"><title>threads</title>
<script type="module" src="page.js"></script>`;

const PROGRAM = `
import { buildCorpus, matchAll } from "alliance-match";
import { matchAllInWorkers, webWorker } from "alliance-match/worker";

const list = (side) => ["窑炉余热回收", "轴承缺陷检测", "耐盐碱水稻"].map((title, at) => ({ id: side + at, title }));
const { corpus } = buildCorpus({ outcomes: list("o"), needs: list("n") });
const plain = ({ need, outcome, score }) => JSON.stringify([[...need], [...outcome], [...score]]);
const policy = trustedTypes.createPolicy("threads", {
  createScriptURL: (address) => {
    if (address !== "thread.js") throw new TypeError(address);
    return address;
  },
});
const start = (address) => ({ workers: 2, createWorker: webWorker(() => new Worker(address, { type: "module" })) });
const outcomeOf = (promise) => promise.then(plain, (error) => error.name + " " + error.message);
globalThis.seen = Promise.all([
  plain(matchAll(corpus)),
  outcomeOf(matchAllInWorkers(corpus, start(policy.createScriptURL("thread.js")))),
  // Two that the browser refuses: an address that no policy made, and the package's own.
  outcomeOf(Promise.resolve().then(() => matchAllInWorkers(corpus, start("thread.js")))),
  outcomeOf(Promise.resolve().then(() => matchAllInWorkers(corpus, { workers: 2 }))),
]);
`;
const THREAD = `import { serveMatches } from "alliance-match/worker"; serveMatches();`;

const scratch = scratchFolder();

describe.skipIf(!existsSync(CHROMIUM))("threads in a page that asks for Trusted Types", () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof serveFolder>>;

  beforeAll(async () => {
    const site = scratch.path("site");
    mkdirSync(site, { recursive: true });
    writeFileSync(`${site}/index.html`, PAGE);
    const entryPoints = { page: scratch.write("page.mjs", PROGRAM), thread: scratch.write("thread.mjs", THREAD) };
    await build({
      entryPoints,
      outdir: site,
      bundle: true,
      format: "esm",
      target: "es2022",
      alias: { "alliance-match/worker": source("adapters/worker-threads/worker-web.ts"), "alliance-match": source("index.ts") },
      logLevel: "warning",
    });
    server = await serveFolder(site, 0);
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS.split(" ") });
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  it("start from an address by the page's own policy, and give the edges of none; without a policy the browser refuses, and it is told", async () => {
    const page = await browser.newPage();
    await page.goto(server.url);
    const [alone, trusted, untrusted, own] = await page.evaluate<string[]>("seen");
    expect(alone).toMatch(/^\[\[0,/);
    expect(trusted).toBe(alone);
    for (const refused of [untrusted, own]) expect(refused).toMatch(/^TypeError .*TrustedScriptURL/);
  });
});
