import type { MarketInput } from "../model/market.js";

/** The lists of a market. */
export const MARKET_LISTS = ["outcomes", "needs", "organisations"] as const;
export type MarketList = (typeof MARKET_LISTS)[number];

/** What changes in a corpus. */
export interface CorpusUpdate {
  /** Records of any origin, as `buildCorpus` takes them. One with an id that is there replaces what is there. */
  readonly add?: Partial<MarketInput>;
  /** Ids. */
  readonly remove?: Readonly<Partial<Record<MarketList, readonly string[]>>>;
}
