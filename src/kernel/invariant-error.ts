/** A defect of this library, never of the input. Please report it. */
export class InvariantError extends Error {
  override readonly name = "InvariantError";
}
