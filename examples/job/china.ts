import { defineConfig, type Config, type ConfigInput } from "alliance-match";
import { industriesOfChina } from "alliance-match/industries-cn";
import { regionsOfChina } from "alliance-match/regions-cn";
import { specificationReader } from "alliance-match/specifications";

/**
 * A configuration with the tables of China: places and industries are read by name as well as by code. Quantities in texts are read where
 * the signal `specifications` has a weight.
 */
export function configForChina(input: ConfigInput = {}): Config {
  // What is no object is passed on as it is, for `defineConfig` to name.
  const options: unknown = input;
  const isObject = typeof options === "object" && options !== null && !Array.isArray(options);
  if (!isObject) return defineConfig(input);
  const specifications = (input.weights?.specifications ?? 0) > 0 ? { specifications: specificationReader } : {};
  return defineConfig({ regions: regionsOfChina, industries: industriesOfChina, ...specifications, ...input });
}
