import { buildCorpus, defineConfig, type Config, type Corpus, type Issue, type Need, type Outcome } from "../../src/index.js";
import {
  countedNeeds,
  gradeRanking,
  knownJudgements,
  measureRun,
  mergeJudges,
  rankScored,
  type ByMetric,
  type EvaluateIssue,
  type Grades,
} from "../../src/evaluate/index.js";
import type { JudgedSet } from "./judged-set.js";

/** One counted need with its judges' grades and the outcomes it ranks, in id order. */
export interface Topic {
  readonly need: Need;
  readonly grades: Grades;
  readonly pool: readonly Outcome[];
}

/** A judged set ready to run: the corpus of the default configuration, and what each contender has to rank. */
export interface Task {
  readonly corpus: Corpus;
  readonly relevantFrom: number;
  readonly topics: readonly Topic[];
  /** Grades of every need that has any, counted or not. */
  readonly grades: ReadonlyMap<string, Grades>;
  readonly recordIssues: readonly Issue[];
  readonly judgementIssues: readonly EvaluateIssue[];
}

/** A ranking method under test. */
export interface Contender {
  /** One score an outcome of the pool, in its order; −∞ for those it does not list. Higher is better. */
  readonly scorePool: (need: Need, pool: readonly Outcome[]) => ArrayLike<number>;
}

/** One value a counted need and metric; `null` where a metric is not defined for a need. */
export type RunValues = ByMetric<ReadonlyArray<number | null>>;

/** Builds the corpus, with the default configuration if none is given, and finds the needs that count. Judgements of unknown records are left out. */
export function prepareTask({ meta, needs, outcomes, judgements, issues }: JudgedSet, config: Config = defineConfig()): Task {
  const { corpus, issues: recordIssues } = buildCorpus({ needs, outcomes }, config);
  const known = knownJudgements(judgements, { needs: corpus.needs.indexOf, outcomes: corpus.outcomes.indexOf });
  const grades = mergeJudges(known.judgements);
  const outcomeOf = (id: string): Outcome => corpus.outcomes.records[corpus.outcomes.indexOf.get(id)!]!;
  const topics = [...countedNeeds(grades, meta)].map(([needId, ofNeed]): Topic => {
    const pool = meta.pool === "all" ? corpus.outcomes.records : [...ofNeed.keys()].map(outcomeOf);
    return { need: corpus.needs.records[corpus.needs.indexOf.get(needId)!]!, grades: ofNeed, pool };
  });
  const judgementIssues = [...issues, ...known.issues];
  return { corpus, relevantFrom: meta.relevantFrom, topics, grades, recordIssues, judgementIssues };
}

/** A contender's metrics: each topic's pool is ranked whole, by score descending, then id. */
export function runContender(task: Task, contender: Contender): RunValues {
  const run = task.topics.map(({ need, grades, pool }) => {
    const scores = contender.scorePool(need, pool);
    return gradeRanking(rankScored(pool.map(({ id }, at) => ({ outcomeId: id, score: scores[at]! }))), grades);
  });
  return measureRun(run, task.relevantFrom);
}
