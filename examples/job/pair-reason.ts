import { explain, signalName, type Corpus, type ExplainedGroup, type ExplainedSignal, type Language } from "alliance-match";
import type { Directory } from "./directory.js";

/** Shared phrases named in one line. */
const SHOWN_PHRASES = 3;
/** A phrase is worth naming if it is more than one character and carries this share of what the text adds. */
const TELLING_SHARE = 0.05;

/** How the level of a shared region term is called; its first letter tells. */
const REGION_LEVEL: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  "0": { zh: "同省", en: "same province" },
  "1": { zh: "同市", en: "same city" },
  "2": { zh: "同区县", en: "same county" },
  z: { zh: "同区域", en: "same zone" },
  d: { zh: "距离相近", en: "near" },
};

/** Why two records were put together, in one line: the words they share, their common industry and region, and what is unknown. */
export function pairReason(
  corpus: Corpus,
  { need, outcome }: { readonly need: string; readonly outcome: string },
  { directory, language }: { readonly directory: Directory; readonly language: Language },
): string {
  const zh = language === "zh";
  const { signals } = explain(corpus, need, outcome);
  const withheld = directory.withheldFrom(need);
  const pieces = signals.flatMap((part) => {
    if (part.reason !== "shared") return [];
    if (part.signal === "text") return [textReason(part, withheld?.readable, language)];
    if (part.signal === "industry") return [`${zh ? "行业" : "industry"} ${deepest(part).phrase}`];
    if (part.signal === "region") return [regionReason(part, language)];
    const words = part.groups.flatMap((group) => (group.words === undefined ? [] : [group.words[language]]));
    // What was compared is quoted from the need's own text, which a need that withholds some of it may not want told.
    if (words.length > 0 && withheld === undefined) return [words.slice(0, SHOWN_PHRASES).join(zh ? "、" : ", ")];
    return [`${signalName(part.signal, language)} ${part.value.toFixed(2)}`];
  });
  const unknown = signals.filter(({ reason }) => reason === "unknown").map(({ signal }) => signalName(signal, language));
  if (unknown.length > 0) pieces.push(zh ? `${unknown.join("、")}未知` : `${unknown.join(", ")} unknown`);
  return pieces.join(zh ? "；" : "; ");
}

function textReason(part: ExplainedSignal, readable: string | undefined, language: Language): string {
  const zh = language === "zh";
  const telling = part.groups.filter(({ phrase, contribution }) => phrase.length > 1 && contribution >= TELLING_SHARE * part.contribution);
  const open = telling.filter(({ phrase }) => readable === undefined || readable.includes(phrase));
  const shown = open.slice(0, SHOWN_PHRASES).map(({ phrase }) => `“${phrase}”`);
  if (shown.length > 0) return zh ? `都提到${shown.join("")}` : `both say ${shown.join(", ")}`;
  if (open.length < telling.length) return zh ? "共同用语保密" : "shared words confidential";
  return zh ? "共同用语零散" : "scattered common words";
}

function regionReason(part: ExplainedSignal, language: Language): string {
  const { phrase, terms } = deepest(part);
  return `${REGION_LEVEL[terms[0]!.term.charAt(0)]?.[language] ?? ""} ${phrase}`;
}

/** What is shared at the deepest level: the longest code, before zones, places near and free tags. */
function deepest(part: ExplainedSignal): ExplainedGroup {
  const depth = ({ terms }: ExplainedGroup): number => (/^[#zd]/.test(terms[0]!.term) ? 0 : terms[0]!.term.length);
  return part.groups.reduce((a, b) => (depth(b) > depth(a) ? b : a), part.groups[0]!);
}
