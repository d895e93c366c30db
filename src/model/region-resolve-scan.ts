import { isWithin, type NameEntry, type RegionIndex } from "./region-tree.js";

/** A place name found in a text. */
export interface RegionMatch {
  readonly start: number;
  readonly end: number;
  readonly kind: "full" | "short" | "retired" | "abroad";
  readonly codes: readonly string[];
  /** Where it stands: "mid" is inside a run of other words. */
  readonly place: "start" | "bracket" | "branch" | "after-lead" | "mid";
}

/** What ends an organisation's name, so that a place after it is a branch's. */
const ORGANISATION_ENDS = /(大学|学院|科学院|研究院|研究所|设计院|公司|集团|总局|分局|银行|医院|中心|协会|学会|委员会|总厂|\))$/;
/** What comes before a place in the names of state organisations. */
const LEADS =
  /(中国|中华|国网|国家|国营|中共|中车|中铁|中建|中航|中冶|中交|中电|中核|中粮|华润|华电|大唐|国电|华能|中石化|中石油|中海油|解放军|[院所厂部局省市]|附属)$/;
/** A short name before one of these is a part of a longer place name that is not this one, or of a street's. */
const OTHER_PLACE = /^(省|市(?!场|政|域|辖|民|容)|区(?!域|块)|县(?!域)|旗(?!舰|袍)|盟(?!友)|州(?!际)|自治|林区|新区)/;
const STREET = /^([东南西北中]?(路(?!桥|通|港|达|畅|安|翔|驰|科|华|德|易|远|盛|石|面|航|用|演|遥)|街|大街|大道)|巷|弄|胡同)/;
/** Full names of two characters and bare kinds (矿区, 新城区) read like words, so they need a boundary before them. */
const WORDLIKE_LENGTH = 2;
const DISTRICT_END = /区$/;
const HAN = /^\p{Script=Han}+$/u;
/** Names of persons have at most four characters. */
const MAX_PERSON_NAME = 4;
/** A firm's name has more characters than this; shorter texts that merely begin with a place are persons or words. */
const MIN_ORGANISATION_NAME = 4;

/** How far a match looks around itself, in UTF-16 units: longer than any word it looks for, so that a scan stays linear. */
const NEIGHBOURHOOD = 12;

/** All place names of a text, longest first at each position, left to right, without overlap. */
export function scanRegions(bare: string, index: RegionIndex): RegionMatch[] {
  const matches: RegionMatch[] = [];
  for (let at = 0; at < bare.length;) {
    const found = matchAt(bare, at, index, matches.at(-1));
    if (found === undefined) at++;
    else {
      if (found.match !== undefined) matches.push(found.match);
      at = found.end;
    }
  }
  return matches;
}

interface Found {
  readonly end: number;
  readonly match?: RegionMatch;
}

function matchAt(bare: string, at: number, index: RegionIndex, before: RegionMatch | undefined): Found | undefined {
  for (const length of index.lengthsByFirst.get(bare[at]!) ?? []) {
    const end = at + length;
    const entry = end > bare.length ? undefined : index.entryByName.get(bare.slice(at, end));
    if (entry === undefined || splitsWord(bare, at, end)) continue;
    // A word such as 中山大学 is never a place, but as the whole text a name may be.
    if (entry.role === "not-place" && !(end - at === bare.length && entry.full.length + entry.short.length > 0)) return { end };
    if (entry.role === "abroad") return { end, match: { start: at, end, kind: "abroad", codes: [], place: placeAt(bare, at, end) } };
    const match = readEntry(bare, { at, end }, entry, before, index);
    if (match !== undefined) return { end, match };
  }
  return undefined;
}

function readEntry(
  bare: string,
  { at, end }: { readonly at: number; readonly end: number },
  entry: NameEntry,
  before: RegionMatch | undefined,
  index: RegionIndex,
): RegionMatch | undefined {
  const rest = bare.slice(end, end + NEIGHBOURHOOD);
  const place = placeAt(bare, at, end);
  const adjacent = before !== undefined && before.kind !== "abroad" && /^[\s,，、·/>\-—]*$/.test(bare.slice(before.end, at));
  const wordlike = end - at <= WORDLIKE_LENGTH || DISTRICT_END.test(bare.slice(at, end));
  if (entry.full.length > 0 && !(bare[end - 1] === "市" && rest.startsWith("场"))) {
    const supported =
      !wordlike || place !== "mid" || (adjacent && entry.full.some((code) => before.codes.some((p) => isWithin(index, code, p))));
    if (supported && !(end - at <= WORDLIKE_LENGTH && /^[域块]/.test(rest)))
      return { start: at, end, kind: "full", codes: entry.full, place };
  }
  if (entry.retired.length > 0 && (!wordlike || place !== "mid" || adjacent))
    return { start: at, end, kind: "retired", codes: entry.retired.flatMap(({ successors }) => successors), place };
  if (entry.short.length > 0 && !OTHER_PLACE.test(rest) && !STREET.test(rest))
    return { start: at, end, kind: "short", codes: entry.short, place };
  return undefined;
}

/** True where a Latin name would be cut out of a longer word. */
function splitsWord(bare: string, at: number, end: number): boolean {
  const letter = /[\p{Script=Latin}\p{N}]/u;
  const joined = (left: string | undefined, right: string | undefined): boolean =>
    left !== undefined && right !== undefined && /\p{Script=Latin}/u.test(left + right) && letter.test(left) && letter.test(right);
  return joined(bare[at - 1], bare[at]) || joined(bare[end - 1], bare[end]);
}

function placeAt(bare: string, at: number, end: number): RegionMatch["place"] {
  const left = bare.slice(Math.max(0, at - NEIGHBOURHOOD), at);
  if (left === "") return "start";
  const opened = left.endsWith("(") || left.endsWith("[") || left.endsWith("【");
  if (opened) return /^(市|省)?[)\]】]/.test(bare.slice(end)) ? "bracket" : "after-lead";
  if (ORGANISATION_ENDS.test(left)) return "branch";
  return LEADS.test(left) || /[\s,，、;；:：·/>\-—"“「《]$/.test(left) ? "after-lead" : "mid";
}

/** True where the text is too short for an organisation: a person's name or a word that merely holds a place's. */
export function readsLikePerson(bare: string, match: RegionMatch): boolean {
  if (bare.length > MAX_PERSON_NAME || !HAN.test(bare) || match.kind !== "short" || match.end - match.start === bare.length) return false;
  return bare.length < MIN_ORGANISATION_NAME || (match.start > 0 && bare.length <= MAX_PERSON_NAME);
}
