import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { Visibility } from "alliance-match";
import { ANSWERS } from "./answer-catalogue.js";
import { errorAnswer, Refusal, toRefusal } from "./answer.js";
import type { LiveMarket } from "./live-market.js";
import type { LiveSearch } from "./live-search.js";
import { addMarketRoutes } from "./market-routes.js";
import type { PlanJobs } from "./plan-jobs.js";
import { addPlanRoutes } from "./plan-routes.js";
import { addRankRoutes } from "./rank-routes.js";
import { readerOf, type Tokens } from "./reader.js";
import { addRecordRoutes } from "./record-routes.js";
import { replyLanguage } from "./reply-language.js";

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

/** Levels of arrays and objects in a body: a change has four (`add`, a list, a record, its lists); thousands would overflow what writes them out. */
const LEVELS = 32;

/** The service over a live market. Reading is for everybody, within what the marks on needs allow; changing takes the authority's token. */
export function createApp(options: AppOptions): FastifyInstance {
  const app = Fastify({
    logger: options.logger === true && { serializers: { req: loggedRequest } },
    bodyLimit: options.bodyLimit ?? BODY_LIMIT,
    routerOptions: { maxParamLength: PARAMETER_LENGTH },
    ajv: { customOptions: { coerceTypes: true, removeAdditional: false, allErrors: true } },
    genReqId: () => crypto.randomUUID(),
    // Addresses that no route could read: nothing else sees them.
    frameworkErrors: (error, request, reply) => void answerRefusal(toRefusal(error), { error, request, reply }),
  });
  app.decorateRequest("reader", "public");
  app.addHook("onRequest", async (request) => {
    const reader = readerOf(request.headers.authorization, options.tokens);
    if (reader === undefined) throw new Refusal("token-unknown");
    request.reader = reader;
  });
  app.addHook("preValidation", async ({ body }) => {
    if (isDeeperThan(LEVELS, body)) throw new Refusal("json-invalid", { details: { maxLevels: LEVELS } });
  });
  app.setErrorHandler((error, request, reply) => answerRefusal(toRefusal(error), { error, request, reply }));
  app.setNotFoundHandler((request, reply) => answerRefusal(new Refusal("not-found"), { error: undefined, request, reply }));
  addMarketRoutes(app, options);
  addRecordRoutes(app, options);
  addRankRoutes(app, options);
  addPlanRoutes(app, options);
  return app;
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(levels - 1, inner));
}

/** Without what stands behind the address: words that somebody searches for tell what an enterprise lacks. */
function loggedRequest({ method, url }: FastifyRequest): { readonly method: string; readonly path: string } {
  return { method, path: url.replace(/\?.*$/s, "") };
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
  const language = replyLanguage(request.headers["accept-language"]);
  return reply
    .status(ANSWERS[refusal.code][0])
    .header("content-language", language)
    .header("vary", "accept-language")
    .send(errorAnswer(refusal, request.id, language));
}
