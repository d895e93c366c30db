import type { IssueCode } from "./issue.js";
import { stripMarkup } from "./markup.js";

/** Longest kept, in UTF-16 code units: a title is a line, a text a long report; beyond that lies a pasted file. */
export const MAX_TITLE_LENGTH = 1_000;
export const MAX_TEXT_LENGTH = 100_000;

/** What people write where they have nothing to say, in lower case and without punctuation. */
const PLACEHOLDERS: ReadonlySet<string> = new Set(
  (
    "无 暂无 没有 未提供 未填写 未填 未知 不详 待定 待补充 待完善 待填写 略 空 同上 如题 见附件 详见附件 请见附件 附件 见标题 " +
    "测试 测试数据 其他 na n/a nil null none undefined unknown tbd todo test xxx"
  ).split(" "),
);

/** Fewest letters that can be told apart as text: two different Han characters make a word, three Latin letters one word. */
const MIN_HAN = 2;
const MIN_LATIN = 3;

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
const BYTE_ORDER_MARK = /[\uFEFF\uFFFE]/g;
const EDGE_PUNCTUATION = /^[\s\p{P}\p{S}]+|[\s\p{P}\p{S}]+$/gu;

/** A text made safe to use, and what had to be done to it. */
export interface CleanText {
  /** `undefined` where nothing usable was left. */
  readonly text: string | undefined;
  readonly codes: ReadonlyArray<
    Extract<IssueCode, "byte-order-mark" | "markup-removed" | "lone-surrogate" | "oversized-field" | "empty-text" | "placeholder-text">
  >;
}

/**
 * Takes byte order marks, markup and half characters out of a text, cuts it to `maxLength` and tells placeholders from content.
 *
 * Content is otherwise left as it came: width, case and compatibility forms are the analyzer's business.
 */
export function cleanText(raw: string, maxLength: number): CleanText {
  const codes: CleanText["codes"][number][] = [];
  const signs = signsOf(raw);
  let text = raw;
  if ((signs & MARK) !== 0) {
    codes.push("byte-order-mark");
    text = text.replace(BYTE_ORDER_MARK, "");
  }
  const plain = (signs & MARKUP) === 0 ? text : stripMarkup(text);
  if (plain !== text) {
    codes.push("markup-removed");
    text = plain;
  }
  if (text.length > maxLength) {
    codes.push("oversized-field");
    text = text.slice(0, maxLength);
    // The cut may have gone through a pair; that half is ours, not the source's.
    if (/[\uD800-\uDBFF]$/.test(text)) text = text.slice(0, -1);
  }
  if ((signs & SURROGATES) !== 0 && text.search(LONE_SURROGATE) >= 0) {
    codes.push("lone-surrogate");
    text = text.replace(LONE_SURROGATE, "\uFFFD");
  }
  text = text.trim();
  if (text === "") return { text: undefined, codes: [...codes, "empty-text"] };
  if (isPlaceholder(text)) return { text: undefined, codes: [...codes, "placeholder-text"] };
  return { text, codes };
}

/** What a text may need: one look at each unit says that most need nothing. */
const MARK = 1;
const MARKUP = 2;
const SURROGATES = 4;

function signsOf(text: string): number {
  let signs = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    // All markup begins with one of `&`, `<` and `\`.
    if (unit === 0x3c || unit === 0x26 || unit === 0x5c) signs |= MARKUP;
    else if (unit >= 0xd800) {
      if (unit <= 0xdfff) signs |= SURROGATES;
      else if (unit === 0xfeff || unit === 0xfffe) signs |= MARK;
    }
  }
  return signs;
}

/** Whether a text only says that nothing is said (未提供, 无, N/A, ——). */
export function isPlaceholder(text: string): boolean {
  if (beginsOtherwise(text) || hasLongContent(text)) return false;
  const bare = text.normalize("NFKC").toLowerCase().replace(EDGE_PUNCTUATION, "");
  return bare === "" || PLACEHOLDERS.has(bare);
}

const INITIALS: ReadonlySet<number> = new Set(Array.from(PLACEHOLDERS, (word) => word.charCodeAt(0)));

/**
 * A cheaper look yet: begins with a common Han character, an ASCII letter or digit with which no placeholder begins. Normalising leaves such a
 * character where it is, or makes one of it and a mark that begins no placeholder either. `false` is no answer.
 */
function beginsOtherwise(text: string): boolean {
  const unit = text.charCodeAt(0);
  const lower = unit >= 0x41 && unit <= 0x5a ? unit + 0x20 : unit;
  const isPlain = (lower >= 0x4e00 && lower <= 0x9fff) || (lower >= 0x30 && lower <= 0x39) || (lower >= 0x61 && lower <= 0x7a);
  return isPlain && !INITIALS.has(lower);
}

const CONTENT = /[^\s\p{P}\p{S}]/u;
const SURROGATE = /[\uD800-\uDFFF]/;
/** From first to last letter: several times what the longest placeholder has, since normalising may make one character of up to four. */
const LONG_CONTENT = 64;

/** A cheap look at what nearly every text is: longer than any placeholder, whatever punctuation stands around it. `false` is no answer. */
function hasLongContent(text: string): boolean {
  if (text.length <= LONG_CONTENT) return false;
  const first = text.search(CONTENT);
  if (first < 0) return false;
  for (let last = text.length - 1; last > first + LONG_CONTENT; last--) {
    const unit = text.charAt(last);
    // Half of a pair tells nothing of the character.
    if (SURROGATE.test(unit)) return false;
    if (CONTENT.test(unit)) return true;
  }
  return false;
}

const HAN = /\p{Script=Han}/u;
const OTHER_LETTER = /[\p{L}\p{N}]/u;

/** Whether a text is too short to match on. Most are not, and say so by their first characters. */
export function isThin(text: string): boolean {
  // A few characters at most: a set a text would be garbage.
  let met = "";
  let han = 0;
  let others = 0;
  for (const character of text) {
    if (!HAN.test(character)) others += OTHER_LETTER.test(character) ? 1 : 0;
    else if (!met.includes(character)) {
      met += character;
      han++;
    }
    if (han >= MIN_HAN || others >= MIN_LATIN) return false;
  }
  return true;
}
