import type { FastifyInstance } from "fastify";
import type { AppOptions } from "./app.js";
import { Refusal } from "./answer.js";
import { requireAuthority } from "./reader.js";
import { SEARCH_QUERY } from "./schemas.js";

/** How the server and the market are, and search. */
export function addMarketRoutes(app: FastifyInstance, { market, search }: AppOptions): void {
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
    await market.refit().catch((error: unknown) => {
      request.log.error({ err: error }, "refit failed");
      throw new Refusal("storage-failed");
    });
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
