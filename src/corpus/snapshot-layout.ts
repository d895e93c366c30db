import { checksum32 } from "../kernel/checksum.js";
import { hashString } from "../kernel/random.js";
import { ConfigError, createIssue, describeValue, type IssueCode, type IssueDetail } from "../model/issue.js";
import { ROW_SIGNALS } from "../score/pair-score.js";

/**
 * The bytes of a snapshot. Everything is in the byte order of the machine that wrote it and starts on a multiple of 8, so that a section is
 * opened as a view, without copying or parsing.
 *
 *     0   magic        8 bytes, "ALLIANCE"
 *     8   byte order   u32, 0x0a0b0c0d
 *     12  version      u32
 *     16  layout       u32, a hash of the sections' names and kinds
 *     20  checksum     u32, XXH32 of all that follows
 *     24  length       f64, of the whole snapshot in bytes
 *     32  counts       f64 a section: how many entries it has
 *     …   sections     one after the other, each from the next multiple of 8
 *
 * Where a section starts follows from the counts before it, so sections cannot overlap or lie outside.
 */
const MAGIC = "ALLIANCE";
const BYTE_ORDER = 0x0a0b0c0d;
/**
 * Raised when old snapshots would give other answers than a rebuild: when records are cut, weighed or encoded otherwise. What changes in
 * the sections themselves shows in their hash.
 */
const VERSION = 2;
const COVERED_FROM = 24;
const LENGTH_AT = 24;
const COUNTS_AT = 32;

interface ArrayByKind {
  readonly f64: Float64Array;
  readonly f32: Float32Array;
  readonly u32: Uint32Array;
  readonly u16: Uint16Array;
}
type Kind = keyof ArrayByKind;
interface ArrayMaker<A> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): A;
}
const KINDS: { readonly [K in Kind]: ArrayMaker<ArrayByKind[K]> } = {
  f64: Float64Array,
  f32: Float32Array,
  u32: Uint32Array,
  u16: Uint16Array,
};

export const SNAPSHOT_SIDES = ["needs", "outcomes"] as const;
export type SnapshotSide = (typeof SNAPSHOT_SIDES)[number];

/** Every section in its order, with the kind of its entries. */
const SECTIONS: ReadonlyArray<readonly [name: string, kind: Kind]> = [
  ["meta", "u16"],
  ["documentFrequency", "u32"],
  ...stringSections("organisations"),
  ...ROW_SIGNALS.flatMap((signal) => stringSections(`terms.${signal}`)),
  ...SNAPSHOT_SIDES.flatMap((side): Array<readonly [string, Kind]> => [
    ...stringSections(`${side}.ids`),
    ...stringSections(`${side}.records`),
    [`${side}.embedding.start`, "f64"],
    [`${side}.embedding.value`, "f64"],
    [`${side}.vector.start`, "f64"],
    [`${side}.vector.value`, "f32"],
    ...ROW_SIGNALS.flatMap((signal): Array<readonly [string, Kind]> => [
      [`${side}.${signal}.start`, "u32"],
      [`${side}.${signal}.column`, "u32"],
      [`${side}.${signal}.value`, "f32"],
    ]),
  ]),
];

function stringSections(name: string): Array<readonly [string, Kind]> {
  return [
    [`${name}.start`, "f64"],
    [`${name}.units`, "u16"],
  ];
}

const LAYOUT = hashString(SECTIONS.map((section) => section.join(":")).join());

export type SectionArray = ArrayByKind[Kind];
/** The arrays of a snapshot by section. */
export type Sections = ReadonlyMap<string, SectionArray>;

/** Puts sections into one buffer. @param sections all there are, each of its kind. */
export function writeSections(sections: Sections): ArrayBuffer {
  const counts = SECTIONS.map(([name]) => sections.get(name)!.length);
  const { starts, end } = placeSections(counts);
  const buffer = new ArrayBuffer(end);
  const bytes = new Uint8Array(buffer);
  for (let at = 0; at < MAGIC.length; at++) bytes[at] = MAGIC.charCodeAt(at);
  const words = new Uint32Array(buffer, 0, COUNTS_AT / 4);
  new Float64Array(buffer, LENGTH_AT, 1)[0] = end;
  new Float64Array(buffer, COUNTS_AT, counts.length).set(counts);
  SECTIONS.forEach(([name, kind], s) => new KINDS[kind](buffer, starts[s]!, counts[s]!).set(sections.get(name)!));
  words.set([BYTE_ORDER, VERSION, LAYOUT, checksum32(bytes.subarray(COVERED_FROM))], MAGIC.length / 4);
  return buffer;
}

