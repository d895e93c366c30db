import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { buildPortal } from "../../examples/portal/build.js";
import { serveFolder } from "../../examples/portal/serve-folder.js";
import { buildCorpus, defineConfig, InvariantError, rankOutcomes } from "../../src/index.js";
import { industriesOfChina } from "../../src/data/industries-cn.js";
import { regionsOfChina } from "../../src/data/regions-cn.js";
import { CommandError, type CommandResult } from "../command.js";
import { circumstances, machineLoad, quantile } from "../measure.js";
import { readCounts } from "../options.js";
import { createWorld } from "../world.js";

const DEFAULTS = { outcomes: 20_000, needs: 20_000, moves: 60 } as const;
const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const FLAGS =
  "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";
const WAIT_MS = 600_000;

interface Seen {
  readonly buildMs: number;
  readonly searchableMs: number;
  readonly firstResultMs: number;
  readonly restoreMs: number;
  readonly rankMs: readonly number[];
  readonly frameMs: readonly number[];
}

/** How long does a visitor of the example page wait with a market of this size: until it is built, for a ranking while a slider moves, for a frame? */
export async function run(argv: readonly string[]): Promise<CommandResult> {
  const sizes = readCounts(argv, DEFAULTS);
  if (!existsSync(CHROMIUM)) throw new CommandError("missing-file", `there is no Chromium at ${CHROMIUM}; CHROMIUM=path names another`);
  const folder = mkdtempSync(join(tmpdir(), "alliance-portal-"));
  const files = writeMarket(folder, sizes);
  await buildPortal(join(folder, "portal"));
  const server = await serveFolder(join(folder, "portal"), 0);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS.split(" ") });
  try {
    const page = await browser.newPage({ viewport: { width: 1_400, height: 900 } });
    page.setDefaultTimeout(WAIT_MS);
    const machine = machineLoad();
    return report(sizes, machine, await visit(page, { url: server.url, files, moves: sizes.moves }));
  } finally {
    await browser.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Files {
  readonly outcomes: string;
  readonly needs: string;
  readonly organisations: string;
  /** A need, and the partners that the library ranks best for it. */
  readonly need: string;
  readonly partners: readonly string[];
}

function writeMarket(folder: string, sizes: Record<"outcomes" | "needs", number>): Files {
  const world = createWorld();
  const market = {
    outcomes: [...world.outcomes(sizes.outcomes)],
    needs: [...world.needs(sizes.needs)],
    organisations: [...world.organisations()],
  };
  const write = (name: keyof typeof market): string => {
    const file = join(folder, `${name}.jsonl`);
    writeFileSync(file, market[name].map((record) => `${JSON.stringify(record)}\n`).join(""));
    return file;
  };
  const { corpus } = buildCorpus(market, defineConfig({ regions: regionsOfChina, industries: industriesOfChina }));
  const need = corpus.needs.ids[0]!;
  const partners = rankOutcomes(corpus, need, { k: 20 }).map(({ id }) => id);
  return { outcomes: write("outcomes"), needs: write("needs"), organisations: write("organisations"), need, partners };
}

async function visit(
  page: Page,
  { url, files, moves }: { readonly url: string; readonly files: Files; readonly moves: number },
): Promise<Seen> {
  await page.goto(`${url}/#need=${files.need}`);
  await page.setInputFiles("#outcomes-file", files.outcomes);
  await page.setInputFiles("#needs-file", files.needs);
  await page.setInputFiles("#organisations-file", files.organisations);
  const began = performance.now();
  await page.click("#load-files");
  await page.waitForSelector("#partners button");
  const firstResultMs = performance.now() - began;
  const shown = await page.evaluate(`[...document.querySelectorAll("#partners button")].map((button) => button.dataset.id)`);
  if (JSON.stringify(shown) !== JSON.stringify(files.partners)) throw new InvariantError("the page ranks otherwise than the library");
  const sliding = await page.evaluate<Pick<Seen, "rankMs" | "frameMs">>(slideText(moves));
  await page.waitForSelector("body[data-searchable]");
  const searchableMs = performance.now() - began;
  const buildMs = Number(await page.getAttribute("body", "data-build-ms"));
  const reloaded = performance.now();
  await page.reload();
  await page.waitForSelector("#partners button");
  return { buildMs, searchableMs, firstResultMs, restoreMs: performance.now() - reloaded, ...sliding };
}

/**
 * Moves the text slider by a step every fifth frame, while the search index is still being made, and notes how long each ranking took from the
 * move to the list, and how long each frame.
 */
function slideText(moves: number): string {
  return `new Promise((done) => {
    const slider = document.querySelector("#slider-text");
    const rankMs = [], frameMs = [];
    let movedAt = 0, frames = 0, last = performance.now();
    new MutationObserver(() => { if (movedAt > 0) rankMs.push(performance.now() - movedAt); movedAt = 0; })
      .observe(document.querySelector("#partners"), { childList: true });
    const frame = (now) => {
      frameMs.push(now - last);
      last = now;
      if (rankMs.length >= ${moves} || frames > ${moves} * 100) return done({ rankMs, frameMs: frameMs.slice(1) });
      if (frames++ % 5 === 0 && movedAt === 0) {
        slider.value = String((Number(slider.value) + 0.01) % 1);
        movedAt = performance.now();
        slider.dispatchEvent(new Event("input"));
      }
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  })`;
}

function report(sizes: Readonly<Record<string, number>>, machine: number, seen: Seen): CommandResult {
  const where = circumstances();
  const figures = {
    machineLoad: machine,
    firstResultMs: seen.firstResultMs,
    buildMs: seen.buildMs,
    searchableMs: seen.searchableMs,
    restoreMs: seen.restoreMs,
    rerankP50Ms: quantile(seen.rankMs, 0.5),
    rerankP99Ms: quantile(seen.rankMs, 0.99),
    frameP50Ms: quantile(seen.frameMs, 0.5),
    frameP99Ms: quantile(seen.frameMs, 0.99),
    rankings: seen.rankMs.length,
    frames: seen.frameMs.length,
  };
  const names: Readonly<Record<keyof typeof figures, readonly [figure: string, reach?: string]>> = {
    machineLoad: ["processes that wanted a processor when it began"],
    firstResultMs: ["from choosing files to the first ranking, ms"],
    buildMs: ["of which to the built market, ms"],
    searchableMs: ["to the whole search index, ms"],
    restoreMs: ["from a refresh to the ranking, ms"],
    rerankP50Ms: ["from a slider's move to the new list, p50 ms"],
    rerankP99Ms: ["the same, p99 ms", "< 100"],
    frameP50Ms: ["a frame while sliding, p50 ms"],
    frameP99Ms: ["the same, p99 ms"],
    rankings: ["rankings timed"],
    frames: ["frames timed"],
  };
  const rows = Object.entries(figures).map(([key, value]) => {
    const [figure, reach] = names[key as keyof typeof figures];
    return { figure, value, ...(reach !== undefined && { reach }) };
  });
  return {
    lines: [
      `portal: the example page in Chromium with ${sizes["outcomes"]} outcomes and ${sizes["needs"]} needs; its first ranking equals the library's`,
      ...rows.map(({ figure, value }) => `${figure.padEnd(50)}${Math.round(value * 10) / 10}`),
      `${where.machine}, node ${where.node}, commit ${where.commit}, ${where.date}`,
    ],
    json: { question: "portal", ...sizes, ...figures, ...where },
    rows,
  };
}
