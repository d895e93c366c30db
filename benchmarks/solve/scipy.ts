import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Instance } from "./instances.js";

export type ScipyKind = "dense" | "full" | "optional";
export interface PeerRun {
  /** CPU time of the call alone. */
  readonly ms: number;
  readonly total: number;
}

/** Runs scipy once on the instance; null where python3 or scipy is not there. */
export function runScipy(kind: ScipyKind, { rowCount, columnCount, row, column, score }: Instance): PeerRun | null {
  if (!hasScipy()) return null;
  const folder = mkdtempSync(join(tmpdir(), "alliance-match-scipy-"));
  try {
    const file = join(folder, "instance.bin");
    const bytes = (array: Uint32Array | Float64Array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength);
    writeFileSync(file, Buffer.concat([bytes(Uint32Array.of(rowCount, columnCount, row.length)), bytes(row), bytes(column), bytes(score)]));
    // Found from here and from a bundle in the folder of questions.
    const script = fileURLToPath(new URL("../solve/scipy_peer.py", import.meta.url));
    return JSON.parse(execFileSync("python3", [script, kind, file], { encoding: "utf8" })) as PeerRun;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

let isThere: boolean | null = null;

function hasScipy(): boolean {
  if (isThere !== null) return isThere;
  try {
    execFileSync("python3", ["-c", "import scipy.sparse.csgraph, scipy.optimize"], { stdio: "ignore" });
    isThere = true;
  } catch {
    isThere = false;
  }
  return isThere;
}
