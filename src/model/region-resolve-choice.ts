import { commonRegion, type RegionResolution, type RegionResolutionIssue } from "./region-resolve-code.js";
import { readsLikePerson, type RegionMatch } from "./region-resolve-scan.js";
import { byCodeUnit, isWithin, regionChain, type RegionIndex, type ShortNameUse } from "./region-tree.js";

interface Setting {
  readonly index: RegionIndex;
  readonly within: string | undefined;
}

/** Matches that speak of one place, each refining the one before. */
interface Cluster {
  codes: readonly string[];
  readonly start: number;
  end: number;
  readonly place: RegionMatch["place"];
  kind: RegionMatch["kind"];
}

/** Marks of a firm abroad in names that write its country nowhere. */
const ABROAD_MARKS = /株式会社|株式會社|两合公司|国立大学法人/;

/** Makes one answer of all the place names in a text. */
export function finishNames(bare: string, matches: readonly RegionMatch[], setting: Setting): RegionResolution {
  const whole = isWhole(bare, matches);
  const places = matches.filter((match) => match.kind !== "abroad" && (whole || !readsLikePerson(bare, match)));
  const clusters: Cluster[] = [];
  const common: RegionMatch[] = [];
  for (const match of places) {
    const last = clusters.at(-1);
    if (last !== undefined && refine(last, match, { bare, whole, setting })) continue;
    const codes = permitted(match, { whole, setting });
    if (codes.length > 0) clusters.push({ codes, start: match.start, end: match.end, place: match.place, kind: match.kind });
    else if (match.place === "start" || match.place === "bracket") common.push(match);
  }
  const [first] = clusters;
  if (first === undefined) return withoutPlace(bare, matches, common, setting);
  if (whole && clusters.length > 1) {
    const candidates = sorted(clusters.flatMap(({ codes }) => codes));
    return {
      kind: "ambiguous",
      reason: "region-conflict",
      candidates,
      within: commonRegion(candidates, setting.index),
      span: [first.start, clusters.at(-1)!.end],
      issues: [],
    };
  }
  return settle(clusters.filter(({ place }) => place === "bracket" || place === "branch").at(-1) ?? first, setting);
}

/** True where nothing is left of the text beside place names. */
function isWhole(bare: string, matches: readonly RegionMatch[]): boolean {
  let rest = "";
  let at = 0;
  for (const { start, end } of matches) {
    rest += bare.slice(at, start);
    at = end;
  }
  return (rest + bare.slice(at)).replace(/中国|中华人民共和国|[\s,，、;；·/>\-—()[\]【】]/g, "") === "";
}

/** Narrows a cluster by a match that lies inside it, or holds some of it; false where they have nothing in common. */
function refine(cluster: Cluster, match: RegionMatch, context: { bare: string; whole: boolean; setting: Setting }): boolean {
  const { index } = context.setting;
  const between = context.bare.slice(cluster.end, match.start);
  const adjacent = /^[\s,，、·/>\-—(]*$/.test(between);
  const within = match.codes.filter((code) => cluster.codes.some((outer) => isWithin(index, code, outer)));
  // What directly follows a place names a part of it, even where both have one name: 吉林吉林, 吉林省吉林.
  const parts = within.filter((code) => cluster.codes.some((outer) => outer !== code && isWithin(index, code, outer)));
  const inside = adjacent && parts.length > 0 ? parts : within;
  const usable = inside.filter((code) => {
    if (match.kind !== "short") return true;
    const use = useOf(index, code);
    if (use === "whole") return context.whole;
    return adjacent || use === "anywhere" || (use === "boundary" && match.place !== "mid");
  });
  if (usable.length > 0) {
    cluster.codes = usable;
    cluster.kind = match.kind;
    cluster.end = match.end;
    return true;
  }
  const holding = cluster.codes.filter((code) => match.codes.some((outer) => isWithin(index, code, outer)));
  if (holding.length === 0) return false;
  cluster.codes = holding;
  return true;
}

/** The places a match may stand for on its own. */
function permitted(match: RegionMatch, { whole, setting }: { whole: boolean; setting: Setting }): readonly string[] {
  if (match.kind !== "short" || whole) return match.codes;
  const { index, within } = setting;
  const supported = match.codes.some((code) => {
    const use = useOf(index, code);
    if (use === "anywhere" || (use === "boundary" && match.place !== "mid")) return true;
    return use === "context" && match.place !== "mid" && within !== undefined && isWithin(index, code, within);
  });
  return supported ? match.codes : [];
}

function useOf(index: RegionIndex, code: string): ShortNameUse {
  return index.regionByCode.get(code)?.shortNameUse ?? "anywhere";
}

function settle(cluster: Cluster, { index, within }: Setting): RegionResolution {
  const span = [cluster.start, cluster.end] as const;
  let codes = cluster.kind === "short" ? withoutLesser(cluster.codes, index) : sorted(cluster.codes);
  const issues: RegionResolutionIssue[] = cluster.kind === "retired" ? ["region-retired"] : [];
  if (codes.length > 1 && within !== undefined) {
    const fitting = codes.filter((code) => isWithin(index, code, within) || isWithin(index, within, code));
    if (fitting.length > 0 && fitting.length < codes.length) {
      codes = cluster.kind === "short" ? withoutLesser(fitting, index) : fitting;
      issues.push("region-by-context");
    }
  }
  const [only, second] = codes;
  if (only !== undefined && second === undefined)
    return { kind: "resolved", code: only, how: cluster.kind === "short" ? "short-name" : "full-name", span, issues };
  const reason = cluster.kind === "retired" ? "region-divided" : "region-homonym";
  return { kind: "ambiguous", reason, candidates: codes, within: commonRegion(codes, index), span, issues };
}

/**
 * Leaves out small places that are not called by a short name where a larger one is: 大同 is the prefecture, though Daqing has a 大同区;
 * 楚雄 is the prefecture, though it holds a 楚雄市. A province keeps its namesake beside it: 吉林 may be either.
 */
function withoutLesser(codes: readonly string[], index: RegionIndex): readonly string[] {
  const level = (code: string): number => regionChain(index, code).indexOf(code);
  const lesser = (code: string): boolean =>
    codes.some((other) => {
      if (level(other) >= level(code)) return false;
      return ["context", "whole"].includes(useOf(index, code)) || (level(other) > 0 && isWithin(index, code, other));
    });
  return sorted(codes.filter((code) => !lesser(code)));
}

function withoutPlace(bare: string, matches: readonly RegionMatch[], common: readonly RegionMatch[], { index }: Setting): RegionResolution {
  const abroad = matches.some(({ kind, place }) => kind === "abroad" && place !== "mid") || ABROAD_MARKS.test(bare);
  if (abroad) return { kind: "unknown", reason: "region-abroad", issues: [] };
  const [doubt] = common;
  if (doubt === undefined) return { kind: "unknown", reason: "region-unknown", issues: [] };
  const candidates = sorted(doubt.codes);
  return {
    kind: "ambiguous",
    reason: "region-common-word",
    candidates,
    within: commonRegion(candidates, index),
    span: [doubt.start, doubt.end],
    issues: [],
  };
}

function sorted(codes: readonly string[]): readonly string[] {
  return [...new Set(codes)].sort(byCodeUnit);
}
