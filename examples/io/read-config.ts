import { ConfigError, type Config, type ConfigInput, type Issue } from "alliance-match";
import type { IoIssue } from "./io-issue.js";
import { readJsonFile } from "./read-json-file.js";

/** A checked configuration, or everything that is wrong with its file. */
export type ConfigReading =
  { readonly kind: "good"; readonly config: Config } | { readonly kind: "bad"; readonly issues: ReadonlyArray<Issue | IoIssue> };

/**
 * Reads a configuration: a JSON object as `defineConfig` takes it. `tuning`, where `npm run tune` says how it came about, is left out.
 *
 * @param define fills and checks it.
 */
export async function readConfigFile(file: string, define: (input: ConfigInput) => Config): Promise<ConfigReading> {
  const parsed = await readJsonFile(file, "config-not-json");
  if (parsed.kind === "bad") return parsed;
  try {
    return { kind: "good", config: define(withoutRecord(parsed.value) as ConfigInput) };
  } catch (error) {
    if (error instanceof ConfigError) return { kind: "bad", issues: error.issues };
    throw error;
  }
}

function withoutRecord(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const { tuning: _, ...config } = value as Readonly<Record<string, unknown>>;
  return config;
}
