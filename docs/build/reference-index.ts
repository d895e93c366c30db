/** What each entry point is for: the first page of the API reference, in both languages. */
const PURPOSES: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  "alliance-match": ["the main job: records, rankings, plans of pairs, explanations", "主要功能：记录、排序、成对方案、解释"],
  "alliance-match/alerts": ["lists of best partners kept up to date, and whom a change concerns", "持续更新的最佳伙伴名单，以及变化涉及谁"],
  "alliance-match/alliances": [
    "stable and fair plans, quotas of organisations, coverage, consortia, proofs over all pairs",
    "稳定与公平方案、单位名额、分项覆盖、联合体、全部组合上的证明",
  ],
  "alliance-match/choice": [
    "two-way choice: sessions, locks, refusals, “why not”, what-if, least change",
    "双向选择：会话、锁定、拒绝、“为何不在”、假设分析、最少改动",
  ],
  "alliance-match/embeddings": ["vectors by an embedder of your own, in batches, cached", "用您自己的嵌入器取得向量：分批、缓存"],
  "alliance-match/evaluate": ["judgements, metrics, significance, tuning, sensitivity", "评判、指标、显著性、调参、敏感性"],
  "alliance-match/fp": ["the main job as `Either` of fp-ts", "主要功能的 fp-ts `Either` 形式"],
  "alliance-match/industries-cn": ["industries of GB/T 4754 by code and name", "GB/T 4754 行业代码与名称"],
  "alliance-match/node": ["snapshots in files (Node, Deno, Bun)", "文件快照（Node、Deno、Bun）"],
  "alliance-match/quality": ["how well fields are filled, records entered twice", "字段填写情况与重复录入"],
  "alliance-match/regions-cn": ["places of China by code, name and address", "中国地名：代码、名称、地址"],
  "alliance-match/search": ["type-ahead search over both sides", "两侧的即时检索"],
  "alliance-match/snapshot": ["a corpus as one buffer, and back", "语料与单个缓冲区的互转"],
  "alliance-match/solve": ["assignments and b-matchings on plain numbers, verified", "纯数字上的指派与 b-匹配，可核验"],
  "alliance-match/specifications": ["quantities read out of text and compared (≥600 MPa)", "从文本读取并比较的参数（≥600 MPa）"],
  "alliance-match/worker": ["the join in several threads, in Node and in pages", "多线程连接，Node 与浏览器均可"],
};

/** A table of the entry points with a link to the page of each. */
export function referenceIndex(specifiers: readonly string[], language: "en" | "zh"): string {
  const [title, entry, purpose] = language === "zh" ? ["接口", "入口", "用途"] : ["API", "entry point", "for"];
  const rows = specifiers.map((specifier) => {
    const texts = PURPOSES[specifier];
    if (texts === undefined) throw new Error(`say in docs/build/reference-index.ts what ${specifier} is for`);
    return `| [\`${specifier}\`](${specifier}.md) | ${texts[language === "zh" ? 1 : 0]} |`;
  });
  return [`# ${title}`, "", `| ${entry} | ${purpose} |`, "| --- | --- |", ...rows, ""].join("\n");
}
