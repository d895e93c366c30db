/**
 * One spelling for what reads alike: compatibility forms and full width folded (NFKC), case folded.
 *
 * `ＭＰａ` and `MPa` become `mpa`, `℃` becomes `°c`, `①` becomes `1`.
 */
export function normaliseText(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}
