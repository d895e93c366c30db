import { headingKind, splitSections } from "./sections.js";

/** One numbered point of a text: its first clause, and what follows it. */
export interface Point {
  readonly title: string;
  readonly rest: string;
}

/** Points of one text at most: longer lists are tables of contents. */
const MOST_POINTS = 20;
/** A point of fewer letters than this says nothing that can be matched. */
const SHORTEST_POINT = 4;
/** Longest title, in characters; a longer first clause is cut there and goes on in the rest. */
const LONGEST_TITLE = 60;

/** A point of so short a title that is a heading's word (①目的：…) sets a target or tells about the asker. */
const SHORT_HEADING = 6;

const HAN_NUMERALS = "一二三四五六七八九十";
const CIRCLED_ONE = 0x2460;

/**
 * How points are numbered, each with the digits as its first group. A number stands at the start of a line, or after a mark that ends
 * a clause; one that a digit follows is a decimal (0.5), not a point.
 */
const NUMBERINGS: readonly RegExp[] = [
  /(?<=^|[\n。；;：:])[ \t\u3000]*()([①-⑳])/gu,
  /(?<=^|[\n。；;：:])[ \t\u3000]*[（(](\d{1,2})[)）][、.．]?/gu,
  /(?<=^|[\n。；;：:])[ \t\u3000]*(\d{1,2})[)）][、.．]?/gu,
  /(?<=^|[\n。；;：:])[ \t\u3000]*(\d{1,2})[、.．](?!\d)/gu,
  /(?<=^|[\n。；;：:])[ \t\u3000]*[（(]([一二三四五六七八九十]{1,2})[)）][、.．]?/gu,
  /(?<=^|[\n。；;：:])[ \t\u3000]*([一二三四五六七八九十]{1,2})[、.．]/gu,
  /(?<=^|[\n。；;：:，,])[ \t\u3000]*第?([一二三四五六七八九])(?:是|[，,、：:])/gu,
];

/** Heading words alone in their line, with a number or without, where the colon that marks a heading is left out. */
const BARE_HEADING =
  /(?<=^|\n)([ \t\u3000]*(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]?[、.．\s]?[ \t]*)?)([^\n：:。；;，,、0-9]{2,12}?)[ \t\u3000]*(?=\n|$)/gu;

/** Points of an application's outline that tell about the project instead of asking: 国内外发展现状, 目的和意义, 经济指标. */
const OUTLINE = /^[^，,]{0,40}(?:概况|趋势|现状|意义|指标|前景|情况|背景|基础|简介)(?:[（(][^）)]*[)）])?$/u;

/**
 * The numbered points (1. / 1) / （1） / ① / 一、 / （一） / 一是) of the asking sections of a need's description; never of those that set
 * targets or tell about the asker.
 *
 * Of several numberings in one section that which starts first counts, so points within points stay together; it has to run from 1
 * without a gap. Points that are only headings (1. 需求内容) are no points: what they head is looked through instead.
 * Points of an outline that tell about the project (国内外研究现状, 目的和意义) are left out.
 *
 * @returns in their order, none for fewer than two. O(length).
 */
export function numberedPoints(description: string): Point[] {
  const marked = description.replace(BARE_HEADING, (line, number: string, words: string) =>
    headingKind(words) === undefined ? line : `${number}${words}：`,
  );
  const points = splitSections(marked)
    .filter(({ kind }) => kind === "asked")
    .flatMap(({ text }) => pointsOf(text));
  return points.length < 2 ? [] : points.slice(0, MOST_POINTS);
}

interface Run {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

function pointsOf(text: string): Point[] {
  const runs = NUMBERINGS.map((pattern) => runOf(text, pattern))
    .filter(({ starts }) => starts.length > 1)
    .sort((a, b) => a.starts[0]! - b.starts[0]!);
  for (const { starts, ends } of runs) {
    const last = lastEnd(text, starts, ends);
    const points = ends.map((from, at) => toPoint(text.slice(from, starts[at + 1] ?? last))).filter((point) => point !== undefined);
    if (points.length > 1) return points;
  }
  return [];
}

/** The numbers 1, 2, 3 … of one numbering, each the next after the one before it. */
function runOf(text: string, pattern: RegExp): Run {
  const starts: number[] = [];
  const ends: number[] = [];
  for (const match of text.matchAll(pattern)) {
    if (numberOf(match) !== starts.length + 1) continue;
    starts.push(match.index);
    ends.push(match.index + match[0].length);
  }
  return { starts, ends };
}

function numberOf([, digits, circled]: RegExpExecArray): number {
  if (circled !== undefined) return circled.codePointAt(0)! - CIRCLED_ONE + 1;
  if (/^\d/u.test(digits!)) return Number(digits);
  const place = (numeral: string): number => HAN_NUMERALS.indexOf(numeral) + 1;
  return digits!.length === 1 ? place(digits!) : 10 + place(digits!.charAt(1));
}

/** The last point goes as far as the others do: to the end of its line where each of them is one line, else to the end of the text. */
function lastEnd(text: string, starts: readonly number[], ends: readonly number[]): number {
  const isLine = starts.slice(1).every((start, at) => !text.slice(ends[at], start).trim().includes("\n"));
  const lineEnd = text.indexOf("\n", ends.at(-1));
  return isLine && lineEnd >= 0 ? lineEnd : text.length;
}

function toPoint(raw: string): Point | undefined {
  const text = raw.replace(/^[\s.、．]+/u, "").trimEnd();
  const [clause] = /^[^。；;\n：:]*/u.exec(text)!;
  const title = clause.slice(0, LONGEST_TITLE).trim();
  const rest = text.slice(clause.length > LONGEST_TITLE ? LONGEST_TITLE : clause.length).replace(/^[。；;\n：:\s]+|[。；;，,\s]+$/gu, "");
  const letters = `${title}${rest}`.replace(/[^\p{L}\p{N}]/gu, "");
  const kind = title.length <= SHORT_HEADING ? headingKind(title) : undefined;
  return letters.length < SHORTEST_POINT || OUTLINE.test(title) || kind === "target" || kind === "background"
    ? undefined
    : { title: title.replace(/[，,、]+$/u, ""), rest };
}
