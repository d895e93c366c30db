import type { Comparator } from "./quantity-comparator.js";

/** A number with its unit, as a text states it. */
export interface Quantity {
  /** The words that name it, as written; empty where none do. */
  readonly name: string;
  readonly comparator: Comparator;
  /** The stated number in SI units; the middle of a range, half the width of `±`. */
  readonly value: number;
  /** What the statement allows, in SI units, ends included; an open end is ±Infinity. */
  readonly low: number;
  readonly high: number;
  /** As in `Unit`; `number` for a bare number that is bounded. */
  readonly dimension: string;
  /** The number is not a size but a change: 提高20%, reduced by 30 %. */
  readonly change?: "up" | "down";
  /** A temperature that is a difference (温升, ±2 ℃): without the zero of its scale. */
  readonly difference?: true;
  /** Bound, number and unit as written, in half width: `≥1.80克/立方厘米`. */
  readonly wording: string;
  /** Place of name and wording in the text: UTF-16 code units, end excluded. */
  readonly start: number;
  readonly end: number;
}
