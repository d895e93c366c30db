import type { ScoreModel } from "../score/pair-score.js";
import type { BlockIndex } from "./block-index.js";
import type { ProbeTerms } from "./probes.js";
import { loadTerms, productAt } from "./row-product.js";

/** What text adds to scores where it has a weight and both records have some, for one probe at a time: `ExactScorer.textPart`, to the last bit. */
export class PlacedText {
  private probe = 0;
  private isLoaded = false;

  private readonly weight: number;
  private readonly scale: number;

  constructor(
    { weights, scale }: ScoreModel,
    private readonly index: BlockIndex,
    private readonly terms: ProbeTerms,
  ) {
    this.weight = weights.text;
    this.scale = scale.text;
  }

  /** Makes a record of at most `PROBE_TERMS` terms the probe. Its terms are loaded when a place is scored: in most blocks few are. */
  load(probe: number): void {
    this.probe = probe;
    this.isLoaded = false;
  }

  /** @param place one with postings. */
  part(place: number): number {
    if (!this.isLoaded) loadTerms(this.terms, this.probe - this.terms.first);
    this.isLoaded = true;
    return this.weight * (productAt(this.index, place) / this.scale);
  }
}
