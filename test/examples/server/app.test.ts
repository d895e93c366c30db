import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Worker } from "node:worker_threads";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ANSWERS } from "../../../examples/server/answer-catalogue.js";
import { createApp } from "../../../examples/server/app.js";
import { lockFolder } from "../../../examples/server/folder-lock.js";
import { LiveMarket, type MarketEvent } from "../../../examples/server/live-market.js";
import { LiveSearch } from "../../../examples/server/live-search.js";
import { openRecordStore, type RecordStore } from "../../../examples/server/record-store.js";
import { PlanJobs, type FailedJob } from "../../../examples/server/plan-jobs.js";
import { configForChina } from "../../../examples/job/china.js";
import { scratchFolder } from "../support/scratch-folder.js";

const AUTHORITY = { authorization: "Bearer the-authority" };
const PARTIES = { authorization: "Bearer a-party" };
const TOKENS = { "the-authority": "authority", "a-party": "parties" } as const;
const SECRET = "炉衬配方甲";

const scratch = scratchFolder();

interface Server {
  readonly app: FastifyInstance;
  readonly market: LiveMarket;
  readonly jobs: PlanJobs;
  readonly search: LiveSearch;
  readonly events: MarketEvent[];
  readonly stop: () => Promise<void>;
}

async function startServer(folder: string, openStore = openRecordStore): Promise<Server> {
  const events: MarketEvent[] = [];
  const search: LiveSearch = new LiveSearch(() => market.corpus);
  const jobs = new PlanJobs();
  const market = await LiveMarket.open({
    folder: scratch.path(folder),
    config: configForChina(),
    openStore,
    onEvent: (event) => events.push(event),
    onChange: (corpus, change) => search.follow(corpus, change),
  });
  const app = createApp({ market, search, jobs, tokens: TOKENS });
  const stop = async (): Promise<void> => {
    search.close();
    jobs.close();
    await app.close();
    await market.close();
  };
  return { app, market, jobs, search, events, stop };
}

/** A server that starts where another one was killed: only the snapshot of its start and the database are there. */
async function startServerFrom(server: Server, folder: string): Promise<Server> {
  const kept = readdirSync(scratch.path(folder)).filter((name) => name.endsWith(".snapshot"));
  const bytes = kept.map((name) => readFileSync(join(scratch.path(folder), name)));
  await server.stop();
  for (const name of readdirSync(scratch.path(folder))) if (name.endsWith(".snapshot")) rmSync(join(scratch.path(folder), name));
  kept.forEach((name, at) => writeFileSync(join(scratch.path(folder), name), bytes[at]!));
  return startServer(folder);
}

const MARKET = {
  organisations: [{ id: "u1", name: "示例大学", kind: "university" }],
  outcomes: [
    { id: "o1", title: "窑炉烟气余热回收装置", abstract: "热管换热，回收烟气余热", organisation: "u1" },
    { id: "o2", title: "轴承表面缺陷视觉检测", abstract: "识别划伤与凹坑" },
  ],
  needs: [
    { id: "n1", title: "隧道窑余热回收", description: `回收烟气余热，${SECRET}`, visibility: { description: "parties" } },
    { id: "n2", title: "轴承缺陷检测" },
  ],
};

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Record<string, unknown>;
  readonly code: string | undefined;
}

