/** Guesses lie below the mean of what they guess, since one too low costs a few candidates, one too high a scan. */
const GUESS_SHARE = 0.9;
/** How much the last probe counts for the next guess. */
const GUESS_RATE = 1 / 16;

/** What share of the most it could be the threshold of a probe has after its first block, by the probes before: it saves work and changes no answer. */
export class ThresholdGuess {
  share = 0;

  learn(share: number): void {
    if (share > 0) this.share += GUESS_RATE * (GUESS_SHARE * share - this.share);
  }
}
