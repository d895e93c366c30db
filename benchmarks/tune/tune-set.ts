import { industriesOfChina } from "../../src/data/industries-cn.js";
import { regionsOfChina } from "../../src/data/regions-cn.js";
import {
  averagedWeights,
  calibrationReport,
  drawParameters,
  formatEvaluateIssue,
  holmAdjust,
  bootstrapInterval,
  compareRuns,
  constantSignals,
  meanOverNeeds,
  needsForEffect,
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
import { gridRatio } from "./grid-ratio.js";
import { configOfWeights, splitText, splitWeights } from "./text-fields.js";
import type { Measured, Quality, TuningRecord, TuningReport, Weights } from "./tuning-report.js";

export interface TuneOptions {
  readonly folds: number;
  readonly seed: number;
  /** Corpora built by the random search beyond the weights, besides the default. */
  readonly candidates: number;
  /** Takes the text signal apart into title and whole text; done anyway where the judged pairs tell nothing but texts apart. */
  readonly fields: boolean;
  /** Words of one's own, tried in the random search and left out in the ablation; none where empty. */
  readonly lexicon: readonly string[];
}

/** Ranges around the defaults in which the literature's choices lie (Robertson and Zaragoza 2009, § 3.4; Singhal et al. 1996). */
const SPACE: Readonly<Record<string, ParameterRange>> = {
  k1: { kind: "logarithmic", low: 0.6, high: 6 },
  b: { kind: "even", low: 0, high: 0.9 },
  idfExponent: { kind: "even", low: 0.5, high: 1.3 },
  slope: { kind: "even", low: 0.3, high: 1 },
  wholeWeight: { kind: "logarithmic", low: 0.4, high: 6.4 },
  commonShare: { kind: "logarithmic", low: 0.05, high: 1 },
  neutral: { kind: "choice", values: ["fitted", 0] },
  scale: { kind: "logarithmic", low: 0.5, high: 2 },
};
const NO_NEUTRAL = { text: 0, industry: 0, region: 0 };
/** Cuts Chinese into single characters and other scripts into words: what is left without bigrams. */
const SINGLE_CHARACTERS = {
  id: "single-characters",
  tokenize: (text: string): string[] => text.match(/\p{Script=Han}|[\p{L}\p{N}]+/gu) ?? [],
};
const NDCG: Objective = { metric: "ndcg", k: 10 };
const PAIRS: Objective = { metric: "pairAccuracy" };
/** As long as a ranking that is looked at. */
const FIRST = 10;
/** The one whose gap to planted optima is measured (`npm run bench -- tune`). */
export const METHODS = ["averaged"] as const;
/** Gains of nDCG@10 worth finding. */
const EFFECTS = [0.005, 0.01, 0.02, 0.05];
/** As many signals as the grid that the search is timed beside has. */
const GRID_SIGNALS = 3;
const CURVE_SHARES = [0.1, 0.2, 0.4, 0.6, 0.8];
const CURVE_DRAWS = 3;
/** What the ranking is like without each part: a signal, or a text option at the value that turns it off. */
const OPTIONS_OFF: Readonly<Record<string, ConfigInput>> = {
  "stop words": { text: { stopWords: [] } },
  bigrams: { text: { tokenizer: SINGLE_CHARACTERS } },
  "common-character rule": { text: { commonShare: 1 } },
  "repeats of terms (k1)": { text: { k1: 0 } },
  "length discount (b)": { text: { b: 0 } },
  "document frequency": { text: { idfExponent: 0 } },
  "pivoted norms (slope)": { text: { slope: 1 } },
  "title row": { text: { titleWeight: 0 } },
  "whole text": { text: { wholeWeight: 0 } },
  "neutral values": { neutral: NO_NEUTRAL },
};

interface Measurement {
  readonly task: Task;
  readonly columns: SignalColumns;
}

/**
 * Tunes on a judged set.
 *
 * @returns everything that was found, and what is written to `tuning.json`: a configuration, and under `tuning` how it came about.
 * @throws CommandError for files that cannot be used; EvaluateError for judgements that cannot be tuned on.
 */
export function tuneSet(
  folder: string,
  { folds, seed, candidates, fields, lexicon }: TuneOptions,
): { readonly report: TuningReport; readonly config: ConfigInput & { readonly tuning: TuningRecord } } {
  const set = readJudgedSet(folder);
  const base = measure(set, {});
  const scale = base.task.corpus.model.scale.text;
  const { columns, start, isSplit } = columnsToTune(set, base, fields);
  const { space, issues } = weightSpace(columns, { start });
  const nested = nestedValidation(columns, space, { folds, seed, methods: METHODS });
  const inputs = [{}, ...drawParameters(spaceWith(lexicon), { count: candidates, seed })];
  const runs = inputs.map((values) => runOf(measure(set, inputOf(values, scale)), base.columns));
  const choice = nestedChoice(base.columns.needIds, runs, { folds, seed });
  const chosen = inputOf(inputs[choice.chosen]!, scale);
  const named = (weights: ArrayLike<number>): Weights => clean(weightsByName(columns, weights));
  // Without a gain the library's own weights are written, not what splitting them would round them to.
  const weighted: ConfigInput =
    nested.verdict === "gain" ? configOfWeights(named(nested.weights), scale) : { weights: clean(DEFAULT_WEIGHTS) };
  const text = { ...chosen.text, ...weighted.text };
  const prepared = prepareObjective(columns, NDCG);
  const report: TuningReport = {
    version: 2,
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
      candidates: inputs.map((values, at) => ({ values: shownValues(values), ndcg10: meanOverNeeds(runs[at]!) })),
      chosenByFold: choice.folds.map((fold) => fold.chosen),
      chosen: choice.chosen,
      verdict: choice.verdict,
      comparison: choice.comparison,
    },
    perNeed: columns.needIds.map((needId, need) => ({ needId, default: nested.defaultValues[need]!, tuned: nested.tunedValues[need]! })),
    judging: judgingFor(columns, space, seed),
    learningCurve: learningCurve(columns, space, seed),
    reliability: calibrationReport(scoredRows(columns, space.start), { relevantFrom: set.meta.relevantFrom, folds, seed }),
    ablation: ablate(set, { base, columns, space, isSplit, lexicon }),
    triangle: triangleOf(base.columns),
    sensitivity: {
      k: FIRST,
      intervals: weightIntervals(columns, space, nested.weights, { k: FIRST }).map(({ need, signal, weight, low, high }) => ({
        needId: columns.needIds[need]!,
        signal: columns.signals[signal]!,
        weight,
        low,
        high,
      })),
      flips: flipsOf(set, columns, { space, weights: nested.weights, scale, isSplit }),
    },
    planted: null,
    grid: space.free.length === GRID_SIGNALS ? gridRatio(prepared, space) : null,
  };
  const { weights, parameters } = report;
  const tuning: TuningRecord = {
    set: report.set,
    needs: report.needs,
    request: { folds, seed, candidates, fields, lexicon: lexicon.length },
    weights: {
      verdict: weights.verdict,
      method: weights.method,
      found: weights.found,
      folds: weights.folds,
      spread: weights.spread,
      instability: weights.instability,
      comparison: weights.comparison,
    },
    parameters: {
      verdict: parameters.verdict,
      chosen: parameters.chosen,
      chosenByFold: parameters.chosenByFold,
      comparison: parameters.comparison,
    },
  };
  return { report, config: { ...chosen, ...weighted, ...(Object.keys(text).length === 0 ? {} : { text }), tuning } };
}

