export { gbkBytes } from "../../../benchmarks/gbk-bytes.js";

/** A text in UTF-16 behind its byte order mark. */
export function utf16Bytes(text: string, order: "le" | "be"): Uint8Array {
  const bytes = Buffer.from(`\uFEFF${text}`, "utf16le");
  return Uint8Array.from(order === "le" ? bytes : bytes.swap16());
}
