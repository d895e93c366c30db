/**
 * The written part of docs/defaults.md in Chinese, line by line: no number is typed twice.
 *
 * A line or cell that has no Chinese yet stays as it is and is named, so that the page is never lost and its test fails.
 */
export interface InChinese {
  readonly lines: readonly string[];
  readonly untranslated: readonly string[];
}

export function inChinese(lines: readonly string[]): InChinese {
  const untranslated: string[] = [];
  const known = (text: string, found: string | undefined): string => {
    if (found === undefined) untranslated.push(text);
    return found ?? text;
  };
  const translated = lines.map((line) => {
    if (line === "" || /^(?:\| --- )+\|$/.test(line)) return line;
    if (!line.startsWith("|")) return known(line, proseOf(line));
    const cells = line.slice(1, -1).split("|");
    return `|${cells.map((cell) => (cell.trim() === "" ? cell : ` ${known(cell.trim(), cellOf(cell.trim()))} `)).join("|")}|`;
  });
  return { lines: translated, untranslated };
}

const MARKETS: Readonly<Record<string, string>> = {
  usual: "常规",
  dirty: "杂乱",
  "titles only": "仅有标题",
  English: "英文",
  small: "小型",
  large: "大型",
};

const TRUTHS: Readonly<Record<string, string>> = {
  "text-heavy": "重文本",
  balanced: "均衡",
  "industry-heavy": "重行业",
  "region-heavy": "重地区",
};

const CLOSENESS: Readonly<Record<string, string>> = {
  even: "各级相等",
  division: "看大类",
  class: "看小类",
  city: "看城市",
  province: "看省",
  distance: "看距离",
};

const CELLS: Readonly<Record<string, string>> = {
  ...MARKETS,
  ...TRUTHS,
  "all pairs": "全部组合",
  "all pairs of a need": "一项需求的全部组合",
  "best text weight in balanced worlds": "均衡世界中最佳的文本权重",
  "best weights": "最佳权重",
  change: "改动",
  "cosine of the sum": "和的余弦",
  "cosine of the union (current)": "并集的余弦（现行）",
  default: "默认",
  distance: "距离",
  "half the mean": "均值之半",
  industry: "行业",
  "industry rows": "行业行",
  "industry, region": "行业、地区",
  "largest regret": "最大遗憾",
  "length 1": "长度为 1",
  market: "市场",
  "mean (current)": "均值（现行）",
  "mean F1": "平均 F1",
  "mean best multiple": "最佳倍数的均值",
  "mean of the need's best": "需求各行业最佳值的均值",
  "mean over each need's 20 best by text": "每项需求按文本最佳 20 项的均值",
  "mean over pairs": "全部组合的均值",
  "mean region signal": "地区信号均值",
  "mean regret": "平均遗憾",
  "nDCG@10 there": "此处 nDCG@10",
  "needs planned": "排入方案的需求",
  "neutral value": "中性值",
  "never lengthened": "从不拉长",
  "none (default)": "无（默认）",
  "of current": "现行权重的遗憾",
  "of text only": "只用文本的遗憾",
  one: "1",
  "one-to-one plan": "一对一方案",
  "other province": "不同省",
  "over 1600 km": "1600 km 以上",
  "p (ndcg10)": "p（ndcg10）",
  pairs: "组合",
  places: "两地",
  precision: "精确率",
  "province, prefecture, county, zone": "省、市、县区、区域",
  recall: "召回率",
  region: "地区",
  "region rows": "地区行",
  "regret of robust": "稳健权重的遗憾",
  "robust weights": "稳健权重",
  "same county": "同县区",
  "same prefecture": "同市",
  "same prefecture (0 km)": "同市（0 km）",
  "same province": "同省",
  "section, division, group, class": "门类、大类、中类、小类",
  "several industries": "多个行业",
  text: "文本",
  "the 20 best of a need": "一项需求最佳的 20 项",
  truth: "真相",
  "truth: best": "真相：取最佳",
  "truth: mean": "真相：取均值",
  "twice the mean": "均值的两倍",
  "way between prefecture seats": "两市驻地间距离",
  weights: "权重",
  zero: "0",
};

/** Numbers, intervals, and options by the names that they have in code. */
const AS_IT_IS =
  /^[-.\d ±,/–+]+$|^(?:titleWeight|wholeWeight|k1|b|idfExponent|slope|commonShare) [\d.]+$|^(?:minScore|ndcg10|map|mrr|pairAccuracy|F1|κ)$/;

type Rule = readonly [pattern: RegExp, chinese: (...parts: string[]) => string | undefined];

