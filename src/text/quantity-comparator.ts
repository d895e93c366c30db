/**
 * How a quantity bounds what it names.
 *
 * `up-to` says what is reached at best (up to 650 MPa, 可达 650 MPa); `±` stands alone, a deviation both ways; `range` has two ends.
 */
export type Comparator = ">=" | ">" | "<=" | "<" | "=" | "≈" | "up-to" | "±" | "range";

/** `better`: 优于, better than, which is above for ratios and below for all else. `to`: a link that makes "raise … to" a bound. */
export type ComparatorWord = Comparator | "better" | "link" | "to" | "by";

export interface ComparatorReading {
  readonly comparator: ComparatorWord;
  /** First place of the words in front of the number. */
  readonly start: number;
  /** First place of the sign or word that bounds; where the number starts if none does. */
  readonly boundStart: number;
  /** Whether a sign says it (≥), which nothing may precede but the name. */
  readonly sign: boolean;
}

const SIGNS: Readonly<Record<string, Comparator>> = {
  "≥": ">=",
  "≤": "<=",
  ">": ">",
  "<": "<",
  "=": "=",
  "≈": "≈",
  ">=": ">=",
  "=>": ">=",
  "<=": "<=",
  "=<": "<=",
  "≥=": ">=",
  "≤=": "<=",
  "~": "≈",
  "±": "±",
  "+/-": "±",
  "+-": "±",
  ">≈": "≈",
};

const BEFORE: Readonly<Record<Exclude<ComparatorWord, "range" | "±">, string>> = {
  ">=":
    "至少|最少|最低|起码|达到|达到了|已达|已达到|达|能达到|能够达到|需达到|应达到|要达到|须达到|不低于|大于等于|大于或等于|高于或等于|大于等於|提高到|提高至|提升到|提升至|" +
    "增加到|增加至|增至|上升到|上升至|升至|升到|增长到|增长至|延长到|延长至|扩大到|恢复到|不亚于|不弱于|不劣于|" +
    "at least|no less than|not less than|no fewer than|not fewer than|no lower than|not lower than|no smaller than|not below|" +
    "a minimum of|minimum of|minimum|min|min.|greater than or equal to|more than or equal to|or more|reach|reaches|reached|reaching|attains|achieves|achieve|achieved|achieving",
  ">": "大于|高于|超过|超出|多于|长于|突破|超|逾|优于或高于|over|above|more than|greater than|higher than|larger than|longer than|exceeding|exceeds|exceed|exceeded|beyond|in excess of|surpassing|surpasses",
  "<=":
    "不超过|不超出|不高于|不大于|不多于|至多|最多|最高|最大|小于等于|小于或等于|低于或等于|小于等於|降低到|降低至|降至|降到|减少到|减少至|减至|缩短至|缩短到|下降到|下降至|" +
    "压缩到|压缩至|缩小到|缩小至|减小到|减小至|no more than|not more than|at most|not exceeding|not exceed|no greater than|not greater than|no higher than|not higher than|no larger than|" +
    "no longer than|a maximum of|maximum of|maximum|max|max.|within|less than or equal to|must not exceed|shall not exceed|does not exceed",
  "<": "小于|低于|少于|不足|不到|短于|未满|未达到|less than|lower than|fewer than|smaller than|shorter than|under|below",
  "=": "等于|恰为|equal to|equals|exactly",
  "≈": "约|大约|约为|约在|大概|大致|近|接近|将近|左右|about|around|approximately|approx|approx.|roughly|nearly|some|circa|ca.|almost|close to",
  "up-to":
    "高达|可达|可达到|可以达到|最高可达|最高达|最高达到|最大可达|最大达|最高可达到|多达|长达|最长|达到最高|up to|as much as|as high as|as many as|as low as|可低至|低至",
  better: "优于|好于|高精度优于|better than",
  link: "为|是|在|控制在|保持在|稳定在|维持在|应为|应在|一般为|通常为|设为|定为|的|就|仅|只有|共|共计|总计|合计|累计|of|is|are|was|were|be|been|being|has|have|having|should be|must be|shall be|with|a|an|the|total of|equal|between|from|in|range of|ranges from|ranging from",
  to: "到|至|为到|to",
  by: "by|了",
};

const MOST_ROUNDS = 4;

let wordIndex: { readonly byWord: ReadonlyMap<string, ComparatorWord>; readonly longest: number } | undefined;

