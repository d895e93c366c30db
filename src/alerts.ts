/** Who the k best partners of every record are, kept up to date while the corpus changes, and whom each change concerns. */
export {
  openWatch,
  resumeWatch,
  Watch,
  type Alert,
  type EnteredPartner,
  type LeftPartner,
  type ListedPartner,
  type WatchOptions,
} from "./join/watch.js";
export type { KeptLists, PartnerList } from "./join/watch-lists.js";
