import { InvariantError } from "../kernel/invariant-error.js";
import { ROW_SIGNALS, byRowSignal } from "../score/pair-score.js";
import type { Corpus, CorpusSide } from "./corpus.js";
import { fingerprintOf } from "./snapshot-fingerprint.js";
import { SNAPSHOT_SIDES, writeSections, type SectionArray } from "./snapshot-layout.js";
import type { SnapshotMeta } from "./snapshot-meta.js";
import { packStrings, type PackedStrings } from "./snapshot-strings.js";

/** What a record's vector is in the record's JSON: its numbers are in a section of their own. */
export const EMBEDDING_MARK = 0;

/**
 * The whole corpus as one buffer: records, rows, vocabularies and frozen statistics. `openSnapshot` opens it without reading any of it over.
 *
 * The same corpus gives the same bytes. Records go in whole, with the marks of who may read them: a snapshot is as secret as its most secret
 * record. About 8 bytes a distinct term of a record and 2 a character. O(bytes).
 *
 * @example
 * const { corpus } = buildCorpus({ outcomes: [{ id: "o1", title: "高温余热回收装置" }], needs: [{ id: "n1", title: "窑炉余热回收" }] });
 * rankOutcomes(openSnapshot(saveSnapshot(corpus)), "n1")[0].id; // "o1"
 */
export function saveSnapshot(corpus: Corpus): ArrayBuffer {
  const { statistics, vocabularies, organisations } = corpus;
  const sections = new Map<string, SectionArray>();
  const putStrings = (name: string, { start, units }: PackedStrings): void => {
    sections.set(`${name}.start`, start);
    sections.set(`${name}.units`, units);
  };
  sections.set("meta", packStrings([JSON.stringify(metaOf(corpus))]).units);
  sections.set("documentFrequency", statistics.text.documentFrequency);
  putStrings("organisations", packStrings([...organisations.values()].map((organisation) => JSON.stringify(organisation))));
  for (const signal of ROW_SIGNALS) putStrings(`terms.${signal}`, packStrings(vocabularies[signal].terms));
  for (const role of SNAPSHOT_SIDES) {
    const side: CorpusSide<{ readonly embedding?: readonly number[] }> = corpus[role];
    putStrings(`${role}.ids`, packStrings(side.ids));
    putStrings(`${role}.records`, packStrings(side.records.map(recordJson)));
    const embeddings = packNumbers(side.records.map(({ embedding }) => embedding ?? []));
    sections.set(`${role}.embedding.start`, embeddings.start);
    sections.set(`${role}.embedding.value`, embeddings.value);
    const vectors = packNumbers(side.traits.embedding.map((vector) => (vector as Float32Array | undefined) ?? []));
    sections.set(`${role}.vector.start`, vectors.start);
    sections.set(`${role}.vector.value`, Float32Array.from(vectors.value));
    for (const signal of ROW_SIGNALS) {
      const { rowStart, column, value } = side.rows[signal];
      sections.set(`${role}.${signal}.start`, rowStart);
      sections.set(`${role}.${signal}.column`, column);
      sections.set(`${role}.${signal}.value`, value);
    }
  }
  return writeSections(sections);
}

function metaOf({ config, statistics, vocabularies }: Corpus): SnapshotMeta {
  const { text, textScale, neutral } = statistics;
  if (vocabularies.text.frozenCount !== text.terms.length)
    throw new InvariantError("the columns of a corpus are not those of its statistics");
  return {
    fingerprint: fingerprintOf(config),
    documentCount: text.documentCount,
    groups: text.groups,
    textScale,
    neutral,
    frozen: byRowSignal((signal) => vocabularies[signal].frozenCount),
  };
}

function recordJson(record: { readonly embedding?: readonly number[] }): string {
  return JSON.stringify(record.embedding === undefined ? record : { ...record, embedding: EMBEDDING_MARK });
}

/** Lists of numbers one after the other: list i is entries `start[i] … start[i + 1] − 1`. */
function packNumbers(lists: ReadonlyArray<ArrayLike<number>>): { readonly start: Float64Array; readonly value: Float64Array } {
  const start = new Float64Array(lists.length + 1);
  lists.forEach((list, at) => (start[at + 1] = start[at]! + list.length));
  const value = new Float64Array(start[lists.length]!);
  lists.forEach((list, at) => value.set(list, start[at]));
  return { start, value };
}
