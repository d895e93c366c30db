import { assembleCorpus } from "./assemble.js";
import type { Corpus, CorpusParts, Segment } from "./corpus.js";
import type { CorpusUpdate } from "./corpus-update.js";
import { driftOf } from "./drift.js";
import { mergeSegments } from "./segment.js";
import { applyUpdate } from "./update.js";

/** A corpus of its parts. Its verbs go by the object they are called on, so that a copy with another configuration keeps it. */
export function createCorpus(parts: CorpusParts): Corpus {
  let merged: Segment | undefined;
  const whole = (): Segment => (merged ??= mergeSegments(parts.segments));
  const verbs = {
    get vocabularies() {
      return whole().vocabularies;
    },
    get outcomes() {
      return whole().outcomes;
    },
    get needs() {
      return whole().needs;
    },
    update,
    refit,
    drift,
  };
  // A copy of the members would make what is only made when it is first read.
  const members = { ...Object.getOwnPropertyDescriptors(parts), ...Object.getOwnPropertyDescriptors(verbs) };
  return Object.defineProperties({}, members) as Corpus;
}

function update(this: Corpus, change: CorpusUpdate): ReturnType<Corpus["update"]> {
  const { parts, issues } = applyUpdate(this, change);
  return { corpus: createCorpus(parts), issues };
}

function refit(this: Corpus): Corpus {
  const { analyzer, config, needs, outcomes, organisations } = this;
  const market = { needs: needs.records, outcomes: outcomes.records, organisations: [...organisations.values()] };
  return createCorpus(assembleCorpus(market, config, { analyzer }));
}

function drift(this: Corpus): ReturnType<Corpus["drift"]> {
  return driftOf(this);
}
