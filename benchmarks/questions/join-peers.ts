import { Index as FlexSearch } from "flexsearch";
import { similarity } from "ml-distance";
import TfIdf from "natural/lib/natural/tfidf/tfidf.js";
import wink from "wink-bm25-text-search";
import { InvariantError, type Corpus } from "../../src/index.js";
import { rowAt } from "../../src/kernel/sparse-rows.js";
import { measure, type Timed } from "../measure.js";
import { createMinisearch } from "../quality/minisearch.js";
import { needText, outcomeText } from "../quality/texts.js";
import { countedTerms, sharingOutcomes, spread } from "./planted.js";

/** A library that ranks outcomes for a text, over the entries of our own text rows. */
interface Peer {
  /** The most outcomes at which it answers within the patience of one who waits for a benchmark. */
  readonly outcomes: number;
  /** Needs that it is asked a round. */
  readonly asked: number;
  /** Indexes a corpus; asked for a need's best, gives how many outcomes it found, at most `limit`. */
  readonly prepare: (corpus: Corpus) => (need: number, limit: number) => number;
}

export const PEER_NAMES = ["minisearch", "flexsearch", "wink", "natural", "mlDistance"] as const;
export type PeerName = (typeof PEER_NAMES)[number];

/** No term holds it: terms are runs of letters, digits and Han characters. */
const GAP = "\n";

const PEERS: Readonly<Record<PeerName, Peer>> = {
  minisearch: {
    outcomes: 10_000,
    asked: 20,
    prepare: (corpus) => {
      const index = createMinisearch(corpus.outcomes.records, countedTerms(corpus));
      return (need, limit) => index.search(needText(corpus.needs.records[need]!)).slice(0, limit).length;
    },
  },
  // Its hits have no scores and come in an order of its own: it is here for its speed.
  flexsearch: {
    outcomes: 100_000,
    asked: 20,
    prepare: (corpus) => {
      const { texts, query } = termTexts(corpus);
      const index = new FlexSearch({ encode: (text: string) => text.split(GAP), tokenize: "strict" });
      texts.forEach((text, outcome) => index.add(outcome, text));
      return (need, limit) => index.search(query(need), { limit, suggest: true }).length;
    },
  },
  wink: {
    outcomes: 10_000,
    asked: 5,
    prepare: (corpus) => {
      const { texts, query } = termTexts(corpus);
      const engine = wink();
      engine.defineConfig({ fldWeights: { text: 1 } });
      engine.definePrepTasks([(text) => text.split(GAP)]);
      texts.forEach((text, outcome) => engine.addDoc({ text }, outcome));
      engine.consolidate();
      return (need, limit) => engine.search(query(need), limit).length;
    },
  },
  natural: {
    outcomes: 2_000,
    asked: 5,
    prepare: (corpus) => {
      const { analyze } = countedTerms(corpus);
      const index = new TfIdf();
      for (const outcome of corpus.outcomes.records) index.addDocument(analyze(outcomeText(outcome)));
      return (need, limit) => {
        const query = analyze(needText(corpus.needs.records[need]!));
        return best(
          corpus.outcomes.records.map((_, outcome) => index.tfidf(query, outcome)),
          limit,
        );
      };
    },
  },
  // Vectors as long as the vocabulary, as its functions want them.
  mlDistance: {
    outcomes: 1_000,
    asked: 3,
    prepare: ({ needs, outcomes }) => {
      const width = Math.max(needs.rows.text.columnCount, outcomes.rows.text.columnCount);
      const dense = (rows: Corpus["needs"]["rows"]["text"], at: number): Float32Array => {
        const vector = new Float32Array(width);
        const { column, value } = rowAt(rows, at);
        column.forEach((each, place) => (vector[each] = value[place]!));
        return vector;
      };
      const vectors = outcomes.records.map((_, outcome) => dense(outcomes.rows.text, outcome));
      return (need, limit) => {
        const vector = dense(needs.rows.text, need) as unknown as number[];
        return best(
          vectors.map((each) => similarity.cosine(vector, each as unknown as number[])),
          limit,
        );
      };
    },
  },
};

/** Every record as its terms with a gap between, and a need's query likewise: for engines that cut strings themselves. */
function termTexts(corpus: Corpus): { readonly texts: readonly string[]; readonly query: (need: number) => string } {
  const { analyze } = countedTerms(corpus);
  return {
    texts: corpus.outcomes.records.map((outcome) => analyze(outcomeText(outcome)).join(GAP)),
    query: (need) => analyze(needText(corpus.needs.records[need]!)).join(GAP),
  };
}

/** Sorts what was found, as a caller has to, and counts what is kept. */
function best(scores: readonly number[], limit: number): number {
  const found = [...scores.keys()].filter((outcome) => scores[outcome]! > 0);
  return found.sort((a, b) => scores[b]! - scores[a]! || a - b).slice(0, limit).length;
}

/** Of a peer: its time a need ÷ ours by text alone, both at `outcomes` outcomes in one run. */
export interface PeerTiming {
  readonly outcomes: number;
  readonly ratio: number;
  readonly usPerNeed: number;
}

/** What a run over peers needs to be told. */
export interface PeerQuestion {
  /** The most outcomes that any is given. */
  readonly outcomes: number;
  readonly k: number;
  readonly rounds: number;
  /** A market's corpus by text alone. */
  readonly corpusOf: (outcomes: number) => Corpus;
  /** Our join over a corpus. */
  readonly join: (corpus: Corpus) => Timed;
}

/**
 * Times every peer at the size that it survives, beside our join of the same records in the same run.
 *
 * @throws InvariantError where a peer does not hit just the outcomes that share a term with a need: it would have indexed something else.
 */
export function measurePeers({ outcomes, k, rounds, corpusOf, join }: PeerQuestion): Readonly<Record<PeerName, PeerTiming>> {
  const timings = PEER_NAMES.map((name): readonly [PeerName, PeerTiming] => {
    const peer = PEERS[name];
    const size = Math.min(outcomes, peer.outcomes);
    const corpus = corpusOf(size);
    const search = peer.prepare(corpus);
    const asked = spread([...corpus.needs.ids.keys()], peer.asked);
    checkHits(name, corpus, asked, search);
    const run = (): void => asked.forEach((need) => search(need, k));
    const { ours, theirs } = measure({ ours: join(corpus), theirs: { run, units: asked.length } }, { rounds });
    return [name, { outcomes: size, ratio: theirs.medianUs / ours.medianUs, usPerNeed: theirs.medianUs }];
  });
  return Object.fromEntries(timings) as Record<PeerName, PeerTiming>;
}

function checkHits(name: PeerName, corpus: Corpus, asked: readonly number[], search: ReturnType<Peer["prepare"]>): void {
  for (const need of asked) {
    const sharing = sharingOutcomes(corpus, need);
    const hits = search(need, corpus.outcomes.count);
    if (hits !== sharing)
      throw new InvariantError(`${name} hits ${hits} outcomes for need ${corpus.needs.ids[need]}; ${sharing} share a term with it`);
  }
}
