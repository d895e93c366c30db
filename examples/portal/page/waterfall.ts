import { formatExplanation, signalName, type Explanation, type Language } from "alliance-match";
import { element, svgElement } from "./elements.js";
import { say } from "./words.js";

/** Narrow, so that its texts are as large as others on a phone, where it is scaled to the screen. */
const WIDTH = 330;
const ROW = 30;
const LABEL = 72;
const NUMBER = 48;
/** A score of 1 is a very good match in every signal; a scale up to the score where that is more. */
const FULL = 1;
const SHOWN_GROUPS = 5;

/** A score taken apart as a waterfall: each signal's share begins where the one before ends, and the last bar is the score. */
export function waterfall(explanation: Explanation, language: Language): SVGSVGElement {
  const bars = [
    ...explanation.signals.map(({ signal, contribution }) => ({
      name: titled(signalName(signal, language)),
      kind: signal,
      size: contribution,
    })),
    { name: say(language, "score"), kind: "score", size: explanation.score },
  ];
  const scale = (WIDTH - LABEL - NUMBER) / Math.max(FULL, explanation.score);
  let from = 0;
  const rows = bars.flatMap(({ name, kind, size }, at) => {
    const y = at * ROW;
    const x = LABEL + (kind === "score" ? 0 : from * scale);
    if (kind !== "score") from += size;
    const width = Math.max(1, size * scale);
    return [
      svgElement("text", { x: 0, y: y + 19 }, [name]),
      svgElement("rect", {
        x,
        y: y + 6,
        width,
        height: ROW - 12,
        class: `fill-${["text", "industry", "region"].includes(kind) ? kind : "other"}`,
      }),
      svgElement("line", { x1: x + width, x2: x + width, y1: y + ROW - 6, y2: y + ROW + 6 }),
      svgElement("text", { x: x + width + 4, y: y + 19 }, [size.toFixed(3)]),
    ];
  });
  const label = formatExplanation(explanation, language);
  return svgElement("svg", { viewBox: `0 0 ${WIDTH} ${bars.length * ROW}`, class: "waterfall", role: "img", "aria-label": label }, rows);
}

/** The evidence of each signal in words. */
export function evidence(explanation: Explanation, language: Language): HTMLUListElement {
  const [colon, comma] = language === "zh" ? ["：", "，"] : [": ", ", "];
  const items = explanation.signals.map(({ signal, groups, reason, unknownOn, weight, value, contribution }) => {
    const shown = groups.slice(0, SHOWN_GROUPS).map(({ phrase, contribution: part }) => `“${phrase}” ${part.toFixed(3)}`);
    // Of the signals that have a weight here, each that found something shared names it, unless its reader may not see it.
    const found = reason === "shared" && groups.length === 0 ? say(language, "evidenceWithheld") : shown.join(comma);
    const why = unknownOn.length > 0 ? say(language, "neutral") : found;
    const sum = `${titled(signalName(signal, language))} ${contribution.toFixed(3)} = ${Math.round(weight * 100)} % × ${value.toFixed(3)}`;
    return element("li", {}, [`${sum}${why === "" ? "" : `${colon}${why}`}`]);
  });
  return element("ul", {}, items);
}

/** With a capital, as everything else on the page that stands by itself. */
function titled(name: string): string {
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
}