/**
 * Opens the sections of a snapshot as views into it; nothing is copied, unless the bytes do not start on a multiple of 8.
 *
 * @throws ConfigError `snapshot-format`, `snapshot-byte-order`, `snapshot-version`, `snapshot-length`, `snapshot-checksum`, `snapshot-content`.
 */
export function readSections(snapshot: ArrayBufferLike | ArrayBufferView): Sections {
  const bytes = bytesOf(snapshot);
  const { buffer, byteOffset, byteLength } = bytes;
  const isOurs = byteLength >= MAGIC.length && [...MAGIC].every((letter, at) => bytes[at] === letter.charCodeAt(0));
  if (!isOurs) refuse("snapshot-format", { received: `${byteLength} bytes` });
  if (byteLength < COUNTS_AT + 8 * SECTIONS.length) refuse("snapshot-length", { expected: "the whole", received: String(byteLength) });
  const [byteOrder, version, layout, checksum] = new Uint32Array(buffer, byteOffset + MAGIC.length, 4);
  if (byteOrder !== BYTE_ORDER) refuse("snapshot-byte-order", { expected: hex(BYTE_ORDER), received: hex(byteOrder!) });
  if (version !== VERSION || layout !== LAYOUT)
    refuse("snapshot-version", { expected: `${VERSION}/${hex(LAYOUT)}`, received: `${version}/${hex(layout!)}` });
  const [length] = new Float64Array(buffer, byteOffset + LENGTH_AT, 1);
  if (length !== byteLength) refuse("snapshot-length", { expected: String(length), received: String(byteLength) });
  const sum = checksum32(bytes.subarray(COVERED_FROM));
  if (checksum !== sum) refuse("snapshot-checksum", { expected: hex(checksum!), received: hex(sum) });
  const counts = [...new Float64Array(buffer, byteOffset + COUNTS_AT, SECTIONS.length)];
  const wrong = counts.findIndex((count) => !Number.isSafeInteger(count) || count < 0 || count > byteLength);
  if (wrong >= 0) refuseContent(SECTIONS[wrong]![0], String(counts[wrong]));
  const { starts, end } = placeSections(counts);
  if (end !== byteLength) refuse("snapshot-length", { expected: String(end), received: String(byteLength) });
  return new Map(SECTIONS.map(([name, kind], s) => [name, new KINDS[kind](buffer, byteOffset + starts[s]!, counts[s]!)]));
}

/** A section that is known to be there. */
export function section<K extends Kind>(sections: Sections, name: string, kind: K): ArrayByKind[K] {
  const found = sections.get(name);
  if (!(found instanceof KINDS[kind])) return refuseContent(name, describeValue(found));
  return found;
}

/** What a section says cannot be. */
export function refuseContent(name: string, received: string): never {
  return refuse("snapshot-content", { path: [name], received });
}

export function refuse(code: IssueCode, detail: IssueDetail): never {
  throw new ConfigError([createIssue(code, detail)]);
}

function bytesOf(snapshot: ArrayBufferLike | ArrayBufferView): Uint8Array {
  const { buffer, byteOffset, byteLength } = isView(snapshot) ? snapshot : { buffer: snapshot, byteOffset: 0, byteLength: -1 };
  if (!isBuffer(buffer)) return refuse("snapshot-format", { received: describeValue(snapshot) });
  const bytes = new Uint8Array(buffer, byteOffset, byteLength < 0 ? buffer.byteLength : byteLength);
  return byteOffset % 8 === 0 ? bytes : bytes.slice();
}

function isView(value: unknown): value is ArrayBufferView {
  return ArrayBuffer.isView(value);
}

/** Also of another realm, and where there is no shared memory. */
function isBuffer(value: unknown): value is ArrayBufferLike {
  const name = Object.prototype.toString.call(value);
  return name === "[object ArrayBuffer]" || name === "[object SharedArrayBuffer]";
}

/** Where each section starts, and where the last one ends, rounded up. */
function placeSections(counts: readonly number[]): { readonly starts: readonly number[]; readonly end: number } {
  let end = COUNTS_AT + 8 * counts.length;
  const starts = counts.map((count, s) => {
    const start = end;
    end = Math.ceil((start + count * KINDS[SECTIONS[s]![1]].BYTES_PER_ELEMENT) / 8) * 8;
    return start;
  });
  return { starts, end };
}

function hex(word: number): string {
  return `0x${word.toString(16).padStart(8, "0")}`;
}
