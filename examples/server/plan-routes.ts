import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Language, ProposeRequest } from "alliance-match";
import type { AppOptions } from "./app.js";
import { answerText, Refusal } from "./answer.js";
import type { Job, JobState, PlanJobs } from "./plan-jobs.js";
import { requireAuthority } from "./reader.js";
import { issuesIn, replyLanguage } from "./reply-language.js";
import { ID, PLAN_REQUEST } from "./schemas.js";

const HEARTBEAT_MS = 15_000;

/** Plans name who stands behind each need, so they are the authority's. */
export function addPlanRoutes(app: FastifyInstance, { market, jobs }: AppOptions): void {
  const find = (id: string) => {
    const job = jobs.find(id);
    if (job === undefined) throw new Refusal("not-found");
    return job;
  };
  app.post<{ Body: ProposeRequest }>("/plans", { schema: { body: PLAN_REQUEST } }, (request, reply) => {
    requireAuthority(request);
    const job = jobs.order(market.corpus, market.change, request.body);
    if (job === undefined) throw new Refusal("too-many-jobs");
    return reply
      .status(202)
      .header("location", `/plans/${job.id}`)
      .send(toldJob(job, languageOf(request)));
  });
  app.get<{ Params: { id: string } }>("/plans/:id", { schema: { params: ID } }, (request) => {
    requireAuthority(request);
    return toldJob(find(request.params.id), languageOf(request));
  });
  app.delete<{ Params: { id: string } }>("/plans/:id", { schema: { params: ID } }, (request) => {
    requireAuthority(request);
    const { id } = find(request.params.id);
    if (!jobs.cancel(id)) throw new Refusal("job-ended");
    return toldJob(find(id), languageOf(request));
  });
  app.get<{ Params: { id: string } }>("/plans/:id/events", { schema: { params: ID } }, (request, reply) => {
    requireAuthority(request);
    streamStates(jobs, find(request.params.id).id, { request, reply });
  });
}

const languageOf = ({ headers }: FastifyRequest): Language => replyLanguage(headers["accept-language"]);

/** A job with its texts in a language. */
function toldJob({ state, ...job }: Job, language: Language) {
  return { ...job, state: toldState(state, language) };
}

function toldState(state: JobState, language: Language) {
  switch (state.status) {
    case "refused":
      return { ...state, issues: issuesIn(language, state.issues) };
    case "done":
      return { ...state, plan: { ...state.plan, issues: issuesIn(language, state.plan.issues) } };
    case "failed":
      return { ...state, error: { code: "server-failed", message: answerText("server-failed", language) } };
    case "waiting":
    case "running":
    case "cancelled":
      return state;
  }
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Server-sent events: `state` with each state of a job, until it has ended or the listener has left. */
function streamStates(jobs: PlanJobs, id: string, { request, reply }: Exchange): void {
  const language = languageOf(request);
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
    raw.write(`event: state\ndata: ${JSON.stringify(toldState(state, language))}\n\n`);
    // After `watch` has returned, so that there is something to stop.
    if (isLast(state)) setImmediate(end);
  });
  request.raw.on("close", end);
}
