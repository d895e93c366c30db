import { industriesOfChina } from "../../src/data/industries-cn.js";
import { regionsOfChina } from "../../src/data/regions-cn.js";
import {
  calibrationReport,
  drawParameters,
  formatEvaluateIssue,
  holmAdjust,
  bootstrapInterval,
  compareRuns,
  coordinateAscent,
  meanOverNeeds,
  measureSignals,
  nestedChoice,
  nestedValidation,
  objectiveAt,
  planFlips,
  prepareObjective,
  NOT_JUDGED,
  scoreColumns,
  selectNeeds,
  valuesAt,
  weightIntervals,
  weightsOf,
  weightsByName,
  weightSpace,
  weightTriangle,
  type EvaluateIssue,
  type Objective,
  type ParameterRange,
  type ScoredJudgement,
  type SignalColumns,
  type WeightSpace,
} from "../../src/evaluate/index.js";
import { DEFAULT_WEIGHTS } from "../../src/corpus/config.js";
import { buildCorpus, defineConfig, propose, type Config, type ConfigInput } from "../../src/index.js";
import { createRandom, shuffle } from "../../src/kernel/random.js";
import { specificationReader } from "../../src/specifications.js";
import { readJudgedSet, type JudgedSet } from "../quality/judged-set.js";
import { prepareTask, type Task } from "../quality/task.js";
import type { Measured, Quality, TuningReport, Weights } from "./tuning-report.js";

export interface TuneOptions {
  readonly folds: number;
  readonly seed: number;
  /** Corpora built by the random search beyond the weights, besides the default. */
  readonly candidates: number;
}

/** Ranges around the defaults in which the literature's choices lie (Robertson and Zaragoza 2009, § 3.4; Singhal et al. 1996). */
const SPACE: Readonly<Record<string, ParameterRange>> = {
  k1: { kind: "logarithmic", low: 0.6, high: 6 },
  b: { kind: "even", low: 0, high: 0.9 },
  idfExponent: { kind: "even", low: 0.5, high: 1.3 },
  slope: { kind: "even", low: 0.3, high: 1 },
  wholeWeight: { kind: "logarithmic", low: 0.4, high: 6.4 },
  neutral: { kind: "choice", values: ["fitted", 0] },
  scale: { kind: "logarithmic", low: 0.5, high: 2 },
};
const NDCG: Objective = { metric: "ndcg", k: 10 };
const PAIRS: Objective = { metric: "pairAccuracy" };
/** As long as a ranking that is looked at. */
const FIRST = 10;
/** Without the smooth search, which takes most of the time and lost to either of these on five of eight planted worlds. */
const METHODS = ["exact", "pairwise"] as const;
const CURVE_SHARES = [0.1, 0.2, 0.4, 0.6, 0.8];
const CURVE_DRAWS = 3;
/** What the ranking is like without each part: a signal, or a text option at the value that turns it off. */
const OPTIONS_OFF: Readonly<Record<string, NonNullable<ConfigInput["text"]>>> = {
  "stop words": { stopWords: [] },
  "repeats of terms (k1)": { k1: 0 },
  "length discount (b)": { b: 0 },
  "document frequency": { idfExponent: 0 },
  "pivoted norms (slope)": { slope: 1 },
  "title row": { titleWeight: 0 },
};

interface Measurement {
  readonly task: Task;
  readonly columns: SignalColumns;
}

