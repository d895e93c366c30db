import type { Vocabulary } from "../kernel/vocabulary.js";
import { ConfigError, createIssue } from "../model/issue.js";
import type { Need, Organisation, Outcome } from "../model/record.js";
import { COMPARED_SIGNALS, SILENT, type Comparison } from "../score/comparison.js";
import { byRowSignal, ROW_SIGNALS, type RowSignal } from "../score/pair-score.js";
import { TextWeigher } from "../score/text.js";
import { createAnalyzer } from "../text/analyzer.js";
import { scoreModel } from "./assemble.js";
import { defineConfig, type Config } from "./config.js";
import type { Corpus, SegmentSide, Vocabularies } from "./corpus.js";
import { createCorpus } from "./create-corpus.js";
import { lazily, lazyList, lazyMembers } from "./lazy.js";
import { checkSections, type CheckedSide, type CheckedSnapshot } from "./snapshot-check.js";
import { fingerprintOf } from "./snapshot-fingerprint.js";
import { readSections, refuseContent, type SnapshotSide } from "./snapshot-layout.js";
import { readOrganisation, readRecord } from "./snapshot-record.js";
import { stringAt, unpackStrings } from "./snapshot-strings.js";
import type { CorpusStatistics } from "./statistics.js";

/**
 * Opens what `saveSnapshot` gave: the same answers to the last bit, in a fraction of a rebuild's time.
 *
 * Rows are views into the buffer, which must not change as long as the corpus is used; records and words are decoded when they are first
 * wanted. All bytes are checked first (checksum, lengths, order and range of every index), a record's JSON when it is decoded.
 *
 * @param snapshot an `ArrayBuffer`, a `SharedArrayBuffer` or a view of one, such as what reading a file gives.
 * @param config as the one it was built with in all that shapes rows (`text`, `regions`, `industries`, `specifications`, `own`); weights,
 * `textScale`, `neutral` and `withoutText` may differ.
 * @throws ConfigError `snapshot-format`, `snapshot-byte-order`, `snapshot-version`, `snapshot-length`, `snapshot-checksum`,
 * `snapshot-content`, `snapshot-analyzer`, `snapshot-configuration`.
 * O(bytes); nothing is parsed but a line of numbers.
 * @example
 * const { corpus } = buildCorpus({ outcomes: [{ id: "o1", title: "高温余热回收装置" }], needs: [{ id: "n1", title: "窑炉余热回收" }] });
 * explain(openSnapshot(saveSnapshot(corpus)), "n1", "o1").signals[0].groups[0].phrase; // "余热回收"
 */
export function openSnapshot(snapshot: ArrayBufferLike | ArrayBufferView, config: Config = defineConfig()): Corpus {
  const checked = checkSections(readSections(snapshot));
  refuseOtherConfig(checked, config);
  const vocabularies: Vocabularies = byRowSignal((signal) => openVocabulary(checked, signal));
  const statistics = openStatistics(checked, vocabularies, config);
  const weigher = lazily(() => new TextWeigher(statistics.text, config.text));
  const organisations = lazily(() => {
    const entries = unpackStrings(checked.organisations).map(readOrganisation);
    return new Map(entries.map((organisation) => [organisation.id, organisation]));
  });
  return createCorpus({
    config,
    statistics,
    model: scoreModel(config, statistics),
    analyzer: createAnalyzer(config.analyzer),
    get weigher(): TextWeigher {
      return weigher();
    },
    segments: [
      {
        vocabularies,
        needs: openSide<Need>(checked, "needs", config, ({ ofNeed }) => ofNeed),
        outcomes: openSide<Outcome>(checked, "outcomes", config, ({ ofOutcome }) => ofOutcome),
      },
    ],
    get organisations(): ReadonlyMap<string, Organisation> {
      return organisations();
    },
  });
}

