import { readIndustry } from "./industry-code.js";
import type { FirmSize } from "./record.js";

/** What the classification looks at. Absent indicators are unknown. */
export interface FirmIndicators {
  /** Employees, persons. */
  readonly employees?: number;
  /** Yearly operating revenue, in 10,000 yuan. */
  readonly revenue?: number;
  /** Total assets, in 10,000 yuan. */
  readonly assets?: number;
}

/** Lower bounds of large, medium and small; what is below the last is micro. */
type Bounds = readonly [large: number, medium: number, small: number];
type Rule = { readonly [K in keyof FirmIndicators]?: Bounds };

// 统计上大中小微型企业划分办法(2017), National Bureau of Statistics, 国统字〔2017〕213号, table 1.
const AGRICULTURE: Rule = { revenue: [20_000, 500, 50] };
const INDUSTRY: Rule = { employees: [1_000, 300, 20], revenue: [40_000, 2_000, 300] };
const CONSTRUCTION: Rule = { revenue: [80_000, 6_000, 300], assets: [80_000, 5_000, 300] };
const WHOLESALE: Rule = { employees: [200, 20, 5], revenue: [40_000, 5_000, 1_000] };
const RETAIL: Rule = { employees: [300, 50, 10], revenue: [20_000, 500, 100] };
const TRANSPORT: Rule = { employees: [1_000, 300, 20], revenue: [30_000, 3_000, 200] };
const STORAGE: Rule = { employees: [200, 100, 20], revenue: [30_000, 1_000, 100] };
const POST: Rule = { employees: [1_000, 300, 20], revenue: [30_000, 2_000, 100] };
const HOTELS_AND_CATERING: Rule = { employees: [300, 100, 10], revenue: [10_000, 2_000, 100] };
const INFORMATION_TRANSMISSION: Rule = { employees: [2_000, 100, 10], revenue: [100_000, 1_000, 100] };
const SOFTWARE: Rule = { employees: [300, 100, 10], revenue: [10_000, 1_000, 50] };
const REAL_ESTATE_DEVELOPMENT: Rule = { revenue: [200_000, 1_000, 100], assets: [10_000, 5_000, 2_000] };
const PROPERTY_MANAGEMENT: Rule = { employees: [1_000, 300, 100], revenue: [5_000, 1_000, 500] };
const LEASING_AND_BUSINESS: Rule = { employees: [300, 100, 10], assets: [120_000, 8_000, 100] };
const OTHER: Rule = { employees: [300, 100, 10] };

/** No rule: outside the classification's scope, or a code too short to tell between two rules. */
const NONE = undefined;

// Longest prefix of the GB/T 4754-2017 code wins.
const RULE_BY_PREFIX: ReadonlyArray<readonly [prefix: string, rule: Rule | typeof NONE]> = [
  ["A", AGRICULTURE],
  ["B", INDUSTRY],
  ["C", INDUSTRY],
  ["D", INDUSTRY],
  ["E", CONSTRUCTION],
  ["F", NONE],
  ["F51", WHOLESALE],
  ["F52", RETAIL],
  ["G", NONE],
  ["G53", OTHER],
  ["G54", TRANSPORT],
  ["G55", TRANSPORT],
  ["G56", TRANSPORT],
  ["G57", TRANSPORT],
  ["G58", TRANSPORT],
  ["G59", STORAGE],
  ["G591", TRANSPORT],
  ["G60", POST],
  ["H", HOTELS_AND_CATERING],
  ["I", NONE],
  ["I63", INFORMATION_TRANSMISSION],
  ["I64", INFORMATION_TRANSMISSION],
  ["I65", SOFTWARE],
  ["J", NONE],
  ["K", NONE],
  ["K701", REAL_ESTATE_DEVELOPMENT],
  ["K702", PROPERTY_MANAGEMENT],
  ["K703", OTHER],
  ["K704", OTHER],
  ["K709", OTHER],
  ["L", LEASING_AND_BUSINESS],
  ["M", OTHER],
  ["N", OTHER],
  ["O", OTHER],
  ["P", NONE],
  ["Q", NONE],
  ["Q85", OTHER],
  ["R", OTHER],
  ["S", NONE],
  ["T", NONE],
];

const LEVELS: readonly FirmSize[] = ["large", "medium", "small"];

/**
 * The size of a firm by the national classification of 2017.
 *
 * A firm is large, medium or small where it reaches the lower bound of **every** indicator that its industry's rule names;
 * one indicator short puts it a level down. Railway transport (G53) is outside the transport rule and counted with the rest;
 * loading and unloading (G591) is transport, not storage.
 *
 * @param industry GB/T 4754-2017 code, with or without its letter (`C31`, `31`), deep enough to tell between rules (`F51`, not `F`).
 * @returns the size, or `undefined` where an indicator that the rule names is not known, and where there is no rule: finance (J),
 * education (P), health (Q84), S and T are outside the classification's 15 sections.
 * @see 国统字〔2017〕213号, articles 2–4, table 1 and notes 1–3.
 */
export function firmSize(industry: string, indicators: FirmIndicators): FirmSize | undefined {
  const read = readIndustry(industry);
  const rule = read.kind === "code" ? ruleFor(read.code) : NONE;
  if (rule === NONE) return undefined;
  const named = Object.entries(rule) as Array<[keyof FirmIndicators, Bounds]>;
  const values = named.map(([indicator]) => indicators[indicator]);
  if (values.some((value) => value === undefined || !Number.isFinite(value))) return undefined;
  const level = LEVELS.findIndex((_, at) => named.every(([, bounds], n) => values[n]! >= bounds[at]!));
  return level < 0 ? "micro" : LEVELS[level];
}

function ruleFor(industry: string): Rule | undefined {
  let best: Rule | undefined;
  let bestLength = 0;
  for (const [prefix, rule] of RULE_BY_PREFIX) {
    if (industry.startsWith(prefix) && prefix.length > bestLength) {
      best = rule;
      bestLength = prefix.length;
    }
  }
  return best;
}