/** Tunes on a judged set. @throws CommandError for files that cannot be used; EvaluateError for judgements that cannot be tuned on. */
export function tuneSet(
  folder: string,
  { folds, seed, candidates }: TuneOptions,
): { readonly report: TuningReport; readonly config: ConfigInput } {
  const set = readJudgedSet(folder);
  const base = measure(set, {});
  const { columns } = base;
  const start = DEFAULT_WEIGHTS;
  const { space, issues } = weightSpace(columns, { start });
  const nested = nestedValidation(columns, space, { folds, seed, methods: METHODS });
  const inputs = [{}, ...drawParameters(SPACE, { count: candidates, seed })];
  const scale = base.task.corpus.model.scale.text;
  const runs = inputs.map((values) => runOf(measure(set, inputOf(values, scale)), columns));
  const choice = nestedChoice(columns.needIds, runs, { folds, seed });
  const chosen: ConfigInput = { ...inputOf(inputs[choice.chosen]!, scale), weights: clean(weightsByName(columns, nested.weights)) };
  const named = (weights: ArrayLike<number>): Weights => clean(weightsByName(columns, weights));
  const report: TuningReport = {
    version: 1,
    set: set.meta.name,
    needs: columns.needIds.length,
    folds,
    seed,
    tuned: space.free.map((s) => columns.signals[s]!),
    notes: summariseNotes([...issues, ...base.task.judgementIssues]),
    quality: {
      default: qualityOf(
        columns,
        columns.needIds.map(() => space.start),
      ),
      nested: qualityOf(columns, nested.weightsByNeed),
    },
    weights: {
      default: named(space.start),
      used: named(nested.weights),
      found: named(nested.found),
      method: nested.method,
      verdict: nested.verdict,
      comparison: nested.comparison,
      instability: nested.instability,
      spread: Object.fromEntries(space.free.map((s) => [columns.signals[s]!, nested.spread[s]!])),
      folds: nested.folds.map(({ weights, ...fold }) => ({ ...fold, weights: named(weights) })),
    },
    parameters: {
      candidates: inputs.map((values, at) => ({ values, ndcg10: meanOverNeeds(runs[at]!) })),
      chosenByFold: choice.folds.map((fold) => fold.chosen),
      chosen: choice.chosen,
      verdict: choice.verdict,
      comparison: choice.comparison,
    },
    perNeed: columns.needIds.map((needId, need) => ({ needId, default: nested.defaultValues[need]!, tuned: nested.tunedValues[need]! })),
    learningCurve: learningCurve(columns, space, seed),
    reliability: calibrationReport(scoredRows(columns), { relevantFrom: set.meta.relevantFrom, folds, seed }),
    ablation: ablate(set, base, space),
    triangle: triangleOf(columns, space),
    sensitivity: {
      k: FIRST,
      intervals: weightIntervals(columns, space, nested.weights, { k: FIRST }).map(({ need, signal, weight, low, high }) => ({
        needId: columns.needIds[need]!,
        signal: columns.signals[signal]!,
        weight,
        low,
        high,
      })),
      flips: flipsOf(set, columns, { space, weights: nested.weights }),
    },
    planted: null,
    gridTimeRatio: null,
  };
  return { report, config: chosen };
}

/** Tables of China and quantities in texts are at hand, so that every signal is measured. */
function configOf(input: ConfigInput): Config {
  // A signal of weight 0 is not measured; how large its weight is changes no column.
  const weights = { ...DEFAULT_WEIGHTS, specifications: 0.1 };
  return defineConfig({ weights, regions: regionsOfChina, industries: industriesOfChina, specifications: specificationReader, ...input });
}

function measure(set: JudgedSet, input: ConfigInput): Measurement {
  const config = configOf(input);
  const task = prepareTask(set, config);
  const counted = new Map(task.topics.map(({ need, grades }) => [need.id, grades]));
  return { task, columns: measureSignals(task.corpus, counted, set.meta.pool) };
}

/** A candidate of the search as a configuration. */
function inputOf(values: Readonly<Record<string, unknown>>, fittedScale: number): ConfigInput {
  const { neutral, scale, ...text } = values;
  return {
    ...(Object.keys(text).length === 0 ? {} : { text }),
    ...(scale === undefined ? {} : { textScale: fittedScale * (scale as number) }),
    ...(neutral === 0 ? { neutral: { text: 0, industry: 0, region: 0 } } : {}),
  };
}

/** nDCG@10 of the needs of `like`, by the default weights; `null` where a need is gone under other parameters. */
function runOf({ columns }: Measurement, like: SignalColumns): Array<number | null> {
  const values = valuesAt(prepareObjective(columns, NDCG), weightsOf(columns, DEFAULT_WEIGHTS));
  const valueOf = new Map(columns.needIds.map((id, need) => [id, values[need]!]));
  return like.needIds.map((id) => valueOf.get(id) ?? null);
}

/** Each need ranked by weights of its own. */
function qualityOf(columns: SignalColumns, weightsByNeed: ReadonlyArray<Float64Array>): Quality {
  const measured = (objective: Objective): Measured => {
    const values = columns.needIds.map((_, need) =>
      objectiveAt(prepareObjective(selectNeeds(columns, [need]), objective), weightsByNeed[need]!),
    );
    return { mean: meanOverNeeds(values), interval: bootstrapInterval(values) };
  };
  return { ndcg10: measured(NDCG), pairAccuracy: measured(PAIRS) };
}

/** Weights other than 0. */
function clean(weights: Weights): Weights {
  return Object.fromEntries(Object.entries(weights).filter(([, weight]) => weight !== 0));
}

/** What notes of one code are about, as far as there is room. */
const NAMED = 5;

