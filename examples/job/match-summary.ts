import type { Infeasibility, Language, QuotaConflict } from "alliance-match";
import { counted } from "../io/fill-text.js";
import type { ExitStatus } from "./exit.js";
import type { PlanDocument } from "./plan-document.js";
import type { MarketReading } from "./read-market.js";
import { issuesByCode } from "./screen.js";

/** What `npm run match --json` prints last. Of each kind: rows read = records kept + rows rejected. */
export interface MatchSummary {
  readonly status: "done" | "issues" | "infeasible";
  readonly exit: ExitStatus;
  readonly shape: string;
  readonly read: { readonly outcomes: number; readonly needs: number; readonly organisations: number };
  readonly kept: MatchSummary["read"];
  /** Rows of all kinds. */
  readonly rejected: number;
  readonly issues: number;
  readonly issuesByCode: Readonly<Record<string, number>>;
  /** `null` where `--strict` refused before planning. */
  readonly plan: {
    readonly status: PlanDocument["status"];
    readonly certificateVerified: boolean;
    readonly proposals: number;
    readonly pairs: number;
    readonly total: number;
    /** Records that are in a pair. */
    readonly matched: { readonly needs: number; readonly outcomes: number };
    readonly unmatched: { readonly needs: number; readonly outcomes: number };
  } | null;
  readonly out: string;
  readonly seconds: number;
}

export interface SummaryInput {
  readonly exit: ExitStatus;
  readonly shape: string;
  readonly market: MarketReading;
  readonly document: PlanDocument | undefined;
  readonly out: string;
  readonly elapsedMs: number;
}

export function summarise({ exit, shape, market, document, out, elapsedMs }: SummaryInput): MatchSummary {
  const { outcome, need, organisation } = market.counts;
  return {
    status: document === undefined ? "issues" : document.status === "infeasible" ? "infeasible" : "done",
    exit,
    shape,
    read: { outcomes: outcome.read, needs: need.read, organisations: organisation.read },
    kept: { outcomes: outcome.kept, needs: need.kept, organisations: organisation.kept },
    rejected: market.rejected.length,
    issues: market.issues.length,
    issuesByCode: issuesByCode(market.issues),
    plan:
      document === undefined
        ? null
        : {
            status: document.status,
            certificateVerified: document.certificate?.verified ?? false,
            proposals: document.proposals.length,
            pairs: document.proposals.reduce((sum, proposal) => sum + proposal.pairs.length, 0),
            total: document.total,
            matched: matchedIn(document),
            unmatched: { needs: document.unmatched.needs.length, outcomes: document.unmatched.outcomes.length },
          },
    out,
    seconds: roundedSeconds(elapsedMs),
  };
}

function matchedIn({ proposals }: PlanDocument): { readonly needs: number; readonly outcomes: number } {
  const pairs = proposals.flatMap((proposal) => proposal.pairs);
  return { needs: new Set(pairs.map(({ need }) => need)).size, outcomes: new Set(pairs.map(({ outcome }) => outcome)).size };
}

export function roundedSeconds(elapsedMs: number): number {
  return Math.round(elapsedMs / 10) / 100;
}

/** The run in one line. */
export function summaryLine({ read, rejected, issues, plan, seconds, out, status }: MatchSummary, language: Language): string {
  if (language === "zh") {
    const planned = plan === null ? "未求解" : `联盟 ${plan.proposals}，未匹配 ${plan.unmatched.needs} + ${plan.unmatched.outcomes}`;
    const ending = { done: "完成", issues: "因数据问题中止", infeasible: "无可行方案" }[status];
    return `${ending}：读入需求 ${read.needs} + 成果 ${read.outcomes}，剔除 ${rejected}，问题 ${issues}，${planned}，${seconds} 秒 → ${out}`;
  }
  const planned =
    plan === null ? "not solved" : `proposals ${plan.proposals}, unmatched ${plan.unmatched.needs} + ${plan.unmatched.outcomes}`;
  const ending = { done: "done", issues: "refused for its issues", infeasible: "infeasible" }[status];
  return `${ending}: read ${counted(read.needs, "need")} + ${counted(read.outcomes, "outcome")}, rejected ${rejected}, issues ${issues}, ${planned}, ${seconds} s → ${out}`;
}

/** Records of a conflict named on screen. */
const SHOWN_IDS = 5;

type Side = "needs" | "outcomes" | "enterprises" | "universities";
const OTHER: Readonly<Record<Side, Side>> = {
  needs: "outcomes",
  outcomes: "needs",
  enterprises: "universities",
  universities: "enterprises",
};
const SIDE_NAMES: Readonly<Record<Side, { readonly zh: string }>> = {
  needs: { zh: "需求" },
  outcomes: { zh: "成果" },
  enterprises: { zh: "企业" },
  universities: { zh: "高校" },
};

/** Why no plan keeps the minimums, and what to change. */
export function infeasibleLines({ infeasibility }: PlanDocument, language: Language): string {
  if (infeasibility === null) return "";
  const zh = language === "zh";
  const some = (ids: readonly string[]): string =>
    ids.length === 0
      ? zh
        ? "无"
        : "none"
      : ids.slice(0, SHOWN_IDS).join(", ") +
        (ids.length > SHOWN_IDS ? (zh ? ` 等 ${ids.length} 条` : ` and ${ids.length - SHOWN_IDS} more`) : "");
  const { conflicts, shortfall, lowerMinimums } = infeasibility;
  const lines = conflicts.map((conflict) => {
    const { side, demand, supply } = conflict;
    const ids = (name: Side): readonly string[] => (conflict as Readonly<Partial<Record<Side, readonly string[]>>>)[name] ?? [];
    return zh
      ? `[infeasible] ${SIDE_NAMES[side].zh} ${some(ids(side))} 合计至少要 ${demand} 个伙伴，候选（${some(ids(OTHER[side]))}）只能给 ${supply} 个`
      : `[infeasible] the ${side} ${some(ids(side))} ask for ${demand} partners at least; their candidates (${some(ids(OTHER[side]))}) can give ${supply}`;
  });
  const { quotas } = infeasibility as Infeasibility;
  if (quotas !== undefined) {
    const named = (list: QuotaConflict["asking"]): string => some(list.map(({ id }) => id));
    const changed = some(quotas.changes.map(({ id, bound, from, to }) => `${id} ${bound} ${from} → ${to}`));
    return zh
      ? `[infeasible] ${named(quotas.asking)} 合计至少要 ${quotas.demand} 个伙伴，${named(quotas.limiting)} 的名额与候选只能给 ${quotas.supply} 个\n` +
          `[infeasible] 共缺 ${shortfall} 个；可改：${changed}`
      : `[infeasible] ${named(quotas.asking)} ask for ${quotas.demand} partners at least; the capacities of ${named(quotas.limiting)} and the candidates let ${quotas.supply} through\n` +
          `[infeasible] ${shortfall} missing in all; change: ${changed}`;
  }
  const changes = lowerMinimums.slice(0, SHOWN_IDS).map(({ id, from, to }) => `${id} ${from} → ${to}`);
  const more = lowerMinimums.length > SHOWN_IDS ? " …" : "";
  lines.push(
    zh
      ? `[infeasible] 共缺 ${shortfall} 个；可把最低数降低：${changes.join("，")}${more}，或增大 --top、降低 --min-score`
      : `[infeasible] ${shortfall} missing in all; lower these minimums: ${changes.join(", ")}${more}; or raise --top, or lower --min-score`,
  );
  return lines.join("\n");
}
