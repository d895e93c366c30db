import { defineConfig, type Config, type ConfigInput } from "alliance-match";
import { industriesOfChina } from "alliance-match/industries-cn";
import { regionsOfChina } from "alliance-match/regions-cn";

/** A configuration with the tables of China: places and industries are read by name as well as by code. */
export function configForChina(input: ConfigInput = {}): Config {
  // What is no object is passed on as it is, for `defineConfig` to name.
  const options: unknown = input;
  const isObject = typeof options === "object" && options !== null && !Array.isArray(options);
  return defineConfig(isObject ? { regions: regionsOfChina, industries: industriesOfChina, ...input } : input);
}