function summariseNotes(issues: readonly EvaluateIssue[]): TuningReport["notes"] {
  const codes = [...new Set(issues.map(({ code }) => code))];
  return codes.map((code) => {
    const alike = issues.filter((issue) => issue.code === code);
    const { line: _, message: __, ...first } = alike[0]!;
    const about = [...new Set(alike.flatMap(({ received }) => received ?? []))];
    const received = about.length > NAMED ? `${about.slice(0, NAMED).join(", ")}, …` : about.join(", ");
    const note = { ...first, ...(about.length === 0 ? {} : { received }) };
    return { ...note, count: alike.length, message: formatEvaluateIssue(note, "en") };
  });
}

/** The judged rows with their scores by the default weights. */
function scoredRows(columns: SignalColumns): ScoredJudgement[] {
  const scores = scoreColumns(columns, weightsOf(columns, DEFAULT_WEIGHTS));
  return columns.needIds.flatMap((needId, need) =>
    Array.from({ length: columns.needStart[need + 1]! - columns.needStart[need]! }, (_, at) => columns.needStart[need]! + at)
      .filter((row) => columns.grade[row] !== NOT_JUDGED && columns.isCandidate[row] === 1)
      .map((row) => ({ needId, score: scores[row]!, grade: columns.grade[row]! })),
  );
}

/** Seeded draws of training needs, tuned exactly; the rest is measured. */
function learningCurve(columns: SignalColumns, space: WeightSpace, seed: number): TuningReport["learningCurve"] {
  const all = columns.needIds.map((_, need) => need);
  return CURVE_SHARES.map((share) => {
    const needs = Math.max(1, Math.round(all.length * share));
    const drawn = Array.from({ length: CURVE_DRAWS }, (_, draw) => {
      const shuffled = shuffle([...all], createRandom(seed + draw));
      const train = prepareObjective(selectNeeds(columns, shuffled.slice(0, needs)), NDCG);
      const test = prepareObjective(selectNeeds(columns, shuffled.slice(needs)), NDCG);
      const { weights } = coordinateAscent(train, space, { seed, restarts: 2 });
      return { trained: objectiveAt(test, weights), default: objectiveAt(test, space.start) };
    });
    return { needs, trained: meanOverNeeds(drawn.map(({ trained }) => trained)), default: meanOverNeeds(drawn.map((one) => one.default)) };
  });
}

function ablate(set: JudgedSet, base: Measurement, space: WeightSpace): TuningReport["ablation"] {
  const { columns } = base;
  const full = runOf(base, columns);
  const weighted = space.free.filter((s) => space.start[s]! > 0 && space.start.some((weight, other) => other !== s && weight > 0));
  const signals = weighted.map((signal) => {
    const weights = Float64Array.from(weightsOf(columns, DEFAULT_WEIGHTS), (weight, s) => (s === signal ? 0 : weight));
    return { without: columns.signals[signal]!, values: valuesAt(prepareObjective(columns, NDCG), weights) };
  });
  const options = Object.entries(OPTIONS_OFF).map(([without, text]) => ({ without, values: runOf(measure(set, { text }), columns) }));
  const compared = [...signals, ...options].map(({ without, values }) => ({ without, comparison: compareRuns(full, values) }));
  const adjusted = holmAdjust(compared.map(({ comparison }) => comparison.pValue));
  return compared.map((row, at) => ({ ...row, adjusted: adjusted[at]! }));
}

function triangleOf(columns: SignalColumns, space: WeightSpace): TuningReport["triangle"] {
  const points = weightTriangle(prepareObjective(columns, NDCG), space);
  return points?.map(({ weights, shares, value }) => ({ shares, weights: clean(weightsByName(columns, weights)), value })) ?? null;
}

/** How many pairs of a one-to-one plan are gone once a weight has moved. */
function flipsOf(
  set: JudgedSet,
  columns: SignalColumns,
  { space, weights }: { readonly space: WeightSpace; readonly weights: Float64Array },
): TuningReport["sensitivity"]["flips"] {
  const planOf = (moved: Float64Array): string[] => {
    const config = configOf({ weights: clean(weightsByName(columns, moved)) });
    const { corpus } = buildCorpus({ needs: set.needs, outcomes: set.outcomes }, config);
    return propose(corpus, { shape: "one-to-one" }).proposals.flatMap(({ pairs }) =>
      pairs.map(({ need, outcome }) => JSON.stringify([need, outcome])),
    );
  };
  return planFlips(space, weights, { planOf }).map((flip) => ({ ...flip, signal: columns.signals[flip.signal]! }));
}
