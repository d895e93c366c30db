/** Runs a generator to its end, whatever it yields on the way. */
export function drain<Result>(steps: Generator<unknown, Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** The same steps, telling nothing on the way. */
export function* silently<Result>(steps: Generator<unknown, Result>): Generator<void, Result> {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    yield;
  }
}
