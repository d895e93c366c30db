import { afterEach, describe, expect, it, vi } from "vitest";
import { matchInWorkers, type WorkerCrash, type WorkerMatchOptions } from "../../src/adapters/worker-threads/match-in-workers.js";
import type { CreateWorker } from "../../src/adapters/worker-threads/match-worker.js";
import { serveMatches } from "../../src/adapters/worker-threads/serve-web.js";
import { webPlatform, webWorker, type WebWorker } from "../../src/adapters/worker-threads/web-workers.js";
import { buildCorpus } from "../../src/corpus/build.js";
import { defineConfig } from "../../src/corpus/config.js";
import { matchAll, type MatchProgress } from "../../src/join/match-all.js";
import { createRandom, randomInteger } from "../../src/kernel/random.js";
import { ConfigError } from "../../src/model/issue.js";
import { bytesOf, localWorker, matchAllInWorkers, mortalWorker, SOURCE_THREADS, sourceWorker } from "../support/worker-threads.js";

const WORDS = ["余热", "回收", "轧制", "缺陷", "视觉", "检测", "水稻", "育种", "steel", "rolling", "zinc"];
const random = createRandom(7);
const records = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, at) => ({
    id: `${prefix}${at}`,
    title: Array.from({ length: 5 }, () => WORDS[randomInteger(random, WORDS.length)]!).join(" "),
    region: ["2101", "2102", "4403"][at % 3]!,
    embedding: [at % 7, at % 5, 1],
  }));
const market = { outcomes: records("o", 400), needs: records("n", 300) };
const { corpus } = buildCorpus(market, defineConfig({ weights: { text: 0.6, region: 0.2, embedding: 0.2 } }));
const expected = bytesOf(matchAll(corpus));
const total = 700;

/** Counts the workers that live. */
function counted(createWorker: CreateWorker): CreateWorker & { readonly started: () => number; readonly living: () => number } {
  let started = 0;
  let ended = 0;
  const create: CreateWorker = (events) => {
    const worker = createWorker(events);
    started++;
    return { ...worker, end: () => (ended++, worker.end()) };
  };
  return Object.assign(create, { started: () => started, living: () => started - ended });
}

const codesOf = async (promise: Promise<unknown>): Promise<readonly string[]> => {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ConfigError);
  return (error as ConfigError).issues.map(({ code }) => code);
};

afterEach(() => vi.unstubAllGlobals());

