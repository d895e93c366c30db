/** `npm start`: the main job on the example catalogue. Options: `--out DIR` (out), `--lang zh|en` (zh), `--json`. */
import { fileURLToPath } from "node:url";
import { superviseJob } from "./job/supervision.js";

await superviseJob(fileURLToPath(new URL("./job/start-job.ts", import.meta.url)), "out");
