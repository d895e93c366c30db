import { InvariantError, rankNeeds, rankOutcomes, type Corpus } from "../../src/index.js";
import { openSnapshot, saveSnapshot } from "../../src/snapshot.js";
import type { CommandResult } from "../command.js";
import { circumstances, measure } from "../measure.js";
import { readCounts } from "../options.js";
import { buildPlanted, plantMarket, shownFigure, spread } from "./planted.js";

const DEFAULTS = { outcomes: 20_000, needs: 2_000, rounds: 5 } as const;
const CHECKED = 50;

/** How long does it take to open a saved corpus and check it, against building it from its records? */
export async function run(argv: readonly string[]): Promise<CommandResult> {
  const { outcomes, needs, rounds } = readCounts(argv, DEFAULTS);
  const market = plantMarket({ outcomes, needs });
  const corpus = buildPlanted(market);
  const buffer = saveSnapshot(corpus);
  checkOpened(corpus, openSnapshot(buffer));
  // A rebuild takes as long as hundreds of openings: one round of it says enough.
  const rebuilt = measure({ rebuild: { run: () => void buildPlanted(market), units: 1 } }, { rounds: 1 }).rebuild;
  // One after the other, not in turns: CPU time is the whole process's, and opening would pay for the collection of what saving left.
  const { open } = measure({ open: { run: () => void openSnapshot(buffer), units: 1 } }, { rounds });
  const { save } = measure({ save: { run: () => void saveSnapshot(corpus), units: 1 } }, { rounds });
  const figures = {
    openMs: open.medianUs / 1_000,
    openIqrMs: open.iqrUs / 1_000,
    saveMs: save.medianUs / 1_000,
    rebuildMs: rebuilt.medianUs / 1_000,
    rebuildOverOpen: rebuilt.medianUs / open.medianUs,
    bytesPerRecord: buffer.byteLength / (outcomes + needs),
  };
  const where = circumstances();
  const rows = [
    { figure: "rebuilding ÷ opening and verifying", value: figures.rebuildOverOpen, reach: "≥ 50" },
    { figure: "opening and verifying, ms of CPU", value: figures.openMs },
    { figure: "saving, ms of CPU", value: figures.saveMs },
    { figure: "rebuilding, ms of CPU", value: figures.rebuildMs },
    { figure: "bytes a record", value: figures.bytesPerRecord },
  ];
  return {
    lines: [
      `snapshot: ${outcomes} outcomes and ${needs} needs; the opened corpus ranks ${CHECKED} records a side as the saved one does`,
      ...rows.map(({ figure, value }) => `${figure.padEnd(50)}${shownFigure(value)}`),
      `medians of CPU time; ${where.machine}, node ${where.node}, commit ${where.commit}, ${where.date}`,
    ],
    json: { question: "snapshot", outcomes, needs, ...figures, ...where },
    rows,
  };
}

function checkOpened(saved: Corpus, opened: Corpus): void {
  const rankingsOf = (corpus: Corpus): string =>
    JSON.stringify([
      ...spread(saved.needs.ids, CHECKED).map((id) => rankOutcomes(corpus, id)),
      ...spread(saved.outcomes.ids, CHECKED).map((id) => rankNeeds(corpus, id)),
    ]);
  if (rankingsOf(saved) !== rankingsOf(opened)) throw new InvariantError("the opened corpus ranks otherwise than the saved one");
}
