import type { Language } from "alliance-match";
import { createIoIssue, type IoIssue } from "../io/io-issue.js";

/** The language asked for, Chinese by default. */
export function readLanguage(text: string | undefined): { readonly language: Language; readonly issue?: IoIssue } {
  if (text === undefined || text === "zh" || text === "en") return { language: text ?? "zh" };
  return { language: "zh", issue: createIoIssue("flag-invalid", { option: "--lang", expected: "zh | en", received: text }) };
}