describe("matchAllInWorkers", () => {
  it.each([1, 2, 4])("gives the bytes of matchAll in %i threads of Node, and ends them", async (workers) => {
    const createWorker = counted(sourceWorker);
    const told: MatchProgress[] = [];
    const found = await matchAllInWorkers(corpus, { workers, createWorker, onProgress: (progress) => told.push(progress) });
    expect(bytesOf(found)).toEqual(expected);
    expect([createWorker.started(), createWorker.living()]).toEqual([workers, 0]);
    expect(told.every((progress, at) => progress.total === total && progress.done > (told[at - 1]?.done ?? 0))).toBe(true);
    expect(told.at(-1)).toEqual({ done: total, total });
  });

  it("has an empty answer for empty sides, without a thread", async () => {
    const createWorker = counted(sourceWorker);
    const empty = buildCorpus({ outcomes: [], needs: [] }).corpus;
    expect((await matchAllInWorkers(empty, { createWorker })).score).toHaveLength(0);
    expect(createWorker.started()).toBe(0);
  });

  it("gives each thread a copy where memory cannot be shared, and starts one by default", async () => {
    const createWorker = counted(sourceWorker);
    const platform = { ...SOURCE_THREADS, createWorker, sharesMemory: false, processors: 8 };
    expect(bytesOf(await matchInWorkers(corpus, {}, platform))).toEqual(expected);
    expect(createWorker.started()).toBe(1);
    expect(bytesOf(await matchInWorkers(corpus, { workers: 2 }, platform))).toEqual(expected);
    expect(createWorker.started()).toBe(3);
  });

  it("needs no SharedArrayBuffer where memory cannot be shared", async () => {
    vi.stubGlobal("SharedArrayBuffer", undefined);
    const platform = { createWorker: localWorker(), sharesMemory: false, processors: 1 };
    expect(bytesOf(await matchInWorkers(corpus, { workers: 2 }, platform))).toEqual(expected);
  });

  it("reports a thread that was killed and does its part again", async () => {
    const crashes: WorkerCrash[] = [];
    const createWorker = counted(mortalWorker(sourceWorker, (given) => given === 1 || given === 4));
    const found = await matchAllInWorkers(corpus, { workers: 2, createWorker, onCrash: (crash) => crashes.push(crash) });
    expect(bytesOf(found)).toEqual(expected);
    expect(crashes).toHaveLength(2);
    for (const { part, attempt, reason } of crashes) {
      expect(part).toEqual({
        role: expect.stringMatching(/^(needs|outcomes)$/) as string,
        from: expect.any(Number) as number,
        to: expect.any(Number) as number,
      });
      expect([attempt, reason.length > 0]).toEqual([1, true]);
    }
    expect([createWorker.started(), createWorker.living()]).toEqual([4, 0]);
  });

  it("is refused with a code when a part is lost three times, and ends the other threads", async () => {
    const attempts: number[] = [];
    const createWorker = counted(mortalWorker(sourceWorker, () => true));
    const run = matchAllInWorkers(corpus, { workers: 1, createWorker, onCrash: ({ attempt }) => attempts.push(attempt) });
    expect(await codesOf(run)).toEqual(["worker-failed"]);
    expect(attempts).toEqual([1, 2, 3]);
    expect(createWorker.living()).toBe(0);
  });

  it("is refused with a code when the threads' script cannot be loaded", async () => {
    const { nodeWorker } = await import("../../src/adapters/worker-threads/node-threads.js");
    const createWorker = nodeWorker(new URL("./not-there.mjs", import.meta.url));
    expect(await codesOf(matchAllInWorkers(corpus, { workers: 2, createWorker }))).toEqual(["worker-failed"]);
  });

  it("stops when the signal is aborted, with its reason, and ends the threads", async () => {
    const createWorker = counted(sourceWorker);
    const controller = new AbortController();
    const reason = new Error("enough");
    const run = matchAllInWorkers(corpus, {
      workers: 2,
      createWorker,
      signal: controller.signal,
      onProgress: () => controller.abort(reason),
    });
    await expect(run).rejects.toBe(reason);
    expect([createWorker.started(), createWorker.living()]).toEqual([2, 0]);
  });

  it("starts nothing when the signal has been aborted before", async () => {
    const createWorker = counted(sourceWorker);
    await expect(matchAllInWorkers(corpus, { createWorker, signal: AbortSignal.abort("before") })).rejects.toBe("before");
    expect(createWorker.started()).toBe(0);
  });

  it("rejects with what a caller's function throws, and ends the threads", async () => {
    const failure = new Error("from the caller");
    const fail = (): never => {
      throw failure;
    };
    const createWorker = counted(sourceWorker);
    await expect(matchAllInWorkers(corpus, { workers: 2, createWorker, onProgress: fail })).rejects.toBe(failure);
    await expect(matchAllInWorkers(corpus, { workers: 2, createWorker: fail })).rejects.toBe(failure);
    const mortal = counted(mortalWorker(localWorker(), () => true));
    await expect(matchAllInWorkers(corpus, { workers: 2, createWorker: mortal, onCrash: fail })).rejects.toBe(failure);
    expect([createWorker.living(), mortal.living()]).toEqual([0, 0]);
  });

  it("refuses options that it does not know or that are out of range", async () => {
    const codes = (options: unknown) => codesOf(matchAllInWorkers(corpus, options as WorkerMatchOptions));
    expect(await codes({ threads: 2 })).toEqual(["unknown-option"]);
    expect(await codes({ workers: 0 })).toEqual(["option-out-of-range"]);
    expect(await codes({ workers: "2" })).toEqual(["option-wrong-type"]);
    expect(await codes({ k: 0 })).toEqual(["option-out-of-range"]);
    expect(await codes({ onProgress: 1, signal: {} })).toEqual(["option-wrong-type", "option-wrong-type"]);
  });

  it("asks for signals that are functions, and takes them from the threads' own configuration", async () => {
    const config = defineConfig({
      weights: { text: 0.5, own: 0.5 },
      own: { compare: (need, outcome) => (need.title === outcome.title ? 1 : 0) },
    });
    const own = buildCorpus(market, config).corpus;
    expect(await codesOf(matchAllInWorkers(own, { workers: 1 }))).toEqual(["worker-function-missing"]);
    const found = await matchAllInWorkers(own, { workers: 2, createWorker: localWorker(config) });
    expect(bytesOf(found)).toEqual(bytesOf(matchAll(own)));
  });
});

describe("Web Workers", () => {
  it("serve matches by the messages of their scope", async () => {
    // Two worlds in one: the scope's `postMessage` reaches the page, the page's reaches the scope's `onmessage`.
    const createWorker = webWorker(() => {
      vi.stubGlobal("onmessage", null);
      vi.stubGlobal("postMessage", (message: unknown) => {
        const data: unknown = structuredClone(message);
        setImmediate(() => page.onmessage!({ data }));
      });
      serveMatches();
      const scope = globalThis as unknown as { readonly onmessage: (event: { readonly data: unknown }) => void };
      const page: WebWorker = {
        postMessage: (message) => {
          const data: unknown = structuredClone(message);
          setImmediate(() => scope.onmessage({ data }));
        },
        terminate: () => undefined,
        onmessage: null,
        onmessageerror: null,
        onerror: null,
      };
      return page;
    });
    expect(bytesOf(await matchInWorkers(corpus, { workers: 1 }, { ...webPlatform(), createWorker }))).toEqual(expected);
  });

  it("are lost when their script fails or a message cannot be read", () => {
    const reasons: string[] = [];
    const page = { postMessage: vi.fn(), terminate: vi.fn() } as unknown as WebWorker;
    const worker = webWorker(() => page)({ onMessage: () => undefined, onFailure: (reason) => reasons.push(reason) });
    page.onerror?.({ message: "no such name" });
    page.onerror?.({});
    page.onmessageerror?.({});
    expect(reasons).toEqual(["no such name", "the script could not be loaded", "a message could not be read"]);
    void worker.end();
    expect(page.terminate).toHaveBeenCalledOnce();
  });

  it("share memory only on isolated pages", () => {
    expect(webPlatform().sharesMemory).toBe(false);
    vi.stubGlobal("crossOriginIsolated", true);
    expect(webPlatform().sharesMemory).toBe(true);
    vi.stubGlobal("SharedArrayBuffer", undefined);
    expect(webPlatform().sharesMemory).toBe(false);
  });
});