function words() {
  if (wordIndex === undefined) {
    const byWord = new Map<string, ComparatorWord>();
    for (const [comparator, list] of Object.entries(BEFORE))
      for (const word of list.split("|")) byWord.set(word, comparator as ComparatorWord);
    wordIndex = { byWord, longest: Math.max(...[...byWord.keys()].map((word) => word.length)) };
  }
  return wordIndex;
}

/** "Not", in front of a word that bounds: 不得低于, 不应大于, 不能超过. */
const NEGATION = /不(?:[得应能可宜会允许需]{1,2})?$/;
const NEGATED: Readonly<Record<string, Comparator>> = { ">": "<=", "<": ">=" };

/**
 * Reads what stands between a name and its number, from the number backwards: signs, words that bound, words that only link.
 *
 * The bound nearest to the number counts. Words are looked for no further back than `floor`. O(1).
 */
export function readComparatorBefore(text: string, at: number, floor: number): ComparatorReading {
  let comparator: ComparatorWord = "link";
  let start = at;
  let boundStart = at;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const end = skipBack(text, start, floor);
    const sign = signBefore(text, end, floor);
    if (sign !== undefined) {
      if (isBound(comparator)) return { comparator, start, boundStart, sign: false };
      return { comparator: sign.comparator, start: sign.start, boundStart: sign.start, sign: true };
    }
    const word = wordBefore(text, end, floor);
    if (word === undefined) break;
    // 降低至不高于: the nearer bound stands, and what lies before it is the name's.
    if (isBound(comparator) && isBound(word.comparator) && word.comparator !== "up-to") break;
    if (!isBound(comparator) && (word.comparator !== "link" || comparator === "link")) {
      comparator = word.comparator;
      if (isBound(comparator)) boundStart = word.start;
    }
    start = word.start;
  }
  return { comparator, start, boundStart, sign: false };
}

function isBound(comparator: ComparatorWord): boolean {
  return comparator !== "link" && comparator !== "to" && comparator !== "by";
}

function skipBack(text: string, at: number, floor: number): number {
  let end = at;
  while (end > floor && at - end < 3 && (text[end - 1] === " " || text[end - 1] === ":" || text[end - 1] === "(")) end--;
  return end;
}

function signBefore(text: string, end: number, floor: number): { readonly comparator: Comparator; readonly start: number } | undefined {
  for (let length = 3; length > 0; length--) {
    const start = end - length;
    if (start < floor) continue;
    const sign = text.slice(start, end);
    if (Object.hasOwn(SIGNS, sign)) return { comparator: SIGNS[sign]!, start };
  }
  return undefined;
}

function wordBefore(text: string, end: number, floor: number): { readonly comparator: ComparatorWord; readonly start: number } | undefined {
  const { byWord, longest } = words();
  const tail = text.slice(Math.max(floor, end - longest), end).toLowerCase();
  for (let length = tail.length; length > 0; length--) {
    const comparator = byWord.get(tail.slice(-length));
    const start = end - length;
    if (comparator === undefined || (/[a-z]/.test(tail.charAt(tail.length - length)) && start > 0 && /[A-Za-z]/.test(text[start - 1]!)))
      continue;
    const negated = NEGATED[comparator];
    const negation = negated === undefined ? null : NEGATION.exec(text.slice(Math.max(floor, start - 3), start));
    return negation === null ? { comparator, start } : { comparator: negated!, start: start - negation[0].length };
  }
  return undefined;
}

const AFTER =
  /\s?(?:(?:\(含\))?[及或]?(以上|之上)|[及或]?(以下|以内|之内|之下|内(?=[，。；、,;)\s]|$))|(左右|上下)|(or (?:more|above|higher|greater|longer|better|over)|and (?:above|over|up)|minimum\b|min\b\.?|\+(?=$|[\s，。；,;)]))|(or (?:less|below|lower|under|fewer|shorter)|and below|maximum\b|max\b\.?)|(or so\b))/y;

/** Reads a bound behind the unit: 以上, 以内, 左右, or more, max. O(1). */
export function readComparatorAfter(text: string, at: number): { readonly comparator: Comparator; readonly end: number } | undefined {
  AFTER.lastIndex = at;
  const match = AFTER.exec(text);
  if (match === null) return undefined;
  const kinds: readonly Comparator[] = [">=", "<=", "≈", ">=", "<=", "≈"];
  const kind = match.slice(1).findIndex((group) => group !== undefined);
  return { comparator: kinds[kind]!, end: at + match[0].length };
}
