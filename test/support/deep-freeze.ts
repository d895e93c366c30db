/** Freezes a value and all that it holds, so that a write to an input throws (modules are strict). */
export function deepFreeze<A>(value: A): A {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value) && !ArrayBuffer.isView(value)) {
    Object.freeze(value);
    for (const held of Object.values(value)) deepFreeze(held);
  }
  return value;
}
