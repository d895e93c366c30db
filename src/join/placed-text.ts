import { isKnown, type ScoredSide, type ScoreModel } from "../score/pair-score.js";
import type { FactoredRows } from "./factored-rows.js";
import { loadProbe, loadProbeWeights, productWithFactored } from "./kernel.js";
import type { ProbeTerms } from "./probes.js";

/** What text adds to the score of records at places of an index, for one probe at a time: `ExactScorer.textPart`, to the last bit. */
export class PlacedText {
  private probe = 0;
  private isLoaded = false;

  constructor(
    private readonly model: ScoreModel,
    private readonly from: ScoredSide,
    private readonly rows: FactoredRows,
    private readonly terms: ProbeTerms,
  ) {}

  /** Makes a record of at most `PROBE_TERMS` terms the probe. Its row is put into the kernel when a place is scored: in most blocks few are. */
  load(probe: number): void {
    this.probe = probe;
    this.isLoaded = false;
  }

  part(place: number): number {
    const { weights, scale, neutral } = this.model;
    const { start } = this.rows;
    if (weights.text === 0) return 0;
    if (start[place] === start[place + 1] || !isKnown(this.from, "text", this.probe)) return weights.text * neutral.text;
    if (!this.isLoaded) this.loadRow();
    return weights.text * (productWithFactored(this.rows, place) / scale.text);
  }

  private loadRow(): void {
    const { rowStart, column, value } = this.from.rows.text;
    const from = rowStart[this.probe]!;
    const to = rowStart[this.probe + 1]!;
    const { columnWeight, firstEntry } = this.terms;
    loadProbe(column, value, from, to);
    loadProbeWeights(columnWeight, from - firstEntry, to - firstEntry);
    this.isLoaded = true;
  }
}