describe("the server", () => {
  let server: Server;
  const send = async (
    method: "GET" | "PUT" | "POST" | "DELETE",
    url: string,
    more: { body?: unknown; headers?: object } = {},
  ): Promise<Answer> => {
    const { body, headers = {} } = more;
    const reply = await server.app.inject({ method, url, headers: { ...headers }, ...(body !== undefined && { payload: body as object }) });
    const json = JSON.parse(reply.body) as Record<string, unknown>;
    return { status: reply.statusCode, headers: reply.headers, body: json, code: (json["error"] as { code: string } | undefined)?.code };
  };
  beforeAll(async () => {
    server = await startServer("market");
    await send("POST", "/records", { body: { add: MARKET }, headers: AUTHORITY });
  });
  afterAll(() => server.stop());

  it("ranks in both directions, with the same score from either side", async () => {
    const { body } = await send("GET", "/needs/n1/outcomes?k=1");
    const [best] = body["partners"] as Array<{ id: string; score: number }>;
    expect(best!.id).toBe("o1");
    const back = await send("GET", "/outcomes/o1/needs?k=1");
    expect(back.body["partners"]).toEqual([{ ...best, id: "n1" }]);
  });

  it("ranks a record that is not in the market, with and without an id", async () => {
    const need = { title: "轴承划伤识别" };
    const { body } = await send("POST", "/rank", { body: { need, k: 1 } });
    expect((body["partners"] as Array<{ id: string }>)[0]!.id).toBe("o2");
    expect((await send("POST", "/rank", { body: { need: { ...need, id: "x" }, k: 1 } })).body).toEqual(body);
  });

  it("lets the authority alone rank an outcome of its own making: with it others could feel out what needs keep to themselves", async () => {
    const body = { outcome: { title: SECRET }, k: 1 };
    for (const headers of [{}, PARTIES]) expect((await send("POST", "/rank", { body, headers })).code).toBe("not-allowed");
    const { body: answer } = await send("POST", "/rank", { body, headers: AUTHORITY });
    expect((answer["partners"] as Array<{ id: string }>)[0]!.id).toBe("n1");
  });

  it("explains a pair, and the parts add up", async () => {
    const { body } = await send("GET", "/pairs/n1/o1", { headers: PARTIES });
    const signals = body["signals"] as Array<{ contribution: number; groups: unknown[] }>;
    expect(Math.abs(signals.reduce((sum, { contribution }) => sum + contribution, 0) - (body["score"] as number))).toBeLessThan(1e-12);
    expect(signals[0]!.groups.length).toBeGreaterThan(0);
  });

  it("shows the public nothing of what is marked for the parties: not in records, explanations or search", async () => {
    await server.search.build("public");
    await server.search.build("parties");
    const open = await send("GET", "/needs/n1", { headers: PARTIES });
    expect(JSON.stringify(open.body)).toContain(SECRET);
    const publicAnswers = [
      await send("GET", "/needs/n1"),
      await send("GET", "/pairs/n1/o1"),
      await send("GET", "/outcomes/o1/needs"),
      await send("GET", `/search?q=${encodeURIComponent(SECRET)}`),
    ];
    for (const { status, body } of publicAnswers) {
      expect(status).toBe(200);
      for (const piece of ["炉衬", "配方", "烟气"]) expect([piece, JSON.stringify(body).includes(`“${piece}`)]).toEqual([piece, false]);
      expect(JSON.stringify(body)).not.toContain(SECRET);
    }
    expect(publicAnswers[3]!.body["hits"]).toEqual([]);
    expect((publicAnswers[1]!.body["signals"] as Array<{ groups: unknown[] }>)[0]!.groups).toEqual([]);
    const hits = (await send("GET", `/search?q=${encodeURIComponent("配方")}`, { headers: PARTIES })).body["hits"] as Array<{ id: string }>;
    expect(hits.map(({ id }) => id)).toEqual(["n1"]);
  });

  it("keeps search up to date with every change", async () => {
    await server.search.build("public");
    const find = async () =>
      ((await send("GET", `/search?q=${encodeURIComponent("永磁电机")}`)).body["hits"] as Array<{ id: string }>).map(({ id }) => id);
    expect(await find()).toEqual([]);
    await send("PUT", "/outcomes/o9", { body: { title: "永磁电机设计" }, headers: AUTHORITY });
    expect(await find()).toEqual(["o9"]);
    await send("DELETE", "/outcomes/o9", { headers: AUTHORITY });
    expect(await find()).toEqual([]);
  });

  it("takes ids with slashes, dots and script, and never reads them as paths", async () => {
    for (const id of ["a/b", "../../etc/passwd", "a < b > c", "%2e%2e", "年/月"]) {
      const path = `/outcomes/${encodeURIComponent(id)}`;
      const put = await send("PUT", path, { body: { title: "<script>alert(1)</script>窑炉" }, headers: AUTHORITY });
      expect([id, put.status, put.body["kept"]]).toEqual([id, 200, { organisations: [], outcomes: [id], needs: [] }]);
      expect((await send("GET", path)).body).toMatchObject({ id, title: "窑炉" });
      expect((await send("DELETE", path, { headers: AUTHORITY })).status).toBe(200);
      expect((await send("GET", path)).code).toBe("not-found");
    }
  });

  it("refuses with a code, and changes nothing", async () => {
    const before = server.market.change;
    const big = { title: "窑".repeat(4_000_000) };
    const cases: Array<[string, Promise<Answer>, number, string]> = [
      ["10 MB", send("PUT", "/needs/big", { body: big, headers: AUTHORITY }), 413, "body-too-large"],
      ["no token", send("PUT", "/needs/n3", { body: { title: "窑" } }), 403, "not-allowed"],
      ["a party's token", send("POST", "/market/refit", { headers: PARTIES }), 403, "not-allowed"],
      ["nobody's token", send("GET", "/health", { headers: { authorization: "Bearer x" } }), 401, "token-unknown"],
      [
        "an id of markup",
        send("PUT", `/needs/${encodeURIComponent("<img onerror=alert(1)>")}`, { body: {}, headers: AUTHORITY }),
        422,
        "record-refused",
      ],
      ["an id with markup", send("PUT", `/needs/${encodeURIComponent("<b>n</b>")}`, { body: {}, headers: AUTHORITY }), 400, "id-mismatch"],
      ["another id", send("PUT", "/needs/n3", { body: { id: "n4", title: "窑" }, headers: AUTHORITY }), 400, "id-mismatch"],
      ["an array for a record", send("PUT", "/needs/n3", { body: [], headers: AUTHORITY }), 400, "request-invalid"],
      ["an unknown list", send("POST", "/records", { body: { add: { patents: [] } }, headers: AUTHORITY }), 400, "request-invalid"],
      [
        "one id twice",
        send("POST", "/records", {
          body: {
            add: {
              needs: [
                { id: "d", title: "甲窑" },
                { id: "d", title: "乙窑" },
              ],
            },
          },
          headers: AUTHORITY,
        }),
        400,
        "duplicate-in-request",
      ],
      ["k = 0", send("GET", "/needs/n1/outcomes?k=0"), 400, "request-invalid"],
      ["k is no number", send("GET", "/needs/n1/outcomes?k=many"), 400, "request-invalid"],
      ["an unknown need", send("GET", "/needs/nobody/outcomes"), 404, "not-found"],
      ["an unknown address", send("GET", "/nothing"), 404, "not-found"],
      ["a broken escape", send("GET", "/needs/%zz"), 400, "address-invalid"],
      ["an id of 2,000 characters", send("GET", `/needs/${"n".repeat(2_000)}`), 400, "address-invalid"],
      ["no query", send("GET", "/search"), 400, "request-invalid"],
      ["both records", send("POST", "/rank", { body: { need: {}, outcome: {} } }), 400, "request-invalid"],
      ["a token without its scheme", send("GET", "/health", { headers: { authorization: "the-authority" } }), 401, "token-unknown"],
      ...(["/records", "/rank", "/plans"] as const).map((url): [string, Promise<Answer>, number, string] => [
        `thousands of levels to ${url}`,
        send("POST", url, {
          body: `{"shape":"one-to-one","x":${"[".repeat(100_000)}${"]".repeat(100_000)}}`,
          headers: { ...AUTHORITY, "content-type": "application/json" },
        }),
        400,
        "json-invalid",
      ]),
      [
        "a record of thousands of levels",
        send("PUT", "/needs/n3", {
          body: `{"title":"窑","x":${"[".repeat(100_000)}${"]".repeat(100_000)}}`,
          headers: { ...AUTHORITY, "content-type": "application/json" },
        }),
        400,
        "json-invalid",
      ],
      ["broken JSON", send("POST", "/rank", { body: "{", headers: { "content-type": "application/json" } }), 400, "json-invalid"],
      ["XML", send("POST", "/rank", { body: "<a/>", headers: { "content-type": "text/xml" } }), 415, "media-type-unknown"],
    ];
    for (const [name, answer, status, code] of cases)
      expect([name, (await answer).status, (await answer).code]).toEqual([name, status, code]);
    expect(server.market.change).toBe(before);
  });

  it("takes a token under its scheme in any case, as HTTP has it", async () => {
    expect((await send("GET", "/health", { headers: { authorization: "bearer the-authority" } })).status).toBe(200);
  });

  it("says that there was nothing to remove, and keeps no trace of it", async () => {
    const before = server.market.change;
    for (const id of ["nobody", "\0", "s\ud800"]) {
      const { status, body } = await send("POST", "/records", { body: { remove: { needs: [id] } }, headers: AUTHORITY });
      expect([status, body["change"], (body["removed"] as { needs: string[] }).needs]).toEqual([200, null, []]);
      expect((body["issues"] as Array<{ code: string }>).map(({ code }) => code)).toEqual(["nothing-to-remove"]);
    }
    expect(server.market.change).toBe(before);
  });

  it("keeps what it can read of a change, and says what it cannot", async () => {
    const { status, body } = await send("POST", "/records", {
      body: { add: { needs: [{ title: "没有编号" }, "no record", { id: "n7", title: "窑炉余热", colour: "red", maturity: "high" }] } },
      headers: AUTHORITY,
    });
    expect(status).toBe(200);
    expect((body["kept"] as { needs: string[] }).needs).toEqual(["n7"]);
    const codes = (body["issues"] as Array<{ code: string }>).map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(["missing-id", "record-not-object", "unknown-field", "wrong-type"]));
    await send("DELETE", "/needs/n7", { headers: AUTHORITY });
  });

  it("says what it refuses in the language that the request asks for, with the issues of the library, English where it asks for neither", async () => {
    const texts = async (language: string | undefined): Promise<unknown[]> => {
      const headers = { ...AUTHORITY, ...(language !== undefined && { "accept-language": language }) };
      const refused = await send("PUT", `/needs/${encodeURIComponent("<i></i>")}`, { body: {}, headers });
      const { message, issues } = refused.body["error"] as { message: string; issues: Array<{ code: string; message: string }> };
      const noted = await send("POST", "/records", { body: { add: { needs: ["no record"] } }, headers });
      const [issue] = noted.body["issues"] as Array<{ message: string }>;
      return [refused.headers["content-language"], refused.headers["vary"], message, issues[0]!.message, issue!.message];
    };
    const english = [
      "en",
      "accept-language",
      "the record cannot be read; `issues` says why",
      "id holds markup or written-out escapes, removed",
      "the record is not an object: no record",
    ];
    const chinese = [
      "zh",
      "accept-language",
      "无法读取该记录；`issues` 说明原因",
      "id 含网页标记或转义，已去除",
      "记录不是对象：no record",
    ];
    for (const language of [undefined, "en", "de, fr;q=0.5", "zh;q=0.3, en-GB"])
      expect([language, await texts(language)]).toEqual([language, english]);
    for (const language of ["zh", "zh-CN,zh;q=0.9,en;q=0.8", "de, en;q=0.2, zh-Hans-CN;q=0.7"])
      expect([language, await texts(language)]).toEqual([language, chinese]);
    const unreadable = await send("GET", "/needs/%zz", { headers: { "accept-language": "zh" } });
    expect((unreadable.body["error"] as { message: string }).message).toMatch(/^无法读取地址/);
  });

  it("says where a request does not fit its schema in data, which need no translation", async () => {
    const { body } = await send("GET", "/needs/n1/outcomes?k=0", { headers: { "accept-language": "zh" } });
    expect((body["error"] as { details: unknown }).details).toEqual([
      { path: "/k", keyword: "minimum", params: { comparison: ">=", limit: 1 } },
    ]);
  });

  it("tells a job's issues in the language of whoever asks for its state, also as an event", async () => {
    const { body } = await send("POST", "/plans", { body: { shape: "round" }, headers: AUTHORITY });
    const path = `/plans/${body["id"] as string}`;
    await new Promise<void>((resolve) => server.jobs.watch(body["id"] as string, ({ status }) => status === "refused" && resolve()));
    const message = async (language: string): Promise<string> => {
      const { state } = (await send("GET", path, { headers: { ...AUTHORITY, "accept-language": language } })).body as {
        state: { issues: Array<{ message: string }> };
      };
      const stream = await server.app.inject({ url: `${path}/events`, headers: { ...AUTHORITY, "accept-language": language } });
      expect(stream.body).toContain(JSON.stringify(state.issues[0]!.message));
      return state.issues[0]!.message;
    };
    const [zh, en] = [await message("zh"), await message("en")];
    expect(zh).toMatch(/\p{sc=Han}/u);
    expect(en).not.toMatch(/\p{sc=Han}/u);
  });

  it("tells no more of a job that failed by a defect than a code, and tells the log why", async () => {
    const failures: FailedJob[] = [];
    const jobs = new PlanJobs((failed) => failures.push(failed));
    const app = createApp({ market: server.market, search: server.search, jobs, tokens: TOKENS });
    const { id } = jobs.order(server.market.corpus, 1, { shape: "one-to-one" })!;
    // As where its memory runs out: the thread is gone and nobody cancelled it.
    void (jobs as unknown as { running: { thread: Worker } }).running.thread.terminate();
    await new Promise<void>((resolve) => jobs.watch(id, ({ status }) => status === "failed" && resolve()));
    const { state } = (await app.inject({ url: `/plans/${id}`, headers: { ...AUTHORITY, "accept-language": "zh" } })).json<{
      state: unknown;
    }>();
    expect(state).toEqual({ status: "failed", error: { code: "server-failed", message: ANSWERS["server-failed"][1] } });
    expect(failures).toEqual([{ event: "plan-failed", job: id, reason: expect.stringMatching(/^the thread ended with \d$/) as string }]);
    await app.close();
  });

  it("plans as a job that tells its states, and refuses what the library refuses", async () => {
    const ended = async (id: string) =>
      new Promise<Record<string, unknown>>((resolve) => {
        server.jobs.watch(id, (state) => state.status !== "running" && state.status !== "waiting" && resolve(state));
      });
    expect((await send("POST", "/plans", { body: { shape: "one-to-one" } })).code).toBe("not-allowed");
    const ordered = await send("POST", "/plans", { body: { shape: "one-to-one", minScore: 0.1, objective: "stable" }, headers: AUTHORITY });
    expect(ordered.status).toBe(202);
    expect(await ended(ordered.body["id"] as string)).toMatchObject({ status: "done", plan: { status: "optimal", objective: "stable" } });
    const stream = await server.app.inject({ url: `/plans/${ordered.body["id"] as string}/events`, headers: AUTHORITY });
    expect(stream.headers["content-type"]).toBe("text/event-stream");
    expect(stream.body).toContain('event: state\ndata: {"status":"done"');
    const odd = await send("POST", "/plans", { body: { shape: "round" }, headers: AUTHORITY });
    const state = await ended(odd.body["id"] as string);
    expect(state["status"]).toBe("refused");
    expect((state["issues"] as unknown[]).length).toBeGreaterThan(0);
  });

  it("plans by every method and objective of the library", async () => {
    const plan = async (request: object): Promise<Record<string, unknown>> => {
      const { body } = await send("POST", "/plans", { body: { minScore: 0.05, ...request }, headers: AUTHORITY });
      return new Promise((resolve) => {
        server.jobs.watch(body["id"] as string, (state) => state.status !== "running" && state.status !== "waiting" && resolve(state));
      });
    };
    for (const request of [
      { shape: "one-to-many", objective: "fair" },
      { shape: "one-to-one", level: "organisations" },
      { shape: "one-to-one", perUniversity: 1 },
      { shape: "one-to-one", certify: "all pairs" },
      { shape: "many-to-one", method: "coverage" },
      { shape: "many-to-many", method: "consortium" },
    ])
      expect([request, await plan(request)]).toEqual([request, expect.objectContaining({ status: "done" })]);
  });

  it("streams the states of a running job as server-sent events, progress among them, until it has ended", async () => {
    const url = await server.app.listen({ host: "127.0.0.1", port: 0 });
    const { body } = await send("POST", "/plans", { body: { shape: "one-to-one" }, headers: AUTHORITY });
    const id = body["id"] as string;
    const stream = await fetch(`${url}/plans/${id}/events`, { headers: AUTHORITY });
    // A second listener that leaves at once must not disturb the first.
    const left = new AbortController();
    await fetch(`${url}/plans/${id}/events`, { headers: AUTHORITY, signal: left.signal });
    left.abort();
    let text = "";
    for await (const piece of stream.body!.pipeThrough(new TextDecoderStream())) text += piece;
    const states = text
      .split("\n\n")
      .filter((event) => event.startsWith("event: state"))
      .map((event) => JSON.parse(event.slice(event.indexOf("data: ") + 6)) as { status: string; progress?: unknown });
    // The thread of the job before may not be gone yet: then this one waits first.
    expect(["waiting", "running"]).toContain(states[0]!.status);
    expect(states.filter(({ status, progress }) => status === "running" && progress !== null).length).toBeGreaterThan(0);
    expect(states.at(-1)!.status).toBe("done");
    expect(states.filter(({ status }) => status === "done")).toHaveLength(1);
  });

  it("cancels a job once; the second time there is nothing to cancel", async () => {
    const { body } = await send("POST", "/plans", { body: { shape: "one-to-one" }, headers: AUTHORITY });
    const path = `/plans/${body["id"] as string}`;
    expect((await send("DELETE", path, { headers: AUTHORITY })).body).toMatchObject({ state: { status: "cancelled" } });
    expect((await send("DELETE", path, { headers: AUTHORITY })).code).toBe("job-ended");
    expect((await send("DELETE", "/plans/nothing", { headers: AUTHORITY })).code).toBe("not-found");
  });
});

