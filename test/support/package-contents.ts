/** What a user of the package needs, and nothing else: by exact name, or built from an entry point, or shared by some of them. */
const DOCUMENTS = ["package.json", "README.md", "README.zh-CN.md", "CHANGELOG.md", "LICENSE", "THIRD-PARTY-NOTICES.md"];
const SHARED_CODE = /^dist\/chunk-[A-Z0-9]{8}\.(?:js|cjs)$/;
const SHARED_TYPES = /^dist\/[a-z]+(?:-[a-z]+)*-[A-Za-z0-9_-]{8}\.d\.(?:ts|cts)$/;
const BUILT_ENDINGS = ["js", "cjs", "d.ts", "d.cts"];

/** Files that have no business in the package, in their order. `entries` are the names that the build gives to entry points. */
export function strayFiles(files: readonly string[], entries: readonly string[]): string[] {
  const named = new Set([...DOCUMENTS, ...builtFiles(entries)]);
  return files.filter((file) => !named.has(file) && !SHARED_CODE.test(file) && !SHARED_TYPES.test(file));
}

/** What the build makes of entry points. */
export function builtFiles(entries: readonly string[]): string[] {
  return entries.flatMap((entry) => BUILT_ENDINGS.map((ending) => `dist/${entry}.${ending}`));
}

/** Traces of the machine that packed: its folders and addresses. */
export function machineTraces(text: string, root: string): string[] {
  const traces = [
    /(?:file:\/\/\/|\/home\/|\/root\/|\/Users\/|[A-Z]:\\\\Users\\\\)[^\s"'`]*/g,
    /https?:\/\/(?:localhost|127\.0\.0\.1)[^\s"'`]*/g,
  ];
  const found = traces.flatMap((pattern) => text.match(pattern) ?? []);
  return text.includes(root) ? [root, ...found] : found;
}
