// A thread of the join that runs the sources: threads of Node 20 do not load TypeScript by themselves.
import { tsImport } from "tsx/esm/api";

await tsImport("../../src/adapters/worker-threads/worker-thread.ts", import.meta.url);
