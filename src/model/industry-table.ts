import { indexIndustries, industryChain, type IndustryTree } from "./industry-tree.js";
import { resolveIndustry } from "./industry-resolve.js";
import { ConfigError, createIssue } from "./issue.js";
import type { IndustryTable } from "./references.js";

/**
 * Makes a table of a classification. Linear in its names; do it once.
 *
 * @throws ConfigError with every `taxonomy-…` issue of the tree: cycles, unknown parents, codes given twice.
 * @example
 * const table = createIndustryTable({ id: "mine", industries: [{ code: "m", name: "Metals" }, { code: "m.s", name: "Steel", parent: "m" }] });
 * table.chain("m.s"); // ["m", "m.s"]
 */
export function createIndustryTable(tree: IndustryTree): IndustryTable {
  const index = indexIndustries(tree);
  if ("issues" in index)
    throw new ConfigError(index.issues.map(({ code, path, received }) => createIssue(code, { path: ["industries", ...path], received })));
  const isOwn = (tree.digits ?? 0) === 0;
  return {
    id: tree.id,
    resolve: (text) => resolveIndustry(text, index),
    chain: (code) => (isOwn && index.industryByCode.has(code) ? industryChain(index, code) : undefined),
    tagCodes: (tag) => index.tagById.get(tag)?.codes,
    nameOf: (codeOrTag) => index.industryByCode.get(codeOrTag)?.name ?? index.tagById.get(codeOrTag)?.name.zh,
  };
}
