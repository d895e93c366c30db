import { explain, signalName, type Corpus, type ExplainedSignal, type Language } from "alliance-match";
import type { Directory } from "./directory.js";

/** Shared phrases named in one line. */
const SHOWN_PHRASES = 3;
/** A phrase is worth naming if it is more than one character and carries this share of what the text adds. */
const TELLING_SHARE = 0.05;

const REGION_LEVEL: Readonly<Record<number, Readonly<Record<Language, string>>>> = {
  2: { zh: "同省", en: "same province" },
  4: { zh: "同市", en: "same city" },
  6: { zh: "同区县", en: "same county" },
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
    const code = deepest(part);
    if (part.signal === "industry") return [`${zh ? "行业" : "industry"} ${code.replace(/^#/, "")}`];
    if (part.signal === "region" && code.length in REGION_LEVEL) return [`${REGION_LEVEL[code.length]![language]} ${code}`];
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

/** The longest code in common, or else the free tag that adds most. */
function deepest(part: ExplainedSignal): string {
  const codes = part.groups.map(({ phrase }) => phrase).filter((phrase) => !phrase.startsWith("#"));
  return codes.reduce((a, b) => (b.length > a.length ? b : a), codes[0] ?? part.groups[0]?.phrase ?? "");
}