describe("a server that stops and starts", () => {
  it("answers as before from its snapshot, and adds what was written after it", async () => {
    const first = await startServer("again");
    await first.app.inject({ method: "POST", url: "/records", headers: AUTHORITY, payload: { add: MARKET } });
    await first.app.inject({ method: "PUT", url: "/outcomes/o3", headers: AUTHORITY, payload: { title: "隧道窑余热发电" } });
    const rank = async ({ app }: Server) => (await app.inject("/needs/n1/outcomes")).body;
    const before = await rank(first);
    await first.stop();
    const second = await startServer("again");
    expect(second.events).toContainEqual({ event: "market-opened", from: "snapshot", change: 2, replayed: 0 });
    expect(await rank(second)).toBe(before);
    await second.stop();
  });

  it("keeps ids that the database has no characters for", async () => {
    const first = await startServer("odd-ids");
    const add = {
      needs: [
        { id: "n\0", title: "窑炉余热" },
        { id: "s\ud800", title: "窑炉余热" },
      ],
    };
    const { statusCode, body } = await first.app.inject({ method: "POST", url: "/records", headers: AUTHORITY, payload: { add } });
    expect([statusCode, (JSON.parse(body) as { kept: object }).kept]).toMatchObject([200, { needs: ["n\0", "s\ufffd"] }]);
    // Read as another's id, this would take that one out of the database alone.
    await first.app.inject({ method: "POST", url: "/records", headers: AUTHORITY, payload: { remove: { needs: ["s\ud800"] } } });
    await first.stop();
    rmSync(join(scratch.path("odd-ids"), "market-1.snapshot"));
    const second = await startServer("odd-ids");
    expect(second.market.corpus.needs.ids).toEqual(["n\0", "s\ufffd"]);
    expect((await second.app.inject({ method: "DELETE", url: "/needs/n%00", headers: AUTHORITY })).statusCode).toBe(200);
    expect(second.market.corpus.needs.ids).toEqual(["s\ufffd"]);
    // Read back from the database, on top of a snapshot that has the record still.
    const third = await startServerFrom(second, "odd-ids");
    expect(third.events).toContainEqual({ event: "market-opened", from: "snapshot", change: 2, replayed: 1 });
    expect(third.market.corpus.needs.ids).toEqual(["s\ufffd"]);
    await third.stop();
  });

  it("says the same of a record before and after a restart where its organisation has moved", async () => {
    const first = await startServer("moved");
    const put = ({ app }: Server, url: string, payload: object) => app.inject({ method: "PUT", url, headers: AUTHORITY, payload });
    const region = async ({ app }: Server) => (await app.inject("/outcomes/o1")).json<{ region?: string }>().region;
    await put(first, "/organisations/u1", { name: "示例大学", kind: "university", region: "南京市" });
    await put(first, "/outcomes/o1", { title: "窑炉余热回收", organisation: "u1", region: "鼓楼区" });
    expect(await region(first)).toBe("320106");
    await put(first, "/organisations/u1", { name: "示例大学", kind: "university", region: "福州市" });
    expect(await region(first)).toBe("350102");
    // What comes with the move is not read as it was before.
    const together = {
      organisations: [{ id: "u2", name: "另一大学", kind: "university", region: "福州市" }],
      outcomes: [{ id: "o2", title: "旧题", organisation: "u2", region: "鼓楼区" }],
    };
    const change = (payload: object) => first.app.inject({ method: "POST", url: "/records", headers: AUTHORITY, payload });
    await change({ add: together });
    await change({
      add: { organisations: [{ ...together.organisations[0], region: "南京市" }], outcomes: [{ ...together.outcomes[0], title: "新题" }] },
    });
    expect((await first.app.inject("/outcomes/o2")).json()).toMatchObject({ title: "新题", region: "320106" });
    const second = await startServerFrom(first, "moved");
    expect(second.events).toContainEqual({ event: "market-opened", from: "snapshot", change: 5, replayed: 4 });
    expect(await region(second)).toBe("350102");
    await second.stop();
    // Its snapshot holds the record; only the organisation comes after it.
    const third = await startServer("moved");
    await put(third, "/organisations/u1", { name: "示例大学", kind: "university", region: "南京市" });
    expect(await region(third)).toBe("320106");
    const last = await startServerFrom(third, "moved");
    expect(await region(last)).toBe("320106");
    await last.stop();
  });

  it("sets aside a snapshot that is ahead of its database, of which the next changes would be lost", async () => {
    const first = await startServer("ahead");
    await first.app.inject({ method: "POST", url: "/records", headers: AUTHORITY, payload: { add: MARKET } });
    await first.stop();
    renameSync(join(scratch.path("ahead"), "market-1.snapshot"), join(scratch.path("ahead"), "market-7.snapshot"));
    const second = await startServer("ahead");
    expect(second.events[0]).toEqual({ event: "snapshot-refused", file: "market-7.snapshot", codes: ["snapshot-ahead"] });
    expect(second.events).toContainEqual({ event: "market-opened", from: "records", change: 1, replayed: 5 });
    await second.stop();
    const names = readdirSync(scratch.path("ahead")).sort();
    expect(names).toEqual(["ahead-of-database-market-7.snapshot", "database", "market-1.snapshot"]);
  });

  it("takes over a folder whose lock has its own number, as in a container that was started again, and not twice", async () => {
    scratch.write("container/server.lock", String(process.pid));
    const unlock = await lockFolder(scratch.path("container"));
    expect(unlock).toBeTypeOf("function");
    expect(await lockFolder(scratch.path("container"))).toMatchObject({ code: "folder-taken" });
    await (unlock as () => Promise<void>)();
    expect(readdirSync(scratch.path("container"))).toEqual([]);
    const again = await lockFolder(scratch.path("container"));
    expect(again).toBeTypeOf("function");
    await (again as () => Promise<void>)();
  });

  it("passes over a snapshot of an older version, and loses no record", async () => {
    const first = await startServer("older");
    await first.app.inject({ method: "POST", url: "/records", headers: AUTHORITY, payload: { add: MARKET } });
    const before = (await first.app.inject("/needs/n1/outcomes")).body;
    await first.stop();
    const file = join(scratch.path("older"), "market-1.snapshot");
    const bytes = readFileSync(file);
    // The version stands 12 bytes behind the start of the head.
    const at = bytes.indexOf("ALLIANCE") + 12;
    bytes[at] = bytes[at]! - 1;
    writeFileSync(file, bytes);
    const second = await startServer("older");
    expect(second.events[0]).toEqual({ event: "snapshot-refused", file: "market-1.snapshot", codes: ["snapshot-version"] });
    expect(second.events).toContainEqual({ event: "market-opened", from: "records", change: 1, replayed: 5 });
    expect((await second.app.inject("/needs/n1/outcomes")).body).toBe(before);
    await second.stop();
  });

  it("passes over a snapshot that it cannot use, and loses no record", async () => {
    const first = await startServer("broken");
    await first.app.inject({ method: "POST", url: "/records", headers: AUTHORITY, payload: { add: MARKET } });
    await first.stop();
    writeFileSync(join(scratch.path("broken"), "market-1.snapshot"), "of another age");
    const second = await startServer("broken");
    expect(second.events[0]).toMatchObject({ event: "snapshot-refused", file: "market-1.snapshot" });
    expect(second.events).toContainEqual({ event: "market-opened", from: "records", change: 1, replayed: 5 });
    expect((await second.app.inject("/needs/n1/outcomes")).statusCode).toBe(200);
    await second.stop();
  });
});

