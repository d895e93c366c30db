import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import {
  explain,
  rankNeeds,
  rankOutcomes,
  visibleNeed,
  type Need,
  type Outcome,
  type ProposeRequest,
  type Visibility,
} from "alliance-match";
import { visibleExplanation } from "../job/visible-explanation.js";
import { ANSWERS, errorAnswer, Refusal, toRefusal } from "./answer.js";
import { readId, type LiveMarket, type MarketChange } from "./live-market.js";
import type { LiveSearch } from "./live-search.js";
import type { JobState, PlanJobs } from "./plan-jobs.js";
import { readerOf, type Tokens } from "./reader.js";
import { LISTS, type List } from "./record-store.js";
import { CHANGE, ID, PAIR, PLAN_REQUEST, RANK_QUERY, RANK_STRANGER, RECORD, SEARCH_QUERY } from "./schemas.js";

export interface AppOptions {
  readonly market: LiveMarket;
  readonly search: LiveSearch;
  readonly jobs: PlanJobs;
  readonly tokens: Tokens;
  /** Structured logs, a JSON object a line, on stdout; tests leave them out. */
  readonly logger?: boolean;
  /** Bytes of a body at most. Default 1 MiB: a record is a few kB, a change of many records goes in several. */
  readonly bodyLimit?: number;
}

const BODY_LIMIT = 1 << 20;
/** Ids in addresses. */
const PARAMETER_LENGTH = 1_000;
const HEARTBEAT_MS = 15_000;

interface RankOptions {
  readonly k: number;
  readonly minScore?: number;
}

/** The service over a live market. Reading is for everybody, within what the marks on needs allow; changing takes the authority's token. */
export function createApp(options: AppOptions): FastifyInstance {
  const app = Fastify({
    logger: options.logger ?? false,
    bodyLimit: options.bodyLimit ?? BODY_LIMIT,
    routerOptions: { maxParamLength: PARAMETER_LENGTH },
    ajv: { customOptions: { coerceTypes: true, removeAdditional: false, allErrors: true } },
    genReqId: () => crypto.randomUUID(),
  });
  app.decorateRequest("reader", "public");
  app.addHook("onRequest", async (request) => {
    const reader = readerOf(request.headers.authorization, options.tokens);
    if (reader === undefined) throw new Refusal("token-unknown");
    request.reader = reader;
  });
  app.setErrorHandler((error, request, reply) => answerRefusal(toRefusal(error), { error, request, reply }));
  app.setNotFoundHandler((request, reply) => answerRefusal(new Refusal("not-found"), { error: undefined, request, reply }));
  addMarketRoutes(app, options);
  addRecordRoutes(app, options);
  addRankRoutes(app, options);
  addPlanRoutes(app, options);
  return app;
}

declare module "fastify" {
  interface FastifyRequest {
    /** Who asks. */
    reader: Visibility;
  }
}

