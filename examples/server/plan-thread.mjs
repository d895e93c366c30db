// Threads of Node 20 do not load TypeScript by themselves.
import { tsImport } from "tsx/esm/api";

await tsImport("./plan-thread.ts", { parentURL: import.meta.url, tsconfig: new URL("../../tsconfig.json", import.meta.url).pathname });
