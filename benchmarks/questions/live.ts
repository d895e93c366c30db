import { openWatch } from "../../src/alerts.js";
import { InvariantError, rankNeeds, rankOutcomes, type Corpus, type RankedPartner } from "../../src/index.js";
import type { CommandResult } from "../command.js";
import { circumstances, quantile } from "../measure.js";
import { readCounts } from "../options.js";
import { buildPlanted, plantMarket, shownFigure, type PlantedMarket } from "./planted.js";

/** `added` records a side are added one by one, the first quarter of them to warm up, as a server is after its first minutes. */
const DEFAULTS = { outcomes: 20_000, needs: 2_000, added: 80 } as const;
const WARM_UP = 1 / 4;

/** How long does it take to add one outcome and one need and to rank both, against building the whole market anew; and to tell whom they concern? */
export async function run(argv: readonly string[]): Promise<CommandResult> {
  const { outcomes, needs, added } = readCounts(argv, DEFAULTS);
  const whole = plantMarket({ outcomes: outcomes + added, needs: needs + added });
  const start = { ...whole, outcomes: whole.outcomes.slice(0, outcomes), needs: whole.needs.slice(0, needs) };
  let corpus = buildPlanted(start);
  const { statistics } = corpus;
  const watch = openWatch(corpus);
  rankBoth(corpus, corpus.needs.ids[0]!, corpus.outcomes.ids[0]!);
  const addMs: number[] = [];
  const alertMs: number[] = [];
  for (let at = 0; at < added; at++) {
    const [outcome, need] = [whole.outcomes[outcomes + at]!, whole.needs[needs + at]!];
    const change = { add: { outcomes: [outcome], needs: [need] } };
    addMs.push(
      cpuMs(() => {
        ({ corpus } = corpus.update(change));
        rankBoth(corpus, need.id, outcome.id);
      }),
    );
    alertMs.push(cpuMs(() => void watch.apply(change)));
  }
  let rebuilt = corpus;
  const rebuildMs = cpuMs(() => (rebuilt = buildPlanted(whole, { statistics })));
  check(corpus, rebuilt, whole, added);
  if (added > 0) checkWatch(watch.list("needs", whole.needs.at(-1)!.id)!, rankOutcomes(rebuilt, whole.needs.at(-1)!.id));
  const [warmAddMs, warmAlertMs] = [addMs, alertMs].map((times) => times.slice(Math.floor(WARM_UP * added))) as [number[], number[]];
  const median = quantile(warmAddMs, 0.5);
  const figures = {
    addAndRankMs: median,
    addAndRankP90Ms: quantile(warmAddMs, 0.9),
    rebuildMs,
    rebuildOverAdd: rebuildMs / median,
    alertMs: quantile(warmAlertMs, 0.5),
    rebuildOverAlert: rebuildMs / quantile(warmAlertMs, 0.5),
  };
  const where = circumstances();
  const rows = [
    { figure: "one full rebuild ÷ adding one outcome and one need and ranking both", value: figures.rebuildOverAdd, reach: "≥ 500" },
    { figure: "adding and ranking, median ms of CPU", value: figures.addAndRankMs },
    { figure: "the same, 90th percentile", value: figures.addAndRankP90Ms },
    { figure: "one full rebuild, ms of CPU", value: figures.rebuildMs },
    { figure: "adding both to a watch, alerts included, median ms of CPU", value: figures.alertMs },
    { figure: "one full rebuild ÷ that", value: figures.rebuildOverAlert },
  ];
  return {
    lines: [
      `live: ${outcomes} outcomes and ${needs} needs, ${added} of each added one by one; every ranking of what was added equals a rebuild's`,
      ...rows.map(({ figure, value }) => `${figure.padEnd(72)}${shownFigure(value)}`),
      `medians of CPU time; ${where.machine}, node ${where.node}, commit ${where.commit}, ${where.date}`,
    ],
    json: { question: "live", outcomes, needs, added, ...figures, ...where },
    rows,
  };
}

function rankBoth(corpus: Corpus, need: string, outcome: string): void {
  rankOutcomes(corpus, need);
  rankNeeds(corpus, outcome);
}

function cpuMs(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** A corpus brought up to date must rank what was added as one built of all records under the same statistics. */
function check(live: Corpus, rebuilt: Corpus, { outcomes, needs }: PlantedMarket, added: number): void {
  for (const { id } of needs.slice(-added))
    if (JSON.stringify(rankOutcomes(live, id)) !== JSON.stringify(rankOutcomes(rebuilt, id)))
      throw new InvariantError(`need ${id} is ranked otherwise`);
  for (const { id } of outcomes.slice(-added))
    if (JSON.stringify(rankNeeds(live, id)) !== JSON.stringify(rankNeeds(rebuilt, id)))
      throw new InvariantError(`outcome ${id} is ranked otherwise`);
}

function checkWatch(list: ReadonlyArray<{ readonly id: string; readonly score: number }>, ranked: readonly RankedPartner[]): void {
  if (JSON.stringify(list) !== JSON.stringify(ranked.map(({ id, score }) => ({ id, score }))))
    throw new InvariantError("a watched list is another");
}
