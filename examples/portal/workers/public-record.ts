import { visibleNeed, type Corpus, type Need, type Outcome } from "alliance-match";
import { industriesOfChina } from "alliance-match/industries-cn";
import { regionsOfChina } from "alliance-match/regions-cn";
import type { ShownName, ShownRecord, Side } from "./messages.js";

/** A record as the public may read it; `null` for one that is not there. */
export function publicRecord(corpus: Corpus, side: Side, id: string): ShownRecord | null {
  const record = visibleRecord(corpus, side, id);
  if (record === null) return null;
  const organisation = record.organisation === undefined ? undefined : corpus.organisations.get(record.organisation);
  const texts = [record.abstract, record.description, ...(record.parts ?? []).map((part) => part.title)];
  return {
    side,
    id,
    ...publicName(corpus, side, id),
    text: texts.filter((text) => text !== undefined && text !== "").join("\n"),
    region: placeName(record.region ?? organisation?.region),
    industries: (record.industries ?? organisation?.industries ?? []).map(industryName),
  };
}

/** What a record is called and who stands behind it, as the public may read it; empty where that is withheld, unsaid or not there. */
export function publicName(corpus: Corpus, side: Side, id: string): ShownName {
  const { title = "", organisation = "" } = visibleRecord(corpus, side, id) ?? {};
  return { title, organisation: corpus.organisations.get(organisation)?.name ?? organisation };
}

function visibleRecord({ outcomes, needs }: Corpus, side: Side, id: string): (Partial<Need> & Partial<Outcome>) | null {
  const at = (side === "outcomes" ? outcomes : needs).indexOf.get(id);
  if (at === undefined) return null;
  return side === "outcomes" ? outcomes.records[at]! : visibleNeed(needs.records[at]!, "public");
}

/** With the place around it: 鞍山市立山区. */
function placeName(code: string | undefined): string {
  if (code === undefined) return "";
  const names = regionsOfChina.chain(code).map((each) => regionsOfChina.nameOf(each) ?? each);
  // 北京市 is a province and its one prefecture.
  return [...new Set(names)].slice(-2).join("") || (regionsOfChina.nameOf(code) ?? code);
}

/** A code with the name of the nearest division above it that has one. */
function industryName(code: string): string {
  for (let length = code.length; length > 0; length--) {
    const name = industriesOfChina.nameOf(code.slice(0, length));
    if (name !== undefined) return `${code} ${name}`;
  }
  return code;
}
