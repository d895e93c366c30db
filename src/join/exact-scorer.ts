import { dotRows, rowAt } from "../kernel/sparse-rows.js";
import { isKnown, vectorSignal, type ScoredSide, type ScoreModel } from "../score/pair-score.js";
import { BONUS_SIGNALS, BonusTable, KEPT_CELLS } from "./bonus.js";
import { loadProbe, PROBE_TERMS, productWithProbe } from "./kernel.js";

/**
 * Scores records of one side with one record of the other, the probe: `pairScore`, to the last bit.
 *
 * Text products are added up by ascending column and signals in declared order, as everywhere. What signals with few distinct rows add
 * comes out of tables.
 */
export class ExactScorer {
  /** Tables of the signals beside text that have rows and a weight, in declared order. A weight of 0 adds 0, since signals are finite. */
  readonly bonuses: readonly BonusTable[];
  /** What each of `bonuses` adds for each distinct row, for the probe. */
  readonly bonusOfRow: Float64Array[] = [];
  /** The text part of all pairs of the probe where text is unknown on either side, or has no weight. */
  readonly neutralText: number;
  /** The most that the embedding adds for the probe. */
  vectorBound = 0;
  private probe = 0;

  /** @param probes whether one probe will be loaded or many, for which what they have in common is kept. */
  constructor(
    private readonly model: ScoreModel,
    private readonly from: ScoredSide,
    private readonly to: ScoredSide,
    probes: "one" | "many",
  ) {
    const room = probes === "one" ? 0 : KEPT_CELLS;
    const weighted = BONUS_SIGNALS.filter((signal) => model.weights[signal] > 0);
    this.bonuses = weighted.map((signal) => new BonusTable(model, signal, { from, to, room }));
    this.neutralText = model.weights.text * model.neutral.text;
  }

  /** Makes a record the probe. The kernel holds one probe, so whoever paused does this again. */
  load(probe: number): void {
    const { model, from, bonuses } = this;
    this.probe = probe;
    for (let s = 0; s < bonuses.length; s++) this.bonusOfRow[s] = bonuses[s]!.of(bonuses[s]!.rowOfProbe(probe));
    const { embedding: neutral } = model.neutral;
    this.vectorBound = model.weights.embedding * (from.vectors[probe] === undefined ? neutral : Math.max(1, neutral));
    const { rowStart, column, value } = from.rows.text;
    if (this.isShort()) loadProbe(column, value, rowStart[probe]!, rowStart[probe + 1]!);
  }

  /** What text adds to the score of a record. */
  textPart(record: number): number {
    const { model, from, to, probe } = this;
    if (model.weights.text === 0) return 0;
    const { rowStart, column, value } = to.rows.text;
    if (!isKnown(from, "text", probe) || !isKnown(to, "text", record)) return this.neutralText;
    const product = this.isShort()
      ? productWithProbe(column, value, rowStart[record]!, rowStart[record + 1]!)
      : dotRows(rowAt(from.rows.text, probe), rowAt(to.rows.text, record));
    return model.weights.text * (product / model.scale.text);
  }

  /**
   * The score of a record whose text part is known.
   *
   * @param floor a score of no interest: where the record cannot reach it, −∞ may come back, and vectors are not compared.
   */
  scoreWith(textPart: number, record: number, floor: number): number {
    const { model, from, to, bonuses, bonusOfRow } = this;
    let score = textPart;
    for (let s = 0; s < bonuses.length; s++) score += bonusOfRow[s]![bonuses[s]!.rows.rowOf[record]!]!;
    if (model.weights.embedding === 0) return score;
    if (score + this.vectorBound < floor) return -Infinity;
    return score + model.weights.embedding * vectorSignal(model, from.vectors[this.probe], to.vectors[record]);
  }

  private isShort(): boolean {
    const { rowStart } = this.from.rows.text;
    return rowStart[this.probe + 1]! - rowStart[this.probe]! <= PROBE_TERMS;
  }
}
