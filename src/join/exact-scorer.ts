import { dotRows, rowAt } from "../kernel/sparse-rows.js";
import { COMPARED_SIGNALS, type ComparedSignal } from "../score/comparison.js";
import { comparedValue, isKnown, type ScoredSide, type ScoreModel } from "../score/pair-score.js";
import { BONUS_SIGNALS } from "./block-bonus.js";
import { RowBonus } from "./row-bonus.js";

/**
 * Scores records of one side with one record of the other, the probe: `pairScore`, to the last bit.
 *
 * Text products are added up by ascending column and signals in declared order, as everywhere. What a signal with few distinct rows adds is
 * worked out once for all records that share a row.
 */
export class ExactScorer {
  /** The signals beside text that have rows and a weight, in declared order. A weight of 0 adds 0, since signals are finite. */
  readonly bonuses: readonly RowBonus[];
  /** The text part of all pairs of the probe where text is unknown on either side, or has no weight. */
  readonly neutralText: number;
  /** The most that compared signals add for the probe. */
  comparedBound = 0;
  private readonly compared: readonly ComparedSignal[];
  private readonly boundOf: number[] = [];
  private probe = 0;

  constructor(
    private readonly model: ScoreModel,
    private readonly from: ScoredSide,
    private readonly to: ScoredSide,
  ) {
    const weighted = BONUS_SIGNALS.filter((signal) => model.weights[signal] > 0);
    this.bonuses = weighted.map((signal) => new RowBonus(model, signal, from, to));
    this.compared = COMPARED_SIGNALS.filter((signal) => model.weights[signal] > 0);
    this.neutralText = model.weights.text * model.neutral.text;
  }

  /** Makes a record the probe. */
  load(probe: number): void {
    const { model, from, bonuses } = this;
    this.probe = probe;
    for (const bonus of bonuses) bonus.load(probe);
    this.comparedBound = 0;
    for (let s = 0; s < this.compared.length; s++) {
      const signal = this.compared[s]!;
      const neutral = model.neutral[signal];
      const bound = isKnown(from, signal, probe) ? Math.max(model.comparisons[signal].bound, neutral) : neutral;
      this.boundOf[s] = model.weights[signal] * bound;
      this.comparedBound += this.boundOf[s]!;
    }
  }

  /** What text adds to the score of a record. */
  textPart(record: number): number {
    const { model, from, to, probe } = this;
    if (model.weights.text === 0) return 0;
    if (!isKnown(from, "text", probe) || !isKnown(to, "text", record)) return this.neutralText;
    return model.weights.text * (dotRows(rowAt(from.rows.text, probe), rowAt(to.rows.text, record)) / model.scale.text);
  }

  /**
   * The score of a record whose text part is known.
   *
   * @param floor as of `withCompared`.
   */
  scoreWith(textPart: number, record: number, floor: number): number {
    const { bonuses } = this;
    let score = textPart;
    for (let s = 0; s < bonuses.length; s++) score += bonuses[s]!.of(bonuses[s]!.rows.rowOf[record]!);
    return this.withCompared(score, record, floor);
  }

  /**
   * The score of a record, from what text and `bonuses` have added up to.
   *
   * @param floor a score of no interest: where the record cannot reach it, −∞ may come back, and nothing is compared.
   */
  withCompared(sum: number, record: number, floor: number): number {
    const { model, from, to } = this;
    if (this.compared.length === 0) return sum;
    if (this.withComparedBounds(sum) < floor) return -Infinity;
    let score = sum;
    for (const signal of this.compared)
      score += model.weights[signal] * (comparedValue(model, signal, from, this.probe, to, record) ?? model.neutral[signal]);
    return score;
  }

  /** A sum with the most that compared signals may add, added as the one sum adds them: rounding is monotone, so no score exceeds it. */
  withComparedBounds(sum: number): number {
    let bounded = sum;
    for (const bound of this.boundOf) bounded += bound;
    return bounded;
  }

  /** No less than all signals beside text add for the probe with any record. O(entries of its rows). */
  bonusBound(): number {
    return this.bonuses.reduce((sum, bonus) => sum + bonus.bound(), this.comparedBound);
  }
}