interface Failed {
  readonly error: unknown;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

function answerRefusal(refusal: Refusal, { error, request, reply }: Failed): FastifyReply {
  if (refusal.code === "server-failed" || refusal.code === "storage-failed") request.log.error({ err: error }, refusal.code);
  return reply.status(ANSWERS[refusal.code][0]).send(errorAnswer(refusal, request.id));
}

function requireAuthority({ reader }: FastifyRequest): void {
  if (reader !== "authority") throw new Refusal("not-allowed");
}

function addMarketRoutes(app: FastifyInstance, { market, search }: AppOptions): void {
  app.get("/health", () => {
    const { user, system } = process.cpuUsage();
    return { status: "ok", change: market.change, rssMb: process.memoryUsage.rss() / 2 ** 20, cpuMs: (user + system) / 1_000 };
  });
  app.get("/market", () => ({
    change: market.change,
    outcomes: market.corpus.outcomes.count,
    needs: market.corpus.needs.count,
    organisations: market.corpus.organisations.size,
    drift: market.drift(),
  }));
  app.post("/market/refit", async (request) => {
    requireAuthority(request);
    await market.refit();
    return { change: market.change, drift: market.drift() };
  });
  app.get<{ Querystring: { q: string; side?: "outcomes" | "needs"; limit: number } }>(
    "/search",
    { schema: { querystring: SEARCH_QUERY } },
    ({ query: { q, ...find }, reader }, reply) => {
      const hits = search.find(q, reader, find);
      if (hits === undefined) void reply.header("retry-after", 1);
      if (hits === undefined) throw new Refusal("search-not-ready");
      return { hits };
    },
  );
}

function addRecordRoutes(app: FastifyInstance, { market }: AppOptions): void {
  const apply = async (change: MarketChange) => {
    try {
      return await market.apply(change);
    } catch (error) {
      // What the library and the door refuse has its own code; the rest is the database.
      if (toRefusal(error).code !== "server-failed") throw error;
      app.log.error({ err: error }, "storage-failed");
      throw new Refusal("storage-failed");
    }
  };
  app.post<{ Body: MarketChange }>("/records", { schema: { body: CHANGE } }, async (request) => {
    requireAuthority(request);
    return apply(request.body);
  });
  for (const list of LISTS) {
    app.put<{ Params: { id: string }; Body: Record<string, unknown> }>(
      `/${list}/:id`,
      { schema: { params: ID, body: RECORD } },
      async (request) => {
        requireAuthority(request);
        const { id } = request.params;
        if (request.body["id"] !== undefined && request.body["id"] !== id) throw new Refusal("id-mismatch");
        const record = { ...request.body, id };
        const { id: read, issues } = readId(list, record);
        if (read === undefined) throw new Refusal("record-refused", { issues });
        // Markup is taken out of ids as of all texts: such a record would not be found under its address.
        if (read !== id) throw new Refusal("id-mismatch", { details: { read } });
        return apply({ add: { [list]: [record] } });
      },
    );
    app.delete<{ Params: { id: string } }>(`/${list}/:id`, { schema: { params: ID } }, async (request) => {
      requireAuthority(request);
      return apply({ remove: { [list]: [request.params.id] } });
    });
    app.get<{ Params: { id: string } }>(`/${list}/:id`, { schema: { params: ID } }, ({ params: { id }, reader }) =>
      readRecord(market, { list, id, reader }),
    );
  }
}

function readRecord(
  { corpus }: LiveMarket,
  { list, id, reader }: { readonly list: List; readonly id: string; readonly reader: Visibility },
) {
  if (list === "organisations") {
    const organisation = corpus.organisations.get(id);
    if (organisation === undefined) throw new Refusal("not-found");
    return organisation;
  }
  const at = corpus[list].indexOf.get(id);
  if (at === undefined) throw new Refusal("not-found");
  return list === "outcomes" ? corpus.outcomes.records[at]! : visibleNeed(corpus.needs.records[at]!, reader);
}

function addRankRoutes(app: FastifyInstance, { market }: AppOptions): void {
  const rankSchema = { schema: { params: ID, querystring: RANK_QUERY } };
  app.get<{ Params: { id: string }; Querystring: RankOptions }>("/needs/:id/outcomes", rankSchema, ({ params, query }) => ({
    partners: rankOutcomes(market.corpus, params.id, query),
  }));
  app.get<{ Params: { id: string }; Querystring: RankOptions }>("/outcomes/:id/needs", rankSchema, ({ params, query }) => ({
    partners: rankNeeds(market.corpus, params.id, query),
  }));
  app.post<{ Body: RankOptions & { need?: Need; outcome?: Outcome } }>("/rank", { schema: { body: RANK_STRANGER } }, (request) => {
    const { need, outcome, ...options } = request.body;
    // Whoever may rank texts of their own against needs can feel out, score by score, what their guarded fields say.
    if (outcome !== undefined) requireAuthority(request);
    // A stranger needs no id to be ranked, but the library wants one.
    const partners =
      need === undefined
        ? rankNeeds(market.corpus, { ...outcome!, id: outcome!.id ?? "stranger" }, options)
        : rankOutcomes(market.corpus, { ...need, id: need.id ?? "stranger" }, options);
    return { partners };
  });
  app.get<{ Params: { need: string; outcome: string } }>("/pairs/:need/:outcome", { schema: { params: PAIR } }, ({ params, reader }) => {
    const explanation = explain(market.corpus, params.need, params.outcome);
    const { needs } = market.corpus;
    return visibleExplanation(explanation, needs.records[needs.indexOf.get(params.need)!]!, reader);
  });
}

/** Plans name who stands behind each need, so they are the authority's. */
function addPlanRoutes(app: FastifyInstance, { market, jobs }: AppOptions): void {
  const find = (id: string) => {
    const job = jobs.find(id);
    if (job === undefined) throw new Refusal("not-found");
    return job;
  };
  app.post<{ Body: ProposeRequest }>("/plans", { schema: { body: PLAN_REQUEST } }, (request, reply) => {
    requireAuthority(request);
    const job = jobs.order(market.corpus, market.change, request.body);
    if (job === undefined) throw new Refusal("too-many-jobs");
    return reply.status(202).header("location", `/plans/${job.id}`).send(job);
  });
  app.get<{ Params: { id: string } }>("/plans/:id", { schema: { params: ID } }, (request) => {
    requireAuthority(request);
    return find(request.params.id);
  });
  app.delete<{ Params: { id: string } }>("/plans/:id", { schema: { params: ID } }, (request) => {
    requireAuthority(request);
    const { id } = find(request.params.id);
    if (!jobs.cancel(id)) throw new Refusal("job-ended");
    return find(id);
  });
  app.get<{ Params: { id: string } }>("/plans/:id/events", { schema: { params: ID } }, (request, reply) => {
    requireAuthority(request);
    streamStates(jobs, find(request.params.id).id, { request, reply });
  });
}

/** Server-sent events: `state` with each state of a job, until it has ended or the listener has left. */
function streamStates(jobs: PlanJobs, id: string, { request, reply }: Pick<Failed, "request" | "reply">): void {
  reply.hijack();
  const { raw } = reply;
  // Kept open for a next request, the connection would keep a server that is told to stop waiting for a minute.
  raw.writeHead(200, {
    "content-type": "text/event-stream",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
    connection: "close",
  });
  const heartbeat = setInterval(() => raw.write(": still here\n\n"), HEARTBEAT_MS);
  let stop = (): void => undefined;
  const end = (): void => {
    clearInterval(heartbeat);
    stop();
    raw.end();
  };
  const isLast = ({ status }: JobState): boolean => status !== "waiting" && status !== "running";
  stop = jobs.watch(id, (state) => {
    raw.write(`event: state\ndata: ${JSON.stringify(state)}\n\n`);
    // After `watch` has returned, so that there is something to stop.
    if (isLast(state)) setImmediate(end);
  });
  request.raw.on("close", end);
}
