import type { Language, ProposeProgress } from "alliance-match";

/** What a bar is shown of, in order. */
export type ShownStage = "read" | "parse" | "build" | ProposeProgress["stage"] | "write";

const NAMES: Readonly<Record<ShownStage, Readonly<Record<Language, string>>>> = {
  read: { zh: "读取", en: "reading" },
  parse: { zh: "解析", en: "parsing" },
  build: { zh: "建立语料库", en: "building the corpus" },
  join: { zh: "匹配", en: "matching" },
  solve: { zh: "求解方案", en: "solving the plan" },
  prove: { zh: "全部组合的证明", en: "proving over all pairs" },
  write: { zh: "写入文件", en: "writing the files" },
};

/** A stage as a bar is labelled. @param subject the file it is about. */
export function stageName(stage: ShownStage, language: Language, subject = ""): string {
  return `${NAMES[stage][language]} ${subject}`.trimEnd();
}
