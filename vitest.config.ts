import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (path: string) => fileURLToPath(new URL(`./src/${path}`, import.meta.url));

export default defineConfig({
  test: {
    include: ["test/**/*.{test,prop,golden}.ts"],
    setupFiles: ["test/support/property-seed.ts"],
    typecheck: { enabled: true, include: ["test/**/*.test-d.ts"], tsconfig: "tsconfig.json", ignoreSourceErrors: false },
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
  resolve: {
    alias: [
      { find: /^alliance-match$/, replacement: source("index.ts") },
      { find: /^alliance-match\/(solve|evaluate|search)$/, replacement: source("$1/index.ts") },
      { find: /^alliance-match\/(alerts|alliances|choice|embeddings|fp|quality|snapshot|specifications)$/, replacement: source("$1.ts") },
      { find: /^alliance-match\/node$/, replacement: source("adapters/node.ts") },
      // Threads cannot load TypeScript by themselves: the same verbs, with threads that run the sources.
      { find: /^alliance-match\/worker$/, replacement: fileURLToPath(new URL("./test/support/worker-threads.ts", import.meta.url)) },
      { find: /^alliance-match\/(regions-cn|industries-cn)$/, replacement: source("data/$1.ts") },
    ],
  },
});
