/**
 * 08 Embeddings: dense vectors by a model of your own, in batches, kept from run to run.
 * Run: npx tsx examples/08-embeddings.ts
 */
import { buildCorpus, defineConfig, rankOutcomes, type MarketInput } from "alliance-match";
import { embedMarket, formatEmbeddingIssue, type Embedder, type EmbeddedMarket } from "alliance-match/embeddings";

/** A number of a few characters, the same everywhere. */
const hash = (text: string): number => [...text].reduce((sum, character) => (sum * 31 + character.codePointAt(0)!) % 65_521, 7);

// Stands in for a model, so that the example runs anywhere and prints the same everywhere: it counts runs of three characters by their
// hash in 64 numbers. It knows no meaning, only spelling. A real one calls a service or a local model where this one loops.
const trigrams: Embedder = {
  id: "trigrams-64/1", // names model and edition: part of every key of the cache
  dimensions: 64,
  embed: async (texts) => {
    console.log(`  asked for ${texts.length}: ${texts.join(" | ")}`);
    if (texts.some((text) => text.includes("confidential"))) throw new Error("refused by the service");
    return texts.map((text) => {
      const vector = new Array<number>(64).fill(0);
      const spaced = ` ${text.toLowerCase()} `;
      for (let at = 0; at + 3 <= spaced.length; at++) vector[hash(spaced.slice(at, at + 3)) % 64]! += 1;
      return vector;
    });
  },
};

// n1 and o1 spell one word in two ways and share no other; o2 shares a word that says little. All invented.
const market = {
  needs: [
    { id: "n1", title: "Hot metal desulfurization" },
    { id: "n2", title: "Ladle slag recycling" },
  ],
  outcomes: [
    { id: "o1", title: "Desulphurization of iron" },
    { id: "o2", title: "Hot glue for book binding" },
    { id: "o3", title: "Recycling of ladle slag" },
  ],
};

// Each different text is asked for once. The cache is anything with `get` and `set`: a Map, a table, a folder.
const cache = new Map<string, readonly number[]>();
console.log("first run");
const embedded = await embedMarket(market, trigrams, { batchSize: 3, cache });
tell(embedded);

// Words alone put o2 first for n1. With most of the weight on the vectors o1 is first.
rank("text alone", embedded.market, { text: 1 });
rank("text and embedding", embedded.market, { text: 0.3, embedding: 0.7 });

// Next week: two more outcomes. What the cache has is not asked for again, and a vector of one's own is left as it is.
const own = { id: "o4", title: "Agents for desulphurization", embedding: new Array<number>(64).fill(1) };
const more = { ...market, outcomes: [...market.outcomes, own, { id: "o5", title: "Hot metal pretreatment" }] };
console.log("second run");
tell(await embedMarket(more, trigrams, { batchSize: 3, cache }));

// A batch that is refused is asked for text by text. Only what is refused alone goes without a vector, and takes the neutral value.
const hidden = { id: "o6", title: "Hot metal, confidential" };
const refused = { ...market, outcomes: [...market.outcomes, hidden, { id: "o7", title: "Hot metal cars" }] };
console.log("a batch that is refused");
const again = await embedMarket(refused, trigrams, { cache });
tell(again);
rank("text and embedding", again.market, { text: 0.3, embedding: 0.7 });

function tell({ counts, issues }: EmbeddedMarket): void {
  const sources = Object.entries(counts).map(([source, count]) => `${source} ${count}`);
  console.log(`  ${sources.join(", ")}`);
  for (const issue of issues)
    console.log(`  ${issue.code}${issue.record === undefined ? "" : ` [${issue.record.id}]`}: ${formatEmbeddingIssue(issue, "en")}`);
}

function rank(title: string, given: MarketInput, weights: { text: number; embedding?: number }): void {
  const { corpus } = buildCorpus(given, defineConfig({ weights }));
  const ranked = rankOutcomes(corpus, "n1").map(
    ({ id, score, unknown }) => `${id} ${score.toFixed(3)}${unknown.includes("embedding") ? " (no vector)" : ""}`,
  );
  console.log(`  n1 by ${title}: ${ranked.join(", ")}`);
}
