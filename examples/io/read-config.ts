import { ConfigError, type Config, type ConfigInput, type Issue } from "alliance-match";
import { decodeText } from "./decode-text.js";
import { createIoIssue, type IoIssue } from "./io-issue.js";
import { parseJson } from "./json-array.js";
import { readBytes } from "./read-bytes.js";

/** A checked configuration, or everything that is wrong with its file. */
export type ConfigReading =
  { readonly kind: "good"; readonly config: Config } | { readonly kind: "bad"; readonly issues: ReadonlyArray<Issue | IoIssue> };

/** Reads a configuration: a JSON object as `defineConfig` takes it. @param define fills and checks it. */
export async function readConfigFile(file: string, define: (input: ConfigInput) => Config): Promise<ConfigReading> {
  const bytes = await readBytes(file);
  if (!(bytes instanceof Uint8Array)) return { kind: "bad", issues: [bytes] };
  const decoded = decodeText(bytes);
  if (decoded.kind === "binary") return { kind: "bad", issues: [createIoIssue("not-text", { file, received: decoded.reason })] };
  const parsed = parseJson(decoded.text);
  if (parsed.kind === "bad")
    return { kind: "bad", issues: [createIoIssue("config-not-json", { file, line: parsed.line, received: parsed.complaint })] };
  try {
    return { kind: "good", config: define(parsed.value as ConfigInput) };
  } catch (error) {
    if (error instanceof ConfigError) return { kind: "bad", issues: error.issues };
    throw error;
  }
}
