import { decodeText } from "./decode-text.js";
import { createIoIssue, type IoIssue, type IoIssueCode } from "./io-issue.js";
import { parseJson } from "./json-array.js";
import { readBytes } from "./read-bytes.js";

export type JsonFileReading =
  { readonly kind: "good"; readonly value: unknown } | { readonly kind: "bad"; readonly issues: readonly IoIssue[] };

/** The value that a file of JSON holds, in any encoding that texts are read in. @param notJson the code for a text that is no JSON; its line is named. */
export async function readJsonFile(file: string, notJson: IoIssueCode): Promise<JsonFileReading> {
  const bytes = await readBytes(file);
  if (!(bytes instanceof Uint8Array)) return { kind: "bad", issues: [bytes] };
  const decoded = decodeText(bytes);
  if (decoded.kind === "binary") return { kind: "bad", issues: [createIoIssue("not-text", { file, received: decoded.reason })] };
  const parsed = parseJson(decoded.text);
  if (parsed.kind === "bad")
    return { kind: "bad", issues: [createIoIssue(notJson, { file, line: parsed.line, received: parsed.complaint })] };
  return { kind: "good", value: parsed.value };
}
