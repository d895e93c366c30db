/** What a quantity is called, and whether its number is a change of it rather than its size. */
export interface NameReading {
  /** Empty where nothing names it. */
  readonly name: string;
  readonly change?: "up" | "down";
  /** First place of the name, or where it was looked for. */
  readonly start: number;
  /** First place behind it where it stands behind the number. */
  readonly end?: number;
}

/** How far from its number a name may start, in characters. */
const REACH = 60;
/** Longest bracket that may stand between a name and its bound. */
export const LONGEST_BRACKET = 24;
const LONGEST_HAN_NAME = 16;
const MOST_WORDS = 4;
const MOST_WORDS_READ = 9;

const HAN = /\p{Script=Han}/u;
const BREAK = /[，。；、！？：,;:!?()（）[\]【】{}“”"'‘’《》<>〈〉≥≤=≈|\n\r…·*#•]/;

/** Reads the name in front of a place, no further back than `floor`. O(1). */
export function readNameBefore(text: string, at: number, floor: number): NameReading {
  const least = Math.max(floor, at - REACH);
  const end = skipBrackets(text, at, least);
  const run = hanRun(text, end, least);
  return HAN.test(run.text) ? hanName(run.text, run.start) : englishName(text, end, least);
}

/** Spaces, colons, and a bracket that says more about the name: 抗拉强度（σb）≥600. */
function skipBrackets(text: string, at: number, least: number): number {
  let end = at;
  while (end > least && (text[end - 1] === " " || text[end - 1] === ":")) end--;
  if (text[end - 1] !== ")") return end;
  const near = Math.max(least, end - LONGEST_BRACKET);
  const open = near + text.slice(near, end).lastIndexOf("(");
  // A bracket that opens a line or stands alone is a list number: (1)600.
  if (open <= near || /^\(\d+\)$/.test(text.slice(open, end))) return end;
  end = open;
  while (end > least && text[end - 1] === " ") end--;
  return end;
}

function hanRun(text: string, end: number, least: number): { readonly text: string; readonly start: number } {
  let start = end;
  while (start > least && text[start - 1] !== " " && !BREAK.test(text[start - 1]!)) start--;
  return { text: text.slice(start, end), start };
}

const UP = "提高|提升|增加|增长|上升|增大|改善|增强|增产|增效|增";
const DOWN = "降低|减低|减少|下降|缩短|节约|节省|减小|减轻|节能|节水|下调|减排|减";
const CHANGE_BEHIND = new RegExp(`(?:(${UP})|(${DOWN}))(?:了|率|幅度|值)?$`);
const CHANGE_IN_FRONT = new RegExp(`^(?:(${UP})|(${DOWN}))`);

// Words that lead up to a name or away from it. The look-aheads keep the terms that begin alike (使用寿命, 对比度, 可靠性, 能耗, 并联).
const LEAD =
  /^(?:[\d.]+(?=\p{Script=Han})|[①-⑳]|适用于|先后|但是|但|若|仅|按|经(?![济营度])|我国|远|年度|年内|其中|并且|以及|要求|需要|实现|确保|保证|保持|满足|具有|具备|拥有|达到|获得|得到|采用|通过|可以|能够|预计|预期|目标|目前|当前|上述|实际|争取|力争|完成|形成|建成|建设|新增|使得|同时|而且|项目|公司|企业|要(?!求)|其(?!他|它)|且|并(?![联网行列])|及|和(?!易)|与|或|而|使(?!用)|让|将|把|对(?![比位称流撞数中地])|可(?![靠见燃溶用变调操控塑焊加重回生降视])|能(?![耗量效力源谱级见])|现(?![场有])|该|此|已|每(?!年|天|日|小时)|在(?![线位研])|从|由|到|了|用于|用(?![水电量户])|有(?![效机源功])|为|以)/u;
const TRAIL =
  /(?:要求|指标|指标要求|相应|至少|应该|必须|能够|可以|需要|一般|通常|目前|分别|基本|控制|稳定|保存|维持|需|须|均|都|也|仅|只|就|已|将|由|从|了|其|约|的|(?<![反响效感供适对相])应|(?<![性功节产智储耗动热可效职势电])能|(?<!许)可|且|在|为|不|达|值为|仍|要|有|共|做到|做|可实现|实现|必|每|和|与|及|于|是|原来|较|占|仅占|所|[φΦø])$/u;
/** What TRAIL must not cut: it is the end of the word. */
const KEPT_END = /(?:稳定|对比|占比|之比|比较|许可)$/u;

/** Verbs in the middle: what follows the last is named. */
const VERBS =
  /适用于|(?<![使作通专])用于|可以将|可将|可使|能使|使得|将(?!来)|把(?!手)|实现|现有|已有|拥有|具有|建立|建成|形成|获得|采用|通过(?!率)|要求|预计|计划|仅占|转为|影响着|达到/gu;
/** A place, a time or a condition, not a quantity: 模型中, 情况下. */
const CIRCUMSTANCE = /(?:中|下|后|里|期间|过去|(?<![用耗工延])时|之间|以内|(?<!以)前)$/u;

function trimEnd(text: string): string {
  let name = text;
  for (let before = ""; before !== name;) {
    before = name;
    if (!KEPT_END.test(name)) name = name.replace(TRAIL, "");
  }
  return name;
}

function hanName(run: string, start: number): NameReading {
  let name = run;
  const shorten = (next: string): void => {
    if (next.trim() !== "") name = next;
  };
  const owned = name.lastIndexOf("的");
  if (owned >= 0 && owned < name.length - 1) name = name.slice(owned + 1);
  name = trimEnd(name);
  let change: NameReading["change"];
  const behind = CHANGE_BEHIND.exec(name);
  if (behind !== null) {
    change = behind[1] === undefined ? "down" : "up";
    name = trimEnd(name.slice(0, behind.index)) || behind[0];
  }
  const verb = [...name.matchAll(VERBS)].at(-1);
  if (verb !== undefined) shorten(name.slice(verb.index + verb[0].length));
  for (let before = ""; before !== name;) {
    before = name;
    name = name.replace(LEAD, "");
  }
  const front = change === undefined ? CHANGE_IN_FRONT.exec(name) : null;
  if (front !== null && name.length > front[0].length) {
    change = front[1] === undefined ? "down" : "up";
    shorten(name.slice(front[0].length).replace(/^了/, ""));
  }
  if (CIRCUMSTANCE.test(name) || /^每?[年月日天]$/.test(name)) name = "";
  if (name.length > LONGEST_HAN_NAME) name = name.slice(-LONGEST_HAN_NAME);
  name = name.replace(/^[\p{P}\p{S}\s]+|[\p{P}\p{S}\s]+$/gu, "");
  // A number or a lone character names nothing.
  if (!/[A-Za-zμφΦ]|\p{Script=Han}{2}/u.test(name)) name = "";
  return { name, start: name === "" ? start : start + Math.max(0, run.lastIndexOf(name)), ...(change && { change }) };
}

const WORD_BEFORE = /(?:^|[^A-Za-z0-9])([A-Za-zμφΦσ][A-Za-z0-9_\-/]*) *$/;
const STOP_WORDS = new Set(
  (
    "with for and or but that which than has have had must should shall can could will may might we our it its they their this these those to into by at on from " +
    "requires require required need needs needed want wants wanted provide provides keep keeps maintain maintains operate operates works work runs run not be is are was were " +
    "using uses made give gives gave where when while so if as per about under over achieve achieves achieving offers offering offer show shows ensure ensures have having"
  ).split(" "),
);
const ARTICLES = new Set(["the", "a", "an", "its", "their", "our"]);
const RAISE = new Set(
  "increase increases increased increasing improve improves improved improving raise raises raised raising improvement enhance enhances enhanced boost boosts boosted gain rise rises rose grow grows grew".split(
    " ",
  ),
);
const LOWER = new Set(
  "reduce reduces reduced reducing reduction decrease decreases decreased decreasing lower lowers lowered lowering cut cuts cutting drop drops dropped save saves saved shorten shortens shortened fall falls fell".split(
    " ",
  ),
);

/** Words back to a word of form, a sign or a number; of "X of Y" the X. */
function englishName(text: string, at: number, least: number): NameReading {
  let end = at;
  let change: NameReading["change"];
  let words: string[] = [];
  let closed = false;
  for (let read = 0; read < MOST_WORDS_READ; read++) {
    const found = WORD_BEFORE.exec(text.slice(Math.max(least, end - 32), end));
    if (found === null) break;
    const word = found[1]!;
    const lower = word.toLowerCase();
    const start = end - (found[0].length - found[0].indexOf(word));
    const isChange = RAISE.has(lower) || LOWER.has(lower);
    // Behind an article only the head it belongs to (strength of the alloy) or a verb (raise the yield) is looked for.
    if (closed && !isChange && lower !== "of" && lower !== "in") break;
    closed = false;
    // Capitals are no article: vitamin A.
    if (ARTICLES.has(word)) {
      closed = words.length > 0;
      end = start;
      continue;
    }
    if (isChange) {
      change = RAISE.has(lower) ? "up" : "down";
      end = start;
      if (words.length > 0) break;
      continue;
    }
    if (lower === "of" && words.length > 0) words = [];
    else if (STOP_WORDS.has(lower)) {
      if (words.length > 0 || read > 2) break;
    } else if (lower !== "of") words.unshift(word);
    end = start;
  }
  words = words.slice(-MOST_WORDS);
  if (words.length > 1 && words.at(-1)!.toLowerCase() === "range") words.pop();
  const name = words.join(" ");
  return { name: /[A-Za-zφΦσ]/.test(name) ? name : "", start: words.length === 0 ? at : end, ...(change && { change }) };
}

// What ends the names of quantities: a name behind its number is read only with such an end, or prose would name it.
const HAN_BEHIND =
  /\s?的?(\p{Script=Han}{0,7}?(?:强度|硬度|密度|温度|精度|厚度|长度|宽度|高度|深度|浓度|纯度|速度|粒度|粘度|黏度|湿度|角度|转速|直径|粒径|孔径|寿命|效率|功率|容量|产量|产能|电压|电流|电阻|频率|压力|重量|质量|体积|面积|误差|含量|流量|能耗|成本|间距|距离|行程|带宽|分辨率|准确率|合格率|成活率))/uy;
const ENGLISH_BEHIND =
  /(?: of| in)? ?((?:[a-z]+ ){0,2}?(?:strength|hardness|density|temperature|accuracy|precision|thickness|length|width|height|depth|concentration|purity|speed|viscosity|humidity|diameter|life|lifetime|efficiency|power|capacity|output|throughput|voltage|current|resistance|frequency|pressure|weight|mass|volume|area|error|noise|yield|resolution|cost|elongation|bandwidth))\b/y;

/** Reads a name behind a number: 600 MPa的抗拉强度, 600 MPa tensile strength. O(1). */
export function readNameBehind(text: string, at: number): NameReading | undefined {
  for (const pattern of [HAN_BEHIND, ENGLISH_BEHIND]) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) return { name: found[1]!, start: at, end: at + found[0].length };
  }
  return undefined;
}
