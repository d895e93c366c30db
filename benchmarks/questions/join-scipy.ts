import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SparseRows } from "../../src/kernel/sparse-rows.js";

/** What scipy needs for a need, in µs of CPU, and the best product that it finds for each. */
export interface ScipyJoin {
  readonly usPerNeed: number;
  readonly best: readonly number[];
}

/** scipy's CSR product over the first `needCount` needs; undefined where python3 or scipy is not installed. */
export function runScipyJoin(
  needs: SparseRows,
  outcomes: SparseRows,
  { needCount, k }: { needCount: number; k: number },
): ScipyJoin | undefined {
  const folder = mkdtempSync(join(tmpdir(), "alliance-join-"));
  const write = (name: string, array: Uint32Array | Float32Array): void =>
    writeFileSync(join(folder, `${name}.bin`), new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  try {
    const end = needs.rowStart[needCount]!;
    write("needs-rowStart", needs.rowStart.subarray(0, needCount + 1));
    write("needs-column", needs.column.subarray(0, end));
    write("needs-value", needs.value.subarray(0, end));
    write("outcomes-rowStart", outcomes.rowStart);
    write("outcomes-column", outcomes.column);
    write("outcomes-value", outcomes.value);
    const columns = Math.max(needs.columnCount, outcomes.columnCount);
    const script = join(import.meta.dirname, "join_scipy.py");
    const env = { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" };
    const printed = execFileSync("python3", [script, folder, String(columns), String(k)], {
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      maxBuffer: 1 << 28,
    });
    return JSON.parse(printed) as ScipyJoin;
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
