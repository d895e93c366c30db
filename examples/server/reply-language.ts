import { formatIssue, type Issue, type Language } from "alliance-match";

const SPOKEN = ["zh", "en"] as const satisfies readonly Language[];
/** What a caller that names none of them reads; the library's `message` is in it, too. */
const DEFAULT: Language = "en";

/**
 * The language of an answer's texts by the `Accept-Language` of its request: of Chinese (`zh`, `zh-CN`, …) and English the one of the higher
 * quality, of equal ones the first.
 */
export function replyLanguage(header: string | undefined): Language {
  const wanted = (header ?? "").split(",").flatMap((range) => {
    const [tag = "", ...parameters] = range
      .toLowerCase()
      .split(";")
      .map((part) => part.trim());
    const language = SPOKEN.find((spoken) => tag === spoken || tag.startsWith(`${spoken}-`));
    const quality = Number(parameters.find((parameter) => parameter.startsWith("q="))?.slice(2) ?? 1);
    return language === undefined || !(quality > 0) ? [] : [{ language, quality }];
  });
  return wanted.sort((a, b) => b.quality - a.quality)[0]?.language ?? DEFAULT;
}

/** Issues with their texts in a language. */
export function issuesIn(language: Language, issues: readonly Issue[]): Issue[] {
  return issues.map((issue) => ({ ...issue, message: formatIssue(issue, language) }));
}
