/** What is done about rankings and joins begun while a caller's function compares a pair; nothing while none does. */
let refuse: (() => never) | undefined;

/**
 * Runs a caller's function that compares a pair. Rankings and joins share scratch arrays, and compare pairs while these are in use: another one begun from
 * there would overwrite them.
 */
export function whileComparing<A>(refusal: () => never, compare: () => A): A {
  const before = refuse;
  refuse = refusal;
  try {
    return compare();
  } finally {
    refuse = before;
  }
}

/** What rankings and joins begin with, and go on with after a pause. Throws what the caller's signal refuses them with while it compares a pair. */
export function refuseWhileComparing(): void {
  refuse?.();
}