const CELL_RULES: readonly Rule[] = [
  [/^κ, (.+)$/, (market) => MARKETS[market] && `κ，${MARKETS[market]}`],
  [/^quantile ([\d.]+)$/, (at) => `分位 ${at}`],
  [/^share ([\d.]+)$/, (share) => `份额 ${share}`],
  [/^up to (\d+) km$/, (km) => `不超过 ${km} km`],
  [/^([\d.]+) to ([\d.]+)$/, (from, to) => `${from} 至 ${to}`],
  [/^(?:([a-z-]+); )?true closeness: (\w+)$/, (truth, level) => closeness(truth, level)],
  [/^([a-z-]+): precision \/ recall$/, (truth) => TRUTHS[truth] && `${TRUTHS[truth]}：精确率 / 召回率`],
];

function closeness(truth: string | undefined, level: string): string | undefined {
  if (CLOSENESS[level] === undefined) return undefined;
  return `${truth === undefined ? "" : `${TRUTHS[truth]}；`}真实的相近程度：${CLOSENESS[level]}`;
}

function cellOf(cell: string): string | undefined {
  return AS_IT_IS.test(cell) ? cell : (CELLS[cell] ?? byRules(CELL_RULES, cell));
}

const sizes = (list: string): string =>
  list
    .split(", ")
    .map((each) => each.replace(/^(.*) (\d+)$/, (_, market: string, count: string) => `${MARKETS[market] ?? market} ${count}`))
    .join("，");

