import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ProposeRequest } from "alliance-match";
import type { AppOptions } from "./app.js";
import { Refusal } from "./answer.js";
import type { JobState, PlanJobs } from "./plan-jobs.js";
import { requireAuthority } from "./reader.js";
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

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Server-sent events: `state` with each state of a job, until it has ended or the listener has left. */
function streamStates(jobs: PlanJobs, id: string, { request, reply }: Exchange): void {
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
