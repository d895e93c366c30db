/** A job for tests of supervision: leaves half of a file, says `ready PID` and does as `--mode` says until it is stopped. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const valueOf = (flag: string): string => process.argv[process.argv.indexOf(flag) + 1]!;
const out = valueOf("--out");
const half = join(out, `.unfinished-${process.ppid}`);
mkdirSync(half, { recursive: true });
writeFileSync(join(half, "half.csv"), "hal");

switch (valueOf("--mode")) {
  case "calculates":
    process.stdout.write(`ready ${process.pid}\n`);
    for (;;) Math.sqrt(2);
  case "finishes":
    // As a job does that is putting its files in place.
    process.on("SIGINT", () => {
      writeFileSync(join(out, "whole.csv"), "whole");
      process.exit(0);
    });
    setInterval(() => undefined, 1_000);
    process.stdout.write(`ready ${process.pid}\n`);
}
