import { byCodeUnit, checkTaxonomy, nameKey, type TaxonomyIssue } from "./region-tree.js";

/** One industry of a classification. */
export interface Industry {
  /** Unique in its tree. For GB/T 4754 the letter and up to four digits: `C`, `C31`. */
  readonly code: string;
  readonly name: string;
  readonly nameEn?: string;
  /** Code of the industry that holds it; absent for a section. */
  readonly parent?: string;
  readonly synonyms?: readonly string[];
}

/** A free word for a field of industry, with the classified industries that it covers. */
export interface IndustryTag {
  /** Unique among tags. */
  readonly id: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly synonyms: readonly string[];
  /** Codes that it covers; a code finer than the tree is allowed where the tree says `digits`. Empty for a tag without a counterpart. */
  readonly codes: readonly string[];
  /** The document that names the field. */
  readonly source?: string;
}

/** A classification of industries: plain data that may be written as JSON and read back. The order of its lists never changes an answer. */
export interface IndustryTree {
  /** Names the classification and its edition; kept in snapshots. */
  readonly id: string;
  readonly industries: readonly Industry[];
  readonly tags?: readonly IndustryTag[];
  /**
   * For codes of one letter and digits: how many digits the finest has, though the tree may list fewer levels. Codes then need no letter,
   * and a code below a leaf is taken on trust. 0 or absent: codes are matched as they are.
   */
  readonly digits?: number;
}

/** Everything that makes an industry tree unusable; empty where it can be used. Linear in its size. */
export function checkIndustryTree(tree: IndustryTree): readonly TaxonomyIssue[] {
  const issues = checkTaxonomy(tree.industries, "industries");
  const { digits = 0 } = tree;
  if (!Number.isInteger(digits) || digits < 0) issues.push({ code: "taxonomy-value-invalid", path: ["digits"], received: String(digits) });
  const known = new Set(tree.industries.map(({ code }) => code));
  const tagIds = new Set<string>();
  (tree.tags ?? []).forEach(({ id, codes }, at) => {
    if (id === "") issues.push({ code: "taxonomy-code-empty", path: ["tags", at, "id"], received: "" });
    if (tagIds.has(id)) issues.push({ code: "taxonomy-code-duplicate", path: ["tags", at, "id"], received: id });
    tagIds.add(id);
    codes.forEach((code, index) => {
      if (!known.has(code) && !(digits > 0 && code.length <= digits + 1 && known.has(code.slice(0, 3))))
        issues.push({ code: "taxonomy-reference-unknown", path: ["tags", at, "codes", index], received: code });
    });
  });
  return issues;
}

/** What a name may mean. */
export interface IndustryNameEntry {
  readonly codes: readonly string[];
  readonly tags: readonly string[];
}

/** A checked tree, ready to be asked. Made by `indexIndustries`. */
export interface IndustryIndex {
  readonly tree: IndustryTree;
  readonly industryByCode: ReadonlyMap<string, Industry>;
  readonly partsByCode: ReadonlyMap<string, readonly string[]>;
  readonly tagById: ReadonlyMap<string, IndustryTag>;
  /** Name in `industryKey` form → what it may mean. */
  readonly entryByName: ReadonlyMap<string, IndustryNameEntry>;
  /** For trees of letter and digits: the two digits of a division → its code with the letter. */
  readonly codeByDigits: ReadonlyMap<string, string>;
}

/** Words that many names of industries begin or end with and that tell nothing apart. */
const LEADING = /^(战略性新兴|先进|现代|高端|新型|优势|特色)/;
const TRAILING = /(产业集群|产业链|产业|行业|工业|领域|业|industry|industries|sector)$/;

/** The form in which names are compared: NFKC, lower case, without punctuation and white space. */
export function industryKey(name: string): string {
  return nameKey(name).replace(/[\s、,，;；/·&()和与及-]+/g, "");
}

/** A name without the words that say only that it is an industry: 先进装备制造业 → 装备制造. Never empty. */
export function industryStem(key: string): string {
  const ended = key.replace(TRAILING, "") || key;
  return ended.replace(LEADING, "") || ended;
}

/**
 * Indexes a tree for `resolveIndustry`. Linear in its names; do it once.
 *
 * @returns the index, or what is wrong with the tree.
 */
export function indexIndustries(tree: IndustryTree): IndustryIndex | { readonly issues: readonly TaxonomyIssue[] } {
  const issues = checkIndustryTree(tree);
  if (issues.length > 0) return { issues };
  const entries = new Map<string, { codes: string[]; tags: string[] }>();
  const entryOf = (name: string) => {
    const key = industryKey(name);
    const entry = entries.get(key) ?? { codes: [], tags: [] };
    if (key !== "") entries.set(key, entry);
    return entry;
  };
  const parts = new Map<string, string[]>();
  for (const { code, name, nameEn, parent, synonyms = [] } of tree.industries) {
    if (parent !== undefined) parts.set(parent, [...(parts.get(parent) ?? []), code]);
    for (const one of new Set([name, nameEn ?? name, ...synonyms].map(industryKey))) entryOf(one).codes.push(code);
  }
  for (const { id, name, synonyms } of tree.tags ?? [])
    for (const one of new Set([id, name.zh, name.en, ...synonyms].map(industryKey))) entryOf(one).tags.push(id);
  for (const entry of entries.values()) {
    entry.codes.sort(byCodeUnit);
    entry.tags.sort(byCodeUnit);
  }
  const lettered = (tree.digits ?? 0) > 0 ? tree.industries.filter(({ code }) => /^[A-Z]\d+$/.test(code)) : [];
  return {
    tree,
    industryByCode: new Map(tree.industries.map((industry) => [industry.code, industry])),
    partsByCode: parts,
    tagById: new Map((tree.tags ?? []).map((tag) => [tag.id, tag])),
    entryByName: entries,
    codeByDigits: new Map(lettered.map(({ code }) => [code.slice(1), code])),
  };
}

/** An industry's own chain from the section down to itself, within the tree. Empty for a code that is not in it. */
export function industryChain(index: IndustryIndex, code: string): readonly string[] {
  const chain: string[] = [];
  for (let step = index.industryByCode.get(code); step !== undefined; step = index.industryByCode.get(step.parent ?? ""))
    chain.unshift(step.code);
  return chain;
}
