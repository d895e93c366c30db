import { decodeText } from "../io/decode-text.js";
import { createIoIssue, type IoIssue } from "../io/io-issue.js";
import { parseJson } from "../io/json-array.js";
import { readBytes } from "../io/read-bytes.js";

/** What judges were asked: of each need the outcomes, as `pool.json` of an export has it; or the issue that says why there is none. */
export async function readPool(file: string): Promise<{ readonly pool: ReadonlyMap<string, readonly string[]> } | IoIssue> {
  const bytes = await readBytes(file);
  if (!(bytes instanceof Uint8Array)) return bytes;
  const decoded = decodeText(bytes);
  const parsed = decoded.kind === "binary" ? undefined : parseJson(decoded.text);
  const pool = parsed?.kind === "good" ? poolOf(parsed.value) : undefined;
  return pool === undefined ? createIoIssue("pool-invalid", { file }) : { pool };
}

function poolOf(value: unknown): ReadonlyMap<string, readonly string[]> | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value as Readonly<Record<string, unknown>>);
  const isList = (ids: unknown): ids is readonly string[] => Array.isArray(ids) && ids.every((id) => typeof id === "string");
  return entries.every((entry): entry is [string, readonly string[]] => isList(entry[1])) ? new Map(entries) : undefined;
}
