import { fileURLToPath } from "node:url";
import { superviseJob } from "../../../examples/job/supervision.js";

await superviseJob(fileURLToPath(new URL("./stubborn-job.ts", import.meta.url)));
