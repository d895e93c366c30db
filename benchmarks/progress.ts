const start = performance.now();

/** Tells whoever watches a terminal what a long question is about to do: nothing where nobody does. */
export function tell(step: string): void {
  if (process.stderr.isTTY) process.stderr.write(`${((performance.now() - start) / 1_000).toFixed(0).padStart(5)} s  ${step}\n`);
}
