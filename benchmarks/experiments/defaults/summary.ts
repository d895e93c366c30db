import type { ConditionName, Setting } from "./setting.js";

/** 97.5 % points of Student's t by degrees of freedom, from 1 on (any table of the distribution). */
const T_POINTS = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131] as const;
const T_LIMIT = 1.96;

/** Values by seed. A seed is a world of its own, so intervals over seeds cover both worlds and needs. */
export type BySeed = ReadonlyMap<number, number>;

/** Gathers values under a name, one a seed. */
export class Tally {
  private readonly values = new Map<string, Map<number, number>>();

  add(name: string, seed: number, value: number): void {
    let bySeed = this.values.get(name);
    if (bySeed === undefined) this.values.set(name, (bySeed = new Map<number, number>()));
    bySeed.set(seed, value);
  }

  get(name: string): BySeed {
    return this.values.get(name) ?? new Map<number, number>();
  }

  mean(name: string): number {
    return meanOf([...this.get(name).values()]);
  }

  /** Differences of two names, seed by seed. */
  difference(a: string, b: string): number[] {
    const [left, right] = [this.get(a), this.get(b)];
    return [...left].flatMap(([seed, value]) => (right.has(seed) ? [value - right.get(seed)!] : []));
  }
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Half the width of the 95 % interval of a mean, by Student's t over seeds. */
export function halfWidth(values: readonly number[]): number {
  if (values.length < 2) return NaN;
  const mean = meanOf(values);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return (T_POINTS[values.length - 2] ?? T_LIMIT) * Math.sqrt(variance / values.length);
}

export function decimals(value: number, places = 3): string {
  return Number.isNaN(value) ? "–" : value.toFixed(places).replace(/^(-?)0\./, "$1.");
}

/** `mean ± half width`. */
export function withInterval(values: readonly number[], places = 3): string {
  return `${decimals(meanOf(values), places)} ± ${decimals(halfWidth(values), places)}`;
}

/** A Markdown table. */
export function markdownTable(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string[] {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
}

/** A part of the report: sees every setting once, then writes itself. */
export interface Experiment {
  /** The markets that it looks at; all where absent. */
  readonly markets?: readonly ConditionName[];
  readonly visit: (setting: Setting) => void;
  readonly section: () => readonly string[];
}
