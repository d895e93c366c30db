export {
  createSearchIndex,
  loadSearchIndex,
  SearchIndex,
  SearchSnapshotError,
  type FindOptions,
  type SearchHit,
  type SearchOptions,
  type SearchSide,
  type SearchSnapshot,
} from "./search-index.js";
