import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeSnapshot } from "../../src/adapters/node.js";
import { InvariantError } from "../../src/index.js";
import type { CommandResult } from "../command.js";
import { circumstances } from "../measure.js";
import { readCounts } from "../options.js";
import { buildPlanted, shownFigure } from "./planted.js";
import { plantAllianceMarket, type AllianceMarketSize } from "./propose-market.js";
import type { PlanReport, ProcessReport } from "./propose-process.js";

/** The aim is `--outcomes 50000 --needs 50000 --organisations 25000` in less than `REACH_MB`. */
const DEFAULTS = { outcomes: 10_000, needs: 10_000, organisations: 5_000 } as const;
const REACH_MB = 2_000;
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** What a plan's own process may print. */
const MOST_OUTPUT = 2 ** 20;

/** From a snapshot to proposals of all four kinds in one process: which stage takes how much, and how much memory does it take? */
export async function run(argv: readonly string[]): Promise<CommandResult> {
  const sizes = readCounts(argv, DEFAULTS);
  const folder = mkdtempSync(join(tmpdir(), "alliance-propose-"));
  try {
    const file = join(folder, "market.snapshot");
    await writeMarket(file, sizes);
    const checked = runProcess(file, "check");
    checkPlans(checked.plans);
    const timed = runProcess(file, "time");
    const inShort = ({ plans }: ProcessReport): string => JSON.stringify(plans.map(({ problems: _, ...plan }) => plan));
    if (inShort(timed) !== inShort(checked)) throw new InvariantError("bench propose: two processes made different plans of one snapshot");
    return report(sizes, checked, timed);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function writeMarket(file: string, sizes: AllianceMarketSize): Promise<void> {
  await writeSnapshot(file, buildPlanted(plantAllianceMarket(sizes)));
}

function runProcess(file: string, mode: "check" | "time"): ProcessReport {
  const script = fileURLToPath(new URL("./propose-process.ts", import.meta.url));
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--import", "tsx", script, file, mode], {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: MOST_OUTPUT,
  });
  if (status !== 0) throw new InvariantError(`bench propose: the process ended with ${String(status)}: ${stderr}`);
  return JSON.parse(stdout) as ProcessReport;
}

/** @throws InvariantError for a plan that is not certified, or that is none. */
export function checkPlans(plans: readonly PlanReport[]): void {
  for (const { name, status, proposals, problems } of plans) {
    if (problems !== 0) throw new InvariantError(`bench propose: the plan by ${name} is not certified: ${String(problems)} problems`);
    if (status === "infeasible" || proposals === 0) throw new InvariantError(`bench propose: nothing is proposed by ${name}`);
  }
}

function report(sizes: AllianceMarketSize, checked: ProcessReport, timed: ProcessReport): CommandResult {
  const cpuMs = timed.stages.reduce((sum, stage) => sum + stage.cpuMs, 0);
  const peakMb = Math.max(...timed.stages.map((stage) => stage.peakMb));
  const stages = timed.stages.map((stage, at) => ({
    ...stage,
    share: stage.cpuMs / cpuMs,
    // How much further the stage took the peak: the stages that need the most memory show, those that fit into what was there do not.
    addedMb: stage.peakMb - (timed.stages[at - 1]?.peakMb ?? 0),
  }));
  const where = circumstances();
  const rows = [
    { figure: "peak of memory, MB", value: peakMb, reach: `< ${REACH_MB} at 50,000 × 50,000` },
    { figure: "all stages, ms of CPU", value: cpuMs },
    ...stages.map(({ stage, share }) => ({ figure: `${stage}, % of CPU`, value: share * 100 })),
  ];
  return {
    lines: [
      `propose: ${sizes.outcomes} outcomes, ${sizes.needs} needs, ${sizes.organisations} organisations; every plan verified in a process before`,
      ...checked.plans.map(
        ({ name, status, proposals, total }) => `${name}: ${status}, ${proposals} proposals, total ${shownFigure(total)}`,
      ),
      ...stages.map(
        (stage) =>
          `${stage.stage.padEnd(28)}${shownFigure(stage.cpuMs).padStart(9)} ms ${shownFigure(stage.share * 100).padStart(6)} % ` +
          `${Math.round(stage.peakMb)} MB (+${Math.round(stage.addedMb)})`,
      ),
      `all: ${shownFigure(cpuMs)} ms of CPU, peak ${Math.round(peakMb)} MB; ${where.machine}, node ${where.node}, commit ${where.commit}, ${where.date}`,
    ],
    json: { question: "propose", ...sizes, cpuMs, peakMb, stages, plans: checked.plans, certified: true, ...where },
    rows,
  };
}
