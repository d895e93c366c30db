import type { FastifyInstance, FastifyRequest } from "fastify";
import { visibleNeed, type Visibility } from "alliance-match";
import type { AppOptions } from "./app.js";
import { Refusal, toRefusal } from "./answer.js";
import type { LiveMarket } from "./live-market.js";
import { readId, type MarketChange } from "./market-change.js";
import { requireAuthority } from "./reader.js";
import { LISTS, type List } from "./record-store.js";
import { issuesIn, replyLanguage } from "./reply-language.js";
import { CHANGE, ID, RECORD } from "./schemas.js";

/** Records one by one and many at once: reading is for everybody, within the marks on needs; changing is the authority's. */
export function addRecordRoutes(app: FastifyInstance, { market }: AppOptions): void {
  const apply = async ({ headers }: FastifyRequest, change: MarketChange) => {
    try {
      const { issues, ...result } = await market.apply(change);
      return { ...result, issues: issuesIn(replyLanguage(headers["accept-language"]), issues) };
    } catch (error) {
      // What the library and the door refuse has its own code; the rest is the database.
      if (toRefusal(error).code !== "server-failed") throw error;
      app.log.error({ err: error }, "storage-failed");
      throw new Refusal("storage-failed");
    }
  };
  app.post<{ Body: MarketChange }>("/records", { schema: { body: CHANGE } }, async (request) => {
    requireAuthority(request);
    return apply(request, request.body);
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
        return apply(request, { add: { [list]: [record] } });
      },
    );
    app.delete<{ Params: { id: string } }>(`/${list}/:id`, { schema: { params: ID } }, async (request) => {
      requireAuthority(request);
      return apply(request, { remove: { [list]: [request.params.id] } });
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
