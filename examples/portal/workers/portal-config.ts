import { defineConfig } from "alliance-match";
import { industriesOfChina } from "alliance-match/industries-cn";
import { regionsOfChina } from "alliance-match/regions-cn";

/** How every worker reads and opens the market: with the tables of China and the default weights. */
export const PORTAL_CONFIG = defineConfig({ regions: regionsOfChina, industries: industriesOfChina });
