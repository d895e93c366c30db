import { describe, expectTypeOf, it } from "vitest";
import {
  buildCorpus,
  ConfigError,
  defineConfig,
  firmSize,
  matchAll,
  matchSteps,
  parseNeed,
  rankNeeds,
  rankOutcomes,
  SIGNALS,
  visibleNeed,
  type BySignal,
  type CandidateEdges,
  type Config,
  type ConfigInput,
  type Corpus,
  type FirmSize,
  type Issue,
  type IssueCode,
  type MatchProgress,
  type Need,
  type Outcome,
  type ParsedRecord,
  type RankedPartner,
  type SignalId,
  type Tokenizer,
} from "../src/index.js";

declare const corpus: Corpus;
declare const need: Need;
declare const outcome: Outcome;

describe("the front door's types", () => {
  it("take records of unknown origin and give a corpus with issues", () => {
    expectTypeOf(buildCorpus).toBeCallableWith({ outcomes: [1, null, {}], needs: [] as unknown[] });
    expectTypeOf(buildCorpus({ outcomes: [], needs: [] })).toEqualTypeOf<{ readonly corpus: Corpus; readonly issues: readonly Issue[] }>();
    expectTypeOf(parseNeed).parameter(0).toEqualTypeOf<unknown>();
    expectTypeOf(parseNeed(1)).toEqualTypeOf<ParsedRecord<Need>>();
  });

  it("take a whole or partial configuration and refuse unknown options and signals", () => {
    expectTypeOf(defineConfig()).toEqualTypeOf<Config>();
    expectTypeOf(defineConfig).toBeCallableWith({ weights: { text: 1 }, text: { k1: 2, lexicon: ["石墨烯"] } });
    // @ts-expect-error an option that does not exist
    defineConfig({ weight: {} });
    // @ts-expect-error a signal that does not exist
    defineConfig({ weights: { colour: 1 } });
    // @ts-expect-error neither of the two choices
    defineConfig({ withoutText: "maybe" });
    // @ts-expect-error a configuration has to go through defineConfig
    buildCorpus({ outcomes: [], needs: [] }, { weights: { text: 1 } } satisfies ConfigInput);
  });

  it("rank by id or by record, each side by its own kind", () => {
    expectTypeOf(rankOutcomes(corpus, "n1")).toEqualTypeOf<RankedPartner[]>();
    expectTypeOf(rankOutcomes).toBeCallableWith(corpus, need, { k: 3, minScore: 0.1 });
    expectTypeOf(rankNeeds).toBeCallableWith(corpus, outcome);
    // @ts-expect-error an option that does not exist
    rankOutcomes(corpus, "n1", { top: 3 });
    expectTypeOf<RankedPartner["signals"]>().toEqualTypeOf<BySignal<number>>();
    expectTypeOf<RankedPartner["unknown"]>().toEqualTypeOf<readonly SignalId[]>();
  });

  it("give candidate edges at once or in steps", () => {
    expectTypeOf(matchAll(corpus)).toEqualTypeOf<CandidateEdges>();
    expectTypeOf(matchSteps(corpus)).toEqualTypeOf<Generator<MatchProgress, CandidateEdges, void>>();
    expectTypeOf<CandidateEdges["score"]>().toEqualTypeOf<Float64Array>();
  });

  it("are closed unions where the contract is closed", () => {
    expectTypeOf<"text" | "industry" | "region" | "embedding">().toExtend<SignalId>();
    expectTypeOf<string>().not.toExtend<SignalId>();
    expectTypeOf(SIGNALS[0]).toEqualTypeOf<"text">();
    expectTypeOf<"missing-id">().toExtend<IssueCode>();
    expectTypeOf<string>().not.toExtend<IssueCode>();
    expectTypeOf(firmSize("C31", {})).toEqualTypeOf<FirmSize | undefined>();
  });

  it("make records and answers read-only, and visible fields optional", () => {
    // @ts-expect-error records are values
    need.title = "other";
    // @ts-expect-error issues are values
    new ConfigError([]).issues.length = 0;
    expectTypeOf(visibleNeed(need, "public").id).toEqualTypeOf<string>();
    expectTypeOf(visibleNeed(need, "public").title).toEqualTypeOf<string | undefined>();
  });

  it("take any tokenizer that has the two members", () => {
    expectTypeOf({ id: "mine", tokenize: (text: string) => text.split(" ") }).toExtend<Tokenizer>();
    expectTypeOf({ id: "segmenter", tokenize: (text: string) => new Set([text]) }).toExtend<Tokenizer>();
    expectTypeOf({ tokenize: (text: string) => [text] }).not.toExtend<Tokenizer>();
  });
});
