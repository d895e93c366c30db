import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";
import { defineConfig } from "tsup";

/** What inlined packages bring along and the library never calls: it would stay, since they do not say that it has no effect. */
const leaveUnused: Plugin = {
  name: "leave-unused",
  setup(build) {
    // ml-distance: trees, and sixteen measures that its index names as one object, beside the cosine.
    build.onResolve({ filter: /^ml-tree-similarity$/ }, () => ({ path: "unused", namespace: "unused", sideEffects: false }));
    build.onLoad({ filter: /ml-distance[\\/]lib[\\/]similarities\.js$/ }, () => ({
      contents: 'export { cosine } from "./similarities/cosine.js";',
    }));
    // fp-ts: instances and functions made by calls, which it does not mark as pure though it says that it has no effects.
    build.onLoad({ filter: /fp-ts[\\/]es6[\\/]\w+\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(/^(?:export )?var \w+ = (?!function|.*=>|.*function \().*$/gm, (line) =>
        line.replace(/(?<![\w.])[\w.]+\(/g, "/* @__PURE__ */ $&"),
      ),
    }));
    // natural: the tokenizer and stop words that its stemmer inherits, steps exported for its tests, and being CommonJS, which needs helpers beside it.
    build.onLoad({ filter: /natural[\\/]lib[\\/]natural[\\/]stemmers[\\/]porter_stemmer\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8"))
        .replace("const Stemmer = require('./stemmer')", "")
        .replace("new Stemmer()", "{}")
        .replace("module.exports =", "export default")
        .replace(/^PorterStemmer\.(\w+) = \1$/gm, ""),
    }));
    build.onLoad({ filter: /.*/, namespace: "unused" }, () => ({ contents: "export {};" }));
  },
};

export default defineConfig({
  entry: {
    index: "src/index.ts",
    fp: "src/fp.ts",
    solve: "src/solve/index.ts",
    evaluate: "src/evaluate/index.ts",
    search: "src/search/index.ts",
    alerts: "src/alerts.ts",
    alliances: "src/alliances.ts",
    choice: "src/choice.ts",
    embeddings: "src/embeddings.ts",
    quality: "src/quality.ts",
    snapshot: "src/snapshot.ts",
    specifications: "src/specifications.ts",
    node: "src/adapters/node.ts",
    worker: "src/adapters/worker-threads/worker.ts",
    "worker-web": "src/adapters/worker-threads/worker-web.ts",
    // What the threads run: found beside the file that starts them.
    "worker-thread": "src/adapters/worker-threads/worker-thread.ts",
    "worker-thread-web": "src/adapters/worker-threads/worker-thread-web.ts",
    "regions-cn": "src/data/regions-cn.ts",
    "industries-cn": "src/data/industries-cn.ts",
  },
  format: ["esm", "cjs"],
  target: "es2022",
  platform: "neutral",
  clean: true,
  splitting: true,
  treeshake: true,
  sourcemap: false,
  dts: { compilerOptions: { ignoreDeprecations: "6.0" } },
  // Inlined: natural's root pulls 77 MB, fp-ts's sub-paths crash un-bundled in Node's ESM, ml-distance has no CommonJS build.
  noExternal: [/^natural/, /^fp-ts/, /^ml-distance/, /^valibot/],
  external: ["minisearch", /^node:/],
  esbuildPlugins: [leaveUnused],
  removeNodeProtocol: false,
  tsconfig: "src/tsconfig.json",
  esbuildOptions(options) {
    options.mainFields = ["module", "main"];
  },
});