/** The columns whose weights are tuned: the signals, or with the text in two parts, where asked for or where texts are all there is to tune. */
function columnsToTune(
  set: JudgedSet,
  { columns, task }: Measurement,
  fields: boolean,
): { readonly columns: SignalColumns; readonly start: Weights; readonly isSplit: boolean } {
  const constant = constantSignals(columns);
  const isTextAlone = columns.signals.every((signal) => (signal === "text") !== constant.includes(signal));
  if (!(fields || isTextAlone) || constant.includes("text")) return { columns, start: DEFAULT_WEIGHTS, isSplit: false };
  const split = splitText(columns, task.corpus.model.scale.text, (input) => measure(set, input).columns);
  return { columns: split, start: splitWeights(DEFAULT_WEIGHTS), isSplit: true };
}

function spaceWith(lexicon: readonly string[]): Readonly<Record<string, ParameterRange>> {
  return lexicon.length === 0 ? SPACE : { ...SPACE, lexicon: { kind: "choice", values: [[], lexicon] } };
}

/** Values as they stand in reports: a lexicon by its number of words. */
function shownValues({ lexicon, ...values }: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Array.isArray(lexicon) ? { ...values, lexiconWords: lexicon.length } : values;
}

/** How many needs must be judged for gains of some sizes to be seen, as much as tuning on all needs moves each of them. */
function judgingFor(columns: SignalColumns, space: WeightSpace, seed: number): TuningReport["judging"] {
  const prepared = prepareObjective(columns, NDCG);
  const tuned = averagedWeights(columns, space, { objective: NDCG, seed });
  const { needs, difference, effectSize } = compareRuns(valuesAt(prepared, space.start), valuesAt(prepared, tuned), { seed });
  const deviation = difference === null || effectSize === null || effectSize === 0 ? null : difference / effectSize;
  const isUsable = deviation !== null && deviation > 0 && deviation < Infinity;
  return {
    judged: needs,
    deviation: isUsable ? deviation : null,
    wanted: EFFECTS.map((effect) => ({ effect, needs: isUsable ? needsForEffect({ effect, deviation }) : null })),
  };
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
    ...(neutral === 0 ? { neutral: NO_NEUTRAL } : {}),
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
function scoredRows(columns: SignalColumns, weights: Float64Array): ScoredJudgement[] {
  const scores = scoreColumns(columns, weights);
  return columns.needIds.flatMap((needId, need) =>
    Array.from({ length: columns.needStart[need + 1]! - columns.needStart[need]! }, (_, at) => columns.needStart[need]! + at)
      .filter((row) => columns.grade[row] !== NOT_JUDGED && columns.isCandidate[row] === 1)
      .map((row) => ({ needId, score: scores[row]!, grade: columns.grade[row]! })),
  );
}

/** Seeded draws of training needs, tuned by the one method; the rest is measured. */
function learningCurve(columns: SignalColumns, space: WeightSpace, seed: number): TuningReport["learningCurve"] {
  const all = columns.needIds.map((_, need) => need);
  return CURVE_SHARES.map((share) => {
    const needs = Math.max(1, Math.round(all.length * share));
    const drawn = Array.from({ length: CURVE_DRAWS }, (_, draw) => {
      const shuffled = shuffle([...all], createRandom(seed + draw));
      const test = prepareObjective(selectNeeds(columns, shuffled.slice(needs)), NDCG);
      const weights = averagedWeights(selectNeeds(columns, shuffled.slice(0, needs)), space, { objective: NDCG, seed });
      return { trained: objectiveAt(test, weights), default: objectiveAt(test, space.start) };
    });
    return { needs, trained: meanOverNeeds(drawn.map(({ trained }) => trained)), default: meanOverNeeds(drawn.map((one) => one.default)) };
  });
}

interface Ablated {
  readonly base: Measurement;
  readonly columns: SignalColumns;
  readonly space: WeightSpace;
  readonly isSplit: boolean;
  readonly lexicon: readonly string[];
}

function ablate(set: JudgedSet, { base, columns, space, isSplit, lexicon }: Ablated): TuningReport["ablation"] {
  const full = runOf(base, base.columns);
  const weighted = space.free.filter((s) => space.start[s]! > 0 && space.start.some((weight, other) => other !== s && weight > 0));
  const signals = weighted.map((signal) => {
    const weights = space.start.map((weight, s) => (s === signal ? 0 : weight));
    return { without: columns.signals[signal]!, values: valuesAt(prepareObjective(columns, NDCG), weights) };
  });
  // With a lexicon the question is what it adds, so it is compared the other way round: the default has none.
  const withWords: Readonly<Record<string, ConfigInput>> = lexicon.length === 0 ? {} : { "having no lexicon": { text: { lexicon } } };
  const options = Object.entries({ ...OPTIONS_OFF, ...withWords })
    .filter(([without]) => !(isSplit && (without === "title row" || without === "whole text")))
    .map(([without, input]) => ({ without, values: runOf(measure(set, input), base.columns) }));
  const compared = [...signals, ...options].map(({ without, values }) => ({ without, comparison: compareRuns(full, values) }));
  const adjusted = holmAdjust(compared.map(({ comparison }) => comparison.pValue));
  return compared.map((row, at) => ({ ...row, adjusted: adjusted[at]! }));
}

/** Of the signals as they are: text whole, industry, region. */
function triangleOf(columns: SignalColumns): TuningReport["triangle"] {
  if (constantSignals(columns).length === columns.signals.length) return null;
  const { space } = weightSpace(columns, { start: DEFAULT_WEIGHTS });
  const points = weightTriangle(prepareObjective(columns, NDCG), space);
  return points?.map(({ weights, shares, value }) => ({ shares, weights: clean(weightsByName(columns, weights)), value })) ?? null;
}

interface Flipped {
  readonly space: WeightSpace;
  readonly weights: Float64Array;
  readonly scale: number;
  readonly isSplit: boolean;
}

/** How many pairs of a one-to-one plan are gone once a weight has moved. Weights of fields need a corpus each, so fewer moves are made of them. */
function flipsOf(
  set: JudgedSet,
  columns: SignalColumns,
  { space, weights, scale, isSplit }: Flipped,
): TuningReport["sensitivity"]["flips"] {
  const planOf = (moved: Float64Array): string[] => {
    const config = configOf(configOfWeights(clean(weightsByName(columns, moved)), scale));
    const { corpus } = buildCorpus({ needs: set.needs, outcomes: set.outcomes }, config);
    return propose(corpus, { shape: "one-to-one" }).proposals.flatMap(({ pairs }) =>
      pairs.map(({ need, outcome }) => JSON.stringify([need, outcome])),
    );
  };
  const flips = planFlips(space, weights, { planOf, ...(isSplit ? { steps: [-0.1, 0.1] } : {}) });
  return flips.map((flip) => ({ ...flip, signal: columns.signals[flip.signal]! }));
}