describe("a server whose disk is full", () => {
  it("keeps changes that the database took, refuses a refit that it cannot keep, and stops as ever", async () => {
    const { app, market, events, stop } = await startServer("no-snapshots");
    // Where a folder bears a file's name no file can be written.
    mkdirSync(join(scratch.path("no-snapshots"), "market-1.snapshot", "taken"), { recursive: true });
    const put = await app.inject({ method: "PUT", url: "/outcomes/o1", headers: AUTHORITY, payload: { title: "窑炉余热回收" } });
    expect([put.statusCode, put.json<{ change: number }>().change]).toEqual([200, 1]);
    expect(events.at(-1)).toMatchObject({ event: "snapshot-failed", change: 1 });
    const before = market.corpus;
    const refit = await app.inject({ method: "POST", url: "/market/refit", headers: AUTHORITY });
    expect([refit.statusCode, refit.json<{ error: { code: string } }>().error.code]).toEqual([503, "storage-failed"]);
    expect(market.corpus).toBe(before);
    await stop();
    rmSync(join(scratch.path("no-snapshots"), "market-1.snapshot"), { recursive: true });
    const again = await startServer("no-snapshots");
    expect((await again.app.inject("/outcomes/o1")).statusCode).toBe(200);
    await again.stop();
  });
});

describe("a server whose database fails", () => {
  it("says so, keeps nothing of the change, and goes on when the database does", async () => {
    let isFull = false;
    const failing = async (folder: string): Promise<RecordStore> => {
      const store = await openRecordStore(folder);
      return { ...store, write: (records) => (isFull ? Promise.reject(new Error("no space left")) : store.write(records)) };
    };
    const { app, market, stop } = await startServer("full", failing);
    const put = (id: string) =>
      app.inject({ method: "PUT", url: `/outcomes/${id}`, headers: AUTHORITY, payload: { title: "窑炉余热回收" } });
    await put("o1");
    isFull = true;
    const refused = await put("o2");
    expect([refused.statusCode, refused.json<{ error: { code: string } }>().error.code]).toEqual([503, "storage-failed"]);
    expect((await app.inject("/outcomes/o2")).statusCode).toBe(404);
    isFull = false;
    expect((await put("o3")).statusCode).toBe(200);
    expect(market.change).toBe(2);
    await stop();
  });
});
