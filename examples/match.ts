/** `npm run match`: proposes alliances from a team's own files. `npm run match -- --help` tells the options. */
import { fileURLToPath } from "node:url";
import { superviseJob } from "./job/supervision.js";

await superviseJob(fileURLToPath(new URL("./job/match-job.ts", import.meta.url)));