function refuseOtherConfig({ meta }: CheckedSnapshot, config: Config): void {
  const wanted = fingerprintOf(config);
  const keys = [...new Set([...Object.keys(wanted), ...Object.keys(meta.fingerprint)])];
  const issues = keys
    .filter((key) => wanted[key] !== meta.fingerprint[key])
    .map((key) =>
      createIssue(key === "text.analyzer" ? "snapshot-analyzer" : "snapshot-configuration", {
        path: key.split("."),
        expected: String(meta.fingerprint[key]),
        received: String(wanted[key]),
      }),
    );
  if (issues.length > 0) throw new ConfigError(issues);
}

function openVocabulary({ terms, meta }: CheckedSnapshot, signal: RowSignal): Vocabulary {
  const frozenCount = meta.frozen[signal];
  const all = lazily(() => {
    const found = unpackStrings(terms[signal]);
    // Both parts ascend, so only where there are two can a term stand twice.
    const distinct = frozenCount < found.length ? new Set(found).size : found.length;
    if (distinct < found.length) refuseContent(`terms.${signal}`, String(distinct));
    return found;
  });
  const frozen = lazily(() => (frozenCount === all().length ? all() : all().slice(0, frozenCount)));
  const later = lazily(() => all().slice(frozenCount));
  return {
    get terms(): readonly string[] {
      return all();
    },
    get frozen(): readonly string[] {
      return frozen();
    },
    frozenCount,
    get later(): readonly string[] {
      return later();
    },
  };
}

function openStatistics({ meta, documentFrequency }: CheckedSnapshot, vocabularies: Vocabularies, config: Config): CorpusStatistics {
  const { fingerprint, documentCount, groups, textScale, neutral } = meta;
  const frozenTerms = lazyMembers(ROW_SIGNALS, (signal): readonly string[] => vocabularies[signal].frozen);
  return {
    analyzerId: String(fingerprint["text.analyzer"]),
    // The fingerprint has been compared with the configuration's.
    textParameters: config.text,
    text: {
      documentCount,
      get terms(): readonly string[] {
        return frozenTerms.text;
      },
      documentFrequency,
      groups,
    },
    rowTerms: lazyMembers(ROW_SIGNALS, (signal) => (signal === "text" ? [] : frozenTerms[signal])),
    textScale,
    neutral,
  };
}

function openSide<A>(
  { sides }: CheckedSnapshot,
  role: SnapshotSide,
  { comparisons }: Config,
  traitOf: (comparison: Comparison) => (record: never) => unknown,
): SegmentSide<A> {
  const side = sides[role];
  const { count, rows } = side;
  const ids = lazily(() => unpackStrings(side.ids));
  const indexOf = lazily(() => new Map(ids().map((id, index) => [id, index])));
  const records = lazyList(count, (r) => readRecord<A>(stringAt(side.records, r), stringAt(side.ids, r), embeddingAt(side, r)));
  return {
    role,
    count,
    rows,
    traits: lazyMembers(COMPARED_SIGNALS, (signal) => {
      if (signal === "embedding") return openVectors(side);
      const comparison = comparisons[signal];
      return comparison === SILENT
        ? new Array<undefined>(count).fill(undefined)
        : lazyList(count, (r) => traitOf(comparison)(records[r] as never));
    }),
    records,
    get ids(): readonly string[] {
      return ids();
    },
    get indexOf(): ReadonlyMap<string, number> {
      return indexOf();
    },
    gone: undefined,
    liveCount: count,
  };
}

function embeddingAt({ embedding }: CheckedSide, r: number): Float64Array {
  return embedding.value.subarray(embedding.start[r], embedding.start[r + 1]);
}

function openVectors({ vector, count }: CheckedSide): ReadonlyArray<Float32Array | undefined> {
  const { start, value } = vector;
  return Array.from({ length: count }, (_, r) => (start[r] === start[r + 1] ? undefined : value.subarray(start[r], start[r + 1])));
}
