/** Dense vectors of records by the caller's own embedder, in batches, kept from run to run. */
export { embedMarket, embedSteps, type EmbeddedMarket, type EmbedOptions } from "./corpus/embed-market.js";
export type { EmbedProgress } from "./corpus/embed-texts.js";
export { embeddingKey, type Embedder, type EmbeddingCache } from "./corpus/embedder.js";
export { EMBEDDING_ISSUE_CATALOGUE, formatEmbeddingIssue, type EmbeddingIssue, type EmbeddingIssueCode } from "./corpus/embedding-issue.js";
