import build from "../../tsup.config.js";

/** The source that the build makes an entry point of, from the root of the project. @throws Error for an entry that the build does not know. */
export function entrySource(name: string): string {
  const sources = (build as { readonly entry: Readonly<Record<string, string>> }).entry;
  const source = Object.hasOwn(sources, name) ? sources[name] : undefined;
  if (source === undefined) throw new Error(`tsup.config.ts makes nothing called ${name}`);
  return source;
}
