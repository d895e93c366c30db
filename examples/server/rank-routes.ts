import type { FastifyInstance } from "fastify";
import { explain, rankNeeds, rankOutcomes, type Need, type Outcome } from "alliance-match";
import { visibleExplanation } from "../job/visible-explanation.js";
import type { AppOptions } from "./app.js";
import { requireAuthority } from "./reader.js";
import { ID, PAIR, RANK_QUERY, RANK_STRANGER } from "./schemas.js";

interface RankOptions {
  readonly k: number;
  readonly minScore?: number;
}

/** Best partners, of records that are in the market or not, and why a pair scores what it does. */
export function addRankRoutes(app: FastifyInstance, { market }: AppOptions): void {
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
