/** Every issue code of records, configurations and requests, with its effect and its texts in Chinese and English. */

/** What an issue did: the record or request was refused, a value was changed or left out, or nothing changed. */
export type IssueEffect = "rejected" | "changed" | "noted";

/**
 * Every issue code with its effect and its texts. Closed: a code that is not here does not exist.
 *
 * In the texts `{path}`, `{expected}` and `{received}` stand for the issue's own fields.
 */
export const ISSUE_CATALOGUE = {
  // Records
  "record-not-object": ["rejected", "记录不是对象：{received}", "the record is not an object: {received}"],
  "missing-id": ["rejected", "缺少编号", "the record has no id"],
  "duplicate-id": ["rejected", "编号重复：{received}；保留内容最全的一条", "duplicate id {received}; the fullest record is kept"],
  "missing-field": ["noted", "缺少 {path}", "{path} is missing"],
  "empty-text": ["changed", "{path} 为空，按未提供处理", "{path} is empty and taken as not given"],
  "placeholder-text": [
    "changed",
    "{path} 是占位词（{received}），按未提供处理",
    "{path} is a placeholder ({received}) and taken as not given",
  ],
  "thin-text": ["noted", "{path} 只有“{received}”，过短，匹配结果不可靠", "{path} says only “{received}”: too little to match on"],
  "wrong-type": [
    "changed",
    "{path} 类型错误：应为 {expected}，实为 {received}；已忽略",
    "{path} should be {expected} but is {received}; left out",
  ],
  "number-as-text": ["changed", "{path} 是数字，已按文本“{received}”读取", "{path} is a number and was read as the text “{received}”"],
  "text-as-list": ["changed", "{path} 是文本，已按分隔符拆成 {expected} 项", "{path} is text and was split into {expected} items"],
  "unknown-value": [
    "changed",
    "{path} 的值 {received} 不在 {expected} 之列；已忽略",
    "{path} is {received}, which is none of {expected}; left out",
  ],
  "out-of-range": ["changed", "{path} 的值 {received} 超出范围 {expected}；已忽略", "{path} is {received}, outside {expected}; left out"],
  "byte-order-mark": ["changed", "{path} 含字节顺序标记，已去除", "{path} holds a byte order mark, removed"],
  "markup-removed": ["changed", "{path} 含网页标记或转义，已去除", "{path} holds markup or written-out escapes, removed"],
  "lone-surrogate": ["changed", "{path} 含残缺字符，已替换", "{path} holds half a character (a lone surrogate), replaced"],
  "oversized-field": ["changed", "{path} 过长（{received}），截至 {expected}", "{path} is too long ({received}), cut to {expected}"],
  "too-many-items": [
    "changed",
    "{path} 项数过多（{received}），只取前 {expected} 项",
    "{path} has too many items ({received}); the first {expected} are kept",
  ],
  "duplicate-item": ["changed", "{path} 重复：{received}；已忽略", "{path} repeats {received}; left out"],
  "forbidden-key": ["changed", "字段名 {received} 不允许；已忽略", "the key {received} is not allowed; left out"],
  "unknown-field": ["noted", "未知字段 {received}；已忽略", "unknown field {received}; left out"],
  "unknown-organisation": ["noted", "{path} 指向不存在的机构 {received}", "{path} names an organisation that is not there: {received}"],
  "unknown-region": [
    "changed",
    "{path} 不是可识别的行政区划代码：{received}；按未提供处理",
    "{path} is no known region code: {received}; taken as not given",
  ],
  "unknown-industry": [
    "changed",
    "{path} 不是可识别的行业代码：{received}；已忽略",
    "{path} is no known industry code: {received}; left out",
  ],
  "region-from-name": [
    "noted",
    "{path} 未提供，已从名称“{received}”识别为 {expected}",
    "{path} is not given; the name “{received}” tells {expected}",
  ],
  "region-by-context": [
    "noted",
    "{path}“{received}”有多处同名，按所属机构所在地认定为 {expected}",
    "{path} “{received}” is the name of several places; taken as {expected}, where its organisation is",
  ],
  "region-ambiguous": [
    "changed",
    "{path}“{received}”可能是 {expected}；按未提供处理",
    "{path} “{received}” may be any of {expected}; taken as not given",
  ],
  "region-common-word": [
    "changed",
    "{path}“{received}”可能是地名，也可能是普通词：{expected}；按未提供处理",
    "{path} “{received}” may be a place or a word: {expected}; taken as not given",
  ],
  "region-conflict": [
    "changed",
    "{path}“{received}”含互相矛盾的地名：{expected}；按未提供处理",
    "{path} “{received}” names places that contradict each other: {expected}; taken as not given",
  ],
  "region-retired": [
    "changed",
    "{path} 的 {received} 已撤销，按 {expected} 处理",
    "{path} {received} is no longer in use; read as {expected}",
  ],
  "region-code-repaired": [
    "changed",
    "{path} 的代码 {received} 被电子表格改写，已还原为 {expected}",
    "{path} {received} was altered by a spreadsheet and read as {expected}",
  ],
  "region-coarsened": ["changed", "{path} 的 {received} 只能确定到 {expected}", "{path} {received} can be told to {expected} only"],
  "region-abroad": ["changed", "{path}“{received}”在境外；按未提供处理", "{path} “{received}” is abroad; taken as not given"],
  "industry-ambiguous": ["changed", "{path} 的 {received} 可能是 {expected}；已忽略", "{path} {received} may be {expected}; left out"],
  "industry-code-repaired": ["changed", "{path} 的代码 {received} 已还原为 {expected}", "{path} {received} was mended to {expected}"],
  "industry-letter-mismatch": [
    "changed",
    "{path} 的 {received} 门类字母与代码不符；已忽略",
    "{path} {received} has a letter that does not fit its digits; left out",
  ],
  "nothing-to-remove": ["noted", "{path}：没有编号为 {received} 的记录可移除", "{path}: there is no record {received} to remove"],
  "bad-vector": [
    "changed",
    "{path} 不是可用的向量：应为 {expected}，实为 {received}；已忽略",
    "{path} is no usable vector: expected {expected}, got {received}; left out",
  ],
  "empty-side": ["noted", "{path} 一侧没有可用记录", "the side {path} has no usable record"],
  // Configuration
  "config-not-object": ["rejected", "配置不是对象：{received}", "the configuration is not an object: {received}"],
  "unknown-option": ["rejected", "未知选项 {path}；可用：{expected}", "unknown option {path}; known are {expected}"],
  "option-wrong-type": [
    "rejected",
    "选项 {path} 类型错误：应为 {expected}，实为 {received}",
    "option {path} should be {expected} but is {received}",
  ],
  "option-out-of-range": [
    "rejected",
    "选项 {path} 应为 {expected}，实为 {received}",
    "option {path} should be {expected} but is {received}",
  ],
  "weight-invalid": [
    "rejected",
    "权重 {path} 应为不小于 0 的有限数，实为 {received}",
    "weight {path} should be a finite number ≥ 0 but is {received}",
  ],
  "weights-all-zero": ["rejected", "权重不能全部为 0", "the weights are all zero; at least one must be above 0"],
  "signal-without-source": [
    "rejected",
    "{path} 大于 0，但未提供选项 {expected}",
    "{path} is above 0, but the option {expected} is not given",
  ],
  "distance-without-centres": [
    "rejected",
    "选项 {path} 需要带有中心坐标的地区表（选项 regions）",
    "the option {path} needs a table of regions with centres (option regions)",
  ],
  "own-signal-out-of-range": [
    "rejected",
    "自定义信号应在 {expected} 之间，实际为 {received}",
    "the own signal should lie in {expected} but is {received}",
  ],
  "own-signal-ranks": ["rejected", "自定义信号的 compare 不能调用排名或匹配", "the compare of an own signal may not rank or join"],
  "taxonomy-code-empty": ["rejected", "{path} 为空", "{path} is empty"],
  "taxonomy-name-empty": ["rejected", "{path} 为空（{received}）", "{path} is empty ({received})"],
  "taxonomy-code-duplicate": ["rejected", "{path} 重复：{received}", "{path} repeats {received}"],
  "taxonomy-parent-unknown": ["rejected", "{path} 指向不存在的上级 {received}", "{path} names a parent that is not there: {received}"],
  "taxonomy-cycle": ["rejected", "{path} 成环：{received}", "{path} lies on a cycle: {received}"],
  "taxonomy-reference-unknown": ["rejected", "{path} 指向不存在的代码 {received}", "{path} names a code that is not there: {received}"],
  "taxonomy-value-invalid": ["rejected", "{path} 的值无效：{received}", "{path} is invalid: {received}"],
  "statistics-mismatch": [
    "rejected",
    "统计量与配置不符：{path} 应为 {expected}，实为 {received}",
    "the statistics do not fit the configuration: {path} should be {expected} but is {received}",
  ],
  // Requests
  "unknown-record": ["rejected", "{path} 中没有编号为 {received} 的记录", "no record {received} in {path}"],
  "unknown-shape": ["rejected", "未知联盟形式 {received}；可用：{expected}", "unknown shape {received}; known are {expected}"],
  "bounds-crossed": ["rejected", "{path} 的下限大于上限：{received}", "the minimum of {path} is above its maximum: {received}"],
  "pair-contradiction": ["rejected", "组合 {received} 同时被指定和禁止", "the pair {received} is both forced and forbidden"],
  "forced-exceeds-capacity": [
    "rejected",
    "{path} 的指定组合数 {received} 超过上限 {expected}",
    "{path} has {received} forced pairs, above its maximum of {expected}",
  ],
  "method-not-given": [
    "rejected",
    "{path} 为 {received}，第三个参数中没有同名的方法（见 alliance-match/alliances）",
    "{path} is {received}, and the third argument brings no method of that name (see alliance-match/alliances)",
  ],
  "option-conflict": ["rejected", "选项 {path} 不能与 {received} 同用", "option {path} does not go with {received}"],
  "organisation-on-both-sides": [
    "noted",
    "{received} 既提供成果又提出需求，可在两侧参与，但不与自身结盟",
    "{received} stands behind outcomes and needs: it may join on either side, never with itself",
  ],
  "organisation-same-name": [
    "noted",
    "单位 {expected} 同名（{received}），按不同单位处理",
    "the organisations {expected} have one name ({received}) and are taken as different",
  ],
  "forced-unusable": [
    "changed",
    "指定组合 {received} 无法用于该方法：{expected}；已忽略",
    "the forced pair {received} cannot count here: {expected}; left out",
  ],
  "proof-unfinished": [
    "noted",
    "查找遗漏组合 {expected} 轮后仍未结束；方案只证明在候选组合中最优",
    "missing pairs were looked for {expected} times and there may be more: the plan is proved best among its candidates only",
  ],
  "search-cut-short": [
    "noted",
    "求解 {expected} 步后停止，未证明最优：总分与任何方案的上界为 {received}",
    "stopped after {expected} steps, not proved best: total and the bound of any plan are {received}",
  ],
  // Threads
  "worker-failed": ["rejected", "工作线程连续 {expected} 次失败：{received}", "a worker failed {expected} times: {received}"],
  "worker-function-missing": [
    "rejected",
    "{path} 不为 0，但工作线程没有该信号的函数；请在线程脚本中调用 serveMatches(config)",
    "{path} is above 0 but the workers have no function for it; call serveMatches(config) in their script",
  ],
  // Snapshots
  "snapshot-format": ["rejected", "不是本库的快照：{received}", "this is no snapshot of a corpus: {received}"],
  "snapshot-byte-order": [
    "rejected",
    "快照来自字节序不同的机器：应为 {expected}，实为 {received}",
    "the snapshot comes from a machine of another byte order: {received}, not {expected}",
  ],
  "snapshot-version": [
    "rejected",
    "快照版本不符：应为 {expected}，实为 {received}；请重建",
    "the snapshot is of version {received}, not {expected}; build it anew",
  ],
  "snapshot-length": ["rejected", "快照不完整：应为 {expected} 字节，实为 {received}", "the snapshot has {received} bytes, not {expected}"],
  "snapshot-checksum": [
    "rejected",
    "快照已损坏：校验和应为 {expected}，实为 {received}",
    "the snapshot is damaged: its checksum is {received}, not {expected}",
  ],
  "snapshot-content": ["rejected", "快照内容无效：{path} 为 {received}", "the snapshot holds what cannot be: {path} is {received}"],
  "snapshot-analyzer": [
    "rejected",
    "快照的分词方式与配置不符：快照为 {expected}，配置为 {received}",
    "the snapshot's text was cut by {expected}, the configuration cuts by {received}",
  ],
  "snapshot-configuration": [
    "rejected",
    "快照与配置不符：{path} 在快照中为 {expected}，在配置中为 {received}；请重建",
    "the snapshot was built with {path} {expected}, the configuration says {received}; build it anew",
  ],
  "scores-out-of-range": ["rejected", "得分无法精确求解：{received}", "the scores cannot be solved exactly: {received}"],
} as const satisfies Record<string, readonly [IssueEffect, zh: string, en: string]>;

export type IssueCode = keyof typeof ISSUE_CATALOGUE;
