import { checksum32 } from "../../src/kernel/checksum.js";
import { ConfigError } from "../../src/model/issue.js";

/** The codes with which something is refused; none where it is not. What is thrown otherwise goes on. */
export function codesOf(run: () => unknown): readonly string[] {
  try {
    run();
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.issues.map(({ code }) => code);
    throw error;
  }
}

/** A changed copy. */
export function editSnapshot(snapshot: ArrayBuffer, change: (bytes: Uint8Array) => void): ArrayBuffer {
  const copy = snapshot.slice(0);
  change(new Uint8Array(copy));
  return copy;
}

/** A changed copy with a checksum that fits again: what someone who means harm would hand in. */
export function resealed(snapshot: ArrayBuffer, change: (buffer: ArrayBuffer) => void): ArrayBuffer {
  const copy = snapshot.slice(0);
  change(copy);
  new Uint32Array(copy)[5] = checksum32(new Uint8Array(copy, 24));
  return copy;
}

/** How many entries each section has: counts lie from byte 32 to the first section, which is the meta's text. */
export function sectionsAt(snapshot: ArrayBuffer): readonly number[] {
  const units = new Uint16Array(snapshot);
  let first = 16;
  // The first section is JSON: `{"fingerprint"`.
  while (!(units[first] === 0x7b && units[first + 1] === 0x22 && units[first + 2] === 0x66)) first += 4;
  return [...new Float64Array(snapshot, 32, (first * 2 - 32) / 8)];
}