const PROSE_RULES: readonly Rule[] = [
  // Headings
  [/^## Weights$/, () => "## 权重"],
  [/^## Text scale κ$/, () => "## 文本尺度 κ"],
  [/^## Neutral values$/, () => "## 中性值"],
  [/^## Level shares and several industries$/, () => "## 层级份额与多个行业"],
  [/^## Vague codes$/, () => "## 粗略代码"],
  [/^## Least score of a plan$/, () => "## 方案的最低得分"],
  [/^## What moves the score$/, () => "## 得分由什么决定"],
  [/^## Region follows nearness$/, () => "## 地区信号随远近变化"],
  [/^## Distance bands$/, () => "## 距离分档"],
  [/^## Text rows and field weights: (\S+)$/, (set) => `## 文本行与字段权重：${set}`],
  [/^### The ten best by largest regret$/, () => "### 最大遗憾最小的十组"],
  // Where figures come from
  [
    /^_Seeds (\d+) to (\d+); (\d+) needs; outcomes: (.+)\. Commit (\S+), (\S+), node (\S+), (.+)\._$/,
    (from, to, needs, outcomes, commit, date, node, machine) =>
      `_种子 ${from} 至 ${to}；需求 ${needs}；成果：${sizes(outcomes)}。提交 ${commit}，${date}，node ${node}，${machine}。_`,
  ],
  [/^_Commit (\S+), (\S+), node (\S+), (.+)\._$/, (commit, date, node, machine) => `_提交 ${commit}，${date}，node ${node}，${machine}。_`],
  // Weights
  [
    /^Grid of step ([\d.]+); text \/ industry \/ region; κ as the library fits it\./,
    (step) => `步长 ${step} 的网格；文本 / 行业 / 地区；κ 由库拟合。遗憾：该世界最佳权重的 nDCG@10 减去所列权重的 nDCG@10。`,
  ],
  [
    /^- \*\*Robust choice\*\* \(smallest largest regret over (\d+) worlds\): (\*\*.+\*\*), largest regret (\S+), mean (\S+)\.$/,
    (worlds, weights, largest, mean) =>
      `- **稳健之选**（${worlds} 个世界中最大遗憾最小者）：${weights}，最大遗憾 ${largest}，平均 ${mean}。`,
  ],
  [
    /^- Current default (.+): largest (\S+), mean (\S+)\.$/,
    (weights, largest, mean) => `- 现行默认 ${weights}：最大 ${largest}，平均 ${mean}。`,
  ],
  [/^- Text only: largest (\S+), mean (\S+)\.$/, (largest, mean) => `- 只用文本：最大 ${largest}，平均 ${mean}。`],
  [
    /^- Chosen on half of the seeds: (.+); largest regret on the other half (\S+)\.$/,
    (weights, largest) => `- 用一半种子选出：${weights}；在另一半上最大遗憾 ${largest}。`,
  ],
  // Text scale
  [
    /^Another κ is another weight of text within one market;/,
    () => "在一个市场之内，换一个 κ 就是换一个文本权重；它可能改变的，是同一组权重对不同市场适用到什么程度。",
  ],
  [
    /^So each κ gets its own robust weights; .* Intervals of regrets are at most ± (\S+)\.$/,
    (most) => `因此每个 κ 各取自己的稳健权重；最大遗憾最小者最能通用。遗憾的区间不超过 ± ${most}。`,
  ],
  // Neutral values
  [
    /^What a pair counts as where a record gives no industry or no place;/,
    () => "记录未给行业或地点时，组合按多少计；用现行权重。现行之选列 nDCG@10，其余列与它之差。",
  ],
  // Shares
  [
    /^nDCG@10 in the usual market, with the signal's weight at the best of (.+) times its default,/,
    (multiples) =>
      `常规市场的 nDCG@10，该信号的权重取默认值的 ${multiples.replaceAll(", ", "、")} 倍中最佳者，因为份额也决定信号的强弱；其余信号用默认权重。首行之外列与首行之差。`,
  ],
  [
    /^Records with several industries \(half of them\), industry-heavy truth:/,
    () => "有多个行业的记录（占一半），真相重行业：算组合中最佳的行业，或算需求各行业的均值。",
  ],
  [/^- cosine of the union \(current\): /, () => "- 并集的余弦（现行）：每个上级代码算一次，行长大于 1 时除以行长。"],
  [/^- cosine of the sum: /, () => "- 和的余弦：几个代码共有的上级算几次，行长化为 1。"],
  [/^- mean over pairs: /, () => "- 全部组合的均值：各代码自身长度为 1 的行取均值，不再缩放。"],
  [
    /^- mean of the need's best: /,
    () => "- 需求各行业最佳值的均值：需求的行是其代码各行的均值，成果的行是其并集，不缩放；需求的每个代码算它最佳的对应。",
  ],
  // Vague codes
  [
    /^Rows of length 1 make two records that name only the same division,/,
    () =>
      "行长为 1 时，只写了同一大类、或只写了同一省的两条记录完全相同。从不拉长的行让粗略代码只占自身层级的份额（库的做法）。现行权重下的 nDCG@10，其余列与它之差。",
  ],
  // Plans
  [
    /^One-to-one plans from the (\d+) best outcomes of every need, current weights\./,
    (best) =>
      `由每项需求最佳的 ${best} 项成果得出的一对一方案，用现行权重。精确率：方案中评级不低于 2 的组合所占份额。召回率：方案中此类组合数 ÷ 任何一对一方案至多能有的此类组合数。`,
  ],
  [/^Usual market, balanced truth, with intervals:$/, () => "常规市场，均衡的真相，附区间："],
  // Variance
  [
    /^Each signal's share of the score's variance under the current weights:/,
    () =>
      "现行权重下各信号占得分方差的份额：cov(权重 · 信号, 得分) ÷ var(得分)。“一项需求的”：对该需求自身均值的偏差，即它的排名所见。在最佳的组合中份额可能为负：某一信号最佳者，另一信号可以少一些。",
  ],
  [
    /^What the (\d+) best pairs of a need are made of, mean weight · signal:$/,
    (best) => `一项需求最佳的 ${best} 个组合由什么构成，权重 · 信号的均值：`,
  ],
  // Nearness
  [
    /^(\d+) random counties a seed, half of them in Liaoning, .* Pairs whose signal differs when the sides are swapped: (\d+)\.$/,
    (counties, differing) =>
      `每个种子随机取 ${counties} 个县区，一半在辽宁，两两比较，用默认配置与中国行政区划表。两侧互换后信号不同的组合：${differing}。`,
  ],
  // Distance
  [
    /^Likeness ([\d.]+) at (\d+) km, ([\d.]+) at (\d+) km, ([\d.]+) at (\d+) km, 0 at (\d+) km, .* at the best of (.+) times its default;/,
    (a, aKm, b, bKm, c, cKm, zeroKm, multiples) =>
      `相近程度在 ${aKm} km 处为 ${a}，${bKm} km 处 ${b}，${cKm} km 处 ${c}，${zeroKm} km 处 0，其间按直线；份额与省、市、县区并列，后三者合计为 1。常规市场、真相重地区时的 nDCG@10，该信号的权重取默认值的 ${multiples.replaceAll(", ", "、")} 倍中最佳者；首行之外列与首行之差。`,
  ],
  // Text rows
  [
    /^Defaults: (.+)\. One number changed at a time; p: paired randomisation over needs\. The defaults were chosen on these sets\.$/,
    (defaults) => `默认值：${defaults.replaceAll(", ", "，")}。每次只改一个数；p：按需求配对的随机化检验。默认值是在这些数据上选定的。`,
  ],
  [
    /^One-to-one plan: judged grades of the plan of largest total within the judged pools ÷ needs with judgements\.$/,
    () => "一对一方案：在评判过的候选中总分最大的方案所得评级之和 ÷ 有评判的需求数。",
  ],
];

function proseOf(line: string): string | undefined {
  return byRules(PROSE_RULES, line);
}

function byRules(rules: readonly Rule[], text: string): string | undefined {
  for (const [pattern, chinese] of rules) {
    const found = pattern.exec(text);
    if (found !== null) return chinese(...found.slice(1));
  }
  return undefined;
}
