/** The worker that searches while somebody types. Its index is made in pieces; until it is whole, searching waits its turn. */
import { type Corpus } from "alliance-match";
import { SearchIndex } from "alliance-match/search";
import { openSnapshot } from "alliance-match/snapshot";
import type { SearchVerbs } from "./messages.js";
import { PORTAL_CONFIG } from "./portal-config.js";
import { serve, tell } from "./serve.js";

const PIECE = 500;
const LISTED = 12;

let index: SearchIndex | undefined;
/** Which opening is the last: one that was overtaken stops. */
let opening = 0;

const verbs: Record<keyof SearchVerbs, unknown> = {
  async open(snapshot: ArrayBuffer): Promise<number> {
    const own = ++opening;
    index = undefined;
    const corpus = openSnapshot(snapshot, PORTAL_CONFIG);
    const made = new SearchIndex({ analyzer: corpus.analyzer, reader: "public" });
    // What is there so far can be found already.
    index = made;
    for await (const done of addInPieces(made, corpus)) {
      if (own !== opening) return 0;
      tell({ stage: "search", done, total: corpus.outcomes.count + corpus.needs.count });
    }
    return made.size;
  },
  find: (query: string, side: "outcomes" | "needs" | null) => index?.find(query, { limit: LISTED, ...(side !== null && { side }) }) ?? [],
};

serve(verbs);

async function* addInPieces(made: SearchIndex, { outcomes, needs, organisations }: Corpus): AsyncGenerator<number> {
  let done = 0;
  for (let from = 0; from < Math.max(outcomes.count, needs.count); from += PIECE) {
    const piece = [outcomes.records.slice(from, from + PIECE), needs.records.slice(from, from + PIECE)] as const;
    made.addOutcomes(piece[0], organisations);
    made.addNeeds(piece[1], organisations);
    yield (done += piece[0].length + piece[1].length);
    // Lets a query in.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}
