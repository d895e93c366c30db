import { readFileSync } from "node:fs";

export interface EntryPoint {
  /** As files call it: `index`, `solve`, `worker-web`. */
  readonly name: string;
  /** As users import it: `alliance-match/solve`. */
  readonly specifier: string;
  /** Path of its declarations from the root of the project. */
  readonly declarations: string;
}

interface Condition {
  readonly types: string;
}

/** Every entry point that `exports` of package.json gives types for, once, ordered by name. Browsers' own entries count. */
export function entryPoints(): EntryPoint[] {
  const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    readonly name: string;
    readonly exports: Readonly<Record<string, string | Readonly<Record<string, Condition>>>>;
  };
  return Object.entries(manifest.exports)
    .flatMap(([path, conditions]) => {
      if (typeof conditions === "string") return [];
      return Object.entries(conditions)
        .filter(([condition]) => condition !== "require")
        .map(([, { types }]) => ({
          name: /([^/]+)\.d\.ts$/.exec(types)![1]!,
          specifier: path.replace(/^\./, manifest.name),
          declarations: types.replace(/^\.\//, ""),
        }));
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Of entry points that are imported by one name, the first by name: browsers' own worker has no verb that Node's lacks. */
export function referencedEntries(): EntryPoint[] {
  const seen = new Set<string>();
  return entryPoints().filter(({ specifier }) => !seen.has(specifier) && seen.add(specifier));
}
