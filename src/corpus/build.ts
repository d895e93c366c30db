import { ConfigError, createIssue, type Issue } from "../model/issue.js";
import { parseMarket, type MarketInput } from "../model/market.js";
import type { TextParameters } from "../score/text.js";
import { createAnalyzer } from "../text/analyzer.js";
import { assembleCorpus } from "./assemble.js";
import { defineConfig, type Config } from "./config.js";
import type { Corpus } from "./corpus.js";
import { createCorpus } from "./create-corpus.js";
import type { CorpusStatistics } from "./statistics.js";

export interface BuildOptions {
  /** Frozen statistics of another corpus; without them they are fitted to this one. */
  readonly statistics?: CorpusStatistics;
  /** Refuses the whole market where a record was refused or changed, instead of going on without. Default false. */
  readonly strict?: boolean;
}

/**
 * Reads, cleans and indexes a market.
 *
 * Dirty records become issues (`formatIssues` shows them), never a throw; inputs are not changed and their order does not matter.
 *
 * @param input records of any origin: plain objects as JSON gives them.
 * @param config from `defineConfig`; its defaults where absent.
 * @returns the corpus, and every issue met: organisations first, then outcomes, then needs, each in input order.
 * @throws ConfigError `statistics-mismatch` where given statistics were fitted with another analyzer or other text parameters; under
 * `strict`, all issues that are more than a note.
 * Time O(tokens · log terms of a record + sample of needs × postings); memory about 12 bytes a distinct term of a record.
 * @example
 * const { corpus, issues } = buildCorpus({ outcomes: [{ id: "o1", title: "高温余热回收装置" }], needs: [{ id: "n1", title: "窑炉余热回收" }] });
 * issues.length; // 0
 */
export function buildCorpus(
  input: MarketInput,
  config: Config = defineConfig(),
  options: BuildOptions = {},
): { readonly corpus: Corpus; readonly issues: readonly Issue[] } {
  const { market, issues } = parseMarket(input, config.references);
  const grave = issues.filter(({ effect }) => effect !== "noted");
  if (options.strict === true && grave.length > 0) throw new ConfigError(grave);
  const analyzer = createAnalyzer(config.analyzer);
  const { statistics } = options;
  if (statistics === undefined) return { corpus: createCorpus(assembleCorpus(market, config, { analyzer })), issues };
  refuseMismatch(statistics, analyzer.id, config.text);
  return { corpus: createCorpus(assembleCorpus(market, config, { analyzer, statistics })), issues };
}

/** Numbers fitted to rows of one making say nothing of rows of another. */
function refuseMismatch(statistics: CorpusStatistics, analyzerId: string, parameters: TextParameters): void {
  const issues: Issue[] = [];
  const compare = (path: readonly string[], expected: string | number, received: string | number | undefined): void => {
    if (expected !== received)
      issues.push(createIssue("statistics-mismatch", { path, expected: String(expected), received: String(received) }));
  };
  compare(["analyzerId"], analyzerId, statistics.analyzerId);
  for (const key of Object.keys(parameters) as Array<keyof TextParameters>)
    compare(["textParameters", key], parameters[key], statistics.textParameters?.[key]);
  if (issues.length > 0) throw new ConfigError(issues);
}
